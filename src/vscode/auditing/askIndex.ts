/** Asks the index about a site: a stored answer where there is one, else a new one once its price is confirmed. */
import { askSeveral } from '../../app/severalSources.ts';
import type { AskedAnswer, AskHost } from '../../core/backlinks/ask.ts';
import { askForPages } from '../../core/backlinks/ask.ts';
import { askOne, type OneQuestion } from '../../core/backlinks/askOne.ts';
import { type SiteTarget, siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkSource, Quote, Referrers } from '../../core/backlinks/source.ts';
import type { BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import { type Result, success } from '../../core/ports.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import type { EditorSettings } from '../shared/settings.ts';
import { confirmPrice } from './confirmPrice.ts';
import { askingHost, besides, chosenSource, type IndexAccess, requestFor, withCredentials } from './indexAccess.ts';
import { withTask } from './task.ts';

const rowNames = {
  pages: 'broken pages',
  links: 'links to broken pages',
  'crawled pages': 'crawled pages',
} as const;

/**
 * Nothing is asked over the network when a stored answer is young enough, unless a `fresh` one is wanted. `warning` is
 * shown with the price.
 */
export async function pagesOf(
  target: SiteTarget,
  settings: EditorSettings['index'],
  access: IndexAccess,
  fresh: boolean,
  warning?: string,
): Promise<Result<AskedAnswer>> {
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  const asking = (each: AskedEntry, what?: string) => pagesBy(each, target, settings, access, { fresh, warning: what });
  const first = await asking(entry, warning);
  const others = first.ok ? besides(entry, settings) : [];
  if (!first.ok || others.length === 0) return first;
  const had = [{ title: entry.title, answer: first.value.answer }];
  const all = await askSeveral(others, had, async (each) => asking(each));
  if (all.ok) return success({ ...all.value, isKept: all.value.isKept && first.value.isKept });
  // What was paid for before is shown, whatever becomes of the rest.
  const { answer } = first.value;
  return success({ ...first.value, answer: { ...answer, notes: [...answer.notes, { message: all.failure.message }] } });
}

function pagesBy(
  entry: AskedEntry,
  target: SiteTarget,
  settings: EditorSettings['index'],
  access: IndexAccess,
  { fresh, warning }: { readonly fresh: boolean; readonly warning: string | undefined },
): Promise<Result<AskedAnswer>> {
  const keptDays = settings.answersKeptDays;
  return withCredentials(entry, access, async (credentials) => {
    const host: AskHost = {
      ...askingHost(entry, settings, credentials, access),
      confirm: (quote) => {
        const what = rowNames[quote.rowsAre];
        const asked = { source: entry.title, rows: `${what} of ${target.host}`, keptDays, canBeFewer: true, warning };
        return confirmPrice(quote, asked);
      },
    };
    const request = requestFor(target, settings);
    return withTask(({ progress, signal }) => askForPages(host, request, fresh, progress, signal));
  });
}

/** Who links to one page: as stored, else at a confirmed price. */
export async function referrersFromIndex(
  page: BrokenPage,
  target: SiteTarget,
  settings: EditorSettings['index'],
  access: IndexAccess,
): Promise<Result<Referrers>> {
  const request = requestFor(targetOf(page, target), settings);
  const chosen = chosenSource(settings);
  if (!chosen.ok) return chosen;
  const entry = chosen.value;
  const keptDays = settings.answersKeptDays;
  const path = encodeUrl(page.path);
  const question = (signal: AbortSignal): OneQuestion<'referrers'> => ({
    key: { call: 'referrers', source: entry.id, request, page: page.url },
    fetch: (source, quote, keep) => source.referrers?.(page, request, quote, signal, keep),
    cannot: `${entry.title} does not say who links to a page.`,
  });
  const asked = await withCredentials(entry, access, async (credentials) =>
    withTask(({ progress, signal }) => {
      const host = {
        ...askingHost(entry, settings, credentials, access),
        confirm: (quote: Quote) =>
          confirmPrice(quote, { source: entry.title, rows: `links to ${path}`, keptDays, canBeFewer: false }),
        progress: ({ title }: BacklinkSource) => progress.report(`Asking ${title} who links to ${path}`),
      };
      return askOne(host, question(signal), false, signal);
    }),
  );
  if (!asked.ok) return asked;
  const { value, unkept } = asked.value;
  if (unkept !== undefined) access.log.warn(`This answer could not be kept: ${unkept}`);
  return success(value);
}

/** A page of a former host is one of that host's. */
function targetOf({ former }: BrokenPage, target: SiteTarget): SiteTarget {
  return (former && siteTarget(former.address)) ?? target;
}
