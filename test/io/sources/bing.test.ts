import assert from 'node:assert/strict';
import { Agent } from 'undici';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import type { BacklinkSource } from '../../../src/core/backlinks/source.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { askedEntry, openSource, sourceEnvironment } from '../../../src/io/sources/openSource.ts';
import { bingRefusal, bingServer } from '../../support/freeServices/bing.ts';
import { type FreeStandIn, freeStandIn, type StandInAnswer } from '../../support/freeServices/server.ts';

const key = 'sampleapikeyedecc1ea4ae341cc8b6';
const request = {
  targets: [siteTarget('https://example.org/')!],
  dofollowOnly: false,
  includeSubdomains: false,
  maximumRows: 1000,
  capMicros: undefined,
};
const ignored = () => undefined;
const silent = { debug: ignored, info: ignored, warn: ignored, error: ignored };
const never = new AbortController().signal;

describe('Bing Webmaster Tools', () => {
  let standIn: FreeStandIn | undefined;
  let dispatcher: Agent;
  const waits: number[] = [];
  beforeEach(() => {
    dispatcher = new Agent();
    waits.length = 0;
  });
  afterEach(async () => {
    standIn?.close();
    await dispatcher.destroy();
  });

  const account = bingServer({
    key,
    sites: {
      'https://www.example.org/': {
        isVerified: true,
        issues: [
          { Url: 'https://www.example.org/gone', HttpCode: 404, Issues: 4, InLinks: 2 },
          { Url: 'https://www.example.org/fails', HttpCode: 503, Issues: 8, InLinks: 1 },
          { Url: 'https://www.example.org/moved', HttpCode: 301, Issues: 1, InLinks: 7 },
          { Url: 'https://www.example.org/blocked', HttpCode: 200, Issues: 16, InLinks: 5 },
          { Url: 'https://www.example.org/slow', HttpCode: 0, Issues: 256, InLinks: 3 },
          { Url: 'https://www.example.org/unlinked', HttpCode: 404, Issues: 4, InLinks: 0 },
          { Url: 'https://www.example.org/uncounted', HttpCode: 410, Issues: 4 },
          { HttpCode: 404, Issues: 4, InLinks: 1 },
        ],
      },
      'http://example.net/': { isVerified: true, issues: [] },
      'https://example.org/': { isVerified: false, issues: [] },
    },
  });
  const opened = async (
    answer: (url: URL, number: number) => StandInAnswer = account,
    credentials: { readonly key: string } = { key },
  ): Promise<{ readonly source: BacklinkSource; readonly asked: readonly string[] }> => {
    standIn = await freeStandIn(answer);
    const entry = askedEntry(sources, 'bing');
    assert.ok(entry.ok);
    const source = openSource(entry.value, {
      dispatcher,
      credentials,
      sandbox: false,
      apiBase: standIn.base,
      logger: { debug: fail, info: fail, warn: fail, error: fail },
      now: () => Date.parse('2026-11-28T10:00:00Z'),
      wait: async (milliseconds) => void waits.push(milliseconds),
      book: async () => assert.fail('nothing is booked'),
    });
    assert.ok(source.ok, source.ok ? '' : source.failure.message);
    return { source: source.value, asked: standIn.asked };
  };
  const fetched = async (source: BacklinkSource, of = request) => {
    const quote = await source.quote(of, never);
    assert.ok(quote.ok);
    assert.deepEqual([quote.value.highestMicros, quote.value.consent], [0, undefined]);
    return source.fetchPages(of, quote.value, { report: ignored }, never);
  };

  it('is asked in the documented form, with the site as its account names it', async () => {
    const { source, asked } = await opened();
    await fetched(source);
    assert.deepEqual(asked, [
      `/webmaster/api.svc/json/GetUserSites?apikey=${key}`,
      `/webmaster/api.svc/json/GetCrawlIssues?apikey=${key}&siteUrl=https%3A%2F%2Fwww.example.org%2F`,
    ]);
    // One question a second.
    assert.deepEqual(waits, [1000]);
  });
  it('names pages that fail with their links, and what it does not know is not known', async () => {
    const answer = await fetched((await opened()).source);
    assert.ok(answer.ok);
    const { pages, leftOut, notes, source, costMicros } = answer.value;
    assert.deepEqual(
      pages.map(({ path, status, backlinks, referringDomains, doubt }) => [
        path,
        status,
        backlinks,
        referringDomains,
        doubt,
      ]),
      [
        ['/slow', undefined, 3, undefined, 'the index does not say whether it fails'],
        ['/gone', 404, 2, undefined, undefined],
        ['/fails', 503, 1, undefined, undefined],
        ['/uncounted', 410, undefined, undefined, undefined],
      ],
    );
    assert.deepEqual(
      leftOut.map(({ url, reason }) => [url.split('/').at(-1), reason]),
      [
        ['moved', 'no-loss'],
        ['blocked', 'no-loss'],
        ['', 'malformed'],
        ['unlinked', 'no-loss'],
      ],
    );
    assert.match(
      notes[0]?.message ?? '',
      /^Bing Webmaster Tools: 4 addresses\. Links of the site itself may be counted/,
    );
    assert.deepEqual([source, costMicros], ['bing', 0]);
  });
  it('asks about the sites of the account alone, and says which there are', async () => {
    const { source, asked } = await opened();
    const answer = await fetched(source, { ...request, targets: [siteTarget('https://other.example/')!] });
    assert.ok(!answer.ok);
    assert.match(
      answer.failure.message,
      /no verified site on other\.example \(verified: https:\/\/www\.example\.org\//,
    );
    assert.equal(asked.length, 1);
  });
  for (const [code, name, kind, words] of [
    [3, 'InvalidApiKey', 'unauthorised', /does not know this API key/],
    [4, 'ThrottleUser', 'rate-limited', /Try again in an hour/],
    [5, 'ThrottleHost', 'rate-limited', /Try again in an hour/],
    [6, 'UserBlocked', 'unauthorised', /blocked this account/],
    [14, 'NotAuthorized', 'unauthorised', /Verify the site/],
    [1, 'InternalError', 'bad-request', /refused the question \(400\)/],
  ] as const) {
    it(`is not asked again after ${name}, which is no empty answer`, async () => {
      const { source, asked } = await opened(() => bingRefusal(code, name));
      const answer = await fetched(source);
      assert.ok(!answer.ok);
      assert.equal(answer.failure.kind, kind);
      assert.match(answer.failure.message, words);
      assert.ok(!answer.failure.message.includes(key));
      assert.equal(asked.length, 1);
    });
  }
  for (const [what, body] of [
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['no list', '{"d":null}'],
    ['a refusal with 200', '{"ErrorCode":4,"Message":"ERROR!!! ThrottleUser"}'],
  ] as const) {
    it(`takes ${what} for no all-clear`, async () => {
      const answer = await fetched((await opened(() => ({ body }))).source);
      assert.ok(!answer.ok, what);
    });
  }
  it('waits once as long as a full server wants', async () => {
    const { source, asked } = await opened((url, number) =>
      number === 1 ? { status: 429, headers: { 'retry-after': '90' }, body: '' } : account(url),
    );
    assert.ok((await fetched(source)).ok);
    assert.equal(asked.length, 3);
    assert.ok(waits.includes(90_000));
  });
  it('answers a probe with two questions, about a site of the account', async () => {
    const { source, asked } = await opened();
    const refused = await source.probe(never);
    assert.ok(!refused.ok);
    assert.match(refused.failure.message, /issue without its address/);
    assert.equal(asked.length, 2);
    standIn?.close();
    const sound = bingServer({ key, sites: { 'http://example.net/': { isVerified: true, issues: [] } } });
    const probe = await (await opened(sound)).source.probe(never);
    assert.deepEqual(probe, { ok: true, value: '1 verified site' });
  });
  it('takes its key from the environment, and sends it nowhere without TLS', () => {
    const entry = askedEntry(sources, 'bing');
    assert.ok(entry.ok);
    const given = sourceEnvironment(entry.value.access, { BING_WEBMASTER_KEY: key });
    assert.deepEqual(given.credentials, { key });
    const host = { dispatcher, logger: silent, now: () => 0, book: async () => assert.fail('nothing is booked') };
    for (const [credentials, apiBase, words] of [
      [{ key }, 'http://ssl.bing.com', /must begin with https/],
      [{ key: 'my key' }, undefined, /not an API key of Bing/],
      [undefined, undefined, /needs API key: .*BING_WEBMASTER_KEY/],
    ] as const) {
      const source = openSource(entry.value, { ...host, sandbox: false, credentials, apiBase });
      assert.ok(!source.ok);
      assert.match(source.failure.message, words);
    }
  });
});

function fail(): never {
  return assert.fail('nothing is logged, as an address holds the key');
}
