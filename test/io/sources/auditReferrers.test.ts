import assert from 'node:assert/strict';
import type { ListedAnswer } from '../../../src/core/backlinks/listing.ts';
import type { DataSet } from '../../support/standIn/dataSet.ts';
import { sampleData } from '../../support/standIn/fixtures.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../support/standIn/server.ts';
import { ask, never, openSource, requestFor, silent, value } from '../../support/standIn/source.ts';

/** One page that every strong domain links to, and one with a single weak link. */
function crowded(strong: number): DataSet {
  const [much, little] = ['https://example.org/much', 'https://example.org/little'];
  const links = Array.from({ length: strong }, (_, at) => ({
    from: `https://strong${at}.test/`,
    to: much,
    domainRank: 500,
  }));
  return {
    pages: [
      { url: much, status: 404 },
      { url: little, status: 404 },
    ],
    links: [...links, { from: 'https://weak.test/', to: little, domainRank: 1 }],
  };
}

describe('who links to the pages of a list', () => {
  const running: StandIn[] = [];
  const start = async (options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await startStandIn({ data: sampleData(), ...options });
    running.push(standIn);
    return standIn;
  };
  const paid = (standIn: StandIn) =>
    standIn.requests
      .filter(({ method }) => method === 'POST')
      .map(({ path, body }) => ({ path, task: (body as Record<string, unknown>[])[0] ?? {} }));
  const wanted = requestFor('example.com', { withReferrers: true });
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn.close();
  });

  it('is part of the one price that is quoted, at the prices of its own call', async () => {
    const { source } = openSource(await start());
    const quote = value(await source.quote(wanted, never));
    assert.deepEqual([quote.highestMicros, quote.maximumRows, quote.referrerRows], [120_000, 1000, 1000]);
    assert.deepEqual(
      quote.lines.map(({ what, count, of }) => [what, count, of]),
      [
        ['requests', 1, undefined],
        ['rows', 1000, undefined],
        ['requests', 1, 'referrers'],
        ['rows', 1000, 'referrers'],
      ],
    );
    const few = value(await source.quote({ ...wanted, maximumRows: 10 }, never));
    assert.deepEqual([few.highestMicros, few.referrerRows], [2 * 24_000 + 210 * 36, 200]);
  });

  it('is left out where what may be spent, or the balance, allows the pages alone', async () => {
    const { source } = openSource(await start());
    const capped = value(await source.quote({ ...wanted, capMicros: 70_000 }, never));
    assert.deepEqual([capped.highestMicros, capped.maximumRows, capped.referrerRows], [60_000, 1000, undefined]);
    assert.match(capped.notes.at(-1)?.message ?? '', /not asked for: that would cost at most \$0\.06 more\.$/);
    const poor = openSource(await start({ balanceMicros: 70_000 })).source;
    assert.equal(value(await poor.quote(wanted, never)).referrerRows, undefined);
    const some = value(await source.quote({ ...wanted, capMicros: 88_000 }, never));
    assert.deepEqual([some.referrerRows, some.highestMicros <= 88_000], [111, true]);
  });

  it('takes one request for all pages, word for word as the help centre has it, for no more links than there are', async () => {
    const standIn = await start();
    const { source, expenses } = openSource(standIn);
    const { quote, result } = await ask(source, wanted);
    const answer = value(result);
    const [, links, ...others] = paid(standIn);
    assert.deepEqual(others, []);
    assert.match(links?.path ?? '', /\/v3\/backlinks\/backlinks\/live$/);
    assert.deepEqual(links?.task, {
      target: 'example.com',
      mode: 'as_is',
      filters: ['is_broken', '=', true],
      order_by: ['domain_from_rank,desc', 'rank,desc'],
      limit: 7,
    });
    assert.deepEqual(
      answer.pages.map(({ path, referrers }) => [path, referrers.map(({ fromDomain }) => fromDomain)]),
      [
        ['/guides/old-setup', ['news.test', 'blog.alpha.test', 'go.gamma.test', 'forum.beta.test']],
        ['/blog/2021/café-news/', ['delta.test', 'epsilon.test']],
        ['/api/v1/index.html', ['zeta.test']],
      ],
    );
    const spent = expenses.reduce((sum, { micros }) => sum + micros, 0);
    assert.deepEqual([answer.costMicros, spent], [48_000 + 10 * 36, 48_000 + 10 * 36]);
    assert.ok(spent <= quote.highestMicros);
  });

  it('is not asked for where the rows are links, or nobody wants it, or nothing is broken', async () => {
    const standIn = await start();
    const { source } = openSource(standIn);
    for (const request of [{ ...wanted, asLinks: true }, requestFor('example.com'), requestFor('healthy.test')]) {
      await ask(source, {
        ...request,
        withReferrers: request.asLinks === true || request.targets[0]?.host !== 'example.com',
      });
    }
    assert.deepEqual(
      paid(standIn).map(({ path }) => path.split('/').at(-2)),
      ['backlinks', 'domain_pages', 'domain_pages'],
    );
  });

  it('names the pages whose links are all weaker than those that were asked for', async () => {
    const standIn = await start({ data: crowded(60) });
    const { result } = await ask(openSource(standIn).source, requestFor('example.org', { withReferrers: true }));
    const { pages, notes } = value(result);
    assert.equal(paid(standIn).at(-1)?.task.limit, 40);
    assert.deepEqual(
      pages.map(({ path, referrers }) => [path, referrers.length]),
      [
        ['/much', 20],
        ['/little', 0],
      ],
    );
    assert.match(notes.at(-1)?.message ?? '', /^1 page is linked by none of the 40 strongest links that came: /);
  });

  it('that fails leaves the list of pages as it is, and says so', async () => {
    for (const kind of ['server-error', 'empty'] as const) {
      const standIn = await start();
      const fault =
        kind === 'empty' ? ({ kind: 'code', code: 40501 } as const) : ({ kind: 'code', code: 50000 } as const);
      standIn.setFault(fault, { path: 'backlinks/backlinks' });
      const { result } = await ask(openSource(standIn).source, wanted);
      const { pages, notes, gaps } = value(result);
      assert.deepEqual([pages.length, gaps], [3, []]);
      assert.match(notes.at(-1)?.message ?? '', /^Who links to these pages is unknown: .+ Who Links Here/);
    }
  });

  it('is kept before its price is noted, and is never paid for again when the list goes on', async () => {
    const standIn = await start();
    const parts: ListedAnswer[] = [];
    const { source } = openSource(standIn);
    const request = { ...wanted, maximumRows: 1 };
    const quote = value(await source.quote(request, never));
    const keepPart = async (part: ListedAnswer) => void parts.push(part);
    const first = value(await source.fetchPages(request, quote, silent, never, { keepPart })) as ListedAnswer;
    assert.equal(parts.at(-1)?.pages[0]?.referrers.length, 4);
    const rest = value(await source.quote(wanted, never, 'pages', first.listing));
    const whole = value(await source.fetchPages(wanted, rest, silent, never, { held: first.listing }));
    assert.deepEqual(
      whole.pages.map(({ referrers }) => referrers.length),
      [4, 2, 1],
    );
    assert.deepEqual(
      paid(standIn).map(({ path, task }) => [path.split('/').at(-2), task.offset, task.limit]),
      [
        ['domain_pages', 0, 1],
        ['backlinks', undefined, 4],
        ['domain_pages', 1, 2],
        ['backlinks', 4, 3],
      ],
    );
  });
});
