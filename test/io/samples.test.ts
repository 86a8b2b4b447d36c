import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEnvelope } from '../../src/io/sources/dataForSeo/envelope.ts';
import type { StandIn } from '../support/standIn/server.ts';
import { ask, never, openSource, requestFor, value } from '../support/standIn/source.ts';

const folder = new URL('../fixtures/dataforseo/', import.meta.url);
const sample = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** The sample bodies of the contract, given to our client as they are. */
describe('samples of the API contract', () => {
  const bodies: Readonly<Record<string, string>> = {
    '/v3/appendix/user_data': 'appendix_user_data.json',
    '/v3/backlinks/available_filters': 'available_filters.json',
    '/v3/backlinks/domain_pages/live': 'domain_pages.json',
    '/v3/backlinks/backlinks/live': 'backlinks.json',
    '/v3/backlinks/summary/live': 'summary.json',
  };
  let server: Server;
  let host: StandIn;

  before(async () => {
    server = createServer((request, response) => response.end(sample(bodies[request.url ?? ''] ?? '')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    host = { url, login: 'user@example.com', password: 'p' } as StandIn;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('balance and prices', async () => {
    const quote = value(await openSource(host).source.quote(requestFor('example.com'), never));
    assert.deepEqual([quote.balanceMicros, quote.highestMicros, quote.plan], [47_251_400, 60_000, 'domain-pages']);
    assert.deepEqual(quote.notes, []);
  });

  it('broken pages', async () => {
    const answer = value((await ask(openSource(host).source, requestFor('example.com'))).result);
    const [first, second, third] = answer.pages;
    assert.deepEqual(first, {
      url: 'https://example.com/guides/old-setup',
      spellings: ['https://example.com/guides/old-setup'],
      path: '/guides/old-setup',
      status: 404,
      statusSeen: '2026-09-02',
      backlinks: 4,
      referringDomains: 4,
      dofollow: 3,
      rank: 80,
      spamScore: 3,
      firstSeen: '2022-11-03',
      lastSeen: undefined,
      referrers: [],
    });
    assert.deepEqual([second?.path, third?.path], ['/blog/2021/café-news/', '/api/v1/index.html']);
    assert.deepEqual([answer.leftOut, answer.truncated, answer.costMicros], [[], false, 24_108]);
  });

  it('who links to a page, and the totals', async () => {
    const { source } = openSource(host);
    const request = requestFor('example.com');
    const page = value((await ask(source, request)).result).pages[0]!;
    const quote = value(await source.quote(request, never, 'referrers'));
    const [best] = value(await source.referrers!(page, request, quote, never)).links;
    assert.deepEqual(best, {
      from: 'https://www.news.test/tech/example-review',
      fromDomain: 'news.test',
      fromTitle: 'Example review',
      to: 'https://example.com/guides/old-setup',
      anchor: 'Example setup screenshot',
      dofollow: true,
      domainRank: 530,
      spamScore: 0,
      firstSeen: '2022-11-03',
      lastSeen: '2026-08-25',
    });
    const totals = value(await source.summary!(request, value(await source.quote(request, never, 'summary')), never));
    assert.deepEqual(totals, {
      backlinks: 471,
      referringDomains: 118,
      brokenBacklinks: 7,
      brokenPages: 4,
      costMicros: 24_036,
    });
  });

  const errors = readdirSync(folder).filter((name) => name.startsWith('error.'));
  const codeOf: Readonly<Record<string, number>> = { http401: 40100, http402: 40200, http403: 40104, second: 20000 };
  for (const name of errors) {
    it(name, () => {
      const kind = /^error\.(?:task_)?([a-z0-9]+)/.exec(name)?.[1] ?? '';
      const envelope = readEnvelope(sample(name));
      assert.equal(envelope?.code, codeOf[kind] ?? Number(kind));
      assert.equal(envelope?.costMicros, kind === 'second' ? 24_036 : 0);
      assert.notEqual(envelope?.message, '');
    });
  }

  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '{"status_code":"20000"}',
    '{"status_code":20000,"tasks":[]}',
    '<html>',
  ]) {
    it(`no answer: ${text || 'nothing'}`, () => assert.equal(readEnvelope(text), undefined));
  }
});
