import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrawledPage, DataSet, Link } from './standIn/dataSet.ts';
import { type StandIn, startStandIn } from './standIn/server.ts';

/** A backlink index that knows the embedded sample's site, and what leads the extension to it. */
export interface SampleIndex {
  readonly standIn: StandIn;
  /** User settings. The site of the sample is on no server, so nothing is checked there. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Credentials that the index accepts. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the stand-in API with the sample's data. The caller closes it. */
export async function startSampleIndex(): Promise<SampleIndex> {
  const standIn = await startStandIn({ data: await sampleData(sampleFolder) });
  return {
    standIn,
    settings: { 'brokenBacklinks.apiAddress': standIn.url, 'brokenBacklinks.recheck.enabled': false },
    env: { DATAFORSEO_LOGIN: standIn.login, DATAFORSEO_PASSWORD: standIn.password },
  };
}

/** The text and the answers that the sample is made of. */
export const sampleFolder = join(import.meta.dirname, '..', '..', 'media', 'sample');

/** The parts of the sample's answers that a data set is made of. */
interface PageItem {
  readonly page: string;
  readonly status_code: number;
  readonly fetch_time: string;
  readonly first_visited: string;
  readonly page_summary: { readonly rank: number; readonly backlinks: number; readonly referring_domains: number };
}

interface LinkItem {
  readonly url_from: string;
  readonly url_to: string;
  readonly page_from_title: string;
  readonly anchor: string | null;
  readonly dofollow: boolean;
  readonly rank: number;
  readonly page_from_rank: number;
  readonly domain_from_rank: number;
  readonly first_seen: string;
  readonly last_seen: string;
}

/**
 * What an index must have seen to give the sample's answers: its listed links, and as many more as it counts.
 * `texts` is the folder `media/sample`.
 */
export async function sampleData(texts: string): Promise<DataSet> {
  const pages = await items<PageItem>(join(texts, 'domain_pages.json'));
  const listed = (await items<LinkItem>(join(texts, 'backlinks.json'))).map(listedLink);
  return {
    pages: pages.map(
      (item): CrawledPage => ({
        url: item.page,
        status: item.status_code,
        fetchTime: item.fetch_time,
        firstVisited: item.first_visited,
        rank: item.page_summary.rank,
      }),
    ),
    links: pages.flatMap((item) => linksTo(item, listed)),
  };
}

async function items<T>(file: string): Promise<readonly T[]> {
  const answer = JSON.parse(await readFile(file, 'utf8')) as {
    readonly tasks: readonly { readonly result: readonly { readonly items: readonly T[] }[] }[];
  };
  return answer.tasks[0]?.result[0]?.items ?? [];
}

function listedLink(item: LinkItem): Link {
  return {
    from: item.url_from,
    to: item.url_to,
    fromTitle: item.page_from_title,
    anchor: item.anchor,
    dofollow: item.dofollow,
    rank: item.rank,
    pageRank: item.page_from_rank,
    domainRank: item.domain_from_rank,
    firstSeen: item.first_seen,
    lastSeen: item.last_seen,
  };
}

function linksTo(
  { page, page_summary: { backlinks, referring_domains } }: PageItem,
  listed: readonly Link[],
): readonly Link[] {
  const known = listed.filter(({ to }) => to === page);
  const hosts = known.map(({ from }) => new URL(from).host);
  for (let number = hosts.length; number < referring_domains; number++) hosts.push(`referrer-${number}.example`);
  const more = Array.from({ length: Math.max(0, backlinks - known.length) }, (_, index): Link => {
    // First a link from every host that has none yet, then further ones from all of them in turn.
    const host = hosts[(known.length + index) % hosts.length];
    return { from: `https://${host}/links/${index}/`, to: page, anchor: page };
  });
  return [...known, ...more];
}
