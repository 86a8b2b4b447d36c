/**
 * Lists longer than offsets reach, fields an account may not filter or sort by, and the list of fields itself: the language is
 * that of https://docs.dataforseo.com/v3/backlinks/filters/ (at most eight conditions, three rules of order, times compared by
 * `<` and `>`), evaluated by the stand-in; the highest offset is that of https://docs.dataforseo.com/v3/backlinks/backlinks/live/.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListedAnswer, RowList } from '../../../src/core/backlinks/listing.ts';
import type { BacklinkRequest } from '../../../src/core/backlinks/source.ts';
import { openStore } from '../../../src/io/stores/store.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { sampleData } from '../../support/standIn/fixtures.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../support/standIn/server.ts';
import { ask, never, now, openSource, requestFor, silent, value } from '../../support/standIn/source.ts';

function secondAfter(time: string): string {
  const after = new Date(Date.parse(time.replace(' +00:00', 'Z').replace(' ', 'T')) + 1000);
  return after.toISOString().replace('T', ' ').replace('.000Z', ' +00:00');
}

describe('DataForSEO', () => {
  let standIn: StandIn;
  const start = async (options: StandInOptions) => {
    standIn = await startStandIn(options);
    return standIn;
  };
  afterEach(() => standIn.close());

  describe('a list longer than offsets reach', () => {
    const total = 43_500;
    const two = (number: number) => String(number).padStart(2, '0');
    /** Nearly all have one link of one domain, as the long tail of a site has; some were first seen in the same second. */
    const pages = Array.from({ length: total }, (_, at) => {
      const second = Math.floor(at / 2);
      const time = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
      return { url: `https://example.org/gone/${at}`, status: 404, firstVisited: `2024-03-05 ${time} +00:00` };
    });
    const links = pages.flatMap(({ url }, at) =>
      Array.from({ length: at % 100 === 0 ? 2 : 1 }, (_, from) => ({
        from: `https://site${from}.test/${at}`,
        to: url,
      })),
    );
    const data = { pages, links };
    const wanted: Partial<BacklinkRequest> = { maximumRows: 50_000 };
    const tasks = () =>
      standIn.requests.flatMap(({ path, body }) =>
        path.endsWith('domain_pages/live')
          ? [(body as { filters: unknown; offset: number; order_by: unknown }[])[0]!]
          : [],
      );

    it('is split by filters, strongest first, and every row is had once, within the price', async () => {
      await start({ data });
      const { source } = openSource(standIn);
      const { quote, result } = await ask(source, requestFor('example.org', wanted));
      const answer = value(result);
      assert.equal(new Set(answer.pages.map(({ url }) => url)).size, total);
      assert.deepEqual([answer.truncated, answer.gaps], [false, []]);
      assert.equal(quote.maximumRows, 50_000);
      assert.ok(answer.costMicros <= quote.highestMicros);
      // One row of a part, or its neighbour of the same second, comes twice.
      const rows = (answer.costMicros - tasks().length * 24_000) / 36;
      assert.ok(rows >= total && rows <= total + 6, `${rows}`);
      // The same order, by the times alone: those of two domains first.
      const strong = pages.filter((_, at) => at % 100 === 0).length;
      const weak = pages.filter((_, at) => at % 100 !== 0).map(({ firstVisited }) => firstVisited);
      const lastOfFirstPart = weak.sort().reverse()[21_000 - strong - 1]!;
      const [first, ...others] = tasks();
      assert.deepEqual(first!.order_by, [
        'page_summary.referring_domains,desc',
        'page_summary.backlinks,desc',
        'first_visited,desc',
      ]);
      const second = others.find(({ offset }) => offset === 0)!;
      assert.deepEqual(second.filters, [
        ['status_code', '>=', 400],
        'and',
        ['page_summary.backlinks', '>', 0],
        'and',
        ['page_summary.referring_domains', '<=', 1],
        'and',
        [
          ['page_summary.referring_domains', '<', 1],
          'or',
          [
            ['page_summary.backlinks', '<=', 1],
            'and',
            [['page_summary.backlinks', '<', 1], 'or', ['first_visited', '<', secondAfter(lastOfFirstPart)]],
          ],
        ],
      ]);
    });

    it('goes on where the program was ended, in whatever part that was', async () => {
      await start({ data });
      const request = requestFor('example.org', wanted);
      const { source } = openSource(standIn);
      const quote = value(await source.quote(request, never));
      let kept: ListedAnswer | undefined;
      const keepPart = async (part: ListedAnswer) => {
        kept = part;
      };
      standIn.setFault({ kind: 'before', run: () => undefined }, { path: 'domain_pages/live', times: 25 });
      standIn.setFault({ kind: 'disconnect' }, { path: 'domain_pages/live', times: 1 });
      const stopped = value(await source.fetchPages(request, quote, silent, never, { keepPart }));
      assert.ok(stopped.truncated && stopped.pages.length < total);
      const before = tasks().length;
      // As it is read from the disk.
      const held = JSON.parse(JSON.stringify(kept!.listing)) as RowList;
      const rest = value(await source.quote(request, never, 'pages', held));
      assert.ok(rest.maximumRows <= 50_000 - held.rows);
      const answer = value(await source.fetchPages(request, rest, silent, never, { held }));
      assert.equal(new Set(answer.pages.map(({ url }) => url)).size, total);
      assert.equal(tasks().length - before, 19);
    });
  });

  describe('a field that is refused', () => {
    const tried = (part: string) =>
      standIn.requests.flatMap(({ path, body, code }) =>
        path.endsWith('/live') ? [[path.split('/')[3], (body as Record<string, unknown>[])[0]![part], code]] : [],
      );

    it('costs that rule of order alone', async () => {
      await start({ data: sampleData(), refusedKeys: ['domain_pages.page_summary.referring_domains'] });
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual(tried('order_by'), [
        ['domain_pages', ['page_summary.referring_domains,desc', 'page_summary.backlinks,desc'], 40501],
        ['domain_pages', ['page_summary.referring_domains,desc'], 40501],
        ['domain_pages', ['page_summary.backlinks,desc'], 20000],
      ]);
      assert.ok(value(result).pages.length > 0);
      assert.ok(!value(result).notes.some(({ message }) => /refused the cheapest/.test(message)));
    });

    it('costs that condition alone, where it only keeps other rows away', async () => {
      await start({ data: sampleData(), refusedKeys: ['domain_pages.page'] });
      const request = requestFor('https://example.com/guides/', { includeSubdomains: false });
      const { result } = await ask(openSource(standIn).source, request);
      const base = [['status_code', '>=', 400], 'and', ['page_summary.backlinks', '>', 0]];
      const folder = ['page', 'like', '%//%example.com/guides%'];
      const host = ['domain', 'in', ['example.com', 'www.example.com']];
      assert.deepEqual(tried('filters'), [
        ['domain_pages', [...base, 'and', folder, 'and', host], 40501],
        ['domain_pages', [...base, 'and', folder], 40501],
        ['domain_pages', [...base, 'and', host], 20000],
      ]);
      assert.deepEqual(
        value(result).pages.map(({ path }) => path),
        ['/guides/old-setup'],
      );
    });
  });

  describe('the list of fields', () => {
    it('is asked for once a day, by all runs of the program together', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'facts-'));
      await start({ data: sampleData(), hiddenKeys: ['domain_pages.status_code'] });
      let at = now;
      const plan = async () => {
        const quiet = () => undefined;
        const logger = { debug: quiet, info: quiet, warn: assert.fail, error: assert.fail };
        const { facts } = openStore({ folder, former: [], logger, now: () => at });
        const { source } = openSource(standIn, { facts, now: () => at });
        return value(await source.quote(requestFor('example.com'), never)).plan;
      };
      const asked = () => standIn.requests.filter(({ path }) => path.endsWith('available_filters')).length;
      assert.deepEqual([await plan(), await plan(), asked()], ['domain-pages-summary', 'domain-pages-summary', 1]);
      at += 25 * 60 * 60 * 1000;
      assert.deepEqual([await plan(), asked()], ['domain-pages-summary', 2]);
      // A clock that was set back makes nothing young.
      at = now;
      assert.deepEqual([await plan(), asked()], ['domain-pages-summary', 3]);
      removeFolder(folder);
    });
  });
});
