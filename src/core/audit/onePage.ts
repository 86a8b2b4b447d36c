/**
 * One page is one finding: the rows of an answer that are spellings of one address, and that the repository, the host
 * and the live site answer alike, are put together. What they answer differently stays apart.
 */
import { byStrength, demandTogether, keptReferrers, spellingsByLinks } from '../backlinks/brokenPages.ts';
import { certainLinks } from '../backlinks/certain.ts';
import type { Backlink, BrokenPage, Day, PastPage } from '../model.ts';
import { asAddress, foldCase, type UrlPath, urlKey } from '../paths.ts';
import { isForErrors } from '../redirects/errorPages.ts';
import type { Diagnosis, LiveCheck } from '../report/findings.ts';
import { isSeenFailing } from '../report/report.ts';
import type { SourceCount } from '../sourceCount.ts';
import { bareAddress, undecorated, withoutOwnHost } from '../suggest/world/undecorated.ts';
import type { SiteSnapshot } from './diagnose.ts';

/** A page of an answer, and what became of it. */
export interface JudgedPage {
  readonly broken: BrokenPage;
  readonly diagnosis: Diagnosis;
  readonly live: LiveCheck | undefined;
  readonly snapshot: SiteSnapshot;
}

/** The past page that is meant by an address with something before or behind it; `undefined` where it is answered today. */
export function meantPast(
  { path, url }: Pick<BrokenPage, 'path' | 'url'>,
  snapshot: SiteSnapshot,
): PastPage | undefined {
  const { past, site, redirects } = snapshot;
  const isAnswered = (address: UrlPath) =>
    site.routes.answer(address) !== undefined ||
    site.routes.unpublished(address) !== undefined ||
    redirects.resolve(asAddress(address)).steps.some(({ rule }) => rule === undefined || !isForErrors(rule));
  const isKnown = (address: UrlPath) => isAnswered(address) || past.lookup(address).length > 0;
  const meant = undecorated(withoutOwnHost(path, ownHosts(url, snapshot)), isKnown);
  return meant === path || isAnswered(meant) ? undefined : past.lookup(meant)[0];
}

function ownHosts(url: string, { redirects }: SiteSnapshot): ReadonlySet<string> {
  const [, asked = ''] = /^https?:\/\/([^/?#]+)/i.exec(url) ?? [];
  return new Set([asked, ...(redirects.context.siteHosts ?? [])].filter((host) => host !== '').map(lower));
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** Equal for all addresses that might be spellings of one page, whatever is known of them. */
function nearlySame({ path, url }: BrokenPage, snapshot: SiteSnapshot): string {
  return folded(bareAddress(withoutOwnHost(path, ownHosts(url, snapshot))));
}

/** Equal for the spellings of one page: the same name, of which the same is known. */
export function samePage({ broken, diagnosis, snapshot }: JudgedPage): string {
  const { code, path, past, page, rule, suggestions } = diagnosis;
  // Each address that was published is an answer of its own, which nobody counted the links of.
  if (broken.published !== undefined) return `published ${broken.path}`;
  if (past !== undefined) return `${code} ${folded(path)} ${past.file} ${past.last.hash}`;
  if (rule !== undefined) return `${code} ${folded(path)} ${rule.file}:${rule.line}`;
  if (page !== undefined) return `${code} ${folded(path)} ${page.file}`;
  return `${code} ${nearlySame(broken, snapshot)} ${suggestions[0]?.url}`;
}

/** Without what hosts differ in, or put right by themselves: the slash, `index.html`, the extension, letter case. */
function folded(path: string): string {
  return foldCase(urlKey(path)).replace(/\.html?$/, '');
}

/** The spellings of one page as one; what is said of it is said of the one that is seen failing and linked most. */
export function asOnePage(members: readonly [JudgedPage, ...JudgedPage[]]): JudgedPage {
  const [main, ...others] = [...members].sort(mainFirst);
  if (main === undefined || others.length === 0) return members[0];
  return {
    ...main,
    broken: together(
      main.broken,
      [main, ...others].map(({ broken }) => broken),
    ),
  };
}

function mainFirst(a: JudgedPage, b: JudgedPage): number {
  const isSeen = ({ live }: JudgedPage) => Number(isSeenFailing(live));
  const isProved = ({ broken }: JudgedPage) => Number(broken.doubt === undefined);
  const isClean = ({ broken, diagnosis }: JudgedPage) => Number(urlKey(broken.path) === urlKey(diagnosis.path));
  return (
    isSeen(b) - isSeen(a) ||
    isProved(b) - isProved(a) ||
    isClean(b) - isClean(a) ||
    certainLinks(b.broken) - certainLinks(a.broken) ||
    (a.broken.url < b.broken.url ? -1 : 1)
  );
}

function together(main: BrokenPage, pages: readonly BrokenPage[]): BrokenPage {
  const links = new Map<string, number>();
  for (const page of pages) {
    for (const { url, backlinks } of page.spellingLinks ?? [{ url: page.url, backlinks: certainLinks(page) }]) {
      links.set(url, (links.get(url) ?? 0) + backlinks);
    }
    for (const url of page.spellings) if (!links.has(url)) links.set(url, 0);
  }
  const spellingLinks = spellingsByLinks(links);
  const areCounted = pages.every(({ backlinks }) => backlinks !== undefined);
  const told = pages.flatMap((page) => page.referrers);
  const referrers = [...new Map(told.map((link) => [`${link.from} ${link.to}`, link])).values()];
  return {
    ...main,
    spellings: spellingLinks.map(({ url }) => url),
    spellingLinks: areCounted && spellingLinks.length > 1 ? spellingLinks : undefined,
    backlinks: total(pages.map(({ backlinks }) => backlinks)),
    referringDomains: domains(pages, referrers),
    dofollow: total(pages.map(({ dofollow }) => dofollow)),
    rank: most(pages.map(({ rank }) => rank)),
    spamScore: main.spamScore ?? pages.find(({ spamScore }) => spamScore !== undefined)?.spamScore,
    firstSeen: days(pages.map(({ firstSeen }) => firstSeen))[0],
    lastSeen: days(pages.map(({ lastSeen }) => lastSeen)).at(-1),
    referrers: [...referrers].sort(byStrength).slice(0, keptReferrers),
    ...countsOf(pages),
  };
}

/** Each source counted the links of each spelling; its days are those of all of them. */
function countsOf(pages: readonly BrokenPage[]): Pick<BrokenPage, 'counts'> {
  const bySource = new Map<string, SourceCount[]>();
  for (const each of pages.flatMap(({ counts = [] }) => counts)) {
    bySource.set(each.source, [...(bySource.get(each.source) ?? []), each]);
  }
  if (bySource.size === 0) return {};
  const counts = [...bySource.values()].map((own): SourceCount => {
    const [main, ...others] = own;
    if (main === undefined || others.length === 0) return main as SourceCount;
    return {
      ...main,
      backlinks: total(own.map(({ backlinks }) => backlinks)),
      referringDomains: most(own.map(({ referringDomains }) => referringDomains)),
      demand: demandTogether(own.flatMap(({ demand }) => demand ?? [])),
      since: days(own.map(({ since }) => since))[0],
      until: days(own.map(({ until }) => until)).at(-1),
    };
  });
  return { counts };
}

/** Exact where every referrer is known; else the domains that are sure to be different ones. */
function domains(pages: readonly BrokenPage[], referrers: readonly Backlink[]): number | undefined {
  const told = new Set(referrers.map(({ fromDomain }) => fromDomain)).size;
  if (pages.every((page) => page.referrers.length > 0 && page.referrers.length === page.backlinks)) return told;
  const largest = most(pages.map(({ referringDomains }) => referringDomains));
  return largest === undefined ? undefined : Math.max(largest, told);
}

/** `undefined` where one of them is not known: unknown is not none. */
function total(numbers: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    sum += number;
  }
  return sum;
}

function most(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((a, b) => Math.max(a, b));
}

function days(all: readonly (Day | undefined)[]): readonly Day[] {
  return all.filter((day) => day !== undefined).sort();
}
