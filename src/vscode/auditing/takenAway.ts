/** What a deletion or a renaming took away that links lead to, by what is stored: no request, no price. */
import type { Uri, WorkspaceFolder } from 'vscode';
import { heldLinks } from '../../core/backlinks/askCounts.ts';
import { type SiteTarget, siteTarget, targetAddress, webOrigin } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer, BrokenPage } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { repoPathOf } from '../documents/repositoryPlaces.ts';
import type { TakenAway } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { type EngineParts, showAgain } from './engineParts.ts';
import { openFolder } from './folderWork.ts';
import { chosenSource, currentDate, fileQuestion, freeQuestion, requestFor, snapshotQuestion } from './indexAccess.ts';
import { readCountedSite, readLastAudit } from './lastAudit.ts';

type Held = ReturnType<typeof heldLinks>;

/** `undefined` where no stored answer tells a link to what went. */
export async function takenAway(
  parts: EngineParts,
  folder: WorkspaceFolder,
  uris: readonly Uri[],
): Promise<TakenAway | undefined> {
  const work = parts.workOn(folder);
  await work.restoring?.catch(() => undefined);
  const [target, ...others] = targetsOf(parts, folder);
  if (target === undefined) return undefined;
  const held = await heldBy(parts, folder, [target, ...others]);
  const opened = await openFolder(work, parts.quick);
  if (!opened.ok) {
    parts.log.warn(opened.failure.message);
    return undefined;
  }
  const goneFrom = uris.flatMap((uri) => repoPathOf(folder, uri) ?? []);
  const lost = await work.analyst.lost({ today: currentDate(), goneFrom }, parts.quick);
  return linkedOf(lost, target, held);
}

/** Those that links lead to, with what is known of these; most links first. */
function linkedOf(lost: BacklinkAnswer, target: SiteTarget, held: Held): TakenAway | undefined {
  const pages: BrokenPage[] = [];
  const days: string[] = [];
  let strongest: { readonly source: string; readonly backlinks: number } | undefined;
  for (const page of lost.pages) {
    const url = page.url.startsWith('/') ? `${webOrigin(target)}${page.url}` : page.url;
    const links = held(url);
    if (links === undefined) continue;
    const { backlinks, referringDomains, asked } = links;
    pages.push({ ...page, url, spellings: [url], backlinks, referringDomains });
    days.push(asked);
    if (strongest === undefined || backlinks > strongest.backlinks) strongest = links;
  }
  const [asOf] = days.sort();
  if (asOf === undefined || strongest === undefined) return undefined;
  pages.sort((a, b) => (b.backlinks ?? 0) - (a.backlinks ?? 0));
  return { siteName: target.host, answer: { ...lost, source: strongest.source, asked: asOf, pages } };
}

/** What is shown besides stays. */
export async function showTakenAway(
  parts: EngineParts,
  folder: WorkspaceFolder,
  { siteName, answer }: TakenAway,
): Promise<Result<undefined>> {
  const work = parts.workOn(folder);
  await work.restoring?.catch(() => undefined);
  const { judged } = work;
  const added = new Set(answer.pages.map(({ url }) => url));
  const others = judged?.answer.pages.filter(({ url }) => !added.has(url)) ?? [];
  const together = { ...(judged?.answer ?? answer), pages: [...others, ...answer.pages] };
  const shown = { siteName, checks: new Map(), ...judged, answer: together };
  const isShown = await showAgain(parts, work, shown, parts.quick.signal);
  return isShown ? success(undefined) : failed('not-found', `${folder.name} could not be read (see the log).`);
}

/** The sites that something may be stored of. */
function targetsOf({ context }: EngineParts, folder: WorkspaceFolder): readonly SiteTarget[] {
  const memory = context.workspaceState;
  const last = readLastAudit(memory, folder);
  const named = [last?.site, readCountedSite(memory, folder), readEditorSettings(folder).site, ...(last?.former ?? [])];
  const targets = named.flatMap((address) => siteTarget(address ?? '') ?? []);
  return [...new Map(targets.map((target) => [targetAddress(target), target])).values()];
}

async function heldBy(
  { store: { answers } }: EngineParts,
  folder: WorkspaceFolder,
  targets: readonly SiteTarget[],
): Promise<Held> {
  const settings = readEditorSettings(folder).index;
  const chosen = chosenSource(settings);
  const source = chosen.ok ? [chosen.value.id] : [];
  const counts = [];
  const pages: BacklinkAnswer[] = [];
  for (const target of targets) {
    const request = requestFor(target, settings);
    for (const id of source) {
      const kept = await answers.read({ call: 'counts', source: id, request });
      if (kept !== undefined) counts.push({ source: id, value: kept.value });
    }
    const questions = [
      ...source.map((id) => ({ call: 'pages', source: id, request }) as const),
      fileQuestion(target, settings),
      freeQuestion(target, settings),
      snapshotQuestion(target, settings),
    ];
    for (const key of questions) {
      const kept = await answers.read(key);
      if (kept !== undefined) pages.push(kept.value);
    }
  }
  return heldLinks(counts, pages);
}
