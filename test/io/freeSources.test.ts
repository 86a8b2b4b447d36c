import assert from 'node:assert/strict';
import { Agent } from 'undici';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { BacklinkSource } from '../../src/core/backlinks/source.ts';
import type { SourceEntry } from '../../src/io/sourceHost.ts';
import { sources } from '../../src/io/sources/index.ts';
import { askedEntry, openSource } from '../../src/io/sources/openSource.ts';
import {
  type FreeStandIn,
  freeStandIn,
  mediaWiki,
  type StandInAnswer,
  waybackServer,
} from '../support/freeServices/server.ts';

const request = {
  targets: [siteTarget('https://example.org/')!],
  dofollowOnly: false,
  includeSubdomains: false,
  maximumRows: 1000,
  capMicros: undefined,
};
const ignored = () => undefined;
const silent = { debug: ignored, info: ignored, warn: ignored, error: ignored };
const never = new AbortController().signal;
const progress = { report: () => undefined };

/** A clock that stands still but while somebody waits. */
function fakeClock() {
  let time = Date.parse('2026-11-28T10:00:00Z');
  const begun: number[] = [];
  return {
    begun,
    now: () => time,
    mark: () => begun.push(time),
    wait: async (milliseconds: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      time += milliseconds;
    },
  };
}

describe('sources without an account', () => {
  let standIn: FreeStandIn | undefined;
  let dispatcher: Agent;
  beforeEach(() => {
    dispatcher = new Agent();
  });
  afterEach(async () => {
    standIn?.close();
    await dispatcher.destroy();
  });

  const opened = async (
    id: string,
    answer: (url: URL, number: number) => StandInAnswer,
  ): Promise<{
    readonly source: BacklinkSource;
    readonly clock: ReturnType<typeof fakeClock>;
    readonly asked: string[];
  }> => {
    const clock = fakeClock();
    standIn = await freeStandIn((url, number) => {
      clock.mark();
      return answer(url, number);
    });
    const entry = askedEntry(sources, id);
    assert.ok(entry.ok);
    const source = openSource(entry.value, {
      dispatcher,
      credentials: undefined,
      sandbox: false,
      apiBase: standIn.base,
      logger: silent,
      now: clock.now,
      wait: clock.wait,
      book: async () => assert.fail('nothing is booked'),
    });
    assert.ok(source.ok);
    return { source: source.value, clock, asked: standIn.asked };
  };
  const fetched = async (source: BacklinkSource, signal = never) => {
    const quote = await source.quote(request, signal);
    assert.ok(quote.ok);
    return source.fetchPages(request, quote.value, progress, signal);
  };
  const lines = (answer: Awaited<ReturnType<typeof fetched>>) => {
    assert.ok(answer.ok, answer.ok ? '' : answer.failure.message);
    return answer.value.pages.map(({ path, backlinks, referringDomains }) => [path, backlinks, referringDomains]);
  };
  const messages = (answer: Awaited<ReturnType<typeof fetched>>) => {
    assert.ok(answer.ok);
    return (answer.value.gaps ?? []).map(({ message }) => message).join('\n');
  };

  const wiki = mediaWiki({
    'en.wikipedia.org': [
      { title: 'Tide table', url: 'https://example.org/docs/tides/' },
      { title: 'Port', url: 'http://www.example.org/docs/tides/' },
      { title: 'Port', url: 'https://notexample.org/' },
    ],
    'de.wikipedia.org': [{ title: 'Gezeiten/Ü', url: 'https://example.org/docs/tides/' }],
  });

  it('say before anything is asked who is asked, what is sent, and that it costs nothing', async () => {
    for (const { id, access } of sources.filter(
      (entry: SourceEntry) => entry.access?.credentials === undefined && entry.access,
    )) {
      const { source, asked } = await opened(id, () => ({ body: '[]' }));
      const quote = await source.quote(request, never);
      assert.ok(quote.ok);
      for (const host of access?.hosts ?? []) assert.ok(quote.value.consent?.includes(host), host);
      assert.match(quote.value.consent ?? '', /Only the name example\.org is sent\. It costs nothing\./);
      assert.deepEqual([quote.value.highestMicros, asked], [0, []]);
      standIn?.close();
    }
  });

  it('ask Wikipedia in the documented form, and show its pages as what they are', async () => {
    const { source, asked } = await opened('wikipedia', wiki);
    const answer = await fetched(source);
    assert.equal(
      asked[0],
      '/en.wikipedia.org/w/api.php?action=query&list=exturlusage&euquery=example.org&eunamespace=0&eulimit=500&format=json&formatversion=2',
    );
    assert.equal(asked.length, 18);
    assert.deepEqual(lines(answer), [['/docs/tides/', 3, 2]]);
    assert.ok(answer.ok);
    assert.deepEqual(answer.value.pages[0]?.referrers.map(({ from, fromTitle }) => `${fromTitle}: ${from}`).sort(), [
      'Gezeiten/Ü: https://de.wikipedia.org/wiki/Gezeiten/%C3%9C',
      'Port: https://en.wikipedia.org/wiki/Port',
      'Tide table: https://en.wikipedia.org/wiki/Tide_table',
    ]);
    // What the service says of who asks: name/version (contact) library.
    assert.match(standIn?.agents[0] ?? '', /^broken-backlinks\/[\d.]+ \(\+https:\/\/\S+\) undici$/);
  });

  it('ask the Wayback Machine in the documented form', async () => {
    const archive = waybackServer([
      ['http://example.org:80/docs/tides/', '20190102030405'],
      ['https://www.example.org/old', '20210102030405'],
    ]);
    const { source, asked } = await opened('wayback', archive);
    const answer = await fetched(source);
    assert.deepEqual(asked, [
      '/cdx/search/cdx?url=example.org&matchType=domain&collapse=urlkey&filter=statuscode%3A200&filter=mimetype%3Atext%2Fhtml&fl=original%2Ctimestamp%2Cstatuscode&output=json&limit=10000&showResumeKey=true',
    ]);
    assert.deepEqual(lines(answer), [
      ['/docs/tides/', undefined, undefined],
      ['/old', undefined, undefined],
    ]);
    assert.ok(answer.ok);
    assert.deepEqual(
      answer.value.pages.map(({ lastSeen }) => lastSeen),
      ['2019-01-02', '2021-01-02'],
    );
    assert.match(answer.value.notes[0]?.message ?? '', /but not who links there or what answers today/);
  });

  it('go on where there is more, and say where they stop', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ title: `T${at}`, url: `https://example.org/p${at}/` }));
    const { source, asked } = await opened('wikipedia', mediaWiki({ 'en.wikipedia.org': many }, 1));
    const answer = await fetched(source);
    assert.ok(asked.length <= 28, `${asked.length}`);
    assert.match(messages(answer), /has more links than were asked for/);
    standIn?.close();
    const captures = Array.from({ length: 90 }, (_, at) => [`https://example.org/p${at}/`, '20200101000000'] as const);
    const archive = await opened('wayback', waybackServer(captures, 10));
    const part = await fetched(archive.source);
    assert.equal(archive.asked.length, 5);
    assert.equal(lines(part).length, 50);
    assert.match(messages(part), /web\.archive\.org: It has more addresses than are asked for/);
  });

  it('never ask more often than the service allows', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ title: `T${at}`, url: `https://example.org/p${at}/` }));
    const wikis = await opened('wikipedia', mediaWiki({ 'en.wikipedia.org': many }, 1));
    await fetched(wikis.source);
    // 200 a minute.
    assert.ok(mostWithin(60_000, wikis.clock.begun) <= 200);
    standIn?.close();
    const captures = Array.from({ length: 90 }, (_, at) => [`https://example.org/p${at}/`, '20200101000000'] as const);
    const archive = await opened('wayback', waybackServer(captures, 10));
    await fetched(archive.source);
    // Under 20 a minute.
    const gaps = archive.clock.begun.slice(1).map((time, at) => time - (archive.clock.begun[at] ?? 0));
    assert.ok(
      gaps.every((gap) => gap > 60_000 / 20),
      `${gaps}`,
    );
  });

  it('wait as long as a service that had too much wants, and ask it once more', async () => {
    const { source, clock, asked } = await opened('wayback', (url, number) =>
      number === 1
        ? { status: 429, headers: { 'retry-after': '5' }, body: '' }
        : waybackServer([['https://example.org/a/', '20200101000000']])(url),
    );
    assert.deepEqual(lines(await fetched(source)), [['/a/', undefined, undefined]]);
    assert.equal(asked.length, 2);
    // At least a minute, whatever it says.
    assert.ok((clock.begun[1] ?? 0) - (clock.begun[0] ?? 0) >= 60_000);
    standIn?.close();
    const wiki = await opened('wikipedia', (url, number) =>
      number === 1 ? { status: 503, headers: { 'retry-after': '30' }, body: '' } : mediaWiki({})(url),
    );
    await fetched(wiki.source);
    assert.ok((wiki.clock.begun[1] ?? 0) - (wiki.clock.begun[0] ?? 0) >= 30_000);
  });

  it('do not ask again where they are told to stay away', async () => {
    const { source, asked } = await opened('wayback', () => ({ status: 429, body: '' }));
    const answer = await fetched(source);
    assert.ok(!answer.ok);
    assert.deepEqual([answer.failure.kind, asked.length], ['rate-limited', 2]);
    standIn?.close();
    const long = await opened('wayback', () => ({ status: 429, headers: { 'retry-after': '3600' }, body: '' }));
    const refused = await fetched(long.source);
    assert.ok(!refused.ok);
    assert.equal(long.asked.length, 1);
    assert.match(refused.failure.message, /refuses further requests for now/);
  });

  it('name the service that fails and go on with the others', async () => {
    const { source } = await opened('wikipedia', (url) =>
      url.pathname.startsWith('/en.') ? { status: 500, body: 'oops' } : wiki(url),
    );
    const answer = await fetched(source);
    assert.deepEqual(lines(answer), [['/docs/tides/', 1, 1]]);
    assert.match(messages(answer), /en\.wikipedia\.org was not read: .* fails \(500\)/);
  });

  for (const [what, body] of [
    ['an error', JSON.stringify({ error: { code: 'ratelimited', info: 'Too many' } })],
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['a list of numbers', '[1,2]'],
    ['rows of another form', JSON.stringify({ query: { exturlusage: 'x' } })],
  ] as const) {
    it(`take ${what} for no all-clear`, async () => {
      const wikis = await opened('wikipedia', () => ({ body }));
      const answer = await fetched(wikis.source);
      assert.ok(!answer.ok, what);
      assert.match(answer.failure.message, /No Wikipedia answered/);
    });
  }
  it('take rows without an address for what cannot be read', async () => {
    const { source } = await opened('wikipedia', () => ({
      body: JSON.stringify({ query: { exturlusage: [{ title: 7 }, null] } }),
    }));
    const answer = await fetched(source);
    assert.ok(answer.ok);
    assert.equal(answer.value.leftOut[0]?.reason, 'malformed');
  });
  it('stop where the user stops', async () => {
    const stop = new AbortController();
    const { source, asked } = await opened('wikipedia', (url, number) => {
      if (number === 3) stop.abort();
      return wiki(url);
    });
    const answer = await fetched(source, stop.signal);
    assert.ok(!answer.ok);
    assert.equal(answer.failure.kind, 'cancelled');
    assert.ok(asked.length <= 3);
  });
  it('answer a probe with one question', async () => {
    for (const [id, answer] of [
      ['wikipedia', mediaWiki({})],
      ['wayback', waybackServer([])],
    ] as const) {
      const { source, asked } = await opened(id, answer);
      const probe = await source.probe(never);
      assert.ok(probe.ok, id);
      assert.equal(asked.length, 1);
      standIn?.close();
    }
  });
});

function mostWithin(span: number, times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + span).length));
}
