/** Addresses that the repository published once and that nothing answers now, as pages to be judged; links unknown. */
import { assetKind } from '../backlinks/assets.ts';
import { mostWorthFirst } from '../backlinks/worth.ts';
import type { BrokenPage, Note, PastPage } from '../model.ts';
import { asAddress, encodeUrl, type UrlKey, type UrlPath, urlKey } from '../paths.ts';
import { leadingRule } from '../redirects/resolution.ts';
import { arrivalOf } from '../redirects/simulate/arrival.ts';
import { arrivalAfter } from './beyondRedirect.ts';
import { mayBeMade, type SiteSnapshot } from './diagnose.ts';

/** The source of answers that no index gave. */
export const lostSource = 'history';

/** What became of an address of the past in the working tree. */
export type Answered = 'lost' | 'page' | 'redirect' | 'dead-redirect';

/** By what it is decided; the past where it was read. */
type JudgedBy = Pick<SiteSnapshot, 'site' | 'redirects' | 'ignored'> & Partial<Pick<SiteSnapshot, 'past'>>;

/** Whether a page, of this site or of another one on its host, or a redirect answers an address. */
export function answeredBy(url: UrlPath, { site, redirects, past }: JudgedBy): Answered {
  const route = site.routes.answer(url);
  // A pattern answers to every value; only the site's code knows which of them exist.
  if (route !== undefined && route.kind !== 'dynamic') return 'page';
  if (redirects.context.isElsewhere?.(url) === true) return 'page';
  const resolution = redirects.resolve(asAddress(url));
  const { outcome } = resolution;
  if (leadingRule(resolution) === undefined) return 'lost';
  return (past === undefined ? arrivalOf(outcome) : arrivalAfter(outcome, past)).kind === 'dead'
    ? 'dead-redirect'
    : 'redirect';
}

/** An address of the past that nothing answers, with its whole life. */
export interface LostAddress {
  /** The page it had last. */
  readonly page: PastPage;
  /** The first day any page had it. */
  readonly first: string;
  /** Why the build may make it all the same, as a clause; `undefined` where nothing says so. */
  readonly doubt: string | undefined;
}

/** What a site published once and does not answer today. */
export interface LostAddresses {
  readonly lost: readonly LostAddress[];
  /** Those that a redirect answers, which leads nowhere itself. */
  readonly misled: readonly UrlPath[];
}

/** Every spelling of one address once; pages of errors are left out, and without `assets` files that pages embed. */
export function lostAddresses(
  published: readonly PastPage[],
  snapshot: JudgedBy,
  { assets }: { readonly assets: boolean },
): LostAddresses {
  const found = new Map<UrlKey, Omit<LostAddress, 'doubt'>>();
  for (const page of published) {
    if ((!assets && assetKind(page.url) !== undefined) || pageOfErrors.test(page.url)) continue;
    const key = urlKey(page.url);
    const known = found.get(key);
    const first = known === undefined || page.first.date < known.first ? page.first.date : known.first;
    const isLater = known === undefined || page.last.date > known.page.last.date;
    found.set(key, { page: isLater ? page : known.page, first });
  }
  const lost: LostAddress[] = [];
  const misled: UrlPath[] = [];
  for (const address of found.values()) {
    const answered = answeredBy(address.page.url, snapshot);
    if (answered === 'lost')
      lost.push({ ...address, doubt: mayBeMade(address.page.url, undefined, snapshot, address.page) });
    if (answered === 'dead-redirect') misled.push(address.page.url);
  }
  return { lost, misled };
}

const pageOfErrors = /\/404(?:\.html?|\/|\/index\.html?)?$/;

/** As a page to be judged. `origin` is `https://example.org`, empty where the address of the site is not known. */
export function lostPage({ page, first, doubt }: LostAddress, ownLinks: number, origin: string): BrokenPage {
  const url = `${origin}${encodeUrl(page.url)}`;
  const last = page.last.date;
  return {
    url,
    spellings: [url],
    path: page.url,
    status: undefined,
    statusSeen: undefined,
    backlinks: undefined,
    referringDomains: undefined,
    dofollow: undefined,
    rank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    referrers: [],
    doubt,
    published: { first, last, page, ownLinks, worth: worthOf(page.url, first, last, ownLinks) },
  };
}

const dayLength = 24 * 60 * 60 * 1000;

/** Long lives and links of the site's own pages tell of links elsewhere; what lies deep is linked less. */
function worthOf(url: UrlPath, first: string, last: string, ownLinks: number): number {
  const days = Math.max(0, Date.parse(last) - Date.parse(first)) / dayLength;
  const depth = url.split('/').filter((part) => part !== '').length;
  return Math.log2(1 + (Number.isFinite(days) ? days : 0)) + 3 * Math.log2(1 + ownLinks) - depth;
}

/** A site of generated pages may have lost a hundred thousand, each of which is searched for. */
const mostUnasked = 10_000;

/** The most valuable pages, so many as are asked for, and the note of what is left out. */
export function mostValuable(
  pages: readonly BrokenPage[],
  top: number | undefined,
): { readonly shown: readonly BrokenPage[]; readonly note: readonly Note[] } {
  const ranked = [...pages].sort(mostWorthFirst);
  const shown = ranked.slice(0, top ?? mostUnasked);
  if (shown.length === ranked.length) return { shown, note: [] };
  const [few, all] = [shown.length, ranked.length].map((count) => count.toLocaleString('en-US'));
  const more = top === undefined ? ` For more, name a number: broken-backlinks lost --top ${ranked.length}.` : '';
  return { shown, note: [{ message: `Shown are the ${few} most valuable of ${all} lost addresses.${more}` }] };
}

/** With the numbers of what a source counted of the same address; that it was published once stays what is known first. */
export function withCounts(lost: BrokenPage, counted: BrokenPage | undefined): BrokenPage {
  if (counted === undefined) return lost;
  const { backlinks, referringDomains, dofollow, rank, spamScore, firstSeen, lastSeen, referrers, counts } = counted;
  const numbers = { backlinks, referringDomains, dofollow, rank, spamScore, firstSeen, lastSeen, referrers, counts };
  return { ...lost, ...numbers };
}
