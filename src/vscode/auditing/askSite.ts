/** Asks once which site the folder publishes; the generator's own configuration is the answer Enter accepts. */
import type { WorkspaceFolder } from 'vscode';
import { siteTarget, targetAddress } from '../../core/backlinks/siteTarget.ts';
import type { OpenedSite } from '../analysis/analyst.ts';
import { writeSite } from '../shared/settings.ts';
import { askText } from '../shown/messages.ts';

/** Nothing is written into a repository unannounced. */
const kept = 'It is kept in .vscode/settings.json of this folder.';

/** The confirmed address, stored as the folder's setting; `undefined` when the user gives up. */
export async function askSite(folder: WorkspaceFolder, opened: OpenedSite): Promise<string | undefined> {
  const { address } = opened;
  const found = address && siteTarget(address.url) ? address : undefined;
  const answer = await askText({
    title: `Which site does ${folder.name} publish?`,
    prompt: found
      ? `Found in ${found.file}, line ${found.line} (${opened.title}). Enter accepts it. ${kept}`
      : `${opened.title} does not say the address of the site. ${kept}`,
    value: found?.url ?? '',
    placeHolder: 'https://example.org/',
    ignoreFocusOut: true,
    validateInput: (text) =>
      siteTarget(text) ? undefined : 'Type the address of the site, such as https://example.org/docs/',
  });
  const target = answer === undefined ? undefined : siteTarget(answer);
  if (target === undefined) return undefined;
  const site = targetAddress(target);
  await writeSite(folder, site);
  return site;
}
