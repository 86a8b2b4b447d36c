/**
 * Pages of the large Wikipedias that link to the site: MediaWiki's search for external links. No key, no account.
 * https://www.mediawiki.org/wiki/API:Exturlusage https://www.mediawiki.org/wiki/API:Etiquette
 */
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import type { BacklinkRequest } from '../../core/backlinks/source.ts';
import type { Gap } from '../../core/model.ts';
import { failed, type Progress, type Result, success } from '../../core/ports.ts';
import { append } from '../../core/text/longLists.ts';
import { type Json, listIn, number, parseJsonText, record, text } from '../disk/json.ts';
import type { PoliteService } from '../http/politely.ts';
import type { SourceEntry, SourceHost } from '../sourceHost.ts';
import { type FreeRows, type FreeSource, openFreeSource, probeBy, unknownForm } from './freeSource.ts';

const languages = ['en', 'de', 'fr', 'es', 'ru', 'ja', 'it', 'pt', 'zh'];
const hosts = languages.map((language) => `${language}.wikipedia.org`);

/** One wiki's page of links; `undefined` for what has no such form. */
interface LinkPage {
  readonly rows: readonly RowReading[];
  readonly next: string | undefined;
}

/** The whole address that is asked. `query` is a host, or `*.` and a host. */
function question(base: string, query: string, next?: string): string {
  const asked = new URLSearchParams({
    action: 'query',
    list: 'exturlusage',
    euquery: query,
    eunamespace: '0',
    eulimit: '500',
    format: 'json',
    formatversion: '2',
    ...(next !== undefined && { eucontinue: next }),
  });
  return `${base}/w/api.php?${asked}`;
}

function sourceOf(baseOf: (wiki: string) => string): FreeSource {
  return {
    id: 'wikipedia',
    title: 'Wikipedia',
    hosts,
    rowsAre: 'links',
    planTitle: 'pages of the site that Wikipedia links to',
    // 200 requests a minute are allowed; at most 18 and some continuations are needed.
    manners: { delayMs: 500, mostRequests: 28, leastPauseMs: 5000 },
    incomplete: 'It does not know links from other sites.',
    probe: (service, signal) => {
      const wiki = 'en.wikipedia.org';
      const isKnown = (body: string) => linkPage(wiki, body) !== undefined;
      const url = question(baseOf(wiki), 'example.org');
      return probeBy({ url, service, isKnown, what: 'the search for external links' }, wiki, signal);
    },
    fetch: (service, request, progress, signal) => fetchLinks({ service, request, progress, signal, baseOf }),
  };
}

/** What is asked, and how. */
interface Asking {
  readonly service: PoliteService;
  readonly request: BacklinkRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly baseOf: (wiki: string) => string;
}

async function fetchLinks(asking: Asking): Promise<Result<FreeRows>> {
  const rows: RowReading[] = [];
  const gaps: Gap[] = [];
  let failures = 0;
  for (const [at, wiki] of hosts.entries()) {
    asking.progress.report('Asking Wikipedia', at, hosts.length);
    for (const query of asking.request.targets.flatMap(({ host }) => [host, `*.${host}`])) {
      const found = await linksOfWiki(wiki, query, asking);
      if (found.ok) {
        append(rows, found.value.rows);
        if (found.value.isCut) gaps.push(gap(`${wiki} has more links than were asked for.`));
        continue;
      }
      if (found.failure.kind === 'cancelled') return found;
      failures++;
      gaps.push(gap(`${wiki} was not read: ${found.failure.message}`));
      // The other question would fail in the same way.
      break;
    }
  }
  const [first] = gaps;
  if (failures === hosts.length && first !== undefined)
    return failed('offline', `No Wikipedia answered. ${first.message}`);
  return success({ rows: distinct(rows), gaps });
}

async function linksOfWiki(
  wiki: string,
  query: string,
  { service, signal, baseOf }: Asking,
): Promise<Result<{ readonly rows: readonly RowReading[]; readonly isCut: boolean }>> {
  const rows: RowReading[] = [];
  let next: string | undefined;
  do {
    const answer = await service.ask(question(baseOf(wiki), query, next), signal);
    if (answer === undefined) return success({ rows, isCut: true });
    if (!answer.ok) return answer;
    const page = linkPage(wiki, answer.value);
    if (page === undefined) return unknownForm('It');
    append(rows, page.rows);
    next = page.next;
  } while (next !== undefined);
  return success({ rows, isCut: false });
}

function linkPage(wiki: string, body: string): LinkPage | undefined {
  const answer = record(parseJsonText(body));
  const found = record(answer?.query)?.exturlusage;
  if (!Array.isArray(found)) return undefined;
  const next = text(record(answer?.continue)?.eucontinue) ?? number(record(answer?.continue)?.eucontinue)?.toString();
  return { rows: listIn(found).map((item) => rowOf(wiki, item)), next };
}

/** Wikipedia links to the page of that title in the main space; its outward links do not pass rank. */
function rowOf(wiki: string, item: Json): RowReading {
  const given = record(item);
  const [url, title] = [text(given?.url), text(given?.title)];
  if (url === undefined || title === undefined) {
    return { ok: false, bad: { url: url ?? '', problem: `${wiki} names a link without its address or title` } };
  }
  const whole = url.startsWith('//') ? `https:${url}` : url;
  const from = `https://${wiki}/wiki/${encodeURIComponent(title.replaceAll(' ', '_')).replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
  const never = { firstSeen: undefined, lastSeen: undefined };
  return {
    ok: true,
    row: {
      url: whole,
      status: undefined,
      statusSeen: undefined,
      backlinks: 1,
      referringDomains: undefined,
      dofollow: 0,
      rank: undefined,
      ...never,
      link: {
        from,
        fromDomain: wiki,
        fromTitle: title,
        to: whole,
        anchor: undefined,
        dofollow: false,
        domainRank: undefined,
        ...never,
      },
    },
  };
}

/** Both questions find what stands on the host itself. */
function distinct(rows: readonly RowReading[]): readonly RowReading[] {
  const found = new Map<string, RowReading>();
  for (const row of rows)
    found.set(row.ok ? `${row.row.url} ${row.row.link?.from}` : `${row.bad.url} ${row.bad.problem}`, row);
  return [...found.values()];
}

function gap(message: string): Gap {
  return { kind: 'missing-rows', count: undefined, message };
}

export const wikipedia: SourceEntry = {
  id: 'wikipedia',
  title: 'Wikipedia',
  access: {
    hosts,
    credentials: undefined,
    address: { variable: 'BROKEN_BACKLINKS_WIKIPEDIA' },
    open: (host: SourceHost) => {
      const { apiBase } = host;
      const baseOf = (wiki: string) => (apiBase === undefined ? `https://${wiki}` : `${apiBase}/${wiki}`);
      return success(openFreeSource(sourceOf(baseOf), host));
    },
  },
};
