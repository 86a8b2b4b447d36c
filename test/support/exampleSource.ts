/**
 * The source of CONTRIBUTING.md: an index that nobody runs, all of it in one entry. It charges nothing a request and a
 * cent a page, wants a key, and exports `url,status,links` as CSV.
 */
import { brokenPages, type SiteScope } from '../../src/core/backlinks/brokenPages.ts';
import { rowsWithin } from '../../src/core/backlinks/price.ts';
import type { RowReading } from '../../src/core/backlinks/seenRow.ts';
import type { BacklinkSource } from '../../src/core/backlinks/source.ts';
import type { BacklinkAnswer, Day } from '../../src/core/model.ts';
import { failed, type Result, success } from '../../src/core/ports.ts';
import { exchange } from '../../src/io/http/exchange.ts';
import type { SourceEntry, SourceHost } from '../../src/io/sourceHost.ts';

const price = { perRequestMicros: 0, perRowMicros: 10_000 };

export const exampleSource: SourceEntry = {
  id: 'deadends',
  title: 'Dead Ends',
  access: {
    hosts: ['api.deadends.example'],
    credentials: {
      fields: [
        {
          id: 'key',
          title: 'API key',
          isSecret: true,
          variable: 'DEADENDS_KEY',
          help: 'The key on your page of Dead Ends.',
        },
      ],
      url: 'https://deadends.example/keys',
      problem: ({ key = '' }) => (/^\w{4,}$/.test(key) ? undefined : 'A key has letters and digits, four at least.'),
    },
    address: { variable: 'DEADENDS_API' },
    open,
  },
  saved: {
    files: 'export of Dead Ends as CSV (url,status,links)',
    recognises: async ({ start }) => /^url,status,links\r?\n/.test(start),
    read: async (files, scope, today) => {
      const texts = await Promise.all(files.map((file) => file.text()));
      return success(answerOf(texts.join('\n'), scope, today, 'file'));
    },
  },
};

function open({ dispatcher, credentials, apiBase = 'https://api.deadends.example', now, book }: SourceHost) {
  const ask = async (path: string, signal: AbortSignal): Promise<Result<string>> => {
    const headers = { authorization: `Bearer ${credentials?.key}` };
    const limits = { timeoutMs: 30_000, maximumBytes: 2 ** 24 };
    const request = { url: `${apiBase}${path}`, method: 'GET', headers, body: undefined, ...limits } as const;
    const answer = await exchange(request, dispatcher, signal);
    if (!answer.ok) return answer;
    if (answer.value.status === 401) return failed('unauthorised', 'Dead Ends refused the key.');
    return success(answer.value.body);
  };
  const source: BacklinkSource = {
    id: exampleSource.id,
    title: exampleSource.title,
    probe: async (signal) => {
      const answer = await ask('/me', signal);
      return answer.ok ? success('the key is good') : answer;
    },
    quote: async ({ maximumRows, capMicros = Number.MAX_SAFE_INTEGER }) => {
      const rows = rowsWithin(price, capMicros, maximumRows, 1000);
      if (rows === 0) return failed('cost-limit', 'Not even one page is within the limit.');
      return success({
        source: exampleSource.id,
        call: 'pages',
        plan: 'broken',
        planTitle: 'broken pages with their links',
        maximumRows: rows,
        rowsAre: 'pages',
        lines: [{ what: 'rows', count: rows, eachMicros: price.perRowMicros }],
        highestMicros: rows * price.perRowMicros,
        balanceMicros: undefined,
        free: [],
        notes: [],
      });
    },
    fetchPages: async (request, quote, _progress, signal) => {
      const [target] = request.targets;
      const day = new Date(now()).toISOString().slice(0, 10);
      const most = {
        day,
        source: exampleSource.id,
        site: target?.host,
        what: 'broken pages',
        micros: quote.highestMicros,
      };
      const booked = await book({ ...most, certain: false });
      if (!booked.ok) return booked;
      const answer = await ask(`/broken?site=${target?.host}&limit=${quote.maximumRows}`, signal);
      // Whether it is charged all the same is not known.
      if (!answer.ok) return answer;
      const read = answerOf(answer.value, request, day, exampleSource.id);
      const micros = read.pages.length * price.perRowMicros;
      await booked.value.settle(micros, true);
      return success({ ...read, costMicros: micros });
    },
  };
  return success(source);
}

function answerOf(csv: string, scope: SiteScope, asked: Day, source: string): BacklinkAnswer {
  const rows = csv.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('url,'));
  const { pages, leftOut } = brokenPages(rows.map(reading), scope);
  return { source, asked, pages, leftOut, truncated: false, costMicros: 0, notes: [] };
}

function reading(line: string): RowReading {
  const [url = '', status, links] = line.split(',');
  if (!/^\d+$/.test(links ?? '')) return { ok: false, bad: { url, problem: `links is ${links}, not a count` } };
  const unknown = { statusSeen: undefined, referringDomains: undefined, dofollow: undefined, rank: undefined };
  const never = { firstSeen: undefined, lastSeen: undefined, link: undefined };
  return { ok: true, row: { url, status: Number(status), backlinks: Number(links), ...unknown, ...never } };
}
