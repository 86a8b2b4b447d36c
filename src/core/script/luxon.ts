/** Dates as Luxon writes them, in English and UTC. https://moment.github.io/luxon/#/formatting?id=table-of-tokens */

import { dayOfYear, isoWeek, monthNames, padded, type WrittenDate, weekdayNames } from '../text/writtenDate.ts';
import { dateOf } from './dates.ts';
import { inText } from './operators.ts';
import { literalValue, type Origin, type Value } from './value.ts';

/** `DateTime.fromJSDate(date)` and `DateTime.fromISO(text)`: the moment as text, which has the methods below. */
export function luxonDate(name: string, first: Value, origin: Origin): Value | undefined {
  if (name !== 'DateTime.fromJSDate' && name !== 'DateTime.fromISO') return undefined;
  const date = dateOf(inText(first) ?? '');
  return date && literalValue(date.toISOString(), origin);
}

/** A method of `DateTime` on a text that is a date; `undefined` when it is not, or has no such method. */
export function luxonMethod(text: string, method: string, args: readonly Value[], origin: Origin): Value | undefined {
  const date = dateOf(text);
  if (date === undefined) return undefined;
  switch (method) {
    case 'setZone':
    case 'setLocale':
    case 'toUTC':
      return literalValue(text, origin);
    case 'toISODate':
      return literalValue(date.toISOString().slice(0, 10), origin);
    case 'toISO':
      return literalValue(date.toISOString(), origin);
    case 'toFormat': {
      const pattern = args[0] && inText(args[0]);
      const formatted = pattern === undefined ? undefined : luxonFormat(date, pattern);
      return formatted === undefined ? undefined : literalValue(formatted, origin);
    }
    default:
      return undefined;
  }
}

/** `undefined` for a pattern with a token that is not known here. */
function luxonFormat(date: Date, pattern: string): string | undefined {
  let isKnown = true;
  const text = pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (token, quoted: string | undefined) => {
    const value = quoted ?? tokens[token]?.(date);
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? text : undefined;
}

const month = (date: Date) => date.getUTCMonth() + 1;
const monthName = (date: Date) => monthNames[date.getUTCMonth()] ?? '';
const weekdayName = (date: Date) => weekdayNames[date.getUTCDay()] ?? '';
const hour12 = (date: Date) => date.getUTCHours() % 12 || 12;

const weekday = (date: Date) => String(date.getUTCDay() || 7);
const quarter = (date: Date) => Math.ceil(month(date) / 3);

function dayIn(date: Date): WrittenDate {
  const day = { year: date.getUTCFullYear(), month: month(date), day: date.getUTCDate() };
  return { ...day, hour: 0, minute: 0, second: 0, offset: 0 };
}

const tokens: Readonly<Record<string, (date: Date) => string>> = {
  y: (date) => String(date.getUTCFullYear()),
  yy: (date) => padded(date.getUTCFullYear() % 100),
  yyyy: (date) => padded(date.getUTCFullYear(), 4),
  L: (date) => String(month(date)),
  LL: (date) => padded(month(date)),
  LLL: (date) => monthName(date).slice(0, 3),
  LLLL: monthName,
  M: (date) => String(month(date)),
  MM: (date) => padded(month(date)),
  MMM: (date) => monthName(date).slice(0, 3),
  MMMM: monthName,
  d: (date) => String(date.getUTCDate()),
  dd: (date) => padded(date.getUTCDate()),
  o: (date) => String(dayOfYear(dayIn(date))),
  ooo: (date) => padded(dayOfYear(dayIn(date)), 3),
  q: (date) => String(quarter(date)),
  qq: (date) => padded(quarter(date)),
  W: (date) => String(isoWeek(dayIn(date)).week),
  WW: (date) => padded(isoWeek(dayIn(date)).week),
  kk: (date) => padded(isoWeek(dayIn(date)).year % 100),
  kkkk: (date) => padded(isoWeek(dayIn(date)).year, 4),
  E: weekday,
  c: weekday,
  EEE: (date) => weekdayName(date).slice(0, 3),
  EEEE: weekdayName,
  ccc: (date) => weekdayName(date).slice(0, 3),
  cccc: weekdayName,
  H: (date) => String(date.getUTCHours()),
  HH: (date) => padded(date.getUTCHours()),
  h: (date) => String(hour12(date)),
  hh: (date) => padded(hour12(date)),
  m: (date) => String(date.getUTCMinutes()),
  mm: (date) => padded(date.getUTCMinutes()),
  s: (date) => String(date.getUTCSeconds()),
  ss: (date) => padded(date.getUTCSeconds()),
  S: (date) => String(date.getUTCMilliseconds()),
  SSS: (date) => padded(date.getUTCMilliseconds(), 3),
  X: (date) => String(Math.floor(date.getTime() / 1000)),
  x: (date) => String(date.getTime()),
  D: (date) => `${month(date)}/${date.getUTCDate()}/${date.getUTCFullYear()}`,
  DD: (date) => `${monthName(date).slice(0, 3)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  DDD: (date) => `${monthName(date)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  DDDD: (date) => `${weekdayName(date)}, ${monthName(date)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  T: (date) => `${padded(date.getUTCHours())}:${padded(date.getUTCMinutes())}`,
  TT: (date) => date.toISOString().slice(11, 19),
  a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
};
