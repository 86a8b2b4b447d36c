/** Tells how many links lead to what was deleted or renamed, and writes the redirects. */
import { commands as editorCommands, type WorkspaceFolder } from 'vscode';
import type { BrokenPage, Route } from '../../core/model.ts';
import { isAtOrBelow } from '../../core/paths.ts';
import { type Failure, failed } from '../../core/ports.ts';
import type { Fix } from '../../core/report/findings.ts';
import { count } from '../../core/wording/amounts.ts';
import { repoPathOf } from '../documents/repositoryPlaces.ts';
import type { Engine, TakenAway } from '../shared/engine.ts';
import { title, views } from '../shared/manifest.ts';
import { inform, showStatus } from '../shown/messages.ts';
import { takenAwayLine } from '../views/summary.ts';
import { choosePage } from './choosePage.ts';
import type { CommandHost } from './commands.ts';
import { showFailure } from './failures.ts';
import type { GoneFile } from './fileEvents.ts';
import { writeFix } from './findingCommands.ts';
import { preferredFixes } from './preferredFixes.ts';
import { offerFixes } from './redirectAll.ts';

/** Nothing is said where no stored answer tells of a link. */
export async function tellGone(
  host: CommandHost,
  folder: WorkspaceFolder,
  gone: readonly GoneFile[],
): Promise<undefined> {
  const engine = await host.openEngine();
  const taken = await engine.takenAway(
    folder,
    gone.map(({ from }) => from),
  );
  if (taken === undefined) return;
  const [write, show] = ['Write Redirects…', 'Show'] as const;
  const chosen = await inform(`${title}: ${takenAwayLine(taken.siteName, taken.answer)}`, write, show);
  if (chosen === undefined) return;
  const run = () => (chosen === write ? writeRedirects(host, folder, taken, gone) : showGone(engine, folder, taken));
  const failure = await run();
  if (failure !== undefined) void showFailure(failure, run);
}

async function showGone(engine: Engine, folder: WorkspaceFolder, taken: TakenAway): Promise<Failure | undefined> {
  const shown = await engine.showTakenAway(folder, taken);
  if (!shown.ok) return shown.failure;
  await editorCommands.executeCommand(`${views.brokenPages}.focus`);
  return undefined;
}

/** A renamed page is where its file went; a deleted one where the evidence is strong, else where the user says. */
async function writeRedirects(
  host: CommandHost,
  folder: WorkspaceFolder,
  taken: TakenAway,
  gone: readonly GoneFile[],
): Promise<Failure | undefined> {
  const engine = await host.openEngine();
  // What is written is one of the fixes that are offered now.
  const shown = await engine.showTakenAway(folder, taken);
  if (!shown.ok) return shown.failure;
  const { pages } = taken.answer;
  const meant = new Set(pages.map(({ path }) => path));
  const found = host.sessions.get(folder)?.result.findings.filter(({ diagnosis }) => meant.has(diagnosis.path)) ?? [];
  const fixes: Fix[] = [];
  const routes = await engine.pages(folder);
  for (const page of pages) {
    const finding = found.find(({ diagnosis }) => diagnosis.path === page.path);
    // It may be back, or answered by a redirect since.
    if (finding === undefined) continue;
    const route = movedTo(page, folder, gone, routes);
    const [exact] = route === undefined ? [] : await engine.fixesTo(folder, finding.diagnosis, route);
    const fix = exact ?? preferredFixes([finding])[0];
    if (fix !== undefined) fixes.push(fix);
  }
  if (fixes.length > 0) {
    const left = found.length - fixes.length;
    if (left > 0) showStatus('link', `${title}: ${count(left, 'address')} more to decide`, 15_000);
    return offerFixes(host, folder, fixes);
  }
  const [only, ...others] = found;
  if (only === undefined) {
    return failed('not-found', 'Nothing is left to be redirected: these addresses are answered again.').failure;
  }
  if (others.length > 0) {
    await editorCommands.executeCommand(`${views.brokenPages}.focus`);
    const message = `No page is known for certain to replace any of the ${found.length} that are gone. Choose one for each in the Broken Backlinks view.`;
    return failed('not-found', message).failure;
  }
  const chosen = await choosePage(engine, folder, only);
  return chosen === undefined ? undefined : writeFix(host, folder, chosen);
}

/** The page that its file publishes where it is now. */
function movedTo(
  { published }: BrokenPage,
  folder: WorkspaceFolder,
  gone: readonly GoneFile[],
  routes: readonly Route[],
): Route | undefined {
  const file = published?.page.file;
  for (const { from, to } of gone) {
    const [before, after] = [repoPathOf(folder, from), to && repoPathOf(folder, to)];
    if (file === undefined || before === undefined || after === undefined) continue;
    const isMeant = isAtOrBelow(file, before);
    const route = isMeant && routes.find((each) => each.file === `${after}${file.slice(before.length)}`);
    if (route) return route;
  }
  return undefined;
}
