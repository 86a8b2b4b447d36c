import assert from 'node:assert/strict';
import type * as Official from 'dataforseo-client';
import type { Json } from '../../src/io/disk/json.ts';
import { domainPage } from '../../src/io/sources/dataForSeo/rows.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type LiveFunction, parametersOf } from '../support/standIn/parameters.ts';
import { post } from '../support/standIn/post.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { ask, openSource, requestFor, value } from '../support/standIn/source.ts';

// The package's main file loads thousands of models of other APIs, which takes longer than all tests here.
const part = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(path, import.meta.resolve('dataforseo-client')).href)) as Module;

/** The vendor's own package runs our queries on the stand-in and must understand it as we do. */
describe('official client on the stand-in', () => {
  let standIn: StandIn;
  let api: Official.BacklinksApi;
  let appendix: Official.AppendixApi;

  before(async () => {
    standIn = await startStandIn({ data: sampleData(), escapesSlashes: true });
    const { BacklinksApi } = await part<typeof Official>('api/BacklinksApi.js');
    const { AppendixApi } = await part<typeof Official>('api/AppendixApi.js');
    const authorization = `Basic ${btoa(`${standIn.login}:${standIn.password}`)}`;
    const http = {
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch(url, { ...init, headers: { ...init?.headers, authorization } }),
    };
    api = new BacklinksApi(standIn.url, http);
    appendix = new AppendixApi(standIn.url, http);
  });
  after(() => standIn.close());

  /** The task our client sent last. */
  const ourTask = (): Record<string, unknown> => {
    const [task] = standIn.requests.at(-1)!.body as readonly Record<string, unknown>[];
    return task!;
  };

  it('domain_pages (plan A): the same rows', async () => {
    const { result } = await ask(openSource(standIn).source, requestFor('example.com'));
    const task = (
      await part<typeof Official>('models/BacklinksDomainPagesLiveRequestInfo.js')
    ).BacklinksDomainPagesLiveRequestInfo.fromJS(ourTask());
    const items: readonly Official.BacklinksDomainPagesLiveItem[] =
      (await api.domainPagesLive([task]))?.tasks?.[0]?.result?.[0]?.items ?? [];
    const theirs = items.map((row) => ({
      url: row.page,
      status: row.status_code,
      statusSeen: row.fetch_time?.slice(0, 10),
      backlinks: row.page_summary?.backlinks,
      referringDomains: row.page_summary?.referring_domains,
      rank: row.page_summary?.rank,
      firstSeen: row.page_summary?.first_seen?.slice(0, 10),
    }));
    assert.equal(theirs.length, 3);
    assert.deepEqual(
      value(result).pages.map(({ url, status, statusSeen, backlinks, referringDomains, rank, firstSeen }) => ({
        url,
        status,
        statusSeen,
        backlinks,
        referringDomains,
        rank,
        firstSeen,
      })),
      theirs,
    );
    const row = domainPage(JSON.parse(JSON.stringify(items[0])) as Json, { dofollowOnly: false, isBrokenAsked: true });
    assert.ok(row.ok && row.row.dofollow === 3);
  });

  it('domain_pages_summary (plan B): the same rows', async () => {
    const limited = await startStandIn({ data: sampleData(), hiddenKeys: ['domain_pages.status_code'] });
    const { result } = await ask(openSource(limited).source, requestFor('example.com'));
    const [task] = limited.requests.at(-1)!.body as readonly Record<string, unknown>[];
    await limited.close();
    const { BacklinksDomainPagesSummaryLiveRequestInfo: Request } = await part<typeof Official>(
      'models/BacklinksDomainPagesSummaryLiveRequestInfo.js',
    );
    const items: readonly Official.BacklinksDomainPagesSummaryLiveItem[] =
      (await api.domainPagesSummaryLive([Request.fromJS(task)]))?.tasks?.[0]?.result?.[0]?.items ?? [];
    assert.deepEqual(
      value(result).pages.map((page) => [page.url, page.backlinks, page.referringDomains]),
      items.map((row) => [row.url, row.backlinks, row.referring_domains]),
    );
    assert.equal(items.length, 3);
  });

  it('backlinks (plan C): the same links', async () => {
    const limited = await startStandIn({
      data: sampleData(),
      hiddenKeys: ['domain_pages.status_code', 'domain_pages_summary.backlinks'],
    });
    const { result } = await ask(openSource(limited).source, requestFor('example.com'));
    const [task] = limited.requests.at(-1)!.body as readonly Record<string, unknown>[];
    await limited.close();
    const { BacklinksBacklinksLiveRequestInfo: Request } = await part<typeof Official>(
      'models/BacklinksBacklinksLiveRequestInfo.js',
    );
    const items: readonly Official.BacklinksBacklinksLiveItem[] =
      (await api.backlinksLive([Request.fromJS(task)]))?.tasks?.[0]?.result?.[0]?.items ?? [];
    assert.equal(items.length, 7);
    assert.deepEqual(
      value(result)
        .pages.flatMap((page) => page.referrers)
        .map((link) => [link.from, link.to, link.dofollow, link.domainRank, link.lastSeen])
        .sort(),
      items
        .map((row) => [row.url_from, row.url_to, row.dofollow, row.domain_from_rank, row.last_seen?.slice(0, 10)])
        .sort(),
    );
  });

  it('summary, user_data and available_filters: the same figures', async () => {
    const { source } = openSource(standIn);
    const request = requestFor('example.com');
    const never = new AbortController().signal;
    const quote = value(await source.quote(request, never, 'summary'));
    const ours = value(await source.summary!(request, quote, never));
    const { BacklinksSummaryLiveRequestInfo: Request } = await part<typeof Official>(
      'models/BacklinksSummaryLiveRequestInfo.js',
    );
    const theirs = (await api.summaryLive([Request.fromJS(ourTask())]))?.tasks?.[0]?.result?.[0];
    assert.deepEqual([ours.brokenBacklinks, ours.brokenPages], [theirs?.broken_backlinks, theirs?.broken_pages]);
    assert.deepEqual([ours.backlinks, ours.referringDomains], [theirs?.backlinks, theirs?.referring_domains]);

    const userData = (await appendix.userData())?.tasks?.[0]?.result?.[0];
    const balance = value(await openSource(standIn).source.quote(request, never)).balanceMicros;
    assert.equal(balance, Math.round((userData?.money?.balance ?? 0) * 1e6));
    const filters = (await api.backlinksAvailableFilters())?.tasks?.[0]?.result?.[0];
    assert.equal(filters?.domain_pages?.status_code, 'num');
  });

  it('every parameter the package has is known to the stand-in, and no other', async () => {
    const requests: readonly (readonly [LiveFunction, string])[] = [
      ['summary', 'BacklinksSummaryLiveRequestInfo'],
      ['backlinks', 'BacklinksBacklinksLiveRequestInfo'],
      ['domain_pages', 'BacklinksDomainPagesLiveRequestInfo'],
      ['domain_pages_summary', 'BacklinksDomainPagesSummaryLiveRequestInfo'],
      ['bulk_pages_summary', 'BacklinksBulkPagesSummaryLiveRequestInfo'],
    ];
    for (const [name, model] of requests) {
      const module = await part<Record<string, new () => { toJSON(): object }>>(`models/${model}.js`);
      assert.deepEqual([...parametersOf(name)].sort(), Object.keys(new module[model]!().toJSON()).sort(), name);
    }
  });

  it('every field of the package is in a row, and no other', async () => {
    const models: readonly (readonly [LiveFunction, string])[] = [
      ['backlinks', 'BacklinksBacklinksLiveItem'],
      ['domain_pages', 'BacklinksDomainPagesLiveItem'],
      ['domain_pages_summary', 'BacklinksDomainPagesSummaryLiveItem'],
    ];
    for (const [name, model] of models) {
      const module = await part<Record<string, new () => { toJSON(): object }>>(`models/${model}.js`);
      const { body } = await post(standIn, `backlinks/${name}/live`, { target: 'example.com' });
      const row = body.tasks[0]!.result![0]!.items[0]!;
      assert.deepEqual(Object.keys(row).sort(), Object.keys(new module[model]!().toJSON()).sort(), name);
    }
  });
});
