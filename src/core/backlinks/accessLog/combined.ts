/**
 * The log of nginx and Apache, and of what writes like them: `combined`, `common`, and either with the virtual host in
 * front. https://httpd.apache.org/docs/2.4/logs.html#accesslog https://nginx.org/en/docs/http/ngx_http_log_module.html
 */
import type { LogEntry, LogReader } from './logEntry.ts';

const months: ReadonlyMap<string, string> = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    String(at + 1).padStart(2, '0'),
  ]),
);

/** Longer ones are attacks, or no lines of a log. */
const longest = 20_000;

/** Where the line has a quoted text, and whether a quotation mark in it is escaped. */
function quotedAt(line: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const start = line.indexOf('"', from);
  if (start < 0) return undefined;
  for (let end = line.indexOf('"', start + 1); end >= 0; end = line.indexOf('"', end + 1)) {
    let slashes = 0;
    while (line[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return { text: line.slice(start + 1, end), end: end + 1 };
  }
  return undefined;
}

/** The day stands as it was at the server. */
function readCombined(line: string): LogEntry | undefined {
  if (line.length > longest) return undefined;
  const bracket = line.indexOf('[');
  const [, day = '', month = '', year] =
    /^\[(\d\d)\/([A-Za-z]{3})\/(\d{4}):/.exec(line.slice(bracket, bracket + 14)) ?? [];
  const number = months.get(month.toLowerCase());
  const request = bracket < 0 || year === undefined ? undefined : quotedAt(line, bracket);
  if (request === undefined || number === undefined) return undefined;
  const [, status] = /^ (\d{3})(?: |$)/.exec(line.slice(request.end, request.end + 6)) ?? [];
  if (status === undefined) return undefined;
  const [method = '', path = ''] = request.text.split(' ', 2);
  const referrer = quotedAt(line, request.end);
  const agent = referrer && quotedAt(line, referrer.end);
  const [, host] = /^([a-z0-9.-]{1,250}\.[a-z]{2,63})(?::\d{1,5})? \S/i.exec(line.slice(0, 320)) ?? [];
  return {
    day: `${year}-${number}-${day}`,
    // A client whose name is looked up stands there too; a virtual host stands in front of it.
    host: host !== undefined && /^\S+ \S+ \S+ \S+ \[/.test(line.slice(0, bracket + 1)) ? host : undefined,
    path,
    status: Number(status),
    method: method.toUpperCase(),
    referrer: referrer === undefined || referrer.text === '-' ? '' : referrer.text,
    userAgent: agent?.text ?? '',
  };
}

export function combinedReader(lines: readonly string[]): LogReader | undefined {
  const read = lines.flatMap((line) => readCombined(line) ?? []);
  if (read.length === 0 || read.length < 0.5 * lines.length) return undefined;
  return {
    title: 'nginx or Apache',
    needles: [' 404 ', ' 410 '],
    read: readCombined,
    hasReferrers: lines.some((line) => (line.match(/"/g) ?? []).length >= 4),
  };
}
