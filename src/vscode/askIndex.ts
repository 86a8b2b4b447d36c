/** Asks the index about a site: a stored answer where there is one, else a new one once its price is confirmed. */
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, PaidCall, Quote, Referrers } from '../core/backlinks/source.ts';
import type { BacklinkAnswer, BrokenPage } from '../core/model.ts';
import { encodeUrl } from '../core/paths.ts';
import { failed, type Result, success } from '../core/ports.ts';
import type { AnswerStore } from './answers.ts';
import { confirmPrice } from './confirmPrice.ts';
import { type IndexHost, openSource, requestFor } from './indexSource.ts';
import type { Settings } from './settings.ts';
import { withTask } from './task.ts';

export interface AskingHost extends IndexHost {
  readonly answers: AnswerStore;
}

/** Nothing is asked over the network when a stored answer is young enough, unless a `fresh` one is wanted. */
export async function answerFor(
  target: SiteTarget,
  settings: Settings['index'],
  host: AskingHost,
  fresh: boolean,
): Promise<Result<BacklinkAnswer>> {
  const request = requestFor(target, settings, host.memory);
  if (!fresh) {
    const stored = await host.answers.read(request);
    if (stored && ageInDays(stored) < settings.answersKeptDays) return success({ ...stored, costMicros: 0 });
  }
  const source = await openSource(settings, host);
  if (!source.ok) return source;
  const agreed = await agreeOnPrice(source.value, 'pages', request, settings, (quote) =>
    quote.rowsAre === 'pages' ? `broken pages of ${target.host}` : `links to broken pages of ${target.host}`,
  );
  if (!agreed.ok) return agreed;
  const { quote, request: asked } = agreed.value;
  const answer = await withTask(({ progress, signal }) => source.value.fetchPages(asked, quote, progress, signal));
  // What was paid for is stored before anything else is done with it.
  if (answer.ok) await host.answers.write(request, answer.value);
  return answer;
}

/** Who links to one page, once the price is confirmed. */
export async function referrersOf(
  page: BrokenPage,
  target: SiteTarget,
  settings: Settings['index'],
  host: AskingHost,
): Promise<Result<Referrers>> {
  const request = requestFor(target, settings, host.memory);
  const source = await openSource(settings, host);
  if (!source.ok) return source;
  const { referrers, title } = source.value;
  if (referrers === undefined) return failed('not-found', `${title} does not tell who links to a page.`);
  const about = `links to ${encodeUrl(page.path)}`;
  const agreed = await agreeOnPrice(source.value, 'referrers', request, settings, () => about);
  if (!agreed.ok) return agreed;
  return withTask(({ progress, signal }) => {
    progress.report(`Asking ${title} who links to ${encodeUrl(page.path)}`);
    return referrers(page, agreed.value.request, agreed.value.quote, signal);
  });
}

interface Agreement {
  readonly quote: Quote;
  readonly request: BacklinkRequest;
}

/** Quote and question, until the user agrees or stops. What costs nothing is not asked about. */
async function agreeOnPrice(
  source: BacklinkSource,
  call: PaidCall,
  request: BacklinkRequest,
  settings: Settings['index'],
  describe: (quote: Quote) => string,
): Promise<Result<Agreement>> {
  let asked = request;
  for (;;) {
    const quote = await withTask(({ progress, signal }) => {
      progress.report(`Asking ${source.title} for the price`);
      return source.quote(asked, signal, call);
    });
    if (!quote.ok) return quote;
    if (quote.value.highestMicros === 0) return success({ quote: quote.value, request: asked });
    const rows = describe(quote.value);
    const price = await confirmPrice(quote.value, {
      source: source.title,
      rows,
      keptDays: settings.answersKeptDays,
      canBeFewer: call === 'pages',
    });
    if (price.kind === 'continue') return success({ quote: quote.value, request: asked });
    if (price.kind === 'cancel') return failed('cancelled', 'stopped before anything was paid.');
    asked = { ...asked, maximumRows: price.maximumRows };
  }
}

function ageInDays({ asked }: BacklinkAnswer): number {
  return (Date.now() - Date.parse(`${asked}T00:00:00Z`)) / 86_400_000;
}
