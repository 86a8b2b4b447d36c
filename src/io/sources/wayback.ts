/**
 * Every address of the site that the Internet Archive has ever seen answering, also from before the repository: its list
 * of captures. No key, no account. https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
 */
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import type { BacklinkRequest } from '../../core/backlinks/source.ts';
import type { Day, Gap } from '../../core/model.ts';
import { failed, type Progress, type Result, success } from '../../core/ports.ts';
import { append } from '../../core/text/longLists.ts';
import { listIn, parseJsonText, text } from '../disk/json.ts';
import type { PoliteService } from '../http/politely.ts';
import type { SourceEntry, SourceHost } from '../sourceHost.ts';
import { type FreeRows, type FreeSource, openFreeSource, probeBy } from './freeSource.ts';

const archive = 'web.archive.org';

function question(base: string, host: string, limit: number, resumeKey?: string): string {
  const asked: [string, string][] = [
    ['url', host],
    ['matchType', 'domain'],
    ['collapse', 'urlkey'],
    ['filter', 'statuscode:200'],
    ['filter', 'mimetype:text/html'],
    ['fl', 'original,timestamp,statuscode'],
    ['output', 'json'],
    ['limit', String(limit)],
    ['showResumeKey', 'true'],
  ];
  if (resumeKey !== undefined) asked.push(['resumeKey', resumeKey]);
  return `${base}/cdx/search/cdx?${new URLSearchParams(asked)}`;
}

function sourceOf(base: string): FreeSource {
  return {
    id: 'wayback',
    title: 'Wayback Machine',
    hosts: [archive],
    rowsAre: 'pages',
    planTitle: 'addresses of the site that were archived once',
    // Under 20 requests a minute; who goes on after a refusal within a minute is shut out for an hour.
    manners: { delayMs: 4000, mostRequests: 5, leastPauseMs: 65_000 },
    incomplete: 'It lists what was archived, but not who links there or what answers today.',
    probe: (service, signal) => {
      const isKnown = (body: string) => captures(body) !== undefined;
      const url = question(base, 'example.org', 1);
      return probeBy({ url, service, isKnown, what: 'the list of captures' }, archive, signal);
    },
    fetch: (service, request, progress, signal) => fetchCaptures(base, service, request, progress, signal),
  };
}

async function fetchCaptures(
  base: string,
  service: PoliteService,
  { targets }: BacklinkRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<FreeRows>> {
  const rows: RowReading[] = [];
  const gaps: Gap[] = [];
  for (const { host } of targets) {
    let resumeKey: string | undefined;
    do {
      progress.report('Asking the Wayback Machine', service.sent());
      const answer = await service.ask(question(base, host, 10_000, resumeKey), signal);
      const failure = answer === undefined || answer.ok ? undefined : answer.failure;
      if (failure?.kind === 'cancelled' || (failure !== undefined && rows.length === 0)) return { ok: false, failure };
      const page = answer?.ok ? captures(answer.value) : undefined;
      if (page === undefined) {
        const why =
          answer === undefined
            ? 'It has more addresses than are asked for.'
            : (failure?.message ?? 'It sent an answer in an unknown form.');
        gaps.push({ kind: 'missing-rows', count: undefined, message: `${archive}: ${why}` });
        if (rows.length === 0 && answer !== undefined) return failed('bad-answer', `${archive}: ${why} Report it.`);
        break;
      }
      append(rows, page.rows);
      resumeKey = page.resumeKey;
    } while (resumeKey !== undefined);
  }
  return success({ rows, gaps });
}

interface Captures {
  readonly rows: readonly RowReading[];
  readonly resumeKey: string | undefined;
}

/** Rows of texts, the names first; behind an empty row the key of the rest. Nothing at all is an empty list. */
function captures(body: string): Captures | undefined {
  const answer = parseJsonText(body.trim() === '' ? '[]' : body);
  if (!Array.isArray(answer)) return undefined;
  const all = listIn(answer).map((row) => listIn(row).map((cell) => text(cell) ?? ''));
  const end = all.findIndex((row) => row.length === 0);
  const [header = [], ...rows] = end < 0 ? all : all.slice(0, end);
  const [url, time] = [header.indexOf('original'), header.indexOf('timestamp')];
  if (header.length > 0 && (url < 0 || time < 0)) return undefined;
  return {
    rows: rows.map((row) => rowOf(row[url] ?? '', dayOfStamp(row[time] ?? ''))),
    resumeKey: end < 0 ? undefined : all[end + 1]?.[0] || undefined,
  };
}

function dayOfStamp(stamp: string): Day | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(stamp) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/** The port that is usual stands in old captures. */
function rowOf(url: string, day: Day | undefined): RowReading {
  const unknown = { referringDomains: undefined, dofollow: undefined, rank: undefined, link: undefined };
  const plain = url.replace(/^(https?:\/\/[^/:]+):(?:80|443)(?=\/|$)/i, '$1');
  const seen = { status: undefined, statusSeen: undefined, backlinks: undefined, firstSeen: day, lastSeen: day };
  return { ok: true, row: { url: plain, ...seen, ...unknown } };
}

export const wayback: SourceEntry = {
  id: 'wayback',
  title: 'Wayback Machine',
  access: {
    hosts: [archive],
    credentials: undefined,
    address: { variable: 'BROKEN_BACKLINKS_WAYBACK' },
    open: (host: SourceHost) => success(openFreeSource(sourceOf(host.apiBase ?? `https://${archive}`), host)),
  },
};
