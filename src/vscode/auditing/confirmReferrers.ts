/** Reads the pages that link to a broken one, once, where the user agrees, and keeps what they say with the finding. */
import type { WorkspaceFolder } from 'vscode';
import { confirmedLinks, confirmLinks, hostsToRead } from '../../app/confirmLinks.ts';
import type { Referrers } from '../../core/backlinks/source.ts';
import { encodeUrl } from '../../core/paths.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Finding } from '../../core/report/findings.ts';
import { count } from '../../core/wording/amounts.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { askFirst } from '../shown/messages.ts';
import type { EngineParts } from './engineParts.ts';
import { keepReferrers } from './referrers.ts';
import { withTask } from './task.ts';

export async function confirmReferrers(
  parts: EngineParts,
  folder: WorkspaceFolder,
  { broken }: Finding,
): Promise<Result<AuditSummary>> {
  const { referrers } = broken;
  if (referrers.length === 0) {
    return failed(
      'not-found',
      'No linking page is known. Run Who Links Here, or audit with brokenBacklinks.withReferrers.',
    );
  }
  const number = Math.min(confirmedLinks, referrers.length);
  const question = `Read ${number === 1 ? 'the page' : `the ${number} strongest pages`} that link to ${encodeUrl(broken.path)}?`;
  const hosts = hostsToRead(referrers).join(', ');
  const detail = [`Each is asked once, if its robots.txt allows it: ${hosts}. Nothing but the request is sent.`];
  const read = 'Read Them';
  if ((await askFirst({ question, detail, isWarning: false }, read)) !== read)
    return failed('cancelled', 'Cancelled. Nobody was asked.');
  const host = { proxy: proxySettings(process.env, readEditorSettings(folder).proxy), now: Date.now };
  const links = await withTask((task) => confirmLinks(broken, referrers, host, task));
  if (!links.ok) return links;
  const found: Referrers = { links: links.value, total: links.value.length, costMicros: 0 };
  const kept = await keepReferrers(parts, folder, broken, found);
  if (!kept.ok) return kept;
  const there = links.value.filter(({ confirmed }) => confirmed?.state === 'there').length;
  return success({ message: `${there} of ${count(number, 'page')} still ${there === 1 ? 'links' : 'link'} there.` });
}
