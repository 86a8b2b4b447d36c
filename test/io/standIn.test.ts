import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type SampleRow, sampleAnswer, sampleData } from '../support/standIn/fixtures.ts';
import { post } from '../support/standIn/post.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../support/standIn/server.ts';

const live = (name: string): string => `backlinks/${name}/live`;

describe('stand-in API server', () => {
  const running: StandIn[] = [];
  const start = async (options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await startStandIn({ data: sampleData(), ...options });
    running.push(standIn);
    return standIn;
  };
  /** The task's code and message. */
  const said = async (standIn: StandIn, name: string, body: unknown): Promise<string> => {
    const [task] = (await post(standIn, live(name), body)).body.tasks as unknown as readonly {
      readonly status_code: number;
      readonly status_message: string;
    }[];
    return `${task?.status_code} ${task?.status_message}`;
  };
  const column = async (standIn: StandIn, name: string, body: object, field: string): Promise<unknown[]> => {
    const { body: answer } = await post(standIn, live(name), { target: 'example.com', ...body });
    return (answer.tasks[0]?.result?.[0]?.items ?? []).map((row) => row[field]);
  };
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn.close();
  });

  describe('answers the queries of the contract as its samples do', () => {
    // Left out of the comparison of values: figures and texts that no data set has, and tallies cut to one entry.
    for (const [name, ignored] of [
      ['domain_pages', /size|encoding|media_type|server|page_summary/],
      ['domain_pages_summary', /_ips|_subnets|referring_links/],
      ['backlinks', /external|internal|size|encoding|language|original|spam|text_|image_url|keywords/],
    ] as const) {
      it(name, async () => {
        const standIn = await start();
        const sample = sampleAnswer(name);
        const { api: _api, function: _function, ...task } = sample.tasks[0]!.data;
        const { body } = await post(standIn, live(name), task);
        const [wanted, got] = [sample.tasks[0]!.result![0]!, body.tasks[0]!.result![0]!];

        assert.equal(body.cost, sample.cost);
        assert.deepEqual(body.tasks[0]!.data, sample.tasks[0]!.data);
        assert.deepEqual(Object.keys(got).sort(), Object.keys(wanted).sort());
        assert.equal(got.total_count, wanted.total_count);
        wanted.items.forEach((row, at) => {
          assert.deepEqual(Object.keys(got.items[at]!).sort(), Object.keys(row).sort());
          assert.deepEqual(without(got.items[at]!, ignored), without(row, ignored));
        });
      });
    }

    it('summary, and one that has no data', async () => {
      const standIn = await start();
      const { body } = await post(standIn, live('summary'), { target: 'example.com' });
      const [wanted, got] = [sampleAnswer('summary').tasks[0]!.result![0]!, body.tasks[0]!.result![0]!];
      assert.deepEqual(Object.keys(got).sort(), Object.keys(wanted).sort());
      assert.deepEqual([got.broken_backlinks, got.broken_pages], [7, 4]);
      const empty = await post(standIn, live('summary'), { target: 'nothing.test' });
      assert.deepEqual([empty.body.tasks[0]?.result, empty.body.cost], [null, sampleAnswer('summary.no_data').cost]);
    });

    it('bulk_pages_summary: one row a target, charged each', async () => {
      const standIn = await start();
      const sample = sampleAnswer('bulk_pages_summary');
      const { body } = await post(standIn, live('bulk_pages_summary'), { targets: sample.tasks[0]!.data.targets });
      const figures = (row: SampleRow): unknown[] => [row.url, row.backlinks, row.referring_domains];
      assert.deepEqual(body.tasks[0]!.result![0]!.items.map(figures), sample.tasks[0]!.result![0]!.items.map(figures));
      assert.equal(body.cost, sample.cost);
    });

    it('available_filters', async () => {
      const { body } = await post(await start(), 'backlinks/available_filters');
      assert.deepEqual(body.tasks[0]?.result, sampleAnswer('available_filters').tasks[0]?.result);
    });
  });

  describe('refuses', () => {
    it('a wrong login, as a 401 that names the scheme', async () => {
      const { status, headers, body } = await post(await start(), 'appendix/user_data', undefined, 'someone@else.test');
      assert.deepEqual([status, headers.get('www-authenticate')?.slice(0, 5)], [401, 'Basic']);
      assert.deepEqual([body.status_code, body.tasks], [40100, []]);
    });

    it('an account that is not verified, except for user_data', async () => {
      const standIn = await start({ isVerified: false });
      assert.equal((await post(standIn, live('summary'), { target: 'example.com' })).status, 403);
      assert.equal((await post(standIn, 'appendix/user_data')).status, 200);
    });

    it('a body that is empty, no array, or not JSON', async () => {
      const standIn = await start();
      const codes = [];
      for (const body of ['', '[]', '{"target":"example.com"}', 'target=example.com', '[1]']) {
        codes.push((await post(standIn, live('summary'), body)).body.status_code);
      }
      assert.deepEqual(codes, [40502, 40502, 40503, 40503, 40503]);
    });

    it('a second task, while the first runs and is charged', async () => {
      const standIn = await start();
      const { body } = await post(standIn, live('summary'), '[{"target":"example.com"},{"target":"example.org"}]');
      assert.deepEqual(
        body.tasks.map((task) => [task.status_code, task.cost]),
        [
          [20000, 0.024036],
          [40000, 0],
        ],
      );
      assert.equal(body.cost, sampleAnswer('error.second_task_40000').cost);
    });

    it('unknown fields, paths and values, without charging for them', async () => {
      const standIn = await start();
      const target = 'example.com';
      assert.equal(
        await said(standIn, 'domain_pages', { target, include_indirect_links: false }),
        '40506 Unknown Fields in POST Data: include_indirect_links.',
      );
      const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
        ['domain_pages', { target, order_by: ['backlinks,desc'] }, 'order_by'],
        ['domain_pages', { target, order_by: ['status_code,up'] }, 'order_by'],
        ['domain_pages', { target, filters: ['backlinks', '>', 0] }, 'filters'],
        ['domain_pages', { target, filters: ['status_code', 'like', '4%'] }, 'filters'],
        ['domain_pages', { target, filters: ['status_code', '>=', '400'] }, 'filters'],
        ['domain_pages', { target, filters: ['status_code', '>=', 400, 'and'] }, 'filters'],
        ['domain_pages', { target: 'www.example.com' }, 'target'],
        ['domain_pages', { target: 'https://example.com/' }, 'target'],
        ['domain_pages', { target: 'example.com/docs' }, 'target'],
        ['domain_pages', { target, limit: 1001 }, 'limit'],
        ['domain_pages', { limit: 10 }, 'target'],
        ['backlinks', { target, limit: 0 }, 'limit'],
        ['backlinks', { target, offset: 20_001 }, 'offset'],
        ['backlinks', { target, mode: 'one_per_url' }, 'mode'],
        ['backlinks', { target, include_subdomains: 'yes' }, 'include_subdomains'],
        ['backlinks', { target, order_by: ['attributes,asc'] }, 'order_by'],
        ['backlinks', { target, order_by: Array(4).fill('rank,asc') }, 'order_by'],
        ['backlinks', { target, filters: nineConditions }, 'filters'],
        ['backlinks', { target, search_after_token: 'made up' }, 'search_after_token'],
      ];
      for (const [name, body, field] of wrong) {
        assert.equal(await said(standIn, name, body), `40501 Invalid Field: '${field}'.`, JSON.stringify(body));
      }
      assert.equal((await post(standIn, 'backlinks/nothing/live', { target })).status, 404);
      assert.equal(standIn.balanceMicros, 50_000_000);
    });

    it('what the account cannot pay, or may not spend today', async () => {
      const poor = await start({ balanceMicros: 40_000 });
      assert.equal(await said(poor, 'summary', { target: 'example.com' }), '20000 Ok.');
      assert.equal(await said(poor, 'summary', { target: 'example.com' }), '40210 Insufficient Funds.');
      const careful = await start({ dailyLimitMicros: 10_000 });
      assert.match(await said(careful, 'summary', { target: 'example.com' }), /^40203 /);
    });

    it('too many calls a minute, and at once', async () => {
      const slow = await start({ callsPerMinute: 1 });
      await said(slow, 'summary', { target: 'example.com' });
      assert.match(await said(slow, 'summary', { target: 'example.com' }), /^40202 /);
      const busy = await start({ simultaneousCalls: 1, latencyMs: 60 });
      const both = await Promise.all([1, 2].map(() => said(busy, 'summary', { target: 'example.com' })));
      assert.deepEqual(both.map((each) => each.slice(0, 5)).sort(), ['20000', '40209']);
    });
  });

  describe('evaluates filters', () => {
    const to = (path: string): string => `https://example.com${path}`;
    const cases: readonly (readonly [unknown, readonly string[]])[] = [
      [['status_code', '>=', 500], ['http://docs.example.com/api/v1/index.html?ref=hn']],
      [
        ['status_code', 'in', [301, 410]],
        ['https://www.example.com/blog/2021/caf%C3%A9-news/', 'http://www.example.com/start/'],
      ],
      [['page', 'like', '%/guides/%'], [to('/guides/old-setup')]],
      [['page', 'ilike', '%/GUIDES/%'], [to('/guides/old-setup')]],
      [
        ['page', 'regex', '/(guides|legacy)/'],
        [to('/guides/old-setup'), to('/legacy/pricing')],
      ],
      [['fetch_time', '<', '2026-01-01'], ['http://docs.example.com/api/v1/index.html?ref=hn']],
      [['page_summary.referring_links_tld.test', '>', 3], [to('/guides/old-setup')]],
      [[['status_code', '=', 404], 'and', ['page_summary.backlinks', '=', 0]], [to('/legacy/pricing')]],
      [
        [[['status_code', '=', 503], 'or', ['status_code', '=', 200]], 'and', ['domain', '<>', 'docs.example.com']],
        [to('/')],
      ],
    ];
    for (const [filters, wanted] of cases) {
      it(JSON.stringify(filters), async () => {
        assert.deepEqual(await column(await start(), 'domain_pages', { filters }, 'page'), wanted);
      });
    }

    it('on lists and booleans', async () => {
      const standIn = await start();
      const from = (filters: unknown): Promise<unknown[]> => column(standIn, 'backlinks', { filters }, 'domain_from');
      assert.deepEqual(await from(['attributes', 'has', 'nofollow']), ['forum.beta.test']);
      assert.deepEqual(await from([['dofollow', '=', false], 'and', ['is_broken', '=', true]]), ['forum.beta.test']);
      assert.deepEqual(await from(['domain_from_platform_type', 'has_not', 'news']), [
        'blog.alpha.test',
        'forum.beta.test',
      ]);
    });
  });

  it('sorts, with null last', async () => {
    const standIn = await start();
    const status = (order: string): Promise<unknown[]> =>
      column(standIn, 'backlinks', { order_by: [order], limit: 1000 }, 'url_to_status_code');
    assert.deepEqual((await status('url_to_status_code,asc')).slice(-2), [503, null]);
    assert.deepEqual((await status('url_to_status_code,desc')).slice(-2), [200, null]);
  });

  it('knows which hosts and links belong to a target', async () => {
    const standIn = await start();
    const pages = await column(standIn, 'domain_pages', { include_subdomains: false }, 'domain');
    assert.deepEqual([...new Set(pages)].sort(), ['example.com', 'www.example.com']);
    assert.deepEqual(await column(standIn, 'domain_pages', { target: 'docs.example.com' }, 'status_code'), [503]);
    const internal = { from: 'https://docs.example.com/a', to: 'https://example.com/guides/old-setup' };
    const lost = { from: 'https://lost.test/', to: 'https://example.com/guides/old-setup', isLost: true };
    standIn.setData({ pages: sampleData().pages, links: [internal, lost] });
    assert.deepEqual(await column(standIn, 'backlinks', {}, 'domain_from'), []);
    assert.deepEqual(await column(standIn, 'backlinks', { exclude_internal_backlinks: false }, 'domain_from'), [
      'docs.example.com',
    ]);
    assert.deepEqual(await column(standIn, 'backlinks', { backlinks_status_type: 'lost' }, 'domain_from'), [
      'lost.test',
    ]);
  });

  it('gives one row a referring page, where domain_pages stays complete', async () => {
    const from = 'https://list.test/';
    const page = (path: string): string => `https://example.com${path}`;
    const standIn = await start({
      data: {
        pages: ['/a', '/b'].map((path) => ({ url: page(path), status: 404 })),
        links: [
          { from, to: page('/a'), rank: 1 },
          { from, to: page('/b'), rank: 2 },
        ],
      },
    });
    assert.deepEqual(await column(standIn, 'backlinks', {}, 'url_to'), [page('/b')]);
    assert.deepEqual(await column(standIn, 'backlinks', {}, 'links_count'), [2]);
    assert.deepEqual(await column(standIn, 'backlinks', { filters: ['url_to', '=', page('/a')] }, 'url_to'), [
      page('/a'),
    ]);
    assert.deepEqual((await column(standIn, 'domain_pages', {}, 'page')).sort(), [page('/a'), page('/b')]);
  });

  it('pages by offset, and by token only with the same parameters', async () => {
    const standIn = await start();
    const task = { target: 'example.com', limit: 4 };
    const first = (await post(standIn, live('backlinks'), task)).body.tasks[0]!.result![0]!;
    const token = first.search_after_token;
    const second = await post(standIn, live('backlinks'), { ...task, search_after_token: token });
    const byOffset = await post(standIn, live('backlinks'), { ...task, offset: 4 });
    assert.deepEqual(second.body.tasks[0]!.result![0]!.items, byOffset.body.tasks[0]!.result![0]!.items);
    assert.equal(
      await said(standIn, 'backlinks', { ...task, limit: 5, search_after_token: token }),
      "40501 Invalid Field: 'search_after_token'.",
    );
  });

  it('can be started alone, and stops when told to', async () => {
    const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
    const data = file('../fixtures/dataforseo/sample.data.json');
    const alone = spawn(process.execPath, [
      ...process.execArgv,
      file('../support/standIn/command.ts'),
      data,
      '--password',
      'p',
    ]);
    const [address] = (await once(alone.stdout, 'data')) as [Buffer];
    const authorization = `Basic ${btoa('user@example.com:p')}`;
    const { status } = await fetch(`${String(address).trim()}/v3/appendix/user_data`, { headers: { authorization } });
    alone.kill('SIGTERM');
    await once(alone, 'exit');
    assert.equal(status, 200);
  });

  it('writes slashes as PHP does, compresses, and keeps its books', async () => {
    const standIn = await start({ escapesSlashes: true });
    const { text, headers } = await post(standIn, live('domain_pages'), { target: 'example.com' });
    assert.match(text, /"page":"https:\\\/\\\/example\.com\\\//);
    assert.equal(headers.get('content-encoding'), 'gzip');
    assert.equal(standIn.balanceMicros, 50_000_000 - 24_000 - 6 * 36);
    const { path, code, costMicros } = standIn.requests[0]!;
    assert.deepEqual([path, code, costMicros], ['/v3/backlinks/domain_pages/live', 20000, 24_000 + 6 * 36]);
  });
});

const nineConditions = Array.from({ length: 17 }, (_, at) => (at % 2 === 0 ? ['rank', '>', at] : 'and'));

function without(row: SampleRow, fields: RegExp): SampleRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.test(name)));
}
