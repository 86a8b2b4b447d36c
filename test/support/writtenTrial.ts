/** Fixtures of rule files as people write them, with what the engines answered. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodePath } from '../../src/core/paths.ts';
import type { HostId } from '../../src/core/redirects/format.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../src/core/redirects/simulate/undecided.ts';
import { isRedirect, isSamePage, ownPath } from '../../tools/conformance/ask.ts';
import { print } from '../../tools/conformance/compare.ts';
import type { Trial } from '../../tools/conformance/engine.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { lines } from './redirectSite.ts';
import type { TextArchive } from './txtar.ts';

/** What stands for all answers where the engine does not start on the file. */
export const refusal = 'the engine refuses the file';

/** The folders below `test/fixtures/written`, each of the rules of one host. */
export function writtenEngines(): readonly string[] {
  return readdirSync(fileURLToPath(new URL('../fixtures/written/', import.meta.url))).sort();
}

/** What the engine is given; the addresses are those of the section `answered`. */
export function writtenTrial({ comment, files }: TextArchive): Trial {
  const own = [...files].flatMap(([name, text]) => (name.startsWith('file/') ? [[name.slice(5), text] as const] : []));
  const variant = /^variant: *(\S+)/m.exec(comment)?.[1];
  return {
    files: Object.fromEntries(own),
    pages: lines(files.get('pages') ?? ''),
    urls: rowsOf({ comment, files }).map(([url]) => url),
    ...(variant !== undefined && { variant }),
  };
}

function rowsOf({ files }: TextArchive): readonly (readonly [url: string, answer: string])[] {
  return lines(files.get('answered') ?? '').flatMap((line) => {
    const [url = '', answer] = line.split(' -> ');
    return answer === undefined ? [] : [[url, answer] as const];
  });
}

export interface Unlike {
  readonly asked: number;
  readonly redirected: number;
  /** Where we say that something may answer otherwise than we would. */
  readonly undecided: number;
  /** Where we are silently wrong, or say another condition than the fixture. */
  readonly differing: readonly string[];
}

/** Holds our simulation against what the engine answered. */
export async function unlike(fixture: TextArchive): Promise<Unlike> {
  const { comment, files } = fixture;
  const host = /^host: *(\S+)/m.exec(comment)?.[1] as HostId;
  const said = (name: string) =>
    [...comment.matchAll(new RegExp(`^${name}: *(.*)$`, 'gm'))].map(([, text = '']) => text);
  const trial = writtenTrial(fixture);
  const table = await openRedirects(siteOf(trial, host));
  if ((files.get('answered') ?? '').startsWith(refusal)) {
    const isKnown = table.invalid.some(({ isUnread }) => isUnread);
    return { asked: 1, redirected: 0, undecided: 0, differing: isKnown ? [] : [`${refusal}, and we find no mistake`] };
  }
  const conditions = said('Undecided');
  const excused = said('Differs').map((text) => text.split(' because ')[0]);
  const rows = rowsOf(fixture);
  const differing: string[] = [];
  let undecided = 0;
  for (const [url, wanted] of rows) {
    const resolution = table.resolve(url);
    const [first] = resolution.steps;
    const own =
      first && isRedirect(first.status) ? { status: first.status, location: ownPath(first.location) } : undefined;
    if (print(own) === wanted || excused.includes(url) || (own === undefined && isOwnSlash(url, wanted, trial.pages)))
      continue;
    const open = [
      ...withoutFallbacks(resolution.undecided).map(({ condition }) => condition),
      ...(resolution.outcome.kind === 'unknown' ? [resolution.outcome.reason] : []),
    ];
    undecided += Number(open.length > 0);
    const isSaid = open.some((condition) => conditions.some((text) => condition.includes(text)));
    if (!isSaid)
      differing.push(`${url}: engine ${wanted}, we ${print(own)}${open.map((text) => ` (${text})`).join('')}`);
  }
  return {
    asked: rows.length,
    redirected: rows.filter(([, answer]) => answer !== 'no redirect').length,
    undecided,
    differing,
  };
}

/** A server leads from the name of a folder to the same with a slash; and from an address to itself nobody is led. */
function isOwnSlash(url: string, answer: string, pages: readonly string[] = []): boolean {
  const location = answer.replace(/^\d+ /, '');
  if (decodePath(location) === decodePath(url)) return true;
  const isFolder = pages.some((page) => page.startsWith(location.replace(/[?#].*/, '')));
  return isFolder && location.replace(/[?#].*/, '').endsWith('/') && isSamePage(url, location);
}
