/** What each command does; loaded when one is run first. */
import { Uri, type WorkspaceFolder } from 'vscode';
import { type Failure, failed, type Result } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { commandIds, title } from '../shared/manifest.ts';
import { askFirst, showStatus } from '../shown/messages.ts';
import { askAddress } from '../views/askAddress.ts';
import { trustedFolder } from './chooseFolder.ts';
import { chooseLinkFiles } from './chooseLinkFiles.ts';
import type { CommandHost, Handler } from './commands.ts';
import { findingCommands, targetOf } from './findingCommands.ts';
import { pageCommands } from './pageCommands.ts';
import { redirectCommands } from './redirectCommands.ts';
import { reportCommands } from './reportCommands.ts';
import { trySample } from './sample.ts';

/** By the id of the command. */
export function handlersOf(host: CommandHost): Readonly<Record<string, Handler>> {
  return {
    [commandIds.findLost]: () => findLost(host),
    [commandIds.audit]: () => audit(host, false),
    [commandIds.auditFree]: () => inFolder((folder) => host.openEngine().then((engine) => engine.auditFree(folder))),
    [commandIds.auditFiles]: (...args) => auditFiles(host, args),
    [commandIds.refresh]: () => audit(host, true),
    [commandIds.checkRedirects]: () => checkRedirects(host),
    [commandIds.setCredentials]: async (source) => {
      const given = await (await host.openEngine()).setCredentials(typeof source === 'string' ? source : undefined);
      if (!given.ok) return given.failure;
      showStatus('key', `${title}: ${given.value}`, 8000);
      return undefined;
    },
    [commandIds.clearAnswers]: () => clearAnswers(host),
    [commandIds.showLog]: async () => {
      host.log.show();
    },
    [commandIds.trySample]: () => trySample(host.openEngine),
    [commandIds.explain]: (...args) => explain(host, args),
    ...reportCommands(host),
    ...findingCommands(host),
    ...pageCommands(host),
    ...redirectCommands(host),
    [commandIds.finishFix]: () => host.writer.finishChosen(),
  };
}

async function audit(host: CommandHost, fresh: boolean): Promise<Failure | undefined> {
  return inFolder((folder) => host.openEngine().then((engine) => engine.audit(folder, { fresh })));
}

/** What is dropped onto the view comes as addresses of files, else the user chooses. */
async function auditFiles({ openEngine }: CommandHost, args: readonly unknown[]): Promise<Failure | undefined> {
  const given = args.flat().filter((each): each is Uri => each instanceof Uri);
  return inFolder(async (folder) => {
    const chosen = given.length > 0 ? given : await chooseLinkFiles(folder);
    if (chosen === undefined) return failed('cancelled', 'Cancelled. No file was chosen.');
    const other = chosen.find(({ scheme }) => scheme !== 'file');
    if (other)
      return failed('bad-request', `${other} is not a file on this machine. Save it here first, then choose it.`);
    return (await openEngine()).auditFiles(
      folder,
      chosen.map(({ fsPath }) => fsPath),
    );
  });
}

/** Needs trust though nothing is asked: the history is read with git, which does what the folder's configuration says. */
async function findLost(host: CommandHost): Promise<Failure | undefined> {
  return inFolder((folder) => host.openEngine().then((engine) => engine.findLost(folder)));
}

/** Needs trust though nothing is asked: git lists the files, and does what the folder's own configuration says. */
async function checkRedirects(host: CommandHost): Promise<Failure | undefined> {
  return inFolder((folder) => host.openEngine().then((engine) => engine.checkRedirects(folder)));
}

/** What a menu or a link names, else an address the user types. */
async function explain({ sessions, pages }: CommandHost, args: readonly unknown[]): Promise<Failure | undefined> {
  const about = targetOf(sessions, args);
  if (about !== undefined) return pages.explain(about.folder, about.finding.broken.url);
  const folder = await trustedFolder();
  const address = folder && (await askAddress());
  return folder && address ? pages.explain(folder, address) : undefined;
}

async function inFolder(run: (folder: WorkspaceFolder) => Promise<Result<AuditSummary>>): Promise<Failure | undefined> {
  const folder = await trustedFolder();
  if (folder === undefined) return undefined;
  const outcome = await run(folder);
  if (!outcome.ok) return outcome.failure;
  showStatus('link', outcome.value.message, 15_000);
  return undefined;
}

async function clearAnswers({ openEngine }: CommandHost): Promise<Failure | undefined> {
  const [paid, free] = ['Delete Paid Answers', 'Delete Only What Is Free'] as const;
  const detail = [
    'Answers of an index were paid for: without them, the next audit asks again, at a price that you confirm.',
    'The answers of live sites and the histories that were read can be fetched again free of charge.',
  ];
  const question = 'Delete the stored answers of every site on this machine?';
  const chosen = await askFirst({ question, detail, isWarning: true }, paid, free);
  if (chosen === undefined) return undefined;
  const deleted = await (await openEngine()).clearKept(chosen === paid ? ['answers'] : ['live', 'histories']);
  if (!deleted.ok) return deleted.failure;
  const what =
    chosen === paid ? count(deleted.value, 'stored answer') : 'Answers of live sites, and histories that were read,';
  showStatus('trash', `${title}: ${what} deleted`, 8000);
  return undefined;
}
