/**
 * What a log says of addresses that were not there. Only what is counted is held, and no more of it than fits: the log may
 * be of any length.
 */
import type { Backlink, Day } from '../../model.ts';
import type { Demand } from '../../sourceCount.ts';
import { detached } from '../../text/detached.ts';
import type { SiteScope } from '../brokenPages.ts';
import type { SeenRow } from '../seenRow.ts';
import { isHostOf } from '../siteTarget.ts';
import { bareHost, webAddress } from '../webAddress.ts';
import { type Asker, askerOf, isOfOwnAccord, isSearchEngine } from './askers.ts';
import type { LogEntry } from './logEntry.ts';

/** So many addresses are told apart, of those that people or agents asked for and of those that bots alone did. */
const mostPaths = 40_000;
const mostOfBots = 20_000;
const mostReferrers = 20;
const mostDomains = 200;
const mostDays = 400;

interface PathTally {
  people: number;
  agents: number;
  bots: number;
  status: number | undefined;
  first: Day | undefined;
  last: Day | undefined;
  readonly days: Set<Day>;
  readonly referrers: Map<string, { readonly domain: string; first: Day | undefined; last: Day | undefined }>;
  readonly domains: Set<string>;
}

/** What became of the requests. */
export interface TallyTotals {
  /** Requests for addresses that were not there, of this site. */
  readonly requests: number;
  readonly people: number;
  readonly agents: number;
  readonly bots: number;
  readonly scanners: number;
  /** Requests of browsers and crawlers that every site gets: icons, robots.txt. */
  readonly ownAccord: number;
  readonly otherSites: number;
  /** Requests for addresses beyond those that are told apart. */
  readonly beyond: number;
  /** Addresses that nobody but bots asked for, or one person once. */
  readonly seldom: number;
  readonly since: Day | undefined;
  readonly until: Day | undefined;
}

/** Takes entries one by one and gives the addresses that were missed. */
export interface Tally {
  add(entry: LogEntry): void;
  /** A day that the log tells of, also by a request that succeeded. */
  sawDay(day: Day | undefined): void;
  rows(): readonly SeenRow[];
  totals(): TallyTotals;
}

export function createTally(scope: SiteScope): Tally {
  const paths = createPaths();
  const totals = { requests: 0, person: 0, agent: 0, bot: 0, scanner: 0, ownAccord: 0, otherSites: 0, beyond: 0 };
  const span: { since?: Day; until?: Day } = {};
  const main = scope.targets[0]?.host ?? '';
  const isOwn = (host: string) => scope.targets.some((target) => isHostOf(host, target, true));
  const isAsked = (host: string) => scope.targets.some((target) => isHostOf(host, target, scope.includeSubdomains));

  const sawDay = (day: Day | undefined) => {
    if (day === undefined) return;
    if (span.since === undefined || day < span.since) span.since = day;
    if (span.until === undefined || day > span.until) span.until = day;
  };
  const add = (entry: LogEntry) => {
    sawDay(entry.day);
    const { host, path } = addressOfEntry(entry, main);
    // Most logs name no host, and are of the one that is asked about.
    if (host !== main && !isAsked(host)) {
      totals.otherSites++;
      return;
    }
    totals.requests++;
    const asker = path.startsWith('/') ? askerOf(entry.userAgent, entry.method, path) : 'scanner';
    if (isOfOwnAccord(path)) {
      totals.ownAccord++;
      return;
    }
    totals[asker]++;
    if (asker === 'scanner') return;
    // A piece of the log would keep all that was read with it.
    const tally = paths.at(detached(`https://${host}${path}`), asker);
    if (tally === undefined) totals.beyond++;
    else countRequest(tally, asker, entry, isOwn);
  };
  return {
    sawDay,
    add,
    rows: () => paths.wanted().map(([url, tally]) => rowOf(url, tally)),
    totals: () => ({
      requests: totals.requests,
      people: totals.person,
      agents: totals.agent,
      bots: totals.bot,
      scanners: totals.scanner,
      ownAccord: totals.ownAccord,
      otherSites: totals.otherSites,
      beyond: totals.beyond,
      seldom: paths.seldom(),
      since: span.since,
      until: span.until,
    }),
  };
}

/** A proxy is asked with whole addresses. */
function addressOfEntry({ path, host }: LogEntry, main: string): { readonly host: string; readonly path: string } {
  const given = path.startsWith('/') ? undefined : webAddress(path);
  if (given !== undefined) return { host: bareHost(given.hostname), path: `${given.pathname}${given.search}` };
  return { host: host === undefined ? main : bareHost(host), path };
}

/** The addresses that are told apart: robots alone cannot take the place of what people ask for. */
function createPaths() {
  const paths = new Map<string, PathTally>();
  const ofBots = new Map<string, PathTally>();
  return {
    at(url: string, asker: Asker): PathTally | undefined {
      const known = paths.get(url);
      if (known !== undefined) return known;
      const bots = ofBots.get(url);
      if (asker === 'bot') {
        if (bots !== undefined || ofBots.size >= mostOfBots) return bots;
        return put(ofBots, url, newTally());
      }
      if (paths.size >= mostPaths) return undefined;
      ofBots.delete(url);
      return put(paths, url, bots ?? newTally());
    },
    wanted: () => [...paths].filter(([, tally]) => isWanted(tally)),
    seldom: () => ofBots.size + [...paths.values()].filter((tally) => !isWanted(tally)).length,
  };
}

function countRequest(tally: PathTally, asker: Asker, entry: LogEntry, isOwn: (host: string) => boolean): void {
  const { day, status } = entry;
  if (asker === 'person') tally.people++;
  else if (asker === 'agent') tally.agents++;
  else tally.bots++;
  if (status !== undefined) tally.status = status;
  widen(tally, day);
  if (day !== undefined && asker !== 'bot' && tally.days.size < mostDays) tally.days.add(day);
  // Robots write into this field what they like; what a browser sends is where somebody clicked.
  if (asker === 'person' && entry.referrer !== '') countReferrer(tally, entry, isOwn);
}

function countReferrer(tally: PathTally, { day, referrer }: LogEntry, isOwn: (host: string) => boolean): void {
  const from = webAddress(referrer.slice(0, 2000));
  const domain = from === undefined ? '' : bareHost(from.hostname);
  if (from === undefined || isOwn(domain) || isSearchEngine(domain) || !domain.includes('.')) return;
  if (tally.domains.size < mostDomains) tally.domains.add(domain);
  const known = tally.referrers.get(from.href);
  if (known !== undefined) widen(known, day);
  else if (tally.referrers.size < mostReferrers) tally.referrers.set(from.href, { domain, first: day, last: day });
}

function widen(seen: { first: Day | undefined; last: Day | undefined }, day: Day | undefined): void {
  if (day === undefined) return;
  if (seen.first === undefined || day < seen.first) seen.first = day;
  if (seen.last === undefined || day > seen.last) seen.last = day;
}

/** Somebody came from another site, an agent asked twice, or people did on two days. */
function isWanted({ referrers, agents, days, people }: PathTally): boolean {
  return referrers.size > 0 || agents >= 2 || (people >= 2 && days.size >= 2);
}

function rowOf(url: string, tally: PathTally): SeenRow {
  const { people, agents, bots, days, first, last, status } = tally;
  const links = [...tally.referrers].map(
    ([from, seen]): Backlink => ({
      from,
      fromDomain: seen.domain,
      fromTitle: undefined,
      to: url,
      anchor: undefined,
      dofollow: undefined,
      domainRank: undefined,
      firstSeen: seen.first,
      lastSeen: seen.last,
    }),
  );
  const demand: Demand = { people, agents, bots, days: days.size === 0 ? undefined : days.size };
  const hasLinks = links.length > 0;
  return {
    url,
    status,
    statusSeen: last,
    // Browsers often send the site alone, so there may be more links than referrers; there are no fewer.
    backlinks: hasLinks ? links.length : undefined,
    referringDomains: hasLinks ? tally.domains.size : undefined,
    dofollow: undefined,
    rank: undefined,
    firstSeen: first,
    lastSeen: last,
    link: undefined,
    links,
    demand,
  };
}

function newTally(): PathTally {
  return {
    people: 0,
    agents: 0,
    bots: 0,
    status: undefined,
    first: undefined,
    last: undefined,
    days: new Set(),
    referrers: new Map(),
    domains: new Set(),
  };
}

function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}
