/**
 * Stories of Hacker News that link to the site, by its public search. No key, no account, 10,000 requests an hour.
 * https://hn.algolia.com/api
 */
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import { isHostOf } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../core/backlinks/source.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Gap } from '../../core/model.ts';
import { type Progress, type Result, success } from '../../core/ports.ts';
import { append, least } from '../../core/text/longLists.ts';
import { countIn, type Json, parseJsonText, record, text } from '../disk/json.ts';
import type { PoliteService } from '../http/politely.ts';
import type { SourceEntry, SourceHost } from '../sourceHost.ts';
import { type FreeRows, type FreeSource, openFreeSource, probeBy, unknownForm } from './freeSource.ts';

const title = 'Hacker News';
const search = 'hn.algolia.com';
const site = 'news.ycombinator.com';
/** Of one question, whatever page of it is asked for. */
const mostHits = 1000;

/** The latest first, so that what is older than the last one of an answer is its next page. `before`: in seconds since 1970. */
function question(base: string, host: string, hits: number, before?: number): string {
  const asked = new URLSearchParams({
    query: host,
    restrictSearchableAttributes: 'url',
    tags: 'story',
    hitsPerPage: String(hits),
    ...(before !== undefined && { numericFilters: `created_at_i<${before}` }),
  });
  return `${base}/api/v1/search_by_date?${asked}`;
}

function sourceOf(base: string): FreeSource {
  return {
    id: 'hackernews',
    title,
    hosts: [search],
    rowsAre: 'links',
    planTitle: 'pages of the site that stories of Hacker News link to',
    manners: { delayMs: 1000, mostRequests: 5, leastPauseMs: 60_000 },
    incomplete: 'It does not know links from other sites, nor those in comments.',
    probe: (service, signal) => {
      const isKnown = (body: string) => hitsIn(body) !== undefined;
      const url = question(base, 'example.org', 1);
      return probeBy({ url, service, isKnown, what: 'the search for stories' }, search, signal);
    },
    fetch: (service, request, progress, signal) => fetchStories({ base, service, request, signal }, progress),
  };
}

interface Asking {
  readonly base: string;
  readonly service: PoliteService;
  readonly request: BacklinkRequest;
  readonly signal: AbortSignal;
}

async function fetchStories(asking: Asking, progress: Progress): Promise<Result<FreeRows>> {
  const rows: RowReading[] = [];
  const gaps: Gap[] = [];
  progress.report(`Asking ${title}`);
  for (const { host } of asking.request.targets) {
    const found = await storiesOf(host, asking);
    if (!found.ok) return found;
    append(rows, found.value.rows);
    if (found.value.isCut) {
      const message = `${search} has more stories about ${host} than were asked for.`;
      gaps.push({ kind: 'missing-rows', count: undefined, message });
    }
  }
  return success({ rows, gaps });
}

async function storiesOf(
  host: string,
  { base, service, request, signal }: Asking,
): Promise<Result<{ readonly rows: readonly RowReading[]; readonly isCut: boolean }>> {
  const rows: RowReading[] = [];
  for (let before: number | undefined; ; ) {
    const answer = await service.ask(question(base, host, mostHits, before), signal);
    if (answer === undefined) return success({ rows, isCut: true });
    if (!answer.ok) return answer;
    const hits = hitsIn(answer.value);
    if (hits === undefined) return unknownForm(search);
    append(rows, hits.filter((hit) => isMeant(hit, request)).map(rowOf));
    if (hits.length < mostHits) return success({ rows, isCut: false });
    const times = hits.map((hit) => countIn(record(hit)?.created_at_i)).filter((time) => time !== undefined);
    const last = least(times);
    // Without a time to go on from there is no next page.
    if (times.length === 0 || last === before) return success({ rows, isCut: true });
    before = last;
  }
}

function hitsIn(body: string): readonly Json[] | undefined {
  const hits = record(parseJsonText(body))?.hits;
  return Array.isArray(hits) ? (hits as readonly Json[]) : undefined;
}

/** The search takes words that are alike as well: what is on another host says nothing of the site. */
function isMeant(hit: Json, { targets, includeSubdomains }: BacklinkRequest): boolean {
  const address = webAddress(text(record(hit)?.url) ?? '');
  if (address === undefined) return true;
  return targets.some((target) => isHostOf(bareHost(address.hostname), target, includeSubdomains));
}

function rowOf(hit: Json): RowReading {
  const story = record(hit);
  const [url, id] = [text(story?.url), text(story?.objectID)];
  if (url === undefined || id === undefined) {
    return { ok: false, bad: { url: url ?? '', problem: `${search} names a story without its address or number` } };
  }
  const time = countIn(story?.created_at_i);
  const seen = time === undefined ? undefined : new Date(time * 1000).toISOString().slice(0, 10);
  const when = { firstSeen: seen, lastSeen: undefined };
  return {
    ok: true,
    row: {
      ...{ url, status: undefined, statusSeen: undefined, backlinks: 1, referringDomains: undefined },
      ...{ dofollow: undefined, rank: undefined, ...when },
      link: {
        from: `https://${site}/item?id=${encodeURIComponent(id)}`,
        fromDomain: site,
        fromTitle: text(story?.title),
        ...{ to: url, anchor: text(story?.title), dofollow: undefined, domainRank: undefined, ...when },
      },
    },
  };
}

export const hackerNews: SourceEntry = {
  id: 'hackernews',
  title,
  access: {
    hosts: [search],
    credentials: undefined,
    address: { variable: 'BROKEN_BACKLINKS_HACKERNEWS' },
    open: (host: SourceHost) =>
      success(openFreeSource(sourceOf((host.apiBase ?? `https://${search}`).replace(/(?<!\/)\/+$/, '')), host)),
  },
};
