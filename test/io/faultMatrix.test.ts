// Every endpoint that is asked, met by every fault: the right kind of failure in words that say what to do, nothing paid
// twice, no charge hidden, and what was kept before as it was. What each code means is DataForSEO's own table
// (https://docs.dataforseo.com/v3/appendix/errors/); what a status means is HTTP's.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { askForPages } from '../../src/core/backlinks/ask.ts';
import type { ListedAnswer } from '../../src/core/backlinks/listing.ts';
import type { Failure, Result } from '../../src/core/ports.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { isPicked } from '../support/picked.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { documentedCodes, repeatedCodes } from '../support/standIn/documentedCodes.ts';
import type { Fault } from '../support/standIn/faults.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { askingHost, never, now, openSource, requestFor, silent } from '../support/standIn/source.ts';
import type { WireRow } from '../support/standIn/wire.ts';

interface Endpoint {
  readonly name: string;
  readonly path: string;
  readonly call: 'pages' | 'referrers' | 'summary';
  readonly hiddenKeys?: readonly string[];
  /** A refused field leads to the next plan. */
  readonly hasNextPlan?: boolean;
}

const [noPlanA, noPlanB] = ['domain_pages.status_code', 'domain_pages_summary.backlinks'];
const endpoints: readonly Endpoint[] = [
  { name: 'domain_pages', path: 'domain_pages/live', call: 'pages', hasNextPlan: true },
  {
    name: 'domain_pages_summary',
    path: 'domain_pages_summary/live',
    call: 'pages',
    hiddenKeys: [noPlanA],
    hasNextPlan: true,
  },
  { name: 'backlinks', path: 'backlinks/live', call: 'pages', hiddenKeys: [noPlanA, noPlanB] },
  { name: 'backlinks of one page', path: 'backlinks/live', call: 'referrers' },
  { name: 'summary', path: 'summary/live', call: 'summary' },
];
const free = ['appendix/user_data', 'backlinks/available_filters'];

type Kind = Failure['kind'];

interface Case {
  readonly name: string;
  readonly fault: Fault;
  /** How often the request may be sent. */
  readonly sent: 1 | 2;
  readonly kind: Kind;
  readonly says: RegExp;
  /** Whether it may have been charged, as nobody has told. */
  readonly isUnknown: boolean;
}

const codes = Object.entries(documentedCodes).flatMap(([list, kind]) =>
  list.split(' ').map((code) => [Number(code), kind] as const),
);
const codeCases: readonly Case[] = codes.flatMap(([code, kind]) =>
  (['task', 'envelope'] as const).map((level): Case => {
    const sent = repeatedCodes.has(code) ? 2 : 1;
    const says = new RegExp(`\\(${code}\\)`);
    return {
      name: `${code} in the ${level}`,
      fault: { kind: 'code', code, level },
      sent,
      kind,
      says,
      isUnknown: false,
    };
  }),
);

const statuses: readonly (readonly [status: number, kind: Kind, code: number, codeKind: Kind])[] = [
  [401, 'unauthorised', 40100, 'unauthorised'],
  [402, 'no-credit', 40200, 'no-credit'],
  [403, 'no-access', 40104, 'not-verified'],
  [404, 'not-found', 40402, 'not-found'],
  [429, 'rate-limited', 40202, 'rate-limited'],
  [500, 'server-error', 50000, 'server-error'],
  [502, 'server-error', 50301, 'server-error'],
  [503, 'server-error', 50303, 'server-error'],
];
const statusCases: readonly Case[] = statuses.flatMap(([status, kind, code, codeKind]) => [
  {
    name: `HTTP ${status} with a page of something on the way`,
    fault: { kind: 'http', status },
    sent: status === 429 ? 2 : 1,
    kind,
    says: new RegExp(`\\(HTTP ${status}\\)`),
    isUnknown: status >= 500,
  },
  {
    name: `HTTP ${status} with the API's own ${code}`,
    fault: { kind: 'code', code, level: 'envelope', http: status },
    sent: repeatedCodes.has(code) ? 2 : 1,
    kind: codeKind,
    says: new RegExp(`\\(${code}\\)`),
    isUnknown: false,
  },
]);

/** 200 MB of nothing, in 200 KB. */
const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, ' '));
const lost = { sent: 1, isUnknown: true } as const;
const bodyCases: readonly Case[] = [
  {
    ...lost,
    name: 'a body that is cut off',
    fault: { kind: 'truncated' },
    kind: 'offline',
    says: /connection .* broke/,
  },
  {
    ...lost,
    name: 'HTML with 200',
    fault: { kind: 'http', status: 200 },
    kind: 'bad-answer',
    says: /not one of DataForSEO's/,
  },
  {
    ...lost,
    name: 'nothing with 200',
    fault: { kind: 'http', status: 200, body: '' },
    kind: 'bad-answer',
    says: /not one of DataForSEO's/,
  },
  {
    ...lost,
    name: '200 MB',
    fault: { kind: 'flood', bytes: 200 * 2 ** 20 },
    kind: 'bad-answer',
    says: /larger than 64 MB/,
  },
  {
    ...lost,
    name: 'a gzip bomb',
    fault: { kind: 'http', status: 200, body: bomb, headers: { 'content-encoding': 'gzip' } },
    kind: 'bad-answer',
    says: /larger than 64 MB/,
  },
  {
    ...lost,
    name: 'an answer that does not come in time',
    fault: { kind: 'slow', milliseconds: 5000 },
    kind: 'timed-out',
    says: /did not answer in time/,
  },
  { ...lost, name: 'a reset', fault: { kind: 'disconnect' }, kind: 'offline', says: /connection .* broke/ },
  {
    ...lost,
    name: 'JSON of something else',
    fault: { kind: 'changed', change: () => ({ message: 'welcome' }) },
    kind: 'bad-answer',
    says: /not one of DataForSEO's/,
  },
  {
    ...lost,
    name: 'no task',
    fault: { kind: 'changed', change: (body) => ({ ...body, tasks: [] }) },
    kind: 'bad-answer',
    says: /not one of DataForSEO's/,
  },
];

/** What the API says has a wrong form: it is paid, told by the name of the field, and not kept. */
const oddResults: readonly (readonly [name: string, result: unknown, says: RegExp])[] = [
  ['result is text', 'none', /result is "none"/],
  ['result is []', [], /result is \[\]/],
  ['result is [null]', [null], /result\[0\] is null/],
  ['result is [1]', [1], /result\[0\] is 1/],
];

const rows = 1500;
const urls = Array.from({ length: rows }, (_, at) => `https://example.org/gone/${at}`);
const data = {
  pages: urls.map((url) => ({ url, status: 404 })),
  links: urls.map((to, at) => ({ from: `https://site${at}.test/`, to, rank: 1 })),
};
const request = requestFor('example.org', { maximumRows: 5000, includeSubdomains: false });
let cases = 0;

for (const endpoint of endpoints) {
  describe(`${endpoint.name}, when it meets`, () => {
    let standIn: StandIn;
    let folder: string;
    before(async () => {
      standIn = await startStandIn({
        data,
        hiddenKeys: endpoint.hiddenKeys ?? [],
        callsPerMinute: 1e6,
        balanceMicros: 1e12,
      });
    });
    after(() => standIn.close());
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'matrix-'));
      standIn.clearFaults();
    });
    afterEach(() => removeFolder(folder));

    const met = (fault: Fault, pagesBefore = 0) => meet(standIn, endpoint, fault, pagesBefore, folder);
    for (const { name, fault, sent, kind, says, isUnknown } of [...codeCases, ...statusCases, ...bodyCases]) {
      const isRefusedField = fault.kind === 'code' && (fault.code === 40501 || fault.code === 40506);
      if (fault.kind === 'code' && fault.http === undefined && !isPicked(`${endpoint.name} ${name}`, 4)) continue;
      cases++;
      if (isRefusedField && endpoint.hasNextPlan) {
        it(`${name}: the next plan answers`, async () => {
          const { result, isWhole } = await met(fault);
          assert.ok(result.ok && isWhole);
        });
        continue;
      }
      it(`${name}: ${kind}`, async () => {
        const { result, sentHere, before, after, unknown } = await met(fault);
        assert.ok(!result.ok, 'it should have failed');
        assert.equal(result.failure.kind, kind);
        assert.match(result.failure.message, says);
        assert.match(result.failure.message, /\.$/);
        assert.equal(/may have been charged, (?:at most \$|less than \$)/.test(result.failure.message), isUnknown);
        assert.deepEqual([sentHere, unknown > 0], [sent, isUnknown]);
        assert.deepEqual(after, before, 'what was kept stays as it was');
      });
      if (endpoint.call !== 'pages') continue;
      cases++;
      it(`${name}, on its second page: the first is kept, and the rest asked for alone`, async () => {
        const { result, answer, sentHere, unknown, rest } = await met(fault, 1);
        assert.ok(result.ok, result.ok ? '' : result.failure.message);
        const gap = answer?.gaps?.find((each) => each.kind === 'missing-rows');
        assert.match(gap?.message ?? '', says);
        assert.match(gap?.message ?? '', /^500 of 1500 rows are missing: /);
        assert.deepEqual([answer?.pages.length, sentHere, unknown > 0], [1000, sent + 1, isUnknown]);
        assert.deepEqual(await rest(), { places: [1000], pages: rows, truncated: false });
      });
    }
    for (const [name, result, says] of oddResults) {
      cases++;
      it(`${name}: it is paid, named, and not kept`, async () => {
        const change = (body: WireRow) => {
          const [task] = body.tasks as readonly object[];
          return { ...body, tasks: [{ ...task, result }] };
        };
        const found = await met({ kind: 'changed', change });
        const said = found.result.ok
          ? (found.answer?.gaps ?? []).map(({ message }) => message).join('\n')
          : found.result.failure.message;
        assert.match(said, says);
        assert.deepEqual([found.after, found.sentHere, found.unknown], [found.before, 1, 0]);
        if (endpoint.call === 'pages') assert.deepEqual(found.answer?.pages, []);
        else assert.match(said, /It cost \$0\.03\b/);
      });
    }
  });
}

describe('the free calls, when they meet', () => {
  let standIn: StandIn;
  before(async () => {
    standIn = await startStandIn({ data, callsPerMinute: 1e6 });
  });
  after(() => standIn.close());
  // What does not let anybody in stops the audit before it costs anything; without a price there are published ones.
  const passing = new Set<Kind>(['rate-limited', 'server-error', 'bad-answer', 'not-found', 'bad-request']);
  for (const path of free) {
    for (const { name, fault, kind, says } of [...codeCases, ...statusCases, ...bodyCases]) {
      if (fault.kind === 'code' && fault.http === undefined && !isPicked(`${path} ${name}`, 4)) continue;
      cases++;
      it(`${path}, ${name}: ${passing.has(kind) ? 'goes on' : kind}`, async () => {
        standIn.clearFaults();
        standIn.setFault(fault, { path });
        const { source, expenses } = openSource(standIn, { timeoutMs: fault.kind === 'slow' ? 1500 : 20_000 });
        const quoted = await source.quote(request, never);
        assert.deepEqual([expenses, standIn.requests.filter(({ method }) => method === 'POST')], [[], []]);
        if (passing.has(kind)) {
          assert.ok(quoted.ok, quoted.ok ? '' : quoted.failure.message);
          const isDoubtful = quoted.value.notes.some(({ message }) => says.test(message));
          assert.equal(isDoubtful, path === free[0], 'the quote says why prices are not known');
          return;
        }
        assert.ok(!quoted.ok, 'it should have failed');
        assert.deepEqual([quoted.failure.kind, says.test(quoted.failure.message)], [kind, true]);
      });
    }
  }
});

describe('a list of links whose token repeats', () => {
  it('ends where the server does not move on, and says so', async () => {
    const many = Array.from({ length: 23_500 }, (_, at) => `https://example.org/gone/${at}`);
    const standIn = await startStandIn({
      data: {
        pages: many.map((url) => ({ url, status: 404 })),
        links: many.map((to, at) => ({ from: `https://site${at}.test/`, to })),
      },
      hiddenKeys: [noPlanA, noPlanB],
      balanceMicros: 1e12,
    });
    try {
      let answers = 0;
      let same: unknown;
      const change = (body: WireRow) => {
        answers += 1;
        if (answers < 22) return body;
        same ??= body;
        return same;
      };
      standIn.setFault({ kind: 'changed', change }, { path: '/live' });
      const { source } = openSource(standIn);
      const wanted = { ...request, maximumRows: 30_000 };
      const quote = await source.quote(wanted, never);
      assert.ok(quote.ok);
      const { value: answer } = (await source.fetchPages(wanted, quote.value, silent, never)) as {
        value: ListedAnswer;
      };
      assert.deepEqual([answer.pages.length, answer.truncated, answers], [22_000, true, 23]);
      assert.match(answer.gaps?.[0]?.message ?? '', /items holds the rows of the page before once more/);
    } finally {
      await standIn.close();
    }
  });
});

it('the matrix has 150 cases or more', () => assert.ok(cases >= 150, `${cases}`));

async function meet(standIn: StandIn, endpoint: Endpoint, fault: Fault, pagesBefore: number, folder: string) {
  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: assert.fail };
  const { answers, spend } = openStore({ folder, former: [], logger, now: () => now });
  const key = { call: 'pages', source: 'dataforseo', request } as const;
  const old = { source: 'dataforseo', asked: '2026-01-01', leftOut: [], truncated: false, costMicros: 1, notes: [] };
  await answers.write(key, { asked: '2026-01-01', maximumRows: 1, value: { ...old, pages: [brokenPage('/old')] } });
  const kept = (): readonly string[] => {
    const place = join(folder, 'answers');
    return readdirSync(place).map((name) => `${name} ${readFileSync(join(place, name), 'utf8')}`);
  };
  const start = kept();
  const posts = () => standIn.requests.filter(({ method }) => method === 'POST');
  const [sentBefore, balance] = [posts().length, standIn.balanceMicros];
  const isPages = endpoint.call === 'pages';
  const options = {
    book: (charge: Parameters<typeof spend.book>[0]) => spend.book(charge, undefined),
    timeoutMs: fault.kind === 'slow' ? 1500 : 20_000,
  };
  const ask = (timeoutMs = options.timeoutMs) => {
    const { source } = openSource(standIn, { ...options, timeoutMs });
    const today = () => new Date(now).toISOString().slice(0, 10);
    const host = askingHost(source, { answers, spend }, { sourceId: 'dataforseo', today });
    return askForPages(host, request, false, silent, never);
  };
  if (pagesBefore > 0)
    standIn.setFault({ kind: 'before', run: () => undefined }, { path: endpoint.path, times: pagesBefore });
  standIn.setFault(fault, { path: endpoint.path });
  const result: Result<unknown> = isPages ? await ask() : await single(standIn, endpoint, options);
  const spent = Object.values(await spend.read());
  const [certain, unknown] = [
    spent.reduce((sum, { certainMicros }) => sum + certainMicros, 0),
    spent.reduce((sum, { possibleMicros }) => sum + possibleMicros, 0),
  ];
  const charged = balance - standIn.balanceMicros;
  assert.ok(certain <= charged && charged <= certain + unknown, `charged ${charged}, booked ${certain} and ${unknown}`);
  const answer = isPages && result.ok ? (result.value as { readonly answer: ListedAnswer }).answer : undefined;
  const sentHere = posts().length - sentBefore;
  return {
    result,
    answer,
    isWhole: answer?.pages.length === rows && !answer.truncated,
    sentHere,
    unknown,
    before: start,
    after: kept(),
    /** What the next run asks for, when the fault is gone. */
    rest: async () => {
      standIn.clearFaults();
      const sent = posts().length;
      const next = await ask(20_000);
      assert.ok(next.ok);
      const places = posts()
        .slice(sent)
        .map(({ body }) => (body as readonly { offset: number }[])[0]?.offset);
      return { places, pages: next.value.answer.pages.length, truncated: next.value.answer.truncated };
    },
  };
}

async function single(
  standIn: StandIn,
  { call }: Endpoint,
  options: Parameters<typeof openSource>[1],
): Promise<Result<unknown>> {
  const { source } = openSource(standIn, options);
  const kind = call === 'summary' ? 'summary' : 'referrers';
  const quote = await source.quote(request, never, kind);
  if (!quote.ok) return quote;
  return kind === 'summary'
    ? source.summary!(request, quote.value, never)
    : source.referrers!(
        { ...brokenPage('/gone/1'), url: urls[1]!, spellings: [urls[1]!] },
        request,
        quote.value,
        never,
      );
}
