/** Values as exports write them: numbers and days of any locale, statuses, yes and no, addresses behind formulas. */

import type { Day } from '../../model.ts';
import { readDate } from '../../text/writtenDate.ts';

/** Spaces of every width, marks of the direction of writing, and the apostrophe of Switzerland: what stands between groups of digits. */
const groupSpaces = /[\s\u00a0\u1680\u2000-\u200f\u202a-\u202f\u205f\u2066-\u2069\u3000'’_]/g;

/** What is not seen around a cell: spreadsheets in Hebrew or Arabic put marks of direction in front of Latin text. */
const unseen = /[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

/** Character by character: a pattern for the end looks from every blank of a long cell. */
function withoutUnseenEnds(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && unseen.test(text[start] ?? '')) start++;
  while (end > start && unseen.test(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

/**
 * A whole number from 0: `2,100`, `2.100`, `2 100`, `12.0`; `undefined` for what is none, also where only the locale could
 * tell (`1.23`).
 */
export function countOfCell(text: string): number | undefined {
  const plain = text.replace(groupSpaces, '');
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  if (/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3}){0,3}$/.test(plain)) return Number(plain.replace(/[.,]/g, ''));
  const [, whole] = /^(\d{1,15})[.,]0{1,2}$/.exec(plain) ?? [];
  return whole === undefined ? undefined : Number(whole);
}

/** Any number; a comma may stand for the point. */
export function amountOfCell(text: string): number | undefined {
  const plain = text.replace(groupSpaces, '');
  return /^\d{1,9}(?:[.,]\d{1,6})?$/.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

/** `404`, `404 Not Found`, `HTTP 404`; `undefined` for anything without one number of three digits. */
export function statusOfCell(text: string): number | undefined {
  const [, digits] = /^\D{0,20}\b([1-5]\d\d)\b\D{0,60}$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

const yes = new Set(['true', '1', 'yes', 'y', '+', 'x', 'wahr', 'verdadero', 'vrai', 'nofollow', 'lost']);
const no = new Set(['false', '0', 'no', 'n', '-', '', 'falsch', 'falso', 'faux', 'dofollow', 'follow']);

/** `undefined` for what is neither. */
export function truthOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

/** In which order numbers of a day stand where the year is last. */
export type DayOrder = 'day-first' | 'month-first' | 'unknown';

/** Told by all values of a column together: a number above 12 is a day, and dots are written where the day is first. */
export function dayOrderOf(values: readonly string[]): DayOrder {
  let order: DayOrder = 'unknown';
  for (const value of values) {
    const [, first, mark, second] = yearLast.exec(value.trim()) ?? [];
    if (mark === '.' || Number(first) > 12) return 'day-first';
    if (Number(second) > 12) order = 'month-first';
  }
  return order;
}

const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b/;

/** `undefined` for what is no day, for one before the web (`1969-12-31` says never), and where only the locale could tell. */
export function dayOf(text: string, order: DayOrder): Day | undefined {
  const trimmed = text.trim();
  const [, first = '', , second = '', year = ''] = yearLast.exec(trimmed) ?? [];
  if (year !== '') {
    if (order === 'unknown' && first !== second) return undefined;
    return checked(
      Number(year),
      Number(order === 'month-first' ? first : second),
      Number(order === 'month-first' ? second : first),
    );
  }
  const [, compact] = /^(\d{8})(?:T?\d{6})?$/.exec(trimmed) ?? [];
  const iso = compact?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? trimmed.slice(0, 40);
  const written = readDate(iso) ?? readDate(iso.replace(/[T\s].*$/s, ''));
  return written && checked(written.year, written.month, written.day);
}

function checked(year: number, month: number, day: number): Day | undefined {
  if (year < 1990 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

/** Without what a spreadsheet puts around it: `=HYPERLINK("https://…";"…")`, `'https://…`, `<https://…>`. */
export function addressOfCell(text: string): string {
  const [, linked] = /^=\s*HYPERLINK\(\s*"([^"]{1,4000})"/i.exec(text) ?? [];
  if (linked !== undefined) return linked.trim();
  return withoutUnseenEnds(text)
    .replace(/^'(?=https?:)/i, '')
    .replace(/^<(https?:[^<>]*)>$/i, '$1')
    .trim();
}

/** A cell that a spreadsheet would run. */
export function isFormula(text: string): boolean {
  return /^[=+@-]/.test(text) && !/^[-+]?\d/.test(text);
}

/** Letters and digits alone, in small letters: `Source Url`, `source_url` and `"Source URL"` are one header. */
export function headerKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#%]/gu, '');
}
