import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskedAnswer, type AskHost, askForPages } from '../../src/core/backlinks/ask.ts';
import type { BacklinkRequest, Quote } from '../../src/core/backlinks/source.ts';
import { success } from '../../src/core/ports.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { removeFolder } from '../support/removeFolder.ts';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../support/standIn/server.ts';
import { failure, never, now, openSource, requestFor, silent, value } from '../support/standIn/source.ts';

/** `count` broken pages of example.org, each with a link of its own. */
function manyPages(count: number): DataSet {
  const urls = Array.from({ length: count }, (_, at) => `https://example.org/gone/${at}`);
  return {
    pages: urls.map((url) => ({ url, status: 404 })),
    links: urls.map((to, at) => ({ from: `https://site${at}.test/`, to, rank: count - at })),
  };
}

const planC = ['domain_pages.status_code', 'domain_pages_summary.backlinks'];
const day = 24 * 60 * 60 * 1000;

describe('a paid list of pages', () => {
  let folder: string;
  const running: StandIn[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resumed-'));
  });
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn.close();
    removeFolder(folder);
  });
  const start = async (data: DataSet, options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await startStandIn({ data, ...options });
    running.push(standIn);
    return standIn;
  };
  const store = () => {
    const logger = { debug: () => undefined, info: () => undefined, warn: assert.fail, error: assert.fail };
    return openStore({ folder, former: [], logger, now: () => now });
  };
  /** One audit's question, as a host asks it, on a day after the first. */
  const ask = async (standIn: StandIn, request: BacklinkRequest, options: Options = {}) => {
    const { answers, spend } = store();
    const quotes: Quote[] = [];
    const at = now + (options.daysLater ?? 0) * day;
    const host: AskHost = {
      sourceId: 'dataforseo',
      open: () =>
        success(openSource(standIn, { now: () => at, book: (charge) => spend.book(charge, undefined) }).source),
      answers,
      ledger: spend.read,
      expenses: spend.expenses,
      today: () => new Date(at).toISOString().slice(0, 10),
      answersKeptDays: 30,
      monthlyCapMicros: undefined,
      confirm: async (quote) => {
        quotes.push(quote);
        return { kind: options.confirm ?? 'go' };
      },
    };
    const result = await askForPages(host, request, options.refresh ?? false, silent, options.signal ?? never);
    return { result, quotes };
  };
  interface Options {
    readonly refresh?: boolean;
    readonly daysLater?: number;
    readonly confirm?: 'go' | 'cancel' | 'held';
    readonly signal?: AbortSignal;
  }
  const places = (standIn: StandIn): readonly unknown[] =>
    standIn.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => (body as { offset: number }[])[0]?.offset);
  const facts = ({ answer, isKept }: AskedAnswer) => [answer.pages.length, answer.truncated, isKept];
  const gapOf = ({ answer }: AskedAnswer) => answer.gaps?.find(({ kind }) => kind === 'missing-rows');
  const all = (options: Partial<BacklinkRequest> = {}) =>
    requestFor('example.org', { maximumRows: 10_000, ...options });
  /** The first page is had, and the second fails without a word on its price. */
  const interrupted = async (total = 4500, options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await start(manyPages(total), options);
    standIn.setFault({ kind: 'before', run: () => undefined }, { path: '/live', times: 1 });
    standIn.setFault({ kind: 'disconnect' }, { path: '/live', times: 1 });
    const { result } = await ask(standIn, all());
    assert.deepEqual(facts(value(result)), [1000, true, false]);
    assert.match(gapOf(value(result))?.message ?? '', /^3500 of 4500 rows are missing: .*may have been charged/);
    return standIn;
  };

  it('goes on where it was interrupted, pays for nothing twice, and is then whole', async () => {
    const standIn = await interrupted();
    const { result, quotes } = await ask(standIn, all(), { daysLater: 3 });
    const answer = value(result);
    assert.deepEqual([...facts(answer), gapOf(answer)], [4500, false, false, undefined]);
    assert.deepEqual(places(standIn), [0, 1000, 1000, 2000, 3000, 4000]);
    // The one whose answer was lost was charged, which the client could not know.
    assert.equal(50_000_000 - standIn.balanceMicros, 6 * 24_000 + 5500 * 36);
    assert.deepEqual([quotes[0]?.maximumRows, quotes[0]?.highestMicros], [3500, 4 * 24_000 + 3500 * 36]);
    const notes = quotes[0]?.notes.map(({ message }) => message).join('\n') ?? '';
    assert.match(notes, /^A request of 2026-10-26 about example\.org got no answer and may have been charged/);
    assert.match(notes, /1,000 rows are stored since 2026-10-26 and not paid for again; this price is for the rest\./);
    assert.equal(answer.answer.asked, '2026-10-26');
    assert.equal(new Set(answer.answer.pages.map(({ url }) => url)).size, 4500);
    assert.deepEqual(facts(value((await ask(standIn, all(), { daysLater: 3 })).result)), [4500, false, true]);
    assert.equal(places(standIn).length, 6);
  });

  it('is used as far as it is held where the rest is not allowed, fails, or nobody can be asked; never for the whole', async () => {
    const standIn = await interrupted();
    const used = value((await ask(standIn, all(), { confirm: 'held' })).result);
    assert.deepEqual(facts(used), [1000, true, true]);
    assert.match(
      gapOf(used)?.message ?? '',
      /^1000 of 4500 rows are stored; .*cost at most \$0\.23\. Allow it with --max-cost 0\.23/,
    );
    assert.equal(failure((await ask(standIn, all(), { confirm: 'cancel' })).result).kind, 'cancelled');
    standIn.setFault({ kind: 'code', code: 40210 }, { path: '/live' });
    const failing = value((await ask(standIn, all())).result);
    assert.deepEqual([failing.answer.pages.length, failing.answer.costMicros], [1000, 0]);
    assert.match(gapOf(failing)?.message ?? '', /^3500 of 4500 rows are missing: .*\(40210\)/);
    standIn.clearFaults();
    standIn.setFault({ kind: 'code', code: 40100 }, { path: 'user_data' });
    const locked = value((await ask(standIn, all())).result);
    assert.match(gapOf(locked)?.message ?? '', /the others are missing: DataForSEO refused the login \(40100\)/);
    standIn.clearFaults();
    assert.deepEqual(facts(value((await ask(standIn, all())).result)), [4500, false, false]);
  });

  it('is begun anew when what is held is too old', async () => {
    const standIn = await interrupted();
    await ask(standIn, all(), { daysLater: 31 });
    assert.deepEqual(places(standIn).slice(2), [0, 1000, 2000, 3000, 4000]);
  });

  it('stands for fewer rows than are held, and is asked for the rest where more are wanted', async () => {
    const standIn = await start(manyPages(2600));
    const some = (maximumRows: number) => ask(standIn, all({ maximumRows }));
    assert.deepEqual(facts(value((await some(700)).result)), [700, true, false]);
    assert.deepEqual(facts(value((await some(500)).result)), [700, true, true]);
    assert.deepEqual(facts(value((await some(1500)).result)), [1500, true, false]);
    assert.deepEqual(facts(value((await some(5000)).result)), [2600, false, false]);
    assert.deepEqual(places(standIn), [0, 700, 1500, 2500]);
    assert.equal(50_000_000 - standIn.balanceMicros, 4 * 24_000 + 2600 * 36);
  });

  it('goes on by itself only where more may be spent than what cut it off', async () => {
    const standIn = await start(manyPages(900));
    const within = (capMicros: number | undefined) => ask(standIn, all({ maximumRows: 1000, capMicros }));
    const first = value((await within(30_000)).result);
    assert.match(first.answer.notes[0]?.message ?? '', /^166 of 900 rows were asked for\. Raise --max-cost/);
    for (const same of [30_000, undefined, 20_000]) assert.ok(value((await within(same)).result).isKept, `${same}`);
    assert.deepEqual(facts(value((await within(100_000)).result)), [900, false, false]);
    assert.deepEqual(places(standIn), [0, 166]);
  });

  it('asked for anew keeps the old answer until it is whole, and goes on when it is interrupted', async () => {
    const standIn = await start(manyPages(2500));
    await ask(standIn, all());
    standIn.setFault({ kind: 'before', run: () => undefined }, { path: '/live', times: 1 });
    standIn.setFault({ kind: 'http', status: 502 }, { path: '/live', times: 1 });
    const part = value((await ask(standIn, all(), { refresh: true, daysLater: 1 })).result);
    assert.deepEqual([part.answer.pages.length, part.answer.asked], [1000, '2026-10-27']);
    const old = value((await ask(standIn, all(), { daysLater: 1 })).result);
    assert.deepEqual([...facts(old), old.answer.asked], [2500, false, true, '2026-10-26']);
    const whole = value((await ask(standIn, all(), { refresh: true, daysLater: 1 })).result);
    assert.deepEqual([...facts(whole), whole.answer.asked], [2500, false, false, '2026-10-27']);
    assert.deepEqual(places(standIn), [0, 1000, 2000, 0, 1000, 1000, 2000]);
    await ask(standIn, all(), { refresh: true, daysLater: 1 });
    assert.deepEqual(places(standIn).slice(7), [0, 1000, 2000]);
  });

  it('tells when the index has moved meanwhile', async () => {
    const standIn = await interrupted();
    standIn.setData(manyPages(4600));
    const { answer } = value((await ask(standIn, all())).result);
    assert.match(answer.notes.map(({ message }) => message).join('\n'), /^The index has 4600 rows now and had 4500/m);
  });

  it('of links goes on by token behind the last offset, in the order it was begun in', async () => {
    const standIn = await start(manyPages(22_400), { hiddenKeys: planC });
    const some = (maximumRows: number) => ask(standIn, all({ maximumRows }));
    assert.equal(value((await some(21_000)).result).answer.pages.length, 21_000);
    standIn.setFault({ kind: 'before', run: () => undefined }, { path: '/live', times: 1 });
    standIn.setFault({ kind: 'disconnect' }, { path: '/live', times: 1 });
    assert.equal(value((await some(24_000)).result).answer.pages.length, 22_000);
    const { result } = await some(24_000);
    assert.deepEqual(facts(value(result)), [22_400, false, false]);
    assert.equal(new Set(value(result).answer.pages.map(({ url }) => url)).size, 22_400);
    const posts = standIn.requests.filter(({ method }) => method === 'POST');
    assert.equal(posts.length, 24);
    assert.ok(posts.slice(21).every(({ body }) => 'search_after_token' in (body as object[])[0]!));
  });

  describe('that is whole answers every narrower question as the index would', () => {
    const narrower: Readonly<Record<string, BacklinkRequest>> = {
      'one folder': requestFor('https://example.com/guides/'),
      'one host of it': requestFor('docs.example.com'),
      'without subdomains': requestFor('example.com', { includeSubdomains: false }),
      'a folder without subdomains': requestFor('https://example.com/blog/', { includeSubdomains: false }),
      'fewer rows': requestFor('example.com', { maximumRows: 2 }),
    };
    for (const [plan, hiddenKeys] of [
      ['of pages', []],
      ['of links', planC],
    ] as const) {
      for (const [name, request] of Object.entries(narrower)) {
        it(`${name}, from a list ${plan}`, async () => {
          const standIn = await start(sampleData(), { hiddenKeys });
          await ask(standIn, requestFor('example.com'));
          const before = standIn.requests.length;
          const held = value((await ask(standIn, request)).result);
          assert.deepEqual([standIn.requests.length, held.isKept, held.answer.costMicros], [before, true, 0]);
          const opened = openSource(standIn).source;
          const wanted = { ...request, maximumRows: 1000 };
          const quote = value(await opened.quote(wanted, never));
          const direct = value(await opened.fetchPages(wanted, quote, silent, never));
          assert.deepEqual(JSON.parse(JSON.stringify(held.answer.pages)), JSON.parse(JSON.stringify(direct.pages)));
        });
      }
    }
    it('links that may pass rank, from a list of links', async () => {
      const standIn = await start(sampleData(), { hiddenKeys: planC });
      await ask(standIn, requestFor('example.com'));
      const request = requestFor('example.com', { dofollowOnly: true });
      const held = value((await ask(standIn, request)).result).answer.pages;
      const { source } = openSource(standIn);
      const direct = value(await source.fetchPages(request, value(await source.quote(request, never)), silent, never));
      assert.deepEqual(
        held.map(({ url, backlinks, referringDomains }) => [url, backlinks, referringDomains]),
        direct.pages.map(({ url, backlinks, referringDomains }) => [url, backlinks, referringDomains]),
      );
    });
    it('and no other question, and none when it is cut off', async () => {
      const standIn = await start(sampleData());
      await ask(standIn, requestFor('https://example.com/guides/', { dofollowOnly: true }));
      for (const wide of [requestFor('https://example.com/guides/'), requestFor('example.com')]) {
        assert.equal(value((await ask(standIn, wide)).result).isKept, false);
      }
      const cut = await start(manyPages(10));
      await ask(cut, requestFor('example.org', { maximumRows: 5 }));
      assert.equal(value((await ask(cut, requestFor('https://example.org/gone/'))).result).isKept, false);
    });
  });
});
