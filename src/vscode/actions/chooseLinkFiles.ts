/** Asks for exports, logs and lists to audit by. */
import { type Uri, type WorkspaceFolder, window } from 'vscode';
import { title } from '../shared/manifest.ts';

export async function chooseLinkFiles({ uri }: WorkspaceFolder): Promise<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    title: `${title}: exports of links, logs of a server, lists of addresses`,
    openLabel: 'Audit',
    canSelectMany: true,
    defaultUri: uri,
  });
}
