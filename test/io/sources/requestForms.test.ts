/**
 * Every request as it leaves this machine: method, host, path, query, headers and body, held against what its service documents.
 * `test/fixtures/requests/ID.txt` is written by hand from the pages that it names; `*` stands for what proves whose account it is.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import type { BacklinkSource, PaidCall } from '../../../src/core/backlinks/source.ts';
import { userAgent } from '../../../src/io/http/userAgent.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { type AskedEntry, askedEntries, openSource } from '../../../src/io/sources/openSource.ts';
import { fixtures, originOf } from '../../support/fixtures.ts';
import { bingServer } from '../../support/freeServices/bing.ts';
import { hackerNewsServer } from '../../support/freeServices/hackerNews.ts';
import { freeStandIn, mediaWiki, waybackServer } from '../../support/freeServices/server.ts';
import { type LeftRequest, recordingProxy } from '../../support/recordingProxy.ts';
import { sampleAnswer, sampleData } from '../../support/standIn/fixtures.ts';
import { startStandIn } from '../../support/standIn/server.ts';
import { never, now, requestFor, silent, value } from '../../support/standIn/source.ts';
import type { WireRow } from '../../support/standIn/wire.ts';

const request = requestFor('example.com');
const quiet = () => undefined;

/** A stand-in for all hosts of a source. */
interface Answering {
  answerAt(url: URL): string;
  readonly credentials: Readonly<Record<string, string>> | undefined;
  close(): Promise<void>;
}

const rowsOf = (name: string) => sampleAnswer(`on_page_${name}`).tasks[0]!.result![0]!.items as readonly WireRow[];
const items = { pages: rowsOf('pages'), links: rowsOf('links'), resources: rowsOf('resources') };

async function dataForSeo(hiddenKeys: readonly string[] = []): Promise<Answering> {
  const data = { ...sampleData(), crawl: { pages: 96, looks: 1, items } };
  const standIn = await startStandIn({ data, hiddenKeys });
  return {
    answerAt: ({ pathname }) => `${standIn.url}${pathname}`,
    credentials: { login: standIn.login, password: standIn.password },
    close: () => standIn.close(),
  };
}

async function free(
  answer: Parameters<typeof freeStandIn>[0],
  credentials?: Readonly<Record<string, string>>,
  pathOf = ({ pathname, search }: URL) => `${pathname}${search}`,
): Promise<Answering> {
  const standIn = await freeStandIn(answer);
  return { answerAt: (url) => `${standIn.base}${pathOf(url)}`, credentials, close: async () => standIn.close() };
}

const many = <Row>(number: number, row: (at: number) => Row): Row[] =>
  Array.from({ length: number }, (_, at) => row(at));
const bingKey = 'sampleapikeyedecc1ea4ae341cc8b6';
const bingSites = { 'https://www.example.com/': { isVerified: true, issues: [] } };

/** One question as a section of the fixture. */
type Ask = (source: BacklinkSource) => Promise<unknown>;

const one =
  (call: PaidCall, ask: (source: BacklinkSource, quote: Parameters<BacklinkSource['fetchPages']>[1]) => unknown): Ask =>
  async (source) =>
    ask(source, value(await source.quote(call === 'counts' ? { ...request, maximumRows: 2 } : request, never, call)));
const listed =
  (changes: Partial<typeof request> = {}): Ask =>
  async (source) => {
    const asked = { ...request, ...changes };
    value(await source.fetchPages(asked, value(await source.quote(asked, never)), silent, never));
  };
/** As soon as it is told of as going on. */
const stopped: Ask = async (source) => {
  const stop = new AbortController();
  const progress = { report: (step: string) => void (/crawls/.test(step) && stop.abort()) };
  const ofFolder = requestFor('example.com/guides/');
  value(await source.fetchPages(ofFolder, value(await source.quote(ofFolder, never)), progress, stop.signal));
};
const page = async (source: BacklinkSource) => {
  const found = value(await source.fetchPages(request, value(await source.quote(request, never)), silent, never));
  return found.pages[0]!;
};

/** How each source is answered, and what it is asked; a section may hide keys of the account, which then plans otherwise. */
const asked: Readonly<
  Record<
    string,
    {
      readonly answering: (hidden?: readonly string[]) => Promise<Answering>;
      readonly sections: Readonly<Record<string, { readonly ask: Ask; readonly hidden?: readonly string[] }>>;
    }
  >
> = {
  dataforseo: {
    answering: dataForSeo,
    sections: {
      'whether it answers': { ask: (source) => source.probe(never) },
      'what costs nothing, tried': { ask: (source) => source.rehearse!(never) },
      'broken pages with their strongest links': { ask: listed({ withReferrers: true }) },
      'broken pages, links that pass rank alone, without subdomains': {
        ask: listed({ dofollowOnly: true, includeSubdomains: false }),
      },
      'broken pages where pages cannot be filtered by status': {
        ask: listed(),
        hidden: ['domain_pages.status_code'],
      },
      'broken links one by one': { ask: listed({ asLinks: true }) },
      'who links to a page': {
        ask: async (source) => {
          const broken = await page(source);
          const quote = value(await source.quote(request, never, 'referrers'));
          value(await source.referrers!(broken, request, quote, never));
        },
      },
      'totals of the site': { ask: one('summary', (source, quote) => source.summary!(request, quote, never)) },
      'totals by month': { ask: one('trend', (source, quote) => source.trend!(request, quote, never)) },
      'links to pages that live': {
        ask: one('counts', (source, quote) =>
          source.counts!(['https://example.com/a/', 'https://example.com/b.html'], request, quote, never),
        ),
      },
    },
  },
  'dataforseo-crawl': {
    answering: dataForSeo,
    sections: {
      'a crawl': { ask: listed() },
      'a crawl of a folder that is stopped': {
        ask: stopped,
      },
    },
  },
  wikipedia: {
    answering: () => {
      const links = many(3, (at) => ({ title: `T${at}`, url: `https://example.com/${at}` }));
      const wikis = mediaWiki({ 'en.wikipedia.org': links }, 2);
      return free(wikis, undefined, ({ host, pathname, search }) => `/${host}${pathname}${search}`);
    },
    sections: {
      'links to the site': { ask: listed() },
      'whether it answers': { ask: (source) => source.probe(never) },
    },
  },
  wayback: {
    answering: () =>
      free(
        waybackServer(
          many(3, (at) => [`https://example.com/${at}`, '20200101000000'] as const),
          2,
        ),
      ),
    sections: {
      'addresses of the site': { ask: listed() },
      'whether it answers': { ask: (source) => source.probe(never) },
    },
  },
  hackernews: {
    answering: () =>
      free(
        hackerNewsServer(
          many(1001, (at) => ({ id: `${at}`, title: 'T', url: `https://example.com/${at}`, at: 1000 + at })),
        ),
      ),
    sections: {
      'stories about the site': { ask: listed() },
      'whether it answers': { ask: (source) => source.probe(never) },
    },
  },
  bing: {
    answering: () => free(bingServer({ key: bingKey, sites: bingSites }), { key: bingKey }),
    sections: { 'crawl issues': { ask: listed() }, 'whether it answers': { ask: (source) => source.probe(never) } },
  },
};

describe('the requests of a source', () => {
  const all = new Map(fixtures('requests').map((fixture) => [fixture.name, fixture]));
  const seen: LeftRequest[] = [];

  it('are written down for every source that is asked, from its documentation', () => {
    const ids = askedEntries(sources).map(({ id }) => id);
    assert.deepEqual([...all.keys()].sort(), [...ids].sort());
    assert.deepEqual(Object.keys(asked).sort(), [...ids].sort());
    for (const [id, fixture] of all) {
      assert.match(originOf(fixture) ?? '', /^https:\/\//, id);
      assert.deepEqual([...fixture.files.keys()], Object.keys(asked[id]!.sections), id);
    }
  });

  for (const entry of askedEntries(sources)) {
    const { answering, sections } = asked[entry.id]!;
    for (const [name, { ask, hidden }] of Object.entries(sections)) {
      it(`of ${entry.title} are as documented: ${name}`, async () => {
        const stand = await answering(hidden);
        const proxy = await recordingProxy(stand.answerAt);
        try {
          await ask(open(entry, proxy.dispatcher, stand.credentials));
        } finally {
          await proxy.close();
          await stand.close();
        }
        seen.push(...proxy.left);
        assert.equal(formOf(proxy.left, stand.credentials), all.get(entry.id)?.files.get(name));
        for (const { url } of proxy.left) assert.ok(entry.access.hosts.includes(new URL(url).host), url);
      });
    }
  }

  it('are all there are: no function of an API is called that is not among them', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const texts = fastGlob
      .globSync('src/io/sources/**/*.ts', { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'));
    const named = texts.flatMap((text) => [
      ...[...text.matchAll(/['"`]((?:backlinks|on_page|appendix)\/\w+)/g)].map(([, path = '']) => path),
      ...[...text.matchAll(/'(domain_pages(?:_summary)?|backlinks|summary|history|bulk_pages_summary)'$/gm)].map(
        ([, name]) => `backlinks/${name}`,
      ),
      ...[...text.matchAll(/'(Get\w+)['?]|`(Get\w+)\?/g)].map(([, a, b]) => a ?? b ?? ''),
    ]);
    const paths = seen.map(({ url }) => new URL(url).pathname);
    const missing = [...new Set(named)].filter((name) => !paths.some((path) => path.includes(`/${name}`)));
    assert.deepEqual(missing, []);
    assert.ok(named.length > 12, `${named.length}`);
  });
});

function open(
  entry: AskedEntry,
  dispatcher: Parameters<typeof openSource>[1]['dispatcher'],
  credentials: Readonly<Record<string, string>> | undefined,
): BacklinkSource {
  return value(
    openSource(entry, {
      ...{ dispatcher, credentials, sandbox: false, apiBase: undefined },
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      now: () => now,
      book: async () => ({ ok: true, value: { settle: async () => undefined } }),
      wait: async (milliseconds, signal) => {
        signal.throwIfAborted();
        // What ends by such a time has its answer before.
        if (milliseconds > 10_000) await new Promise(() => undefined);
      },
    }),
  );
}

/** Each form once: the nine Wikipedias are asked alike. */
function formOf(left: readonly LeftRequest[], credentials: Readonly<Record<string, string>> | undefined): string {
  const texts = left.map(({ method, url, headers, body }) => {
    const shown = Object.entries(headers)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => `${name}: ${text.replace(userAgent, 'UA')}`);
    const text = [`${method} ${url}`, ...shown, ...(body === '' ? [] : [JSON.stringify(JSON.parse(body))])].join('\n');
    return text.replace(/\b[a-z]{2}(?=\.wikipedia\.org)/, 'LANGUAGE');
  });
  const { login, password, key } = credentials ?? {};
  const secrets = [key, login && password && Buffer.from(`${login}:${password}`).toString('base64')];
  const masked = secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '*') : text),
    [...new Set(texts)].join('\n\n'),
  );
  return `${masked}\n`;
}
