/**
 * Dates as authors write them in front matter and file names. Addresses are made of the written day, whether a page
 * is published yet of the instant; both are told here, without the clock or zone of this machine.
 */

/** A date as its author wrote it. */
export interface WrittenDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC; `undefined` when the author wrote none. */
  readonly offset: number | undefined;
}

/** ISO 8601 and its relaxed forms (`2024-3-5 9:00 -0800`), `5 Mar 2024`, `March 5, 2024`, RFC 1123. */
export function readDate(value: unknown): WrittenDate | undefined {
  if (typeof value !== 'string') return undefined;
  const numeric = numericDate.exec(value.trim());
  if (numeric !== null) {
    const [, year = '', month = '', day = '', rest = ''] = numeric;
    return assemble(Number(year), Number(month), Number(day), rest);
  }
  const [, day, name, year, rest = ''] = dayFirst.exec(value.trim()) ?? [];
  if (day !== undefined && name !== undefined) return assemble(Number(year), monthNumber(name), Number(day), rest);
  const [, name2, day2, year2, rest2 = ''] = monthFirst.exec(value.trim()) ?? [];
  return name2 === undefined ? undefined : assemble(Number(year2), monthNumber(name2), Number(day2), rest2);
}

const numericDate = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[Tt\s]\s*(\S.*))?$/;
const dayFirst = /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})(?:\s+(\S.*))?$/;
const monthFirst = /^(?:[A-Za-z]{3,9},\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:\s+(\S.*))?$/;
const clockTime =
  /^(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?(?:\s+\(?[A-Za-z/_]+\)?)?$/i;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function assemble(year: number, month: number, day: number, rest: string): WrittenDate | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (rest === '') return { year, month, day, hour: 0, minute: 0, second: 0, offset: undefined };
  const [whole, hour, minute = '0', second = '0', half, zone] = clockTime.exec(rest) ?? [];
  if (whole === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const base = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  return { year, month, day, hour: base, minute: Number(minute), second: Number(second), offset: minutesEast(zone) };
}

function minutesEast(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Milliseconds since 1970; a date without an offset is meant in `timeZone`, an IANA name. */
export function instantOf(date: WrittenDate, timeZone = 'UTC'): number {
  const utc = Date.UTC(date.year, date.month - 1, date.day, date.hour, date.minute, date.second);
  if (date.offset !== undefined) return utc - date.offset * 60_000;
  // The offset at the guess is that of the instant but for the hour around a change of the clocks.
  const guess = utc - zoneOffset(utc, timeZone);
  return utc - zoneOffset(guess, timeZone);
}

/** No zone has ever been so far from UTC, in milliseconds. */
const farthest = 26 * 3_600_000;

/**
 * As `instantOf` beside an instant: below 0 where the date is before it, above 0 where it is after. Most dates are so far
 * from it that their zone, which takes long to look up, makes no difference.
 */
export function sinceInstant(date: WrittenDate, instant: number, timeZone = 'UTC'): number {
  const asUtc = instantOf({ ...date, offset: date.offset ?? 0 }) - instant;
  return Math.abs(asUtc) > farthest ? asUtc : instantOf(date, timeZone) - instant;
}

/** What clocks in a zone show at an instant. */
export function inZone(instant: number, timeZone: string): WrittenDate {
  const offset = zoneOffset(instant, timeZone);
  const local = new Date(instant + offset);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    offset: offset / 60_000,
  };
}

/** Milliseconds by which a zone is ahead of UTC; 0 for a name that is no zone. */
function zoneOffset(instant: number, timeZone: string): number {
  const format = formatOf(timeZone);
  if (format === undefined) return 0;
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (timeZone === 'UTC') return undefined;
  if (formats.has(timeZone)) return formats.get(timeZone);
  const numeric = 'numeric' as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...fields, timeZone, hourCycle: 'h23', era: undefined });
  } catch {
    format = undefined; // not a zone this runtime knows: as if it were UTC
  }
  formats.set(timeZone, format);
  return format;
}

/** 1 to 366. */
export function dayOfYear({ year, month, day }: WrittenDate): number {
  return Math.round((midnight(year, month, day).getTime() - midnight(year, 1, 1).getTime()) / 86_400_000) + 1;
}

/** 0 is Sunday. */
export function weekday({ year, month, day }: WrittenDate): number {
  return midnight(year, month, day).getUTCDay();
}

/** Of a year below 100 as well, which `Date.UTC` takes for one after 1900. */
function midnight(year: number, month: number, day: number): Date {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  return time;
}

/** Year and week of ISO 8601: weeks begin on Monday, the first has the year's first Thursday. */
export function isoWeek(date: WrittenDate): { readonly year: number; readonly week: number } {
  const dayNumber = (weekday(date) + 6) % 7;
  const thursday = midnight(date.year, date.month, date.day - dayNumber + 3);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - midnight(year, 1, 1).getTime()) / 604_800_000) + 1 };
}

export const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
] as const;

export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** With leading zeros. */
export function padded(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}
