/**
 * What the links to a page are worth: its linking domains, each weighted by its rank, by whether a link of it may pass
 * rank, and by its spam score. A domain of which nothing is known counts as one; nobody can set the weights, as an order
 * that differs from machine to machine explains nothing.
 */
import type { Backlink, BrokenPage } from '../model.ts';
import { greatest, least } from '../text/longLists.ts';
import { count } from '../wording/amounts.ts';
import { certainDomains, certainLinks } from './certain.ts';

/** A number that orders pages, in linking domains of usual strength, and what it was made of. */
export interface Worth {
  readonly domains: number;
  /** One line for people. */
  readonly because: string;
}

type Weighed = Pick<BrokenPage, 'backlinks' | 'referringDomains' | 'dofollow' | 'rank' | 'spamScore' | 'referrers'>;

/** Of a domain whose links are all `nofollow`: readers come by them as well. */
const nofollowWeight = 0.3;
/** A domain of this rank, of 0 to 1000, counts as one. */
const usualRank = 250;
const leastStrength = 0.5;
/** What is left of a domain that is surely spam. */
const spamWeight = 0.1;

/** `undefined` where nobody was asked for links. */
export function worthOf(page: Weighed): Worth | undefined {
  if (page.backlinks === undefined && page.referringDomains === undefined) return undefined;
  return { domains: Math.round(weighed(page) * 10) / 10, because: because(page) };
}

/** `worth 9.4 domains of usual strength (12 domains, rank 512 of 1000, 7 of 41 links may pass rank, spam score 12 of 100)`. */
export function worthLine(page: Weighed): string | undefined {
  const worth = worthOf(page);
  return worth && `worth ${worth.domains.toLocaleString('en-US')} domains of usual strength (${worth.because})`;
}

/** Whether more is known than how many domains link there. */
export function isWeighed({ dofollow, rank, spamScore, referrers }: Weighed): boolean {
  const isKnown = ({ dofollow, domainRank, spamScore }: Backlink) =>
    dofollow !== undefined || domainRank !== undefined || spamScore !== undefined;
  return dofollow !== undefined || rank !== undefined || spamScore !== undefined || referrers.some(isKnown);
}

/** The most lost value first: by worth, then links, then how often people asked, then what the repository knows. */
export function mostWorthFirst(a: BrokenPage, b: BrokenPage): number {
  return (
    weighed(b) - weighed(a) ||
    certainLinks(b) - certainLinks(a) ||
    demanded(b) - demanded(a) ||
    (b.published?.worth ?? 0) - (a.published?.worth ?? 0) ||
    compare(a.path, b.path) ||
    compare(a.url, b.url)
  );
}

/** Of pages that are sorted each is asked for many times, and has all its links. */
const weights = new WeakMap<Weighed, number>();

function weighed(page: Weighed): number {
  const weight = weights.get(page) ?? weightOf(page);
  weights.set(page, weight);
  return weight;
}

function weightOf(page: Weighed): number {
  const known = new Map<string, number>();
  for (const link of page.referrers) {
    const weight = strength(link.domainRank) * follow(link.dofollow) * honesty(link.spamScore);
    known.set(link.fromDomain, Math.max(known.get(link.fromDomain) ?? 0, weight));
  }
  const others = Math.max(0, certainDomains(page) - known.size);
  const told = [...known.values()].reduce((sum, each) => sum + each, 0);
  return told + others * strength(page.rank) * followShare(page) * honesty(page.spamScore);
}

function strength(rank: number | undefined): number {
  if (rank === undefined) return 1;
  return leastStrength + ((1 - leastStrength) * bounded(rank, 1000)) / usualRank;
}

function follow(dofollow: boolean | undefined): number {
  return dofollow === false ? nofollowWeight : 1;
}

/** One link of a domain that may pass rank is enough for it: so many domains may have one. */
function followShare(page: Weighed): number {
  const domains = certainDomains(page);
  if (page.dofollow === undefined || domains === 0) return 1;
  return nofollowWeight + (1 - nofollowWeight) * bounded(page.dofollow / domains, 1);
}

function honesty(spamScore: number | undefined): number {
  return spamScore === undefined ? 1 : 1 - (1 - spamWeight) * (bounded(spamScore, 100) / 100);
}

function bounded(number: number, most: number): number {
  return Math.min(most, Math.max(0, number));
}

function because({ backlinks, referringDomains, dofollow, rank, spamScore, referrers }: Weighed): string {
  const ranks = referrers.flatMap(({ domainRank }) => domainRank ?? []);
  const scores = referrers.flatMap((link) => link.spamScore ?? []);
  const unknown = [
    ...(ranks.length === 0 && rank === undefined ? ['ranks'] : []),
    ...(scores.length === 0 && spamScore === undefined ? ['spam scores'] : []),
  ];
  const parts = [
    count(referringDomains, 'domain'),
    ranks.length > 0 ? `best rank ${greatest(ranks)} of 1000` : rank === undefined ? '' : `rank ${rank} of 1000`,
    nofollowPart(backlinks, dofollow),
    spamScore !== undefined ? `spam score ${spamScore} of 100` : scores.length > 0 ? spread(scores) : '',
    unknown.length === 0 ? '' : `${unknown.join(' and ')} unknown`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function nofollowPart(backlinks: number | undefined, dofollow: number | undefined): string {
  if (backlinks === undefined || dofollow === undefined) return '';
  if (dofollow >= backlinks) return 'all links may pass rank';
  return `${dofollow.toLocaleString('en-US')} of ${count(backlinks, 'link')} may pass rank`;
}

function spread(scores: readonly number[]): string {
  const [lowest, highest] = [least(scores), greatest(scores)];
  return `spam scores ${lowest === highest ? lowest : `${lowest} to ${highest}`} of 100`;
}

/** How often people and their agents asked for a page, by the source that saw most. */
function demanded({ counts = [] }: BrokenPage): number {
  return greatest([0, ...counts.map(({ demand }) => (demand ? demand.people + (demand.agents ?? 0) : 0))]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
