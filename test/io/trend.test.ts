/** A site month by month: what is asked, what is read, and how it is drawn; figures of the sample in the documentation. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { totalsLines, trendLines } from '../../src/core/backlinks/totalsText.ts';
import { sparkline } from '../../src/core/backlinks/trendText.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleAnswer, sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { failure, never, now, openSource, requestFor, value } from '../support/standIn/source.ts';

interface Month {
  readonly date: string;
  readonly backlinks: number;
  readonly referring_domains: number;
  readonly broken_backlinks: number;
  readonly broken_pages: number;
}

const told = sampleAnswer('history').tasks[0]!.result![0]!.items as unknown as readonly Month[];
const months = told.map((month) => ({ ...month, date: month.date.slice(0, 10) }));

describe('the totals of a site by month', () => {
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = await startStandIn({ data: { ...sampleData(), months } });
  });
  afterEach(() => standIn.close());

  const asked = async (site = 'example.com') => {
    const { source, expenses } = openSource(standIn);
    const request = requestFor(site);
    const quote = value(await source.quote(request, never, 'trend'));
    return { quote, expenses, answer: await source.trend!(request, quote, never) };
  };

  it('are asked for in the documented form, twelve months back', async () => {
    await asked();
    const { path, body } = standIn.requests.filter(({ method }) => method === 'POST')[0]!;
    assert.equal(path, '/v3/backlinks/history/live');
    assert.deepEqual(body, [{ target: 'example.com', date_from: '2025-10-01', date_to: '2026-10-26' }]);
  });

  it('are forgotten with the other answers about their site', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trend-'));
    const { answers } = openStore({ folder, former: [], logger: console, now: () => now });
    const key = { call: 'trend', source: 'dataforseo', request: requestFor('example.com') } as const;
    const value = { months: [], costMicros: 24_000 };
    assert.ok((await answers.write(key, { asked: '2026-10-26', maximumRows: 1, value })).ok);
    assert.deepEqual(
      [await answers.clear('other.example'), await answers.clear('example.com'), await answers.read(key)],
      [0, 1, undefined],
    );
    removeFolder(folder);
  });

  it('come in the order of time, at no more than was quoted', async () => {
    const { quote, expenses, answer } = await asked();
    const { costMicros, months: read } = value(answer);
    assert.deepEqual(
      read.map(({ month, brokenBacklinks, brokenPages, backlinks }) => [
        month,
        brokenBacklinks,
        brokenPages,
        backlinks,
      ]),
      [
        ['2026-08', 5, 3, 455],
        ['2026-09', 6, 3, 463],
        ['2026-10', 7, 4, 470],
      ],
    );
    assert.equal(costMicros, 24_108);
    assert.equal(quote.highestMicros, 24_468);
    assert.deepEqual(
      expenses.map(({ micros }) => micros),
      [24_108],
    );
  });

  it('are none, not a failure, where the index has none', async () => {
    await standIn.close();
    standIn = await startStandIn({ data: sampleData() });
    assert.deepEqual(value((await asked()).answer).months, []);
    assert.match(trendLines({ months: [], costMicros: 24_000 })[0]!, /has no figures by month for this site/);
  });

  it('say which date cannot be read, and what it cost', async () => {
    await standIn.close();
    const odd = { ...months[0]!, date: '2026-10' };
    standIn = await startStandIn({ data: { ...sampleData(), months: [odd] } });
    assert.match(failure((await asked()).answer).message, /date.*It cost \$0\.03/s);
  });

  it('are drawn small, with the ends in figures', async () => {
    const trend = value((await asked()).answer);
    assert.deepEqual(trendLines(trend).slice(1, 3), [
      '  broken backlinks   ▁▅█  5 in 2026-08, 7 in 2026-10',
      '  broken pages       ▁▁█  3 in 2026-08, 4 in 2026-10',
    ]);
    const totals = { backlinks: 470, referringDomains: undefined, brokenBacklinks: 7, brokenPages: 4, costMicros: 0 };
    assert.deepEqual(totalsLines('DataForSEO', 'example.com', totals, '2026-10-26').slice(0, 3), [
      'example.com, DataForSEO, 2026-10-26 (stored)',
      '  backlinks          470',
      '  referring domains  unknown',
    ]);
  });

  it('draw a month that is not told apart from none', () => {
    assert.equal(sparkline([0, undefined, 10]), '▁·█');
    assert.equal(sparkline([4, 4]), '▁▁');
    assert.equal(sparkline([]), '');
    assert.equal(sparkline([undefined]), '·');
  });
});
