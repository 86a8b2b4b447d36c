/** From the rows of an index to broken pages: spellings put together, and what is no broken page of ours kept apart. */
import type { Backlink, BrokenPage, Day, LeftOut } from '../model.ts';
import { below, type UrlPath } from '../paths.ts';
import type { Demand, SourceCount } from '../sourceCount.ts';
import { eachOnce } from '../text/remembered.ts';
import { assetKind } from './assets.ts';
import type { RowReading, SeenRow } from './seenRow.ts';
import { isHostOf, type SiteTarget } from './siteTarget.ts';
import { readSpelling, type Spelling } from './spelling.ts';
import { unclearStatus } from './unclearStatus.ts';
import { mostWorthFirst } from './worth.ts';

/** Referrers kept of a page, where each row is one link. */
export const keptReferrers = 20;

/** Which addresses count as the site's. */
export interface SiteScope {
  readonly targets: readonly SiteTarget[];
  readonly includeSubdomains: boolean;
  /** Files that pages embed count as pages: the site's own pages were looked through. */
  readonly includeAssets?: boolean | undefined;
}

/**
 * Every row ends in one of the two lists, as part of a page or apart with its reason. The most valuable first. With a `source`
 * each page says whose its numbers are.
 */
export function brokenPages(
  rows: readonly RowReading[],
  scope: SiteScope,
  source?: string,
): { readonly pages: readonly BrokenPage[]; readonly leftOut: readonly LeftOut[] } {
  const groups = new Map<string, { readonly path: UrlPath; readonly rows: SeenRow[] }>();
  const leftOut: LeftOut[] = [];
  // Where each row is a link, most name an address that another one names.
  const spellingOf = eachOnce(readSpelling);
  for (const reading of rows) {
    if (!reading.ok) {
      leftOut.push({ url: reading.bad.url, reason: 'malformed', detail: reading.bad.problem, backlinks: 0 });
      continue;
    }
    const { row } = reading;
    const spelling = spellingOf(row.url);
    const apart = reasonApart(row, spelling, scope);
    if (spelling === undefined || apart !== undefined) {
      // A link that is gone leads nowhere.
      const backlinks = row.isLost ? 0 : (row.backlinks ?? 0);
      leftOut.push({ url: row.url, backlinks, ...(apart ?? notAnAddress) });
      continue;
    }
    const group = groups.get(spelling.key);
    if (group === undefined) groups.set(spelling.key, { path: spelling.path, rows: [row] });
    else group.rows.push(row);
  }
  const pages = [...groups.values()].map((group) => brokenPage(group.path, group.rows, source));
  return { pages: pages.sort(mostWorthFirst), leftOut: merged(leftOut) };
}

type Apart = Pick<LeftOut, 'reason' | 'detail'>;
const notAnAddress: Apart = { reason: 'malformed', detail: 'not a web address' };

function reasonApart(row: SeenRow, spelling: Spelling | undefined, scope: SiteScope): Apart | undefined {
  if (spelling === undefined) return notAnAddress;
  const { host, port, path } = spelling;
  const ours = scope.targets.filter((target) => isHostOf(host, target, scope.includeSubdomains));
  if (ours.length === 0) return { reason: 'off-site', detail: `${host} is not ${hosts(scope)}` };
  const here = ours.filter((target) => (target.port ?? '') === port);
  if (here.length === 0) return { reason: 'off-site', detail: `port ${port || '443'} is another site` };
  if (!here.some((target) => isBelow(path, target.basePath))) {
    return { reason: 'off-site', detail: `not below ${here.map((target) => target.basePath).join(' or ')}` };
  }
  const asset = scope.includeAssets ? undefined : assetKind(path);
  if (asset !== undefined) return { reason: 'asset', detail: `${asset}, embedded by pages` };
  if (row.status !== undefined && row.status < 400) return { reason: 'no-loss', detail: `answers ${row.status}` };
  if (row.isBroken === false) return { reason: 'no-loss', detail: 'the index does not count it as broken' };
  if (row.isLost) return { reason: 'no-loss', detail: 'the link is gone' };
  return row.backlinks === 0 ? { reason: 'no-loss', detail: 'no link leads there' } : undefined;
}

function hosts(scope: SiteScope): string {
  return scope.targets.map((target) => target.host).join(' or ');
}

function isBelow(path: UrlPath, basePath: UrlPath): boolean {
  return path === basePath || `${path}/` === basePath || below(path, basePath.replace(/\/$/, '')) !== undefined;
}

function brokenPage(path: UrlPath, rows: readonly SeenRow[], source: string | undefined): BrokenPage {
  const spellings = new Map<string, number>();
  for (const row of rows) spellings.set(row.url, (spellings.get(row.url) ?? 0) + (row.backlinks ?? 0));
  const byLinks = spellingsByLinks(spellings);
  const [{ url } = { url: '' }] = byLinks;
  const areCounted = rows.every((row) => row.backlinks !== undefined);
  const main = rows.filter((row) => row.url === url);
  const links = rows.flatMap((row) => row.links ?? (row.link === undefined ? [] : [row.link]));
  const seen = newest(main) ?? newest(rows);
  const page: BrokenPage = {
    url,
    spellings: byLinks.map((spelling) => spelling.url),
    ...(byLinks.length > 1 && areCounted && { spellingLinks: byLinks }),
    path,
    status: seen?.status,
    statusSeen: seen?.statusSeen,
    backlinks: known(rows.map((row) => row.backlinks)),
    referringDomains: domains(rows, links),
    dofollow: rows.every((row) => row.dofollow !== undefined) ? sum(rows.map((row) => row.dofollow ?? 0)) : undefined,
    rank: extreme(
      rows.map((row) => row.rank),
      (a, b) => b - a,
    ),
    ...spamOf(rows),
    firstSeen: extreme(
      rows.map((row) => row.firstSeen),
      compare,
    ),
    lastSeen: extreme(
      rows.map((row) => row.lastSeen),
      (a, b) => compare(b, a),
    ),
    referrers: links.sort(byStrength).slice(0, keptReferrers),
    ...doubtOf(rows, seen?.status),
  };
  return source === undefined
    ? page
    : { ...page, counts: [countOfSource(page, source, demandTogether(rows.flatMap(({ demand }) => demand ?? [])))] };
}

/** The numbers of a page, as those of one source. */
export function countOfSource(
  { backlinks, referringDomains, firstSeen, lastSeen, statusSeen }: BrokenPage,
  source: string,
  demand?: Demand,
): SourceCount {
  const until = [lastSeen, statusSeen]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return { source, backlinks, referringDomains, since: firstSeen, until, ...(demand && { demand }) };
}

/** Those of all spellings together; the same day may stand in several, so the most days of one are certain. */
export function demandTogether(told: readonly Demand[]): Demand | undefined {
  if (told.length === 0) return undefined;
  return {
    people: sum(told.map(({ people }) => people)),
    agents: known(told.map(({ agents }) => agents)),
    bots: known(told.map(({ bots }) => bots)),
    days: extreme(
      told.map(({ days }) => days),
      (a, b) => b - a,
    ),
  };
}

/** The sum of what is known; `undefined` where nothing is. */
function known(numbers: readonly (number | undefined)[]): number | undefined {
  const told = numbers.filter((each) => each !== undefined);
  return told.length === 0 ? undefined : sum(told);
}

/** Most links first. */
export function spellingsByLinks(spellings: ReadonlyMap<string, number>): NonNullable<BrokenPage['spellingLinks']> {
  return [...spellings]
    .sort(([a, most], [b, more]) => more - most || compare(a, b))
    .map(([url, backlinks]) => ({ url, backlinks }));
}

/** Set where no row proves that the page fails. */
function doubtOf(rows: readonly SeenRow[], status: number | undefined): Pick<BrokenPage, 'doubt'> {
  if (status === undefined) {
    return rows.some((row) => row.isBroken) ? {} : { doubt: 'the index does not say whether it fails' };
  }
  const reason = unclearStatus(status);
  return reason === undefined ? {} : { doubt: `the index saw ${status} (${reason})` };
}

/** The mean of all links whose score is known. */
function spamOf(rows: readonly SeenRow[]): Pick<BrokenPage, 'spamScore'> {
  const told = rows.flatMap(({ link, spamScore = link?.spamScore, backlinks }) =>
    spamScore === undefined ? [] : [{ spamScore, links: Math.max(1, backlinks ?? 1) }],
  );
  if (told.length === 0) return {};
  const links = sum(told.map((each) => each.links));
  return { spamScore: Math.round(sum(told.map((each) => each.spamScore * each.links)) / links) };
}

/** The row that saw a status, the latest if several did. */
function newest(rows: readonly SeenRow[]): SeenRow | undefined {
  const told = rows.filter((row) => row.status !== undefined);
  return told.sort((a, b) => compare(b.statusSeen ?? '', a.statusSeen ?? ''))[0];
}

/**
 * Counted exactly where each row is a link. Where an index gives one number for each spelling, the same domain may
 * stand in several of them: the largest number is what is certain. `undefined` when there is none.
 */
function domains(rows: readonly SeenRow[], links: readonly Backlink[]): number | undefined {
  if (links.length > 0 && rows.every((row) => row.links === undefined))
    return new Set(links.map((link) => link.fromDomain)).size;
  return extreme(
    rows.map((row) => row.referringDomains),
    (a, b) => b - a,
  );
}

/** Strongest first; a link that passes rank before one that does not. */
export function byStrength(a: Backlink, b: Backlink): number {
  return (
    (b.domainRank ?? -1) - (a.domainRank ?? -1) ||
    Number(b.dofollow ?? false) - Number(a.dofollow ?? false) ||
    compare(a.from, b.from)
  );
}

/** One entry for each address and reason, with its links added up. */
function merged(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  const found = new Map<string, LeftOut>();
  for (const each of leftOut) {
    const key = `${each.reason} ${each.url} ${each.detail}`;
    found.set(key, { ...each, backlinks: each.backlinks + (found.get(key)?.backlinks ?? 0) });
  }
  return [...found.values()].sort((a, b) => b.backlinks - a.backlinks || compare(a.url, b.url));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function extreme<Value extends Day | number>(
  values: readonly (Value | undefined)[],
  order: (a: Value, b: Value) => number,
): Value | undefined {
  return values.filter((value) => value !== undefined).sort(order)[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
