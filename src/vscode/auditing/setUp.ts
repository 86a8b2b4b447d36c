/** The set-up of this editor, as `app/checkSetUp.ts` checks it. */
import { env, version } from 'vscode';
import { checkSetUp, hostsToAsk } from '../../app/checkSetUp.ts';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { programVersion } from '../../io/http/userAgent.ts';
import { openTwice } from '../../io/setUp/network.ts';
import type { Credentials } from '../../io/sourceHost.ts';
import { sources } from '../../io/sources/index.ts';
import { readCredentials } from '../../io/sources/keptCredentials.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { storeFolder } from '../../io/stores/place.ts';
import type { Task } from '../analysis/analyst.ts';
import { title } from '../shared/manifest.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { askFirst } from '../shown/messages.ts';
import type { AuditHost } from './auditFolder.ts';
import { type FolderWork, openFolder } from './folderWork.ts';

const ask = 'Ask Them';
const look = 'Only Look Here';

/** Whether the sources may be asked, free of charge; `undefined` when the user goes back. */
export async function mayAskSources(): Promise<boolean | undefined> {
  const question = 'Ask the sources of backlinks whether they answer as they should?';
  const detail = [
    `Asked, free of charge: ${hostsToAsk(sources).join(', ')}.`,
    'Each source receives its own login, if it has one, and nothing about your site.',
  ];
  const pressed = await askFirst({ question, detail, isWarning: false }, ask, look);
  return pressed === undefined ? undefined : pressed === ask;
}

/** What runs this: `Visual Studio Code 1.101.0`. */
export function programName(): string {
  const where = env.remoteName === undefined ? '' : ` (remote: ${env.remoteName})`;
  return `${env.appName} ${version}${where}`;
}

export function checkFolder(
  work: FolderWork,
  mayAsk: boolean,
  { secrets, dispatcher, log }: AuditHost,
  task: Task,
): Promise<readonly SetUpCheck[]> {
  const settings = readEditorSettings(work.folder);
  const open = (entry: AskedEntry, credentials: Credentials | undefined) => {
    const setting = entry.access.address?.setting;
    const apiBase = setting === undefined ? undefined : settings.index.addressOf(setting);
    const around = { dispatcher, logger: log, now: Date.now };
    return openTwice(entry, { ...around, apiBase, credentials, sandbox: false }, process.env);
  };
  return checkSetUp(
    {
      folder: work.folder.uri.fsPath,
      program: `${programName()}, ${title} ${programVersion}`,
      environment: process.env,
      proxy: proxySettings(process.env, settings.proxy),
      store: storeFolder(process.env),
      sources,
      credentialsOf: (entry) => readCredentials(secrets, entry, process.env),
      site: () => ofSite(work, task),
      open: mayAsk ? open : undefined,
    },
    task.signal,
  );
}

async function ofSite(work: FolderWork, task: Task): Promise<readonly SetUpCheck[]> {
  const opened = await openFolder(work, task);
  if (opened.ok) return work.analyst.siteChecks(undefined, task);
  return [{ about: 'Site', state: 'broken', says: opened.failure.message }];
}
