// Every field of every answer of the API that is asked, replaced by every wrong type, one at a time. The API's
// documentation marks each field as nullable; nothing of this may end in "nothing is broken", in a crash, or in an
// answer that is kept although nothing in it could be read.
import assert from 'node:assert/strict';
import { MockAgent } from 'undici';
import { isKeepable } from '../../src/core/backlinks/answers.ts';
import type { Expense } from '../../src/core/backlinks/ledger.ts';
import type { PaidCall } from '../../src/core/backlinks/source.ts';
import type { BacklinkAnswer, BrokenPage } from '../../src/core/model.ts';
import { urlPath } from '../../src/core/paths.ts';
import type { Result } from '../../src/core/ports.ts';
import { dataForSeo } from '../../src/io/sources/dataForSeo/dataForSeo.ts';
import { readSavedAnswers } from '../../src/io/sources/dataForSeo/savedAnswer.ts';
import { linkRow, pageRow, savedBody, summaryRow } from '../support/savedBody.ts';
import { bookInto, never, now, requestFor, silent, value } from '../support/standIn/source.ts';

const wrong: readonly (readonly [name: string, value: unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['text', '12'],
  ['no text', ''],
  ['a fraction', 12.5],
  ['a negative number', -1],
  ['a huge number', 1e300],
  ['true', true],
  ['a list', []],
  ['a list of null', [null]],
  ['an object', {}],
];

type Path = readonly (string | number)[];

/** Every place in a value, itself apart. */
function places(node: unknown, at: Path = []): readonly Path[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    const here = [...at, Array.isArray(node) ? Number(key) : key];
    return [here, ...places(child, here)];
  });
}

function changed(node: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<string | number, unknown>;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const userData = savedBody([], {
  function: 'user_data',
  result: [
    {
      money: { balance: 50 },
      price: {
        backlinks: Object.fromEntries(
          ['domain_pages', 'domain_pages_summary', 'backlinks', 'summary'].map((name) => [
            name,
            {
              live: {
                priority_normal: [
                  { cost_type: 'per_request', cost: 0.024 },
                  { cost_type: 'per_result', cost: 0.000036 },
                ],
              },
            },
          ]),
        ),
      },
    },
  ],
});
const keys = (...lists: readonly (readonly [string, readonly string[]])[]) =>
  savedBody([], {
    function: 'available_filters',
    result: [
      Object.fromEntries(lists.map(([list, names]) => [list, Object.fromEntries(names.map((name) => [name, 'str']))])),
    ],
  });
const planA = keys(['domain_pages', ['status_code', 'page_summary.backlinks']], ['backlinks', ['is_broken']]);
const planB = keys(['domain_pages_summary', ['backlinks']], ['backlinks', ['is_broken']]);
const planC = keys(['backlinks', ['is_broken']]);

interface Asked {
  readonly filters?: string;
  readonly account?: string;
  /** The answer of the paid call. */
  readonly paid: string;
}

/** Sources whose every answer is given, one for each account, as opening one costs more than asking it. */
const opened = new Map<string, ReturnType<typeof openSource>>();

function sourceOf({ filters = planA, account = userData, paid }: Asked) {
  const key = filters + account;
  const found = opened.get(key) ?? openSource(filters, account);
  opened.set(key, found);
  found.next.paid = paid;
  found.books.length = 0;
  return found;
}

function openSource(filters: string, account: string) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const next = { paid: '' };
  const api = agent.get('https://api.dataforseo.com');
  const headers = { 'content-type': 'application/json' };
  api.intercept({ path: '/v3/appendix/user_data' }).reply(200, account, { headers }).persist();
  api.intercept({ path: '/v3/backlinks/available_filters' }).reply(200, filters, { headers }).persist();
  api
    .intercept({ path: /\/live$/, method: 'POST' })
    .reply(200, () => next.paid, { headers })
    .persist();
  const books: Expense[] = [];
  const quiet = () => undefined;
  const source = dataForSeo.access.open({
    dispatcher: agent,
    credentials: { login: 'a@example.org', password: 'secret' },
    sandbox: false,
    apiBase: undefined,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    now: () => now,
    book: bookInto(books),
    wait: async () => undefined,
  });
  return { source: value(source), books, next };
}

const request = requestFor('docs.invalid', { maximumRows: 2 });
const asked: BrokenPage = {
  url: 'http://docs.invalid/old/',
  spellings: ['http://docs.invalid/old/'],
  path: urlPath('/old/'),
  status: 404,
  statusSeen: undefined,
  backlinks: 12,
  referringDomains: 5,
  dofollow: undefined,
  rank: undefined,
  firstSeen: undefined,
  lastSeen: undefined,
  referrers: [],
};

async function call(kind: PaidCall, parts: Asked): Promise<Result<unknown>> {
  const { source, books } = sourceOf(parts);
  const quote = await source.quote(request, never, kind);
  if (!quote.ok) return quote;
  const result =
    kind === 'pages'
      ? await source.fetchPages(request, quote.value, silent, never)
      : kind === 'summary'
        ? await source.summary!(request, quote.value, never)
        : await source.referrers!(asked, request, quote.value, never);
  const spent = books.reduce((sum, { micros }) => sum + micros, 0);
  // An amount is the server's word; what is none is booked as what it may be.
  if (!/"cost":12.5/.test(parts.paid)) assert.ok(spent <= quote.value.highestMicros, `${spent} were booked`);
  return result;
}

/** What an answer about one broken page must be when one of its fields is odd. */
function holds(result: Result<unknown>, path: Path, name: string): void {
  const where = `${path.join('.')} ${name}`;
  if (!result.ok) {
    assert.match(result.failure.message, /\S.*\.$/, where);
    return;
  }
  const { pages, gaps = [], leftOut } = result.value as BacklinkAnswer;
  const isTold = gaps.length > 0 || leftOut.some(({ reason }) => reason !== 'malformed');
  const isNothing = path.at(-1) === 'result' && (name === 'null' || name === 'missing');
  assert.ok(pages.length === 1 || isTold || isNothing, `${where}: nothing was found, and nothing was said`);
  if (pages.length === 0 && gaps.length > 0) assert.ok(!isKeepable(result.value as BacklinkAnswer), `${where}: kept`);
  for (const page of pages) {
    assert.ok(page.referringDomains === undefined || Number.isInteger(page.referringDomains), where);
    assert.ok(Number.isInteger(page.backlinks) && Number(page.backlinks) >= 0, where);
  }
  const field = path.at(-1);
  const isNeeded = ['items', 'page_summary', 'backlinks', 'page', 'url', 'url_to', 'url_from'].includes(String(field));
  if (pages.length === 0 && isNeeded && path.includes('result') && name !== 'no text') {
    const messages = gaps.map(({ message }) => message).join('\n');
    assert.ok(
      messages === '' || messages.includes(String(field)) || messages.includes('a row is null'),
      `${where}: ${messages}`,
    );
  }
}

const listings = {
  domain_pages: { filters: planA, body: savedBody([pageRow('/old/')]) },
  domain_pages_summary: {
    filters: planB,
    body: savedBody([summaryRow('/old/')], { function: 'domain_pages_summary' }),
  },
  backlinks: { filters: planC, body: savedBody([linkRow('/old/')], { function: 'backlinks' }) },
} as const;

describe('a field of the wrong type', () => {
  for (const [name, { filters, body }] of Object.entries(listings)) {
    for (const [kind, odd] of wrong) {
      it(`in an answer of ${name}: ${kind}`, async () => {
        const whole: unknown = JSON.parse(body);
        for (const path of places(whole)) {
          const text = JSON.stringify(changed(whole, path, odd));
          holds(await call('pages', { filters, paid: text }), path, kind);
          const scope = { targets: request.targets, includeSubdomains: true };
          holds(readSavedAnswers([{ name: 'saved.json', text }], scope, '2026-11-23'), path, kind);
        }
      });
    }
    it(`is none in a right answer of ${name}`, async () => {
      const answer = value((await call('pages', { filters, paid: body })) as Result<BacklinkAnswer>);
      assert.deepEqual([answer.pages.length, answer.gaps], [1, []]);
    });
  }

  const totals = { backlinks: 12, referring_domains: 5, broken_backlinks: 3, broken_pages: 1 };
  const summary: unknown = JSON.parse(savedBody([], { function: 'summary', result: [totals] }));
  const links: unknown = JSON.parse(savedBody([linkRow('/old/')], { function: 'backlinks' }));
  for (const [kind, odd] of wrong) {
    it(`in the totals of a site: ${kind}`, async () => {
      for (const path of places(summary)) {
        const result = await call('summary', { paid: JSON.stringify(changed(summary, path, odd)) });
        const field = String(path.at(-1));
        const isFigure = Object.hasOwn(totals, field);
        // "Not told" is what null says; whatever else is no number is no answer.
        if (!isFigure) assert.ok(result.ok || /\.$/.test(result.failure.message));
        else if (odd === null) assert.ok(result.ok, `${field} ${kind}`);
        else assert.ok(!result.ok && result.failure.message.includes(field), `${field} ${kind}`);
      }
    });
    it(`in the links to a page: ${kind}`, async () => {
      for (const path of places(links)) {
        const result = await call('referrers', { paid: JSON.stringify(changed(links, path, odd)) });
        const field = String(path.at(-1));
        if (['url_from', 'url_to'].includes(field) && odd !== '12' && path.includes('items')) {
          assert.ok(!result.ok && result.failure.message.includes(field), `${field} ${kind}`);
        }
        if (field === 'items') assert.ok(!result.ok, `items ${kind}`);
        if (!result.ok) assert.match(result.failure.message, /\.$/);
      }
    });
    it(`in the account: ${kind}`, async () => {
      const whole: unknown = JSON.parse(userData);
      for (const path of places(whole)) {
        const account = JSON.stringify(changed(whole, path, odd));
        const quote = await sourceOf({ account, paid: '' }).source.quote(request, never);
        if (!quote.ok) assert.match(quote.failure.message, /\S.*\.$/);
        else assert.ok(Number.isFinite(quote.value.highestMicros) && quote.value.highestMicros >= 0, path.join('.'));
      }
    });
    it(`in the list of filters: ${kind}`, async () => {
      const whole: unknown = JSON.parse(planA);
      for (const path of places(whole)) {
        const filters = JSON.stringify(changed(whole, path, odd));
        holds(await call('pages', { filters, paid: listings.domain_pages.body }), [...path, 'filters'], kind);
      }
    });
  }
});
