/** Links from files that people have: opened, read, and without what the repository publishes and nobody saw failing. */
import type { SiteScope } from '../core/backlinks/brokenPages.ts';
import { isOnFormer } from '../core/backlinks/formerHosts.ts';
import type { BacklinkAnswer, BrokenPage, Day, LeftOut } from '../core/model.ts';
import { failed, type Result } from '../core/ports.ts';
import { append } from '../core/text/longLists.ts';
import { count } from '../core/wording/amounts.ts';
import { openSavedFiles } from '../io/savedFiles/openFiles.ts';
import type { SavedFile, SourceEntry } from '../io/sourceHost.ts';
import { readSavedFiles } from '../io/sources/savedFiles.ts';
import { domainOf } from './configuration.ts';
import { siteOf } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** A file as the user named it. */
export interface GivenFile {
  /** Absolute. */
  readonly path: string;
  /** For messages. */
  readonly name: string;
}

/** One answer of all files. A failure names the file and says what to do; `not-found` where there is none of that name. */
export async function linksOfFiles(
  given: readonly GivenFile[],
  sources: readonly SourceEntry[],
  scope: SiteScope,
  today: Day,
): Promise<Result<BacklinkAnswer>> {
  const files: SavedFile[] = [];
  for (const { path, name } of given) {
    const opened = await openSavedFiles(path, name);
    if (!opened.ok) return opened;
    append(files, opened.value);
  }
  if (files.length === 0) return failed('bad-request', 'No file is named.');
  return readSavedFiles(sources, files, scope, today);
}

/**
 * Many exports list pages that answer beside pages that do not. Those that the repository publishes, and of which no source
 * says that they fail, are left out: asking the live site about each would take long and tell nothing new.
 */
export function leaveOutPublished(
  answer: BacklinkAnswer,
  workspace: Pick<Workspace, 'sites' | 'address' | 'layers'>,
): BacklinkAnswer {
  const { former } = domainOf(workspace.layers);
  const kept: BrokenPage[] = [];
  const published: LeftOut[] = [];
  for (const page of answer.pages) {
    const route =
      isUnseen(page) && !isOnFormer(page, former) ? siteOf(page, workspace).routes.answer(page.path) : undefined;
    if (route === undefined || route.kind === 'dynamic' || route.guess !== undefined) kept.push(page);
    else
      published.push({
        url: page.url,
        reason: 'no-loss',
        detail: `${route.file} publishes it`,
        backlinks: page.backlinks ?? 0,
      });
  }
  if (published.length === 0) return answer;
  const [are, say] = published.length === 1 ? ['is', 'it fails'] : ['are', 'they fail'];
  const message = `${count(published.length, 'page')} ${are} published by the repository, and no source says that ${say}: left out.`;
  return { ...answer, pages: kept, leftOut: [...answer.leftOut, ...published], notes: [...answer.notes, { message }] };
}

function isUnseen({ status, doubt, counts }: BrokenPage): boolean {
  return status === undefined && doubt !== undefined && counts !== undefined;
}
