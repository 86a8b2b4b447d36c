/** An audit by the services that cost nothing and want no account, after one question that names whom they are. */
import { askSeveral } from '../../app/severalSources.ts';
import { type AskedAnswer, askForPages } from '../../core/backlinks/ask.ts';
import { type SiteTarget, targetAddress } from '../../core/backlinks/siteTarget.ts';
import { failed, type Progress, type Result, success } from '../../core/ports.ts';
import { sources } from '../../io/sources/index.ts';
import { type AskedEntry, askedEntries } from '../../io/sources/openSource.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { type EditorSettings, readEditorSettings } from '../shared/settings.ts';
import { askFirst } from '../shown/messages.ts';
import { type AuditHost, auditBy } from './auditFolder.ts';
import type { FolderWork } from './folderWork.ts';
import { askingHost, freeQuestion, openIndex, requestFor } from './indexAccess.ts';
import { withTask } from './task.ts';

export function auditFree(work: FolderWork, host: AuditHost): Promise<Result<AuditSummary>> {
  const settings = readEditorSettings(work.folder).index;
  const entries = askedEntries(sources).filter(({ access }) => access.credentials === undefined);
  return auditBy(work, host, {
    each: 'each is asked about separately',
    isFree: true,
    agree: (sites) => agree(entries, sites, settings, host),
    ask: async (target) =>
      withTask(async ({ progress, signal }) => {
        const found = await askSeveral(entries, [], (entry) => askOne(entry, target, settings, host, progress, signal));
        if (!found.ok) return found;
        const { answer } = found.value;
        const kept = { asked: answer.asked, maximumRows: settings.maximumPages, value: answer };
        const written = await host.answers.write(freeQuestion(target, settings), kept);
        if (!written.ok) host.log.warn(`This answer could not be kept: ${written.failure.message}`);
        return found;
      }),
  });
}

/** One question for all of them: who is asked, how often at most, and what is sent. */
async function agree(
  entries: readonly AskedEntry[],
  sites: readonly SiteTarget[],
  settings: EditorSettings['index'],
  host: AuditHost,
): Promise<Result<undefined>> {
  const [first, ...others] = sites;
  if (first === undefined) return failed('bad-request', 'No site is named.');
  const request = { ...requestFor(first, settings), targets: [first, ...others] };
  const detail: string[] = [];
  for (const entry of entries) {
    const opened = openIndex(entry, settings, undefined, host);
    const quote = opened.ok ? await opened.value.quote(request, new AbortController().signal) : opened;
    if (!quote.ok) return quote;
    detail.push(`${entry.title}: ${quote.value.consent ?? ''}`);
  }
  const question = `Look for links to ${sites.map(targetAddress).join(', ')} without an account?`;
  const go = 'Look for Links';
  const chosen = await askFirst({ question, detail, isWarning: false }, go);
  return chosen === go ? success(undefined) : failed('cancelled', 'Cancelled. Nobody was asked.');
}

/** As stored, where that is young enough. */
function askOne(
  entry: AskedEntry,
  target: SiteTarget,
  settings: EditorSettings['index'],
  access: AuditHost,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<AskedAnswer>> {
  const host = {
    ...askingHost(entry, settings, undefined, access),
    // It was agreed to for all of them.
    confirm: async () => ({ kind: 'go' as const }),
  };
  return askForPages(host, requestFor(target, settings), false, progress, signal);
}
