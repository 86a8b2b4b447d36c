/** The totals of a folder's site and how they became what they are: two questions, each at a price that is confirmed. */
import type { Answers } from '../../core/backlinks/answers.ts';
import { askOne, type OneAnswer, type OneQuestion } from '../../core/backlinks/askOne.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { Quote } from '../../core/backlinks/source.ts';
import { totalsLines, trendLines } from '../../core/backlinks/totalsText.ts';
import type { Result } from '../../core/ports.ts';
import { success } from '../../core/ports.ts';
import type { SiteTotals } from '../shared/engine.ts';
import { type EditorSettings, readEditorSettings } from '../shared/settings.ts';
import type { AuditHost } from './auditFolder.ts';
import { chooseSites } from './chooseSites.ts';
import { confirmPrice } from './confirmPrice.ts';
import { type FolderWork, openFolder } from './folderWork.ts';
import { askingHost, chosenSource, requestFor, withCredentials } from './indexAccess.ts';
import { withTask } from './task.ts';

/** Whoever wants the totals and not the months gets those. */
export async function totalsOf(work: FolderWork, host: AuditHost): Promise<Result<SiteTotals>> {
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const sites = await chooseSites(work.folder, opened.value, 'only the first is asked about');
  if (!sites.ok) return sites;
  const [target] = sites.value;
  const settings = readEditorSettings(work.folder).index;
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const { id: source, title } = chosen.value;
  const request = requestFor(target, settings);
  const totals = await ask<'summary'>(target, settings, host, `the totals of ${target.host}`, (signal) => ({
    key: { call: 'summary', source, request },
    fetch: (index, quote, keep) => index.summary?.(request, quote, signal, keep),
    cannot: `${title} gives no totals of a site.`,
  }));
  if (!totals.ok) return totals;
  const months = await ask<'trend'>(target, settings, host, `the totals of ${target.host} by month`, (signal) => ({
    key: { call: 'trend', source, request },
    fetch: (index, quote, keep) => index.trend?.(request, quote, signal, keep),
    cannot: `${title} gives no totals of a site by month.`,
  }));
  const lines = [
    ...totalsLines(title, target.host, totals.value.value, totals.value.asked),
    '',
    ...(months.ok ? trendLines(months.value.value) : [`By month: ${months.failure.message}`]),
  ];
  return success({ host: target.host, lines });
}

async function ask<Call extends 'summary' | 'trend'>(
  target: SiteTarget,
  settings: EditorSettings['index'],
  access: AuditHost,
  rows: string,
  question: (signal: AbortSignal) => OneQuestion<Call>,
): Promise<Result<OneAnswer<Answers[Call]>>> {
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  const keptDays = settings.answersKeptDays;
  const answer = await withCredentials(entry, access, async (credentials) =>
    withTask(({ progress, signal }) => {
      const host = {
        ...askingHost(entry, settings, credentials, access),
        confirm: (quote: Quote) =>
          confirmPrice(quote, { source: entry.title, rows, isOne: true, keptDays, canBeFewer: false }),
        progress: () => progress.report(`Asking ${entry.title} about ${target.host}`),
      };
      return askOne(host, question(signal), false, signal);
    }),
  );
  if (answer.ok && answer.value.unkept !== undefined)
    access.log.warn(`This answer could not be kept: ${answer.value.unkept}`);
  return answer;
}
