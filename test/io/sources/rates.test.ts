/**
 * How often services are asked at most, by a clock that moves only while somebody waits: no answer takes any time, so that nothing
 * but the waiting keeps a rate.
 */
import assert from 'node:assert/strict';
import type { BacklinkSource } from '../../../src/core/backlinks/source.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { askedEntries, openSource } from '../../../src/io/sources/openSource.ts';
import type { Paces } from '../../../src/io/wait.ts';
import { bingServer } from '../../support/freeServices/bing.ts';
import { hackerNewsServer } from '../../support/freeServices/hackerNews.ts';
import { freeStandIn, mediaWiki, type StandInAnswer, waybackServer } from '../../support/freeServices/server.ts';
import { type RecordingProxy, recordingProxy } from '../../support/recordingProxy.ts';
import { startStandIn } from '../../support/standIn/server.ts';
import { never, now, requestFor, silent } from '../../support/standIn/source.ts';

const minute = 60_000;
const many = <Row>(number: number, row: (at: number) => Row): Row[] =>
  Array.from({ length: number }, (_, at) => row(at));
const key = 'sampleapikeyedecc1ea4ae341cc8b6';
const hosts = many(12, (at) => `site${at}.example.com`);

/** So many requests within a span, of those whose address has this, and at once. */
interface Limit {
  readonly of: RegExp;
  readonly most: number;
  readonly withinMs: number;
}

interface Server {
  answerAt(url: URL): string;
  readonly credentials?: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function free(
  answer: (url: URL, number: number) => StandInAnswer,
  credentials?: Readonly<Record<string, string>>,
): Promise<Server> {
  const { base, close } = await freeStandIn(answer);
  const answerAt = ({ host, pathname, search }: URL) =>
    `${base}${/wikipedia/.test(host) ? `/${host}` : ''}${pathname}${search}`;
  return { answerAt, ...(credentials && { credentials }), close: async () => close() };
}

async function dataForSeo(): Promise<Server> {
  const items = { pages: [], links: [], resources: [] };
  const pages = many(9500, (at) => ({ url: `https://example.com/${at}`, status: 404 }));
  const links = pages.map(({ url }, at) => ({ from: `https://from${at}.test/`, to: url }));
  const { url, login, password, close } = await startStandIn({
    data: { pages, links, crawl: { pages: 5000, looks: 150, items } },
  });
  return { answerAt: ({ pathname }) => `${url}${pathname}`, credentials: { login, password }, close };
}

/** As their services document them, and a server that makes them be asked as often as they ever are. */
const services: Readonly<
  Record<string, { readonly limits: readonly Limit[]; readonly atOnce: number; start(): Promise<Server> }>
> = {
  // https://docs.dataforseo.com/v3/backlinks/overview/ (2,000 a minute, 30 at once), …/appendix/user_data/ (6 a minute)
  dataforseo: {
    limits: [
      { of: /\/v3\//, most: 2000, withinMs: minute },
      { of: /user_data/, most: 6, withinMs: minute },
    ],
    atOnce: 30,
    start: dataForSeo,
  },
  // https://docs.dataforseo.com/v3/on_page/tasks_ready/ (20 a minute), …/id_list/ (10 a minute)
  'dataforseo-crawl': {
    limits: [
      { of: /\/v3\//, most: 2000, withinMs: minute },
      { of: /user_data/, most: 6, withinMs: minute },
      { of: /tasks_ready/, most: 20, withinMs: minute },
      { of: /id_list/, most: 10, withinMs: minute },
    ],
    atOnce: 30,
    start: dataForSeo,
  },
  // https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits (200 a minute for who says who asks), API:Etiquette (one by one)
  wikipedia: {
    limits: [{ of: /wikipedia/, most: 200, withinMs: minute }],
    atOnce: 1,
    start: () => {
      const links = hosts.flatMap((host) => many(60, (at) => ({ title: `T${at}`, url: `https://${host}/p${at}/` })));
      return free(mediaWiki({ 'en.wikipedia.org': links }, 1));
    },
  },
  // https://archive.org/details/toomanyrequests_20191110 and the refusals of the server: under 20 a minute
  wayback: {
    limits: [{ of: /cdx/, most: 19, withinMs: minute }],
    atOnce: 1,
    start: () =>
      free(
        waybackServer(
          many(90, (at) => [`https://example.com/p${at}/`, '20200101000000'] as const),
          10,
        ),
      ),
  },
  // https://hn.algolia.com/api: 10,000 an hour of one address
  hackernews: {
    limits: [{ of: /algolia/, most: 166, withinMs: minute }],
    atOnce: 1,
    start: () => {
      const found = hosts.flatMap((host) =>
        many(1100, (at) => ({ id: `${at}`, title: 'T', url: `https://${host}/${at}`, at: 1000 + at })),
      );
      return free(hackerNewsServer(found));
    },
  },
  // Its documentation has no number, and a code for who asks too often (ThrottleUser): one a second.
  bing: {
    limits: [{ of: /webmaster/, most: 1, withinMs: 1000 }],
    atOnce: 1,
    start: () => {
      const sites = Object.fromEntries(hosts.map((host) => [`https://${host}/`, { isVerified: true, issues: [] }]));
      return free(bingServer({ key, sites }), { key });
    },
  },
};

describe('no service is asked more often than it allows', () => {
  it('which is known of every one', () => {
    assert.deepEqual(
      Object.keys(services).sort(),
      askedEntries(sources)
        .map(({ id }) => id)
        .sort(),
    );
  });

  for (const entry of askedEntries(sources)) {
    it(`${entry.title}, over all questions of a program`, async () => {
      const { limits, atOnce, start } = services[entry.id]!;
      const server = await start();
      let time = now;
      let running = 0;
      let mostRunning = 0;
      const times: { readonly url: string; readonly at: number }[] = [];
      const proxy: RecordingProxy = await recordingProxy(server.answerAt, {
        begun: ({ url }) => {
          times.push({ url, at: time });
          mostRunning = Math.max(mostRunning, ++running);
        },
        ended: () => running--,
      });
      const paces: Paces = new Map();
      const open = (): BacklinkSource => {
        const quiet = () => undefined;
        const source = openSource(entry, {
          ...{ dispatcher: proxy.dispatcher, credentials: server.credentials, sandbox: false, apiBase: undefined },
          ...{ paces, now: () => time, logger: { debug: quiet, info: quiet, warn: quiet, error: quiet } },
          book: async () => ({ ok: true, value: { settle: async () => undefined } }),
          wait: async (milliseconds, signal) => {
            signal.throwIfAborted();
            time += milliseconds;
          },
        });
        assert.ok(source.ok);
        return source.value;
      };
      try {
        await askEverything(open, entry.access.account ?? entry.id);
      } finally {
        await proxy.close();
        await server.close();
      }
      assert.ok(times.length > 10, `${times.length} requests`);
      assert.ok(mostRunning <= atOnce, `${mostRunning} at once`);
      for (const { of, most, withinMs } of limits) {
        const own = times.filter(({ url }) => of.test(url)).map(({ at }) => at);
        assert.ok(own.length > 0, `${of}`);
        assert.ok(mostWithin(withinMs, own) <= most, `${of}: ${mostWithin(withinMs, own)} within ${withinMs} ms`);
      }
    });
  }
});

/** A check of the set-up, and audits of twelve sites, one after the other, as several sites of a repository are asked about. */
async function askEverything(open: () => BacklinkSource, account: string): Promise<void> {
  const set = open();
  await set.probe(never);
  await set.rehearse?.(never);
  // An index is opened once for all its sites; what costs nothing is opened anew for each.
  const isIndex = account === 'dataforseo';
  for (const host of isIndex ? ['example.com'] : hosts) {
    const source = open();
    const request = requestFor(host, { maximumRows: 10_000, withReferrers: true });
    const quote = await source.quote(request, never);
    assert.ok(quote.ok, quote.ok ? '' : quote.failure.message);
    await source.fetchPages(request, quote.value, silent, never);
  }
}

function mostWithin(span: number, times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + span).length));
}
