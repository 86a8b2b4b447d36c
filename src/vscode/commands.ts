/** Every command, and the one place of this host where an error that nobody expected becomes a message. */
import {
  Disposable,
  type ExtensionContext,
  commands as editorCommands,
  env,
  type LogOutputChannel,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { encodeUrl, urlKey } from '../core/paths.ts';
import { type Failure, failed } from '../core/ports.ts';
import { count } from '../core/report.ts';
import { applyFix, saveFixed } from './applyFix.ts';
import type { TreeNode } from './brokenPagesTree.ts';
import { choosePage } from './choosePage.ts';
import { askCredentials } from './credentials.ts';
import { meaningUri } from './diagnostics.ts';
import type { EngineDoor } from './engine.ts';
import { evidenceUri } from './evidence.ts';
import { showFailure } from './failures.ts';
import { commands, title } from './manifest.ts';
import { allFindings, type FolderFinding, type Sessions } from './session.ts';
import { readSettings, writeIgnore } from './settings.ts';

export interface CommandHost {
  readonly sessions: Sessions;
  readonly openEngine: EngineDoor;
  readonly log: LogOutputChannel;
  readonly context: ExtensionContext;
}

type Handler = (...args: readonly unknown[]) => Promise<Failure | undefined>;

export function registerCommands(host: CommandHost): Disposable {
  const handlers: Readonly<Record<string, Handler>> = {
    [commands.audit]: () => audit(host, false),
    [commands.refresh]: () => audit(host, true),
    [commands.setCredentials]: async () => {
      const given = await askCredentials(host.context.secrets);
      if (given) window.setStatusBarMessage(`$(key) ${title}: credentials stored`, 5000);
    },
    [commands.clearAnswers]: () => clearAnswers(host),
    [commands.showLog]: async () => {
      host.log.show();
    },
    [commands.applyFix]: (target) => withFinding(host, target, (about) => applyBestFix(host, about)),
    [commands.redirectTo]: (target) => withFinding(host, target, (about) => redirectTo(host, about)),
    [commands.ignore]: (target) => withFinding(host, target, ignore),
    [commands.stopIgnoring]: (target) => withFinding(host, target, stopIgnoring),
    [commands.showEvidence]: (...args) =>
      withFinding(host, isNamed(args) ? args : args[0], async ({ folder, finding }) => {
        await window.showTextDocument(evidenceUri(folder, finding), { preview: true });
      }),
    [commands.askReferrers]: (target) =>
      withFinding(host, target, async ({ folder, finding }) => {
        const asked = await (await host.openEngine()).askReferrers(folder, finding);
        if (!asked.ok) return asked.failure;
        window.setStatusBarMessage(`$(link) ${asked.value.message}`, 15_000);
        await window.showTextDocument(evidenceUri(folder, finding), { preview: true });
        return undefined;
      }),
    [commands.openLive]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        await env.openExternal(Uri.parse(finding.broken.url));
      }),
    [commands.copyUrl]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        await env.clipboard.writeText(finding.broken.url);
      }),
    [commands.showMeaning]: (target) =>
      withFinding(host, target, async ({ finding }) => {
        await editorCommands.executeCommand('markdown.showPreview', meaningUri(finding, host.context.extensionUri));
      }),
    [commands.saveFixed]: async (uris) => {
      await saveFixed(uris as readonly string[]);
    },
  };
  return Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) =>
      editorCommands.registerCommand(id, (...args: readonly unknown[]) => runCommand(host, handler, id, args)),
    ),
  );
}

async function runCommand(host: CommandHost, handler: Handler, id: string, args: readonly unknown[]): Promise<void> {
  const retry = () => editorCommands.executeCommand(id, ...args);
  try {
    const failure = await handler(...args);
    if (failure) {
      host.log.warn(`${id}: ${failure.kind}: ${failure.message}`);
      void showFailure(failure, retry);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      void showFailure({ kind: 'cancelled', message: 'cancelled, nothing was changed.' }, retry);
      return;
    }
    host.log.error(error instanceof Error ? error : String(error));
    const reason = error instanceof Error ? error.message : String(error);
    void showFailure(failed('bad-answer', `${title} stopped at something unexpected: ${reason}`).failure, retry);
  }
}

async function audit({ openEngine }: CommandHost, fresh: boolean): Promise<Failure | undefined> {
  if (!workspace.isTrusted) {
    askForTrust();
    return undefined;
  }
  const folder = await chooseFolder();
  if (folder === undefined) return undefined;
  const outcome = await (await openEngine()).audit(folder, { fresh });
  if (!outcome.ok) return outcome.failure;
  window.setStatusBarMessage(`$(link) ${outcome.value.message}`, 15_000);
  return undefined;
}

/** Without waiting: the message may stay for long. */
function askForTrust(): void {
  const manage = 'Manage Trust';
  const message = `${title}: this folder is not trusted, so nothing is asked over the network and its history is not read.`;
  void window.showWarningMessage(message, manage).then((chosen) => {
    if (chosen === manage) void editorCommands.executeCommand('workbench.trust.manage');
  });
}

async function clearAnswers({ openEngine }: CommandHost): Promise<undefined> {
  const proceed = 'Delete';
  const detail = 'They were paid for. The next audit asks again, at a price you confirm.';
  const question = 'Delete the stored answers of every site on this machine?';
  if ((await window.showWarningMessage(question, { modal: true, detail }, proceed)) !== proceed) return;
  const deleted = await (await openEngine()).clearAnswers();
  window.setStatusBarMessage(`$(trash) ${title}: ${count(deleted, 'stored answer')} deleted`, 8000);
}

/** The folder of the site: the only one, the one that is being edited, or the one the user picks. */
async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (first === undefined) {
    const open = 'Open Folder…';
    const message = `${title}: open the folder with the content of the site first.`;
    if ((await window.showInformationMessage(message, open)) === open) {
      await editorCommands.executeCommand('workbench.action.files.openFolder');
    }
    return undefined;
  }
  if (others.length === 0) return first;
  const edited = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  return edited ?? (await window.showWorkspaceFolderPick({ placeHolder: 'The folder of the site' }));
}

async function applyBestFix({ openEngine }: CommandHost, { folder, finding }: FolderFinding) {
  const [best] = finding.fixes;
  if (best === undefined) return undefined;
  const edits = await (await openEngine()).edits(folder, best);
  if (!edits.ok) return edits.failure;
  await applyFix(folder, edits.value);
  return undefined;
}

async function redirectTo({ openEngine }: CommandHost, { folder, finding }: FolderFinding) {
  const engine = await openEngine();
  const fix = await choosePage(engine, folder, finding);
  if (fix === undefined) return undefined;
  const edits = await engine.edits(folder, fix);
  if (!edits.ok) return edits.failure;
  await applyFix(folder, edits.value);
  return undefined;
}

async function ignore({ folder, finding }: FolderFinding): Promise<undefined> {
  const { ignore: before } = readSettings(folder).audit;
  const path = encodeUrl(finding.diagnosis.path);
  if (!before.includes(path)) await writeIgnore(folder, [...before, path]);
}

async function stopIgnoring({ folder, finding }: FolderFinding): Promise<Failure | undefined> {
  const { ignore: before } = readSettings(folder).audit;
  const key = urlKey(finding.diagnosis.path);
  const after = before.filter((pattern) => urlKey(pattern) !== key && pattern !== encodeUrl(finding.diagnosis.path));
  if (after.length === before.length) {
    return failed(
      'not-found',
      `${encodeUrl(finding.diagnosis.path)} is ignored by a pattern. Change brokenBacklinks.ignore in the settings of ${folder.name}.`,
    ).failure;
  }
  await writeIgnore(folder, after);
  return undefined;
}

/** The finding a menu, a quick fix (`FolderFinding`) or a link in a hover (`[folder, path]`) is about. */
async function withFinding(
  { sessions }: CommandHost,
  target: unknown,
  run: (about: FolderFinding) => Promise<Failure | undefined>,
): Promise<Failure | undefined> {
  const about = isNamed(target) ? findingOf(sessions, target) : (target as TreeNode | FolderFinding | undefined);
  return about !== undefined && 'finding' in about ? run(about) : undefined;
}

function isNamed(target: unknown): target is readonly [folder: string, path: string] {
  return Array.isArray(target) && target.length === 2 && target.every((part) => typeof part === 'string');
}

function findingOf(sessions: Sessions, [folder, path]: readonly [string, string]): FolderFinding | undefined {
  const session = sessions.all().find((entry) => entry.folder.uri.toString() === folder);
  const finding = session && allFindings(session.result).find(({ diagnosis }) => diagnosis.path === path);
  return session && finding && { folder: session.folder, finding };
}
