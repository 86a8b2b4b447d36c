/** How many links would break without some files: asked before they go, as far as nothing is stored, at a confirmed price. */
import type { Uri } from 'vscode';
import { askCounts } from '../../core/backlinks/askCounts.ts';
import { targetAddress } from '../../core/backlinks/siteTarget.ts';
import type { Quote } from '../../core/backlinks/source.ts';
import { addressesText, countsLines } from '../../core/backlinks/totalsText.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { repoPathOf } from '../documents/repositoryPlaces.ts';
import type { SiteTotals } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import type { AuditHost } from './auditFolder.ts';
import { chooseSites } from './chooseSites.ts';
import { confirmPrice } from './confirmPrice.ts';
import { type FolderWork, openFolder } from './folderWork.ts';
import { askingHost, chosenSource, requestFor, withCredentials } from './indexAccess.ts';
import { writeCountedSite } from './lastAudit.ts';
import { silentTask, withTask } from './task.ts';

/** Of files and folders. A failure names those that publish no page. */
export async function wouldBreak(work: FolderWork, uris: readonly Uri[], host: AuditHost): Promise<Result<SiteTotals>> {
  const { folder, analyst } = work;
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const sites = await chooseSites(folder, opened.value, 'only the first is asked about');
  if (!sites.ok) return sites;
  const [target] = sites.value;
  const paths = uris.flatMap((uri) => repoPathOf(folder, uri) ?? []);
  const urls = await analyst.addressesBelow({ paths, target }, silentTask(new AbortController().signal));
  if (urls.length === 0) {
    const which = paths.length === 0 ? folder.name : paths.join(', ');
    return failed('not-found', `${which} publishes no page of ${target.host}, so no link would break.`);
  }
  const settings = readEditorSettings(folder).index;
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  const rows = `the links to ${addressesText(urls.length)} of ${target.host}, as far as they are not stored`;
  const keptDays = settings.answersKeptDays;
  const asked = await withCredentials(entry, host, async (credentials) =>
    withTask(({ progress, signal }) => {
      const asking = {
        ...askingHost(entry, settings, credentials, host),
        confirm: async (quote: Quote) => {
          const confirmed = await confirmPrice(quote, {
            ...{ source: entry.title, rows, keptDays },
            ...{ isOne: true, canBeFewer: false },
          });
          progress.report(`Asking ${entry.title} about ${addressesText(urls.length)}`);
          return confirmed;
        },
      };
      return askCounts(asking, requestFor(target, settings), urls, false, signal);
    }),
  );
  if (!asked.ok) return asked;
  await writeCountedSite(host.folderMemory, folder, targetAddress(target));
  const { missing } = asked.value;
  const lines = [...countsLines(asked.value, urls), ...(missing === undefined ? [] : ['', missing.message])];
  return success({ host: target.host, lines });
}
