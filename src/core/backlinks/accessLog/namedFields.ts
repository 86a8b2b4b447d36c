/**
 * Logs whose fields have names: JSON, one object a line (Caddy, Cloudflare Logpush, Netlify, Vercel, nginx with
 * `escape=json`), the W3C's extended format (CloudFront, IIS), and tables with a header (exports of dashboards).
 * https://caddyserver.com/docs/caddyfile/directives/log https://www.w3.org/TR/WD-logfile
 * https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
import type { Day } from '../../model.ts';
import { parseJson } from '../../text/json.ts';
import { dayOf, headerKey } from '../exports/cellValues.ts';
import { cellsOf, delimiterOf } from '../exports/table.ts';
import { parsedUrl } from '../webAddress.ts';
import type { LogEntry, LogReader } from './logEntry.ts';

type Field = 'host' | 'path' | 'query' | 'status' | 'method' | 'referrer' | 'userAgent' | 'time';

/** In small letters without marks; the first that is there. */
const names: Readonly<Record<Field, readonly string[]>> = {
  host: [
    'xhostheader',
    'clientrequesthost',
    'requesthost',
    'proxyhost',
    'cshost',
    'host',
    'httphost',
    'vhost',
    'domain',
    'servername',
  ],
  path: [
    'clientrequesturi',
    'clientrequestpath',
    'requesturi',
    'requestpath',
    'proxypath',
    'csuristem',
    'csuri',
    'uri',
    'path',
    'url',
    'request',
  ],
  query: ['csuriquery'],
  status: [
    'edgeresponsestatus',
    'responsestatuscode',
    'proxystatuscode',
    'scstatus',
    'statuscode',
    'responsestatus',
    'status',
    'httpstatus',
  ],
  method: ['clientrequestmethod', 'requestmethod', 'proxymethod', 'csmethod', 'method', 'httpmethod'],
  referrer: [
    'clientrequestreferer',
    'requestheadersreferer',
    'requestreferer',
    'proxyreferer',
    'csreferer',
    'httpreferer',
    'httpreferrer',
    'referer',
    'referrer',
    'clientrefererhost',
  ],
  userAgent: [
    'clientrequestuseragent',
    'requestheadersuseragent',
    'requestuseragent',
    'proxyuseragent',
    'csuseragent',
    'httpuseragent',
    'useragent',
    'agent',
  ],
  time: [
    'edgestarttimestamp',
    'timestamp',
    'ts',
    'date',
    'time',
    'datetime',
    'timeiso8601',
    'timelocal',
    'requesttime',
    'proxytimestamp',
    'timestampinms',
  ],
};

type Values = (field: Field) => string;

function entryOf(value: Values): LogEntry | undefined {
  const given = value('path').replace(/^[A-Z]{3,10} (\S+) HTTP\/[\d.]+$/, '$1');
  const whole = /^https?:\/\//i.test(given) ? parsedUrl(given) : undefined;
  const path = whole === undefined ? given : `${whole.pathname}${whole.search}`;
  if (!path.startsWith('/')) return undefined;
  const status = value('status');
  if (!/^\d{3}$/.test(status)) return undefined;
  const query = value('query');
  return {
    day: dayOfTime(value('time')),
    host: whole?.hostname ?? (value('host').replace(/:\d{1,5}$/, '') || undefined),
    path: query === '' || query === '-' || path.includes('?') ? path : `${path}?${query}`,
    status: Number(status),
    method: (value('method') || 'GET').toUpperCase(),
    referrer: value('referrer').replace(/^-$/, ''),
    userAgent: value('userAgent').replace(/^-$/, ''),
  };
}

/** Seconds, milliseconds or nanoseconds since 1970, or a written day. */
function dayOfTime(text: string): Day | undefined {
  const [, digits] = /^(\d{9,19})(?:\.\d{1,9})?$/.exec(text) ?? [];
  if (digits === undefined)
    return dayOf(text.replace(/^\[?(\d\d)\/([A-Za-z]{3})\/(\d{4}):.*$/s, '$1 $2 $3'), 'unknown');
  const seconds = Number(digits.slice(0, 10));
  return seconds > 600_000_000 ? dayOfSeconds(seconds) : undefined;
}

/** Without a clock: the calendar counted from 1970. */
function dayOfSeconds(seconds: number): Day {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

const deepest = 3;

/** Every value by the names on the way to it, so that `request.headers.Referer` is `requestheadersreferer`. */
function flattened(value: unknown, key: string, found: Map<string, string>, depth = 0): void {
  if (typeof value === 'string' || typeof value === 'number') found.set(key, String(value));
  else if (Array.isArray(value)) flattened(value[0], key, found, depth);
  else if (typeof value === 'object' && value !== null && depth <= deepest) {
    for (const [name, inner] of Object.entries(value)) flattened(inner, key + headerKey(name), found, depth + 1);
  }
}

function readJson(line: string): LogEntry | undefined {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch {
    return undefined; // A line that is cut off, or no JSON.
  }
  const found = new Map<string, string>();
  flattened(value, '', found);
  return entryOf((field) => names[field].map((name) => found.get(name)).find((each) => each !== undefined) ?? '');
}

const needles = ['404', '410'];

export function jsonReader(lines: readonly string[]): LogReader | undefined {
  const objects = lines.filter((line) => line.startsWith('{'));
  if (objects.length === 0 || objects.length < lines.length) return undefined;
  const read = objects.map(readJson).filter((entry) => entry !== undefined);
  if (read.length === 0) return undefined;
  const hasReferrers = objects.some((line) => /refer+er/i.test(line));
  return { title: 'a server (JSON)', needles, read: readJson, hasReferrers };
}

function columnsOf(header: readonly string[]): ReadonlyMap<Field, number> {
  const keys = header.map(headerKey);
  const found = new Map<Field, number>();
  for (const [field, own] of Object.entries(names)) {
    const at = own.map((name) => keys.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) found.set(field as Field, at);
  }
  return found;
}

/** CloudFront writes spaces and others as `%20`; IIS writes them as `+`. */
function plain(text: string): string {
  return text.replace(/%(?:25)?(20|22|3B|2C|28|29)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function w3cReader(lines: readonly string[]): LogReader | undefined {
  const header = lines.find((line) => /^#Fields:/i.test(line));
  if (header === undefined) return undefined;
  const first = lines.find((line) => !line.startsWith('#')) ?? '';
  const mark = first.includes('\t') ? '\t' : ' ';
  let columns = columnsOf(header.replace(/^#Fields:\s*/i, '').split(/\s+/));
  if (!columns.has('path') || !columns.has('status')) return undefined;
  return {
    title: 'a server (W3C format, such as CloudFront or IIS)',
    needles: [...needles, '#'],
    read(line) {
      if (line.startsWith('#')) {
        // The fields may change within a file.
        if (/^#Fields:/i.test(line)) columns = columnsOf(line.replace(/^#Fields:\s*/i, '').split(/\s+/));
        return null;
      }
      const cells = line.split(mark);
      return entryOf((field) => plain(cells[columns.get(field) ?? -1] ?? ''));
    },
    hasReferrers: columns.has('referrer'),
  };
}

export function tableLogReader(lines: readonly string[]): LogReader | undefined {
  const [header, ...rows] = lines;
  const delimiter = header === undefined ? undefined : delimiterOf(lines.join('\n'));
  if (header === undefined || delimiter === undefined || rows.length === 0) return undefined;
  const columns = columnsOf(cellsOf(header, delimiter) ?? []);
  if (!columns.has('path') || !columns.has('status') || !(columns.has('userAgent') || columns.has('method')))
    return undefined;
  const read = (line: string): LogEntry | null | undefined => {
    if (line === header) return null;
    const cells = cellsOf(line, delimiter);
    return cells && entryOf((field) => cells[columns.get(field) ?? -1] ?? '');
  };
  if (!rows.some((line) => read(line))) return undefined;
  return { title: 'a server (table)', needles, read, hasReferrers: columns.has('referrer') };
}
