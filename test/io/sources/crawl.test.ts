/**
 * A crawl of the site by DataForSEO's On-Page API: posted, waited for, taken up again, stopped, read. The forms of the requests
 * are those of https://docs.dataforseo.com/v3/on_page/task_post/, `/summary/`, `/pages/`, `/links/`, `/resources/` and
 * `/force_stop/`; the rows those of the samples there; prices as of https://dataforseo.com/pricing/on-page/onpage-api.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskHost, askForPages } from '../../../src/core/backlinks/ask.ts';
import { mergeAnswers } from '../../../src/core/backlinks/mergeAnswers.ts';
import type { BacklinkRequest, Quote } from '../../../src/core/backlinks/source.ts';
import { success } from '../../../src/core/ports.ts';
import { dataForSeoCrawl } from '../../../src/io/sources/dataForSeo/crawl/crawl.ts';
import { openStore } from '../../../src/io/stores/store.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import type { DataSet } from '../../support/standIn/dataSet.ts';
import { sampleAnswer, sampleData } from '../../support/standIn/fixtures.ts';
import type { CrawlData } from '../../support/standIn/onPage.ts';
import { type StandIn, startStandIn } from '../../support/standIn/server.ts';
import { failure, never, now, openSource, requestFor, silent, value } from '../../support/standIn/source.ts';
import type { WireRow } from '../../support/standIn/wire.ts';

const rowsOf = (name: string) => sampleAnswer(`on_page_${name}`).tasks[0]!.result![0]!.items as readonly WireRow[];
const crawl: CrawlData = {
  pages: 96,
  looks: 2,
  items: { pages: rowsOf('pages'), links: rowsOf('links'), resources: rowsOf('resources') },
};

describe('a crawl by DataForSEO', () => {
  let standIn: StandIn;
  let folder: string;
  const start = async (data: Partial<DataSet> = {}, options = {}) => {
    standIn = await startStandIn({ data: { ...sampleData(), crawl, ...data }, ...options });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crawl-'));
    await start();
  });
  afterEach(async () => {
    await standIn.close();
    removeFolder(folder);
  });

  const posts = () => standIn.requests.filter(({ path }) => path.startsWith('/v3/on_page/'));
  const paths = () => posts().map(({ path }) => path.replace('/v3/on_page/', '').replace(/\/.*/, ''));
  const charged = () => 50_000_000 - standIn.balanceMicros;
  const answers = () => openStore({ folder, former: [], logger, now: () => now }).answers;

  const audit = async (
    options: Partial<BacklinkRequest> = {},
    {
      wait,
      signal = never,
      refresh = false,
    }: { wait?: () => Promise<void>; signal?: AbortSignal; refresh?: boolean } = {},
  ) => {
    const quotes: Quote[] = [];
    const opened = openSource(standIn, wait === undefined ? {} : { wait }, dataForSeoCrawl);
    const host: AskHost = {
      sourceId: 'dataforseo-crawl',
      open: () => success(opened.source),
      answers: answers(),
      ledger: async () => ({}),
      expenses: async () => [],
      today: () => '2026-10-26',
      answersKeptDays: 30,
      monthlyCapMicros: undefined,
      confirm: async (quote) => {
        quotes.push(quote);
        return { kind: 'go' };
      },
    };
    const request = requestFor('example.com', { maximumRows: 100, ...options });
    const result = await askForPages(host, request, refresh, silent, signal);
    return { result, quotes, ...opened };
  };

  it('is asked for in the documented form, at a price that is confirmed and never passed', async () => {
    const { quotes, expenses, waits, log, result } = await audit();
    const asked = posts().filter(({ method }) => method === 'POST');
    const id = '10261415-1535-0269-0000-000000000005';
    assert.deepEqual(
      asked.map(({ path, body }) => [path, body]),
      [
        [
          '/v3/on_page/id_list',
          [
            {
              datetime_from: '2026-10-24 14:15:00 +00:00',
              datetime_to: '2026-10-26 14:15:00 +00:00',
              limit: 1000,
              sort: 'desc',
              include_metadata: true,
            },
          ],
        ],
        [
          '/v3/on_page/task_post',
          [
            {
              target: 'example.com',
              max_crawl_pages: 100,
              load_resources: true,
              allow_subdomains: true,
              accept_language: 'en',
              tag: 'broken-backlinks 2026-10-26 100',
            },
          ],
        ],
        ['/v3/on_page/pages', [{ id, filters: [['status_code', '>=', 400]], offset: 0, limit: 1000 }]],
        [
          '/v3/on_page/links',
          [{ id, filters: [['is_broken', '=', true], 'and', ['direction', '=', 'internal']], offset: 0, limit: 1000 }],
        ],
        ['/v3/on_page/resources', [{ id, filters: ['resource_type', '=', 'broken'], offset: 0, limit: 1000 }]],
      ],
    );
    assert.deepEqual(paths(), [
      'tasks_ready',
      'id_list',
      'task_post',
      'summary',
      'summary',
      'summary',
      'pages',
      'links',
      'resources',
    ]);
    // $0.00015 a page, and twice as much for its resources.
    assert.deepEqual([quotes.map(({ highestMicros }) => highestMicros), charged()], [[45_000], 45_000]);
    assert.deepEqual(
      expenses.map(({ micros, certain, site, what }) => [micros, certain, site, what]),
      [[45_000, true, 'example.com', 'on_page/task_post example.com']],
    );
    assert.equal(value(result).answer.costMicros, 45_000);
    assert.deepEqual(waits, [10_000, 10_000]);
    // No crawl in a list of crawls is nothing odd.
    assert.ok(!log.some((line) => line.includes('not a list')), log.join('\n'));
  });

  it('finds pages, images and the links of the site to them', async () => {
    const { answer } = value((await audit()).result);
    assert.deepEqual(
      answer.pages.map(({ url, status, statusSeen, backlinks, referrers }) => [
        url,
        status,
        statusSeen,
        backlinks,
        referrers.map(({ from, anchor }) => [from, anchor]),
      ]),
      [
        ['https://example.com/legacy/pricing', 404, '2026-10-26', 1, [['https://example.com/pricing', 'old pricing']]],
        ['https://example.com/guides/old-setup', 404, '2026-10-26', undefined, []],
        ['https://example.com/img/old-logo.png', 404, '2026-10-26', undefined, []],
      ],
    );
    assert.deepEqual([answer.truncated, answer.gaps], [false, []]);
    assert.match(answer.notes[0]!.message, /^96 pages of the site were crawled; DataForSEO refunds the other 4 /);
  });

  it('is merged with the backlinks by page, and neither number is added to the other', async () => {
    const { source } = openSource(standIn);
    const request = requestFor('example.com');
    const links = value(await source.fetchPages(request, value(await source.quote(request, never)), silent, never));
    const own = value((await audit()).result).answer;
    const merged = mergeAnswers([
      { title: 'DataForSEO', answer: links },
      { title: 'DataForSEO On-Page', answer: own },
    ]);
    const page = merged.pages.find(({ path }) => path === '/guides/old-setup')!;
    const alone = links.pages.find(({ path }) => path === '/guides/old-setup')!;
    assert.equal(page.backlinks, alone.backlinks);
    assert.deepEqual(
      page.counts!.map(({ source: name }) => name),
      ['DataForSEO', 'DataForSEO On-Page'],
    );
    assert.ok(merged.pages.some(({ path }) => path === '/img/old-logo.png'));
  });

  it('is taken up by the next run where the program was ended, and is not paid for again', async () => {
    await standIn.close();
    await start({ crawl: { ...crawl, looks: 3 } });
    // The program is ended while it waits: nothing of it happens any more.
    void audit({}, { wait: () => new Promise(() => undefined) });
    while (!paths().includes('summary')) await new Promise((resolve) => setTimeout(resolve, 5));
    const paid = charged();
    const { result, quotes } = await audit();
    assert.equal(value(result).answer.pages.length, 3);
    assert.deepEqual([quotes, charged()], [[], paid]);
    assert.equal(paths().filter((path) => path === 'task_post').length, 1);
    // And the third has it from the store.
    assert.deepEqual([value((await audit()).result).isKept, charged()], [true, paid]);
  });

  it('is found by its tag where the answer to its request never came', async () => {
    standIn.setFault({ kind: 'disconnect' }, { path: 'task_post', times: 1 });
    assert.match(failure((await audit()).result).message, /may have been charged, at most \$0\.05/);
    const paid = charged();
    const tried = openSource(standIn, {}, dataForSeoCrawl);
    for (const _ of [1, 2]) await fetchSummary(standIn);
    assert.equal(tried.expenses.length, 0);
    const { result } = await audit();
    assert.deepEqual([value(result).answer.pages.length, charged()], [3, paid]);
  });

  it('is found by its tag while it goes on, of the same folder of the site alone', async () => {
    await standIn.close();
    await start({ crawl: { ...crawl, looks: 5 } });
    standIn.setFault({ kind: 'disconnect' }, { path: 'task_post', times: 1 });
    assert.match(failure((await audit()).result).message, /may have been charged/);
    const paid = charged();
    assert.equal(value((await audit()).result).answer.pages.length, 3);
    assert.equal(charged(), paid);
    standIn.setFault({ kind: 'disconnect' }, { path: 'task_post', times: 1 });
    const folder = requestFor('example.com/guides/').targets;
    const again = { refresh: true };
    assert.match(failure((await audit({ targets: folder }, again)).result).message, /may have been charged/);
    value((await audit({}, again)).result);
    assert.equal(paths().filter((path) => path === 'task_post').length, 3);
    value((await audit({ targets: folder }, again)).result);
    assert.equal(paths().filter((path) => path === 'task_post').length, 3);
  });

  it('is stopped where the user stops it, and what it has is kept', async () => {
    await standIn.close();
    await start({ crawl: { ...crawl, looks: 1000 } });
    const stop = new AbortController();
    const wait = async () => {
      stop.abort();
      throw new Error('aborted');
    };
    const { result } = await audit({}, { wait, signal: stop.signal });
    assert.match(failure(result).message, /^Cancelled\. You paid \$0\.05/);
    const stopped = posts().find(({ path }) => path.endsWith('/force_stop'))!;
    assert.deepEqual(stopped.body, [{ id: '10261415-1535-0269-0000-000000000005' }]);
    const { result: next, quotes } = await audit();
    const { answer } = value(next);
    assert.deepEqual([answer.pages.length, quotes, charged()], [3, [], 45_000]);
    assert.match(answer.gaps![0]!.message, /^The crawl was stopped after 1 page: /);
  });

  it('says what it did not look at, and is kept though it found nothing', async () => {
    await standIn.close();
    await start({ crawl: { ...crawl, pages: 5000, items: { pages: [], links: [], resources: [] } } });
    const { answer } = value((await audit()).result);
    assert.match(answer.gaps![0]!.message, /^The crawl ended at its limit after 100 pages: /);
    assert.deepEqual([value((await audit()).result).isKept, charged()], [true, 45_000]);
    // More pages are another crawl, at a price of its own.
    assert.deepEqual(
      (await audit({ maximumRows: 200 })).quotes.map(({ highestMicros }) => highestMicros),
      [90_000],
    );
  });

  it('tells a site that the crawler may not read from one without broken pages', async () => {
    await standIn.close();
    const items = { pages: [], links: [], resources: [] };
    await start({ crawl: { ...crawl, pages: 1, items, extendedStatus: 'forbidden_robots' } });
    const { gaps } = value((await audit()).result).answer;
    assert.match(gaps![0]!.message, /could not read the site \(forbidden_robots\)/);
  });

  it('waits on through an account that is too fast, and gives up where it is told nothing, with nothing lost', async () => {
    standIn.setFault({ kind: 'code', code: 40602 }, { path: 'on_page/summary', times: 9 });
    assert.equal(value((await audit()).result).answer.pages.length, 3);
    standIn.setFault({ kind: 'http', status: 502 }, { path: 'on_page/summary' });
    const options = { dofollowOnly: true };
    const told = failure((await audit(options)).result);
    assert.match(told.message, /goes on at DataForSEO and is paid for: the next audit takes its result/);
    standIn.clearFaults();
    const paid = charged();
    assert.deepEqual([value((await audit(options)).result).answer.pages.length, charged()], [3, paid]);
  });

  it('asks for no more pages than a cap allows, and for none that the balance does not cover', async () => {
    const { quotes } = await audit({ capMicros: 9_100 });
    assert.deepEqual(
      quotes.map(({ maximumRows, highestMicros }) => [maximumRows, highestMicros]),
      [[20, 9_000]],
    );
    assert.equal(failure((await audit({ capMicros: 449, dofollowOnly: true })).result).kind, 'cost-limit');
    await standIn.close();
    await start({}, { balanceMicros: 10_000 });
    const told = failure((await audit({ maximumRows: 101 }, { refresh: true })).result);
    assert.match(told.message, /\$0\.01; a crawl of 101 pages is charged \$0\.05 at first\. Ask for 22 pages at most/);
    assert.ok(!paths().includes('task_post'));
  });

  it('names a row and a field that are not as documented', async () => {
    await standIn.close();
    const pages = [{ ...crawl.items.pages[0], url: 7 }, null, { url: 'https://example.com/x', status_code: 410 }];
    await start({ crawl: { ...crawl, items: { ...crawl.items, pages: pages as unknown as WireRow[] } } });
    standIn.setFault({ kind: 'changed', change: unfiltered(pages) }, { path: 'on_page/pages' });
    const { answer } = value((await audit()).result);
    assert.deepEqual(
      answer.leftOut.filter(({ reason }) => reason === 'malformed').map(({ detail }) => detail),
      ['url is 7, not a web address', 'a row is null, not an object'],
    );
    assert.ok(answer.pages.some(({ path, status }) => path === '/x' && status === 410));
  });
});

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: assert.fail };

/** The items as they are, whatever the filter makes of them. */
function unfiltered(items: readonly unknown[]) {
  return (body: WireRow): unknown => {
    const [task] = (body as unknown as { tasks: { result: { items: unknown; total_items_count: number }[] }[] }).tasks;
    Object.assign(task!.result[0]!, { items, items_count: items.length, total_items_count: items.length });
    return body;
  };
}

/** A look at the crawl by somebody else, which lets it go on. */
async function fetchSummary({ url, login, password }: StandIn): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  await fetch(`${url}/v3/on_page/summary/10261415-1535-0269-0000-000000000005`, { headers: { authorization } });
}
