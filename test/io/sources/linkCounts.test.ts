/**
 * What would break: counts of pages that live, by https://docs.dataforseo.com/v3/backlinks/bulk_pages_summary/live/ (at most a
 * thousand targets a request, one row charged for each).
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askCounts } from '../../../src/core/backlinks/askCounts.ts';
import type { Quote } from '../../../src/core/backlinks/source.ts';
import { success } from '../../../src/core/ports.ts';
import { openStore } from '../../../src/io/stores/store.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { type StandIn, startStandIn } from '../../support/standIn/server.ts';
import { failure, never, now, openSource, requestFor, value } from '../../support/standIn/source.ts';

const page = (name: string) => `https://example.org/${name}`;
const data = {
  pages: [page('a/'), page('b.html'), page('c/')].map((url) => ({ url, status: 200 })),
  links: [
    { from: 'https://one.test/1', to: page('a/') },
    { from: 'https://one.test/2', to: page('a') },
    { from: 'https://two.test/1', to: page('a/').replace('https', 'http') },
    { from: 'https://two.test/2', to: page('b.html') },
  ],
};

describe('what would break', () => {
  let standIn: StandIn;
  let folder: string;
  let today: string;
  beforeEach(async () => {
    standIn = await startStandIn({ data });
    folder = mkdtempSync(join(tmpdir(), 'counts-'));
    today = '2026-10-26';
  });
  afterEach(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  const quiet = () => undefined;
  const logger = { debug: quiet, info: quiet, warn: quiet, error: assert.fail };
  const asked = () => standIn.requests.filter(({ path }) => path.includes('bulk_pages_summary'));

  const counts = async (
    urls: readonly string[],
    { refresh = false, capMicros }: { refresh?: boolean; capMicros?: number } = {},
  ) => {
    const quotes: Quote[] = [];
    const { source, expenses } = openSource(standIn);
    const host = {
      sourceId: 'dataforseo',
      open: () => success(source),
      answers: openStore({ folder, former: [], logger, now: () => now }).answers,
      ledger: async () => ({}),
      expenses: async () => [],
      today: () => today,
      answersKeptDays: 30,
      monthlyCapMicros: undefined,
      confirm: async (quote: Quote) => {
        quotes.push(quote);
        return { kind: 'go' as const };
      },
    };
    const result = await askCounts(host, requestFor('example.org', { capMicros }), urls, refresh, never);
    return { result, quotes, expenses };
  };

  it('is asked for in one request, under every usual spelling, at a price that is confirmed', async () => {
    const { result, quotes, expenses } = await counts([page('a/'), page('b.html'), page('c/')]);
    assert.deepEqual(
      value(result).addresses.map(({ url, backlinks, referringDomains }) => [url, backlinks, referringDomains]),
      [
        // Two spellings have a link of one.test each and one of two.test: three links, and one domain for certain.
        [page('a/'), 3, 1],
        [page('b.html'), 1, 1],
        [page('c/'), 0, 0],
      ],
    );
    assert.deepEqual(
      asked().map(({ body }) => body),
      [
        [
          {
            targets: [
              'https://example.org/a/',
              'http://example.org/a/',
              'https://example.org/a',
              'http://example.org/a',
              'https://example.org/b.html',
              'http://example.org/b.html',
              'https://example.org/c/',
              'http://example.org/c/',
              'https://example.org/c',
              'http://example.org/c',
            ],
            include_subdomains: true,
          },
        ],
      ],
    );
    assert.deepEqual(
      quotes.map(({ highestMicros }) => highestMicros),
      [24_000 + 12 * 36],
    );
    assert.deepEqual(
      expenses.map(({ micros }) => micros),
      [24_000 + 10 * 36],
    );
  });

  it('is had from the store as far as it is there, and asked for the rest alone', async () => {
    await counts([page('a/')]);
    const again = await counts([page('a/')]);
    assert.deepEqual([value(again.result).costMicros, again.quotes, asked().length], [0, [], 1]);
    const more = await counts([page('a/'), page('b.html')]);
    assert.deepEqual(
      value(more.result).addresses.map(({ backlinks }) => backlinks),
      [3, 1],
    );
    assert.deepEqual((asked().at(-1)!.body as { targets: string[] }[])[0]!.targets, [
      page('b.html'),
      'http://example.org/b.html',
    ]);
    // What is older than answers are kept is asked for anew, and so is what somebody wants anew.
    today = '2026-12-01';
    await counts([page('a/')]);
    await counts([page('a/')], { refresh: true });
    assert.equal(asked().length, 4);
  });

  it('goes in parts of a thousand targets, and keeps each of them', async () => {
    const urls = Array.from({ length: 600 }, (_, at) => page(`p${at}/`));
    standIn.setFault({ kind: 'before', run: () => undefined }, { path: 'bulk_pages_summary', times: 2 });
    standIn.setFault({ kind: 'disconnect' }, { path: 'bulk_pages_summary', times: 1 });
    const { result } = await counts(urls);
    const { addresses, missing } = value(result);
    assert.deepEqual([addresses.length, missing?.kind], [500, 'bad-answer']);
    assert.deepEqual(
      asked().map(({ body }) => (body as { targets: string[] }[])[0]!.targets.length),
      [1000, 1000, 400],
    );
    const rest = await counts(urls);
    assert.deepEqual([value(rest.result).addresses.length, asked().length], [600, 4]);
  });

  it('takes no row that is missing for a page without links, and no answer of another form for one', async () => {
    const without = (body: Readonly<Record<string, unknown>>): unknown => {
      const [{ result }] = body.tasks as [{ result: { items: { url: string }[] }[] }];
      result[0]!.items = result[0]!.items.filter(({ url }) => !url.includes('/c'));
      return body;
    };
    standIn.setFault({ kind: 'changed', change: without }, { path: 'bulk_pages_summary', times: 1 });
    const { addresses, missing } = value((await counts([page('a/'), page('c/')])).result);
    assert.deepEqual(
      addresses.map(({ url }) => url),
      [page('a/')],
    );
    assert.match(missing!.message, /gave no number for https:\/\/example\.org\/c\//);
    standIn.setFault({ kind: 'no-items' }, { path: 'bulk_pages_summary', times: 1 });
    assert.match(failure((await counts([page('d/')])).result).message, /cannot be read.*It cost \$0\.03/);
  });

  it('is not asked for above a cap', async () => {
    assert.equal(failure((await counts([page('a/')], { capMicros: 24_000 })).result).kind, 'cost-limit');
    assert.equal(asked().length, 0);
  });
});
