/** Where a redirect should lead that leads to a page which is gone: to what that page became. */
import type { PastAddresses } from '../history/past.ts';
import type { BrokenPage, Suggestion } from '../model.ts';
import { asAddress, encodeUrl, type UrlPath, urlKey, urlPath } from '../paths.ts';
import type { RedirectTable, ResolutionOutcome } from '../redirects/resolution.ts';
import { type Arrival, arrivalOf } from '../redirects/simulate/arrival.ts';
import type { SiteSnapshot } from './diagnose.ts';

/**
 * Where redirects arrive, with what the history knows: a page that stood at their end and went is not there, whatever else
 * may be published around it.
 */
export function arrivalAfter(outcome: ResolutionOutcome, past: Pick<PastAddresses, 'lookup'>): Arrival {
  const arrival = arrivalOf(outcome);
  const { kind } = arrival;
  if (kind !== 'unknowable' || arrival.open !== 'page' || arrival.at?.startsWith('/') !== true) return arrival;
  if (past.lookup(urlPath(arrival.at)).length === 0) return arrival;
  return { kind: 'dead', why: 'no-file', at: arrival.at };
}

/** The page whose address the redirects of a page end at, and that no file publishes; `undefined` where they end elsewhere. */
export function pageBeyond(
  broken: BrokenPage,
  redirects: RedirectTable,
  past: Pick<PastAddresses, 'lookup'>,
): BrokenPage | undefined {
  const arrival = arrivalAfter(redirects.resolve(asAddress(broken.path)).outcome, past);
  if (arrival.kind !== 'dead' || arrival.why !== 'no-file' || arrival.at?.startsWith('/') !== true) return undefined;
  const path = urlPath(arrival.at);
  if (urlKey(path) === urlKey(broken.path)) return undefined;
  const origin = /^https?:\/\/[^/?#]+/i.exec(broken.url)?.[0] ?? '';
  return { ...broken, path, url: `${origin}${encodeUrl(path)}`, published: undefined };
}

/**
 * `own` are the suggestions for the address itself. People led it to a page: where it is surely known what became of that
 * one, it comes first; where the address itself is as sure of another page, neither is strong.
 */
export function withBeyond(
  broken: BrokenPage,
  own: readonly Suggestion[],
  { redirects, past, suggest }: Pick<SiteSnapshot, 'redirects' | 'past' | 'suggest'>,
): readonly Suggestion[] {
  const beyond = pageBeyond(broken, redirects, past);
  if (beyond === undefined || past.lookup(beyond.path).length === 0) return own;
  const [best] = suggest(beyond);
  const [first, ...others] = own;
  if (best?.confident !== true) return own;
  if (first?.confident && first.url !== best.url) {
    const doubt = `its redirect led to ${shown(beyond.path)}, which became ${shown(best.url)}`;
    return [{ ...first, confident: false, doubt }, ...others];
  }
  const led = {
    kind: 'redirect',
    text: `its redirect led to ${shown(beyond.path)}, which became this page`,
    weight: best.evidence[0]?.weight ?? 1,
  };
  return [{ ...best, evidence: [led, ...best.evidence] }, ...own.filter(({ url }) => url !== best.url)];
}

function shown(path: UrlPath): string {
  return encodeUrl(path);
}
