/** Asks the index about a site: a stored answer where there is one, else a new one once its price is confirmed. */
import type { Asked, AskHost } from '../../core/backlinks/ask.ts';
import { askForPages, openQuote } from '../../core/backlinks/ask.ts';
import { type SiteTarget, siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkSource, Referrers } from '../../core/backlinks/source.ts';
import type { BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Task } from '../analysis/analyst.ts';
import type { Settings } from '../shared/settings.ts';
import { confirmPrice } from './confirmPrice.ts';
import { chosenSource, type IndexAccess, openIndex, requestFor, today, withCredentials } from './indexAccess.ts';
import { withTask } from './task.ts';

/**
 * Nothing is asked over the network when a stored answer is young enough, unless a `fresh` one is wanted. `warning` is
 * shown with the price.
 */
export async function pagesOf(
  target: SiteTarget,
  settings: Settings['index'],
  access: IndexAccess,
  fresh: boolean,
  warning?: string,
): Promise<Result<Asked>> {
  const keptDays = settings.answersKeptDays;
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  return withCredentials(entry, access, async (credentials) => {
    const host: AskHost = {
      sourceId: entry.id,
      open: () => openIndex(entry, settings, credentials, access),
      answers: access.answers,
      ledger: access.spend.read,
      expenses: access.spend.expenses,
      today,
      answersKeptDays: keptDays,
      monthlyCapMicros: settings.monthlyCapMicros,
      confirm: (quote) => {
        const what = quote.rowsAre === 'pages' ? 'broken pages' : 'links to broken pages';
        const asked = { source: entry.title, rows: `${what} of ${target.host}`, keptDays, canBeFewer: true, warning };
        return confirmPrice(quote, asked);
      },
    };
    const request = requestFor(target, settings);
    return withTask(({ progress, signal }) => askForPages(host, request, fresh, progress, signal));
  });
}

/** Who links to one page: as stored, else at a confirmed price. */
export async function referrersOf(
  page: BrokenPage,
  target: SiteTarget,
  settings: Settings['index'],
  access: IndexAccess,
): Promise<Result<Referrers>> {
  const request = requestFor(targetOf(page, target), settings);
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  const key = { call: 'referrers', source: entry.id, request, page: page.url } as const;
  const kept = await access.answers.read(key);
  if (kept !== undefined) return success({ ...kept.value, costMicros: 0 });
  const asked = await withCredentials(entry, access, async (credentials) => {
    const source = openIndex(entry, settings, credentials, access);
    return source.ok ? withTask((task) => askReferrers(page, target, settings, source.value, access, task)) : source;
  });
  if (asked.ok) {
    const value = asked.value;
    const written = await access.answers.write(key, { asked: today(), maximumRows: value.links.length, value });
    if (!written.ok) access.log.warn(`This answer could not be kept: ${written.failure.message}`);
  }
  return asked;
}

/** A page of a former host is one of that host's. */
function targetOf({ former }: BrokenPage, target: SiteTarget): SiteTarget {
  return (former && siteTarget(former.address)) ?? target;
}

async function askReferrers(
  page: BrokenPage,
  target: SiteTarget,
  settings: Settings['index'],
  source: BacklinkSource,
  access: IndexAccess,
  { progress, signal }: Task,
): Promise<Result<Referrers>> {
  if (source.referrers === undefined) return failed('not-found', `${source.title} does not tell who links to a page.`);
  const { monthlyCapMicros } = settings;
  const month = { monthlyCapMicros, ledger: access.spend.read, expenses: access.spend.expenses, today };
  const request = requestFor(targetOf(page, target), settings);
  const path = encodeUrl(page.path);
  progress.report(`Asking ${source.title} who links to ${path}`);
  const quote = await openQuote(month, source, request, signal, 'referrers');
  if (!quote.ok) return quote;
  const about = { source: source.title, rows: `links to ${path}`, keptDays: settings.answersKeptDays };
  const price = await confirmPrice(quote.value, { ...about, canBeFewer: false });
  if (price.kind !== 'go') return failed('cancelled', 'Cancelled. Nothing was charged.');
  return source.referrers(page, request, quote.value, signal);
}
