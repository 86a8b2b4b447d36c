import assert from 'node:assert/strict';
import type { BacklinkAnswer } from '../../src/core/model.ts';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../support/standIn/server.ts';
import { ask, failure, never, openSource, requestFor, silent, value } from '../support/standIn/source.ts';

/** `count` broken pages of example.org, each with one link fewer than the one before, and one good page. */
function manyPages(count: number): DataSet {
  const urls = Array.from({ length: count }, (_, at) => `https://example.org/gone/${at}`);
  return {
    pages: [...urls.map((url) => ({ url, status: 404 })), { url: 'https://example.org/', status: 200 }],
    links: urls.map((to, at) => ({ from: `https://site${at}.test/`, to, rank: count - at })),
  };
}

describe('DataForSEO', () => {
  const running: StandIn[] = [];
  const start = async (options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await startStandIn({ data: sampleData(), ...options });
    running.push(standIn);
    return standIn;
  };
  const tasks = (standIn: StandIn): readonly Record<string, unknown>[] =>
    standIn.requests
      .filter((each) => each.method === 'POST')
      .map((each) => (each.body as Record<string, unknown>[])[0]!);
  const planA = ['domain_pages.status_code'];
  const planB = [...planA, 'domain_pages_summary.backlinks'];
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn.close();
  });

  describe('quotes before anything is charged', () => {
    it('the highest price from the account own prices, and the balance', async () => {
      const standIn = await start({ perRequestMicros: 20_000, perRowMicros: 30, balanceMicros: 12_400_000 });
      const { source } = openSource(standIn);
      const quote = value(await source.quote(requestFor('example.com', { maximumRows: 2500 }), never));
      assert.equal(quote.highestMicros, 3 * 20_000 + 2500 * 30);
      assert.deepEqual(quote.lines, [
        { what: 'requests', count: 3, eachMicros: 20_000 },
        { what: 'rows', count: 2500, eachMicros: 30 },
      ]);
      assert.deepEqual([quote.balanceMicros, quote.plan, quote.rowsAre], [12_400_000, 'domain-pages', 'pages']);
      assert.deepEqual(tasks(standIn), []);
      assert.equal(standIn.balanceMicros, 12_400_000);
    });

    it('fewer rows where a cap asks for it, and none where nothing fits', async () => {
      const { source } = openSource(await start());
      const quote = value(await source.quote(requestFor('example.com', { capMicros: 50_000 }), never));
      assert.deepEqual([quote.maximumRows, quote.highestMicros <= 50_000], [722, true]);
      assert.match(quote.notes[0]?.message ?? '', /^722 rows instead of 1,000: more could exceed what may be spent/);
      const refused = failure(await source.quote(requestFor('example.com', { capMicros: 24_000 }), never));
      assert.equal(refused.kind, 'cost-limit');
      assert.match(refused.message, /at most \$0\.03, and your limit leaves \$0\.02\./);
    });

    it('says so when the balance is too small, and when it may not last', async () => {
      const { source } = openSource(await start({ balanceMicros: 20_000 }));
      assert.equal(failure(await source.quote(requestFor('example.com'), never)).kind, 'no-credit');
      const enough = openSource(await start({ balanceMicros: 30_000 })).source;
      assert.match(
        value(await enough.quote(requestFor('example.com'), never)).notes[0]?.message ?? '',
        /balance may not be enough/,
      );
    });

    it('with published prices when the account does not tell, and says so', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'code', code: 40202 }, { path: 'user_data' });
      const quote = value(await openSource(standIn).source.quote(requestFor('example.com'), never));
      assert.deepEqual([quote.highestMicros, quote.balanceMicros], [60_000, undefined]);
      assert.match(quote.notes[0]?.message ?? '', /published prices are used/);
    });

    it('also when the free answers are empty; a refusal then decides on the plan', async () => {
      const standIn = await start({ refusedKeys: planA });
      standIn.setFault({ kind: 'no-result' }, { path: 'user_data' });
      standIn.setFault({ kind: 'no-result' }, { path: 'available_filters' });
      const { quote, result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual([quote.balanceMicros, quote.highestMicros, quote.plan], [undefined, 60_000, 'domain-pages']);
      assert.match(quote.notes[0]?.message ?? '', /DataForSEO did not send them\.$/);
      assert.equal(value(result).pages[0]?.status, undefined);
    });

    it('nothing in the sandbox, whose answers are of other sites', async () => {
      const { source, expenses } = openSource(await start(), { sandbox: true });
      const { quote, result } = await ask(source, requestFor('example.com'));
      assert.deepEqual([quote.highestMicros, source.id, value(result).costMicros], [0, 'dataforseo-sandbox', 0]);
      assert.match(quote.notes[0]?.message ?? '', /canned rows of other sites/);
      assert.deepEqual(expenses, []);
    });

    it('nothing at the address of the sandbox, which is known as such', async () => {
      const { source } = openSource(await start(), { apiBase: 'https://sandbox.dataforseo.com/' });
      assert.deepEqual([source.id, source.title], ['dataforseo-sandbox', 'DataForSEO sandbox']);
    });

    it('nothing for the question whether it answers', async () => {
      const standIn = await start();
      const { source, expenses } = openSource(standIn);
      assert.match(value(await source.probe(never)), /^balance \$\d/);
      const wrong = openSource(standIn, { credentials: { login: 'a@example.org', password: 'wrong' } }).source;
      assert.equal(failure(await wrong.probe(never)).kind, 'unauthorised');
      assert.deepEqual(expenses, []);
    });

    it('asks for the balance at most every ten seconds', async () => {
      const standIn = await start();
      let at = 0;
      const { source } = openSource(standIn, { now: () => at });
      const paths = (): number => standIn.requests.length;
      await source.quote(requestFor('example.com'), never);
      await source.quote(requestFor('example.com', { maximumRows: 10 }), never);
      assert.equal(paths(), 2);
      at = 11_000;
      await source.quote(requestFor('example.com'), never);
      assert.equal(paths(), 3);
    });
  });

  describe('plan A: domain_pages', () => {
    it('gives pages with status, its age, links, domains', async () => {
      const standIn = await start();
      const { source, expenses } = openSource(standIn);
      const { result } = await ask(source, requestFor('example.com'));
      const answer = value(result);
      assert.deepEqual(
        answer.pages.map((page) => [
          page.url,
          page.status,
          page.statusSeen,
          page.backlinks,
          page.referringDomains,
          page.dofollow,
        ]),
        [
          ['https://example.com/guides/old-setup', 404, '2026-09-02', 4, 4, 3],
          ['https://www.example.com/blog/2021/caf%C3%A9-news/', 410, '2026-06-30', 2, 2, 2],
          ['http://docs.example.com/api/v1/index.html?ref=hn', 503, '2025-03-05', 1, 1, 1],
        ],
      );
      assert.deepEqual(
        [answer.costMicros, answer.truncated, answer.asked, answer.notes],
        [24_108, false, '2026-10-26', []],
      );
      assert.deepEqual(expenses, [
        {
          day: '2026-10-26',
          source: 'dataforseo',
          site: 'example.com',
          what: 'backlinks/domain_pages/live example.com',
          micros: 24_108,
          certain: true,
        },
      ]);
    });

    it('sends the documented query', async () => {
      const standIn = await start();
      await ask(openSource(standIn).source, requestFor('https://www.example.com/'));
      assert.deepEqual(tasks(standIn), [
        {
          target: 'example.com',
          internal_list_limit: 1,
          backlinks_status_type: 'live',
          include_subdomains: true,
          filters: [['status_code', '>=', 400], 'and', ['page_summary.backlinks', '>', 0]],
          order_by: ['page_summary.referring_domains,desc', 'page_summary.backlinks,desc'],
          offset: 0,
          limit: 1000,
        },
      ]);
    });

    it('counts dofollow links only, when asked to', async () => {
      const { source } = openSource(await start());
      const { result } = await ask(source, requestFor('example.com', { dofollowOnly: true }));
      const [page] = value(result).pages;
      assert.deepEqual([page?.backlinks, page?.dofollow], [3, 3]);
    });

    it('leaves subdomains out, when asked to, and keeps www', async () => {
      const standIn = await start();
      const { result } = await ask(openSource(standIn).source, requestFor('example.com', { includeSubdomains: false }));
      assert.deepEqual([value(result).pages.length, value(result).leftOut], [2, []]);
      assert.deepEqual((tasks(standIn)[0]!.filters as unknown[]).at(-1), [
        'domain',
        'in',
        ['example.com', 'www.example.com'],
      ]);
      for (const [hiddenKeys, pages] of [
        [['domain_pages.domain'], 2],
        [planA, 2],
        [planB, 2],
      ] as const) {
        const other = await start({ hiddenKeys });
        const asked = await ask(openSource(other).source, requestFor('example.com', { includeSubdomains: false }));
        assert.equal(value(asked.result).pages.length, pages);
        assert.deepEqual(value(asked.result).leftOut, []);
      }
    });

    it('asks for the part of the site that is ours, and pays for no other rows', async () => {
      const standIn = await start();
      const { result } = await ask(openSource(standIn).source, requestFor('https://example.com/guides/'));
      assert.deepEqual(
        value(result).pages.map((page) => page.path),
        ['/guides/old-setup'],
      );
      assert.deepEqual([value(result).leftOut, value(result).costMicros], [[], 24_036]);
    });

    it('asks for two sites, but for none twice', async () => {
      const standIn = await start();
      const [a, b, c] = ['example.com', 'docs.example.com', 'example.net'].map((site) => requestFor(site).targets[0]!);
      await ask(openSource(standIn).source, { ...requestFor('example.com'), targets: [a!, b!, c!, a!] });
      assert.deepEqual(
        tasks(standIn).map((task) => task.target),
        ['example.com', 'example.net'],
      );
    });
  });

  describe('paging', () => {
    it('goes on until there is no more', async () => {
      const standIn = await start({ data: manyPages(2100) });
      const steps: (number | undefined)[] = [];
      const { source } = openSource(standIn);
      const request = requestFor('example.org', { maximumRows: 5000 });
      const quote = value(await source.quote(request, never));
      const progress = { report: (_step: string, done?: number) => void steps.push(done) };
      const answer = value(await source.fetchPages(request, quote, progress, never));
      assert.deepEqual([answer.pages.length, answer.truncated], [2100, false]);
      assert.deepEqual(
        tasks(standIn).map((task) => task.offset),
        [0, 1000, 2000],
      );
      assert.deepEqual(steps, [undefined, 1, 2, 3]);
      assert.equal(answer.costMicros, 3 * 24_000 + 2100 * 36);
    });

    it('stops at the limit and says what is missing', async () => {
      const standIn = await start({ data: manyPages(30) });
      const { quote, result } = await ask(openSource(standIn).source, requestFor('example.org', { maximumRows: 12 }));
      const answer = value(result);
      assert.deepEqual([answer.pages.length, answer.truncated, answer.costMicros], [12, true, quote.highestMicros]);
      assert.equal(
        answer.notes[0]?.message,
        '12 of 30 rows were asked for. Raise --max-pages or brokenBacklinks.maximumPages to see more; stored rows are not paid for again.',
      );
    });

    it('cuts off what has fewest referring domains, by every plan, whatever the number of links', async () => {
      const [many, wide] = ['https://example.org/many-links', 'https://example.org/many-domains'];
      const data: DataSet = {
        pages: [many, wide].map((url) => ({ url, status: 404 })),
        links: [
          ...Array.from({ length: 9 }, (_, at) => ({ from: `https://one.test/${at}`, to: many, rank: 90 })),
          ...Array.from({ length: 3 }, (_, at) => ({ from: `https://site${at}.test/`, to: wide, rank: 10 })),
        ],
      };
      for (const hiddenKeys of [[], planA]) {
        const standIn = await start({ data, hiddenKeys });
        const { result } = await ask(openSource(standIn).source, requestFor('example.org', { maximumRows: 1 }));
        assert.deepEqual(
          value(result).pages.map(({ url }) => url),
          [wide],
        );
      }
      const standIn = await start({ data, hiddenKeys: planB });
      const { result } = await ask(openSource(standIn).source, requestFor('example.org'));
      assert.deepEqual(tasks(standIn)[0]?.order_by, ['domain_from_rank,desc', 'rank,desc']);
      assert.deepEqual(
        value(result).pages.map(({ url, referringDomains }) => [url, referringDomains]),
        [
          [wide, 3],
          [many, 1],
        ],
      );
    });

    it('counts a page once although the index moved between two requests', async () => {
      const data = manyPages(1500);
      const standIn = await start({ data });
      const newcomer = { url: 'https://example.org/new', status: 404 };
      const links = Array.from({ length: 3 }, (_, at) => ({ from: `https://new${at}.test/`, to: newcomer.url }));
      standIn.setFault({ kind: 'before', run: () => undefined }, { path: 'domain_pages', times: 1 });
      standIn.setFault(
        {
          kind: 'before',
          run: () => standIn.setData({ pages: [newcomer, ...data.pages], links: [...links, ...data.links] }),
        },
        { path: 'domain_pages', times: 1 },
      );
      const { result } = await ask(openSource(standIn).source, requestFor('example.org', { maximumRows: 5000 }));
      const answer = value(result);
      assert.equal(new Set(answer.pages.map((page) => page.url)).size, answer.pages.length);
      assert.ok(answer.pages.every((page) => page.backlinks === 1));
    });

    it('keeps what was paid for when a later request fails', async () => {
      const standIn = await start({ data: manyPages(1500), balanceMicros: 80_000 });
      const { result } = await ask(openSource(standIn).source, requestFor('example.org', { maximumRows: 5000 }));
      const answer = value(result);
      assert.deepEqual([answer.pages.length, answer.truncated, answer.costMicros], [1000, true, 60_000]);
      assert.match(answer.notes[0]?.message ?? '', /^Stopped after 1000 of 1500 rows, which are kept: .*\(40210\)/);
    });

    it('gives what was paid for after each answer, before its price is noted', async () => {
      const standIn = await start({ data: manyPages(2100) });
      const { source } = openSource(standIn);
      const request = requestFor('example.org', { maximumRows: 5000 });
      const parts: BacklinkAnswer[] = [];
      const quote = value(await source.quote(request, never));
      await source.fetchPages(request, quote, silent, never, { keepPart: async (part) => void parts.push(part) });
      assert.deepEqual(
        parts.map(({ pages, truncated, costMicros }) => [pages.length, truncated, costMicros]),
        [
          [1000, true, 60_000],
          [2000, true, 120_000],
          [2100, false, 147_600],
        ],
      );
      assert.match(parts[0]?.gaps?.[0]?.message ?? '', /^1100 of 2100 rows are missing: the program was ended/);
    });

    it('keeps it when the user cancels', async () => {
      const standIn = await start({ data: manyPages(1500) });
      const user = new AbortController();
      standIn.setFault({ kind: 'before', run: () => undefined }, { path: 'domain_pages', times: 1 });
      standIn.setFault({ kind: 'before', run: () => user.abort() }, { path: 'domain_pages', times: 1 });
      const { source, expenses } = openSource(standIn);
      const { result } = await ask(source, requestFor('example.org', { maximumRows: 5000 }), user.signal);
      assert.deepEqual([value(result).pages.length, value(result).truncated], [1000, true]);
      assert.match(
        value(result).notes[0]?.message ?? '',
        /Cancelled\. The request may have been charged, at most \$0\.06\./,
      );
      assert.deepEqual(
        expenses.map((each) => [each.micros, each.certain]),
        [
          [60_000, true],
          [60_000, false],
        ],
      );
    });

    it('goes on by token where offsets end', async () => {
      const standIn = await start({ data: manyPages(21_500), hiddenKeys: planB, balanceMicros: 50_000_000 });
      const { result } = await ask(openSource(standIn).source, requestFor('example.org', { maximumRows: 30_000 }));
      assert.deepEqual([value(result).pages.length, value(result).truncated], [21_500, false]);
      const sent = tasks(standIn);
      assert.deepEqual(sent.map((task) => task.offset).slice(-4), [18_000, 19_000, 20_000, 20_000]);
      assert.deepEqual(sent.map((task) => task.search_after_token !== undefined).slice(-4), [
        false,
        false,
        false,
        true,
      ]);
    });
  });

  describe('the other plans', () => {
    it('plan B where domain_pages cannot filter by status', async () => {
      const standIn = await start({ hiddenKeys: planA });
      const { quote, result } = await ask(
        openSource(standIn).source,
        requestFor('example.com', { dofollowOnly: true }),
      );
      assert.equal(quote.plan, 'domain-pages-summary');
      assert.deepEqual(
        value(result).pages.map((page) => [page.path, page.status, page.backlinks]),
        [
          ['/guides/old-setup', undefined, 3],
          ['/blog/2021/café-news/', undefined, 2],
          ['/api/v1/index.html', undefined, 1],
        ],
      );
      assert.deepEqual(tasks(standIn)[0]?.backlinks_filters, [
        ['dofollow', '=', true],
        'and',
        ['is_broken', '=', true],
      ]);
    });

    it('plan C where neither can, with the documented query', async () => {
      const standIn = await start({ hiddenKeys: planB });
      const { quote, result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual([quote.plan, quote.rowsAre], ['broken-backlinks', 'links']);
      assert.deepEqual(tasks(standIn), [
        {
          target: 'example.com',
          mode: 'as_is',
          filters: ['is_broken', '=', true],
          offset: 0,
          order_by: ['domain_from_rank,desc', 'rank,desc'],
          limit: 1000,
        },
      ]);
      const [page] = value(result).pages;
      assert.deepEqual(
        [
          page?.backlinks,
          page?.referringDomains,
          page?.dofollow,
          page?.status,
          page?.statusSeen,
          page?.firstSeen,
          page?.lastSeen,
        ],
        [4, 4, 3, 404, undefined, '2022-11-03', '2026-09-18'],
      );
      assert.equal(page?.referrers[0]?.fromDomain, 'news.test');
      assert.match(value(result).notes[0]?.message ?? '', /broken pages linked from few pages may be missing/);
    });

    it('A, then B, then C when the API refuses (40501) what it lists; refusals are free', async () => {
      const standIn = await start({ refusedKeys: planB });
      const { quote, result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.equal(quote.plan, 'domain-pages');
      assert.deepEqual(
        standIn.requests.filter((each) => each.method === 'POST').map((each) => [each.path.split('/')[3], each.code]),
        [
          ['domain_pages', 40501],
          ['domain_pages_summary', 40501],
          ['backlinks', 20000],
        ],
      );
      assert.equal(value(result).pages.length, 3);
      assert.equal(value(result).costMicros, 24_000 + 7 * 36);
      assert.match(value(result).notes[0]?.message ?? '', /refused the cheapest query/);
    });

    it('links one by one where they are wanted, word for word as in the help centre, at the price of a row each', async () => {
      const standIn = await start();
      const { quote, result } = await ask(openSource(standIn).source, requestFor('example.com', { asLinks: true }));
      assert.deepEqual([quote.plan, quote.rowsAre], ['broken-backlinks', 'links']);
      const { mode, filters, order_by, limit } = tasks(standIn).at(-1) ?? {};
      assert.deepEqual([mode, order_by, limit], ['as_is', ['domain_from_rank,desc', 'rank,desc'], 1000]);
      assert.match(JSON.stringify(filters), /\["is_broken","=",true\]/);
      const { pages, costMicros } = value(result);
      assert.equal(costMicros, 24_000 + 7 * 36);
      assert.ok(pages.length > 0 && pages.every(({ referrers }) => referrers.length > 0));
    });

    it('the same plan without sorting where only that is refused', async () => {
      const standIn = await start();
      standIn.setFault(
        { kind: 'code', code: 40501, message: "Invalid Field: 'order_by'." },
        { path: 'domain_pages', times: 3 },
      );
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      // Both rules of order, each of them alone, none.
      assert.deepEqual(
        tasks(standIn).map(({ order_by: order }) => (order as readonly string[] | undefined)?.length),
        [2, 1, 1, undefined],
      );
      assert.equal(value(result).pages.length, 3);
    });
  });

  describe('who links here, and the totals', () => {
    it('the strongest links to one page, under all its spellings', async () => {
      const standIn = await start();
      const { source } = openSource(standIn);
      const request = requestFor('example.com');
      const [page] = value((await ask(source, request)).result).pages;
      const quote = value(await source.quote(request, never, 'referrers'));
      assert.equal(quote.highestMicros, 24_720);
      const referrers = value(await source.referrers!(page!, request, quote, never));
      assert.deepEqual(
        referrers.links.map((link) => link.fromDomain),
        ['news.test', 'blog.alpha.test', 'go.gamma.test', 'forum.beta.test'],
      );
      assert.deepEqual([referrers.total, referrers.costMicros], [4, 24_000 + 4 * 36]);
      assert.deepEqual(tasks(standIn).at(-1)?.filters, ['url_to', '=', 'https://example.com/guides/old-setup']);

      const spelled = {
        ...page!,
        spellings: ['https://example.com/guides/old-setup', 'http://example.com/guides/old-setup'],
      };
      const both = value(await source.referrers!(spelled, { ...request, dofollowOnly: true }, quote, never));
      assert.equal(both.total, 3);
    });

    it('what takes one request is kept before its price is noted', async () => {
      const done: string[] = [];
      const { source } = openSource(await start(), {
        book: async () => ({
          ok: true,
          value: {
            settle: async (micros: number, certain: boolean) => {
              done.push(`noted ${micros} ${certain}`);
            },
          },
        }),
      });
      const request = requestFor('example.com');
      const [page] = value((await ask(source, request)).result).pages;
      done.length = 0;
      const links = value(await source.quote(request, never, 'referrers'));
      await source.referrers!(page!, request, links, never, async ({ total }) => {
        done.push(`kept ${total} links`);
      });
      const totals = value(await source.quote(request, never, 'summary'));
      await source.summary!(request, totals, never, async ({ brokenPages }) => {
        done.push(`kept ${brokenPages} pages`);
      });
      assert.deepEqual(done, ['kept 4 links', 'noted 24144 true', 'kept 4 pages', 'noted 24036 true']);
    });

    it('broken links and broken pages side by side, as they differ', async () => {
      const { source } = openSource(await start());
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never, 'summary'));
      const summary = value(await source.summary!(request, quote, never));
      assert.deepEqual([summary.brokenBacklinks, summary.brokenPages, summary.costMicros], [7, 4, 24_036]);
      const nothing = requestFor('nothing.test');
      const empty = value(await source.summary!(nothing, quote, never));
      assert.deepEqual([empty.brokenBacklinks, empty.costMicros], [undefined, 24_036]);
    });
  });

  describe('answers that are odd', () => {
    it('no result (null) means that nothing is broken', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'no-result' }, { path: 'live' });
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual([value(result).pages, value(result).truncated], [[], false]);
    });

    it('no items (null) where rows are counted is told', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'no-items' }, { path: 'live' });
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual([value(result).pages, value(result).truncated], [[], true]);
      assert.equal(value(result).notes[0]?.message, 'DataForSEO counts 3 rows and returned none. Refresh later.');
    });

    it('no row at all is still charged', async () => {
      const { result } = await ask(openSource(await start()).source, requestFor('nothing.test'));
      assert.deepEqual([value(result).pages, value(result).costMicros], [[], 24_000]);
    });

    it('a partial answer (40106) is used and marked', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'code', code: 40106 }, { path: 'live' });
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual([value(result).pages.length, value(result).truncated], [3, true]);
    });

    it('an empty search (40102) is an empty answer', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'code', code: 40102 }, { path: 'live' });
      const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
      assert.deepEqual(value(result).pages, []);
    });

    it('escaped slashes, and rows of other hosts', async () => {
      const standIn = await start({ escapesSlashes: true });
      const { result } = await ask(openSource(standIn).source, {
        ...requestFor('example.com'),
        targets: requestFor('docs.example.com').targets,
      });
      assert.deepEqual(
        value(result).pages.map((page) => page.path),
        ['/api/v1/index.html'],
      );
    });
  });
});
