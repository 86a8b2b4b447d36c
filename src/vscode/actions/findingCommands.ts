/** The commands about one finding: from the view's menus, a quick fix, or a link in a hover. */
import { commands as editorCommands, env, Uri, type WorkspaceFolder } from 'vscode';
import { silencedAddress } from '../../core/audit/silencedRedirects.ts';
import { type Decision, decisionsFile, withoutIgnored, writeDecision } from '../../core/decisions/decisions.ts';
import { encodeUrl, urlKey, urlPath } from '../../core/paths.ts';
import { type Failure, failed } from '../../core/ports.ts';
import type { Fix } from '../../core/report/findings.ts';
import { fixDone } from '../../core/report/report.ts';
import { allFindings } from '../../core/report/settled.ts';
import { visibleAddress } from '../../core/wording/visible.ts';
import { commandIds } from '../shared/manifest.ts';
import type { FolderFinding, FolderRedirect, Sessions } from '../shared/session.ts';
import { readEditorSettings, writeIgnore } from '../shared/settings.ts';
import { showStatus } from '../shown/messages.ts';
import type { TreeNode } from '../views/brokenPagesTree.ts';
import { meaningUri } from '../views/diagnostics.ts';
import { choosePage } from './choosePage.ts';
import type { CommandHost, Handler } from './commands.ts';
import { changeDecisions, decisionsEdit } from './decisionsFile.ts';

export function findingCommands(host: CommandHost): Readonly<Record<string, Handler>> {
  return {
    [commandIds.applyFix]: (target) => withFinding(host, target, (about) => applyBestFix(host, about)),
    [commandIds.redirectTo]: (target) => withFinding(host, target, (about) => redirectTo(host, about)),
    [commandIds.rejectPage]: (target) => withFinding(host, target, (about) => rejectPage(host, about)),
    [commandIds.ignore]: (target) => withFinding(host, target, (about) => ignore(host, about)),
    [commandIds.ignoreRedirect]: (target) => ignoreRedirect(host, target as FolderRedirect),
    [commandIds.stopIgnoring]: (target) => withFinding(host, target, stopIgnoring),
    [commandIds.showEvidence]: (...args) =>
      withFinding(host, isNamed(args) ? args : args[0], async (about) => {
        await host.pages.showEvidence(about);
      }),
    [commandIds.askReferrers]: (target) => withFinding(host, target, (about) => askLinks(host, about, 'askReferrers')),
    [commandIds.confirmReferrers]: (target) =>
      withFinding(host, target, (about) => askLinks(host, about, 'confirmReferrers')),
    [commandIds.openLive]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        await env.openExternal(Uri.parse(finding.broken.url));
      }),
    [commandIds.copyUrl]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        // A line end would run what follows it where the address is pasted into a terminal.
        await env.clipboard.writeText(visibleAddress(finding.broken.url));
      }),
    [commandIds.showMeaning]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        const page = meaningUri(finding.diagnosis.code, host.context.extensionUri);
        await editorCommands.executeCommand('markdown.showPreview', page);
      }),
  };
}

/** Learns more of who links there, and shows it. */
async function askLinks(
  host: CommandHost,
  { folder, finding }: FolderFinding,
  ask: 'askReferrers' | 'confirmReferrers',
) {
  const asked = await (await host.openEngine())[ask](folder, finding);
  if (!asked.ok) return asked.failure;
  showStatus('link', asked.value.message, 15_000);
  const about = findingOf(host.sessions, [folder.uri.toString(), finding.diagnosis.path]);
  await host.pages.showEvidence(about ?? { folder, finding });
  return undefined;
}

/** One key writes what is sure; everything else is for the user to choose. */
async function applyBestFix(host: CommandHost, about: FolderFinding) {
  const sure = about.finding.fixes.find(({ isPreferred }) => isPreferred);
  return sure === undefined ? redirectTo(host, about) : writeFix(host, about.folder, sure);
}

async function redirectTo(host: CommandHost, { folder, finding }: FolderFinding) {
  const fix = await choosePage(await host.openEngine(), folder, finding);
  return fix === undefined ? undefined : writeFix(host, folder, fix);
}

export async function writeFix({ openEngine, writer }: CommandHost, folder: WorkspaceFolder, fix: Fix) {
  const edits = await (await openEngine()).edits(folder, fix);
  if (!edits.ok) return edits.failure;
  return writer.write({ folder, files: edits.value, fixes: [fix], what: fixDone(fix) });
}

/** The page that is suggested first is offered for this address never again. */
async function rejectPage(host: CommandHost, { folder, finding }: FolderFinding): Promise<Failure | undefined> {
  const { path, suggestions } = finding.diagnosis;
  const [best] = suggestions;
  if (best === undefined) return undefined;
  const what = `${encodeUrl(best.url)} is not suggested for ${encodeUrl(path)} any more`;
  return decide(host, folder, { kind: 'rejected', from: path, to: best.url }, what);
}

async function ignore(host: CommandHost, { folder, finding }: FolderFinding): Promise<Failure | undefined> {
  const { path } = finding.diagnosis;
  return decide(host, folder, { kind: 'ignored', from: path }, `${encodeUrl(path)} is ignored from now on`);
}

/** The problems of a rule are silenced by its address, in the list that broken pages are ignored by. */
async function ignoreRedirect(host: CommandHost, about: FolderRedirect): Promise<Failure | undefined> {
  const { folder, finding } = about;
  const address = finding.rule && silencedAddress(finding.rule);
  if (address === undefined) return undefined;
  const what = `Problems of the redirect from ${address} are ignored from now on`;
  return decide(host, folder, { kind: 'ignored', from: urlPath(address) }, what);
}

/** What is shown follows the file. */
async function decide({ writer }: CommandHost, folder: WorkspaceFolder, decision: Decision, what: string) {
  const made = await decisionsEdit(folder, (text) => writeDecision(decision, text));
  if (!made.ok) return made.failure;
  if (made.value === undefined) return undefined;
  return writer.write({ folder, files: [made.value], fixes: [], what: `${what} (written in ${decisionsFile})` });
}

async function stopIgnoring({ folder, finding }: FolderFinding): Promise<Failure | undefined> {
  const { path } = finding.diagnosis;
  const takenBack = await changeDecisions(folder, (text) => withoutIgnored(path, text));
  if (!takenBack.ok) return takenBack.failure;
  const { ignore: before } = readEditorSettings(folder).audit;
  const after = before.filter((pattern) => urlKey(pattern) !== urlKey(path));
  if (after.length < before.length) await writeIgnore(folder, after);
  else if (!takenBack.value) {
    return failed(
      'not-found',
      `${encodeUrl(path)} is ignored by a pattern. Change brokenBacklinks.ignore in the settings of ${folder.name}, or ignore in .broken-backlinks.json.`,
    ).failure;
  }
  return undefined;
}

async function withFinding(
  { sessions }: CommandHost,
  target: unknown,
  run: (about: FolderFinding) => Promise<Failure | undefined>,
): Promise<Failure | undefined> {
  const about = targetOf(sessions, isNamed(target) ? target : [target]);
  return about === undefined ? undefined : run(about);
}

/** The finding a menu, a quick fix (`FolderFinding`) or a link in a hover (`folder`, `path`) is about. */
export function targetOf(sessions: Sessions, args: readonly unknown[]): FolderFinding | undefined {
  const about = isNamed(args) ? findingOf(sessions, args) : (args[0] as TreeNode | FolderFinding | undefined);
  return about !== undefined && 'finding' in about ? about : undefined;
}

function isNamed(target: unknown): target is readonly [folder: string, path: string] {
  return Array.isArray(target) && target.length === 2 && target.every((part) => typeof part === 'string');
}

function findingOf(sessions: Sessions, [folder, path]: readonly [string, string]): FolderFinding | undefined {
  const session = sessions.all().find((entry) => entry.folder.uri.toString() === folder);
  const finding = session && allFindings(session.result).find(({ diagnosis }) => diagnosis.path === path);
  return session && finding && { folder: session.folder, finding };
}
