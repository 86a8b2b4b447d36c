/** The day a page was published, as it says it and as the addresses of blog engines name it: `/2017/06/14/name/`. */
import type { RepoPath } from '../../paths.ts';
import { readDate } from '../../text/writtenDate.ts';

/** Where generators and their themes look for the day of a post. */
const keys = ['date', 'pubDate', 'publishDate', 'datePublished', 'published'];

/** `2017-06-14` by the front matter, else by the day that the name of the file, or of its bundle, begins with. */
export function publishedDay(data: Readonly<Record<string, unknown>>, file: RepoPath): string | undefined {
  const named = /(?:^|\/)(\d{4}-\d\d-\d\d)(?=[-_. ][^/]*(?:\/(?:_?index|page)\.\w+)?$)/.exec(file)?.[1];
  const written = [...keys.map((key) => data[key]), named].map(readDate).find((date) => date !== undefined);
  return written && joined([written.year, written.month, written.day].map(String));
}

/** `2017-06` of `/2017/06/name`, `2017-06-14` of `/2017-06-14-name` or `/20170614-name`; a year alone says little, and is none. */
export function dayOfAddress(segments: readonly string[], path: string): string | undefined {
  const inName = dayInName(path);
  if (inName !== undefined) return inName;
  const at = segments.findIndex((segment) => /^(?:19|20)\d\d$/.test(segment));
  const [year, month = '', day = ''] = at < 0 ? [] : segments.slice(at, -1);
  if (year === undefined || !isShortNumber(month)) return undefined;
  return joined(isShortNumber(day) ? [year, month, day] : [year, month]);
}

/** The day that the last part of an address, or of a path, begins with. */
export function dayInName(path: string): string | undefined {
  const [, ...day] = /(?:^|\/)((?:19|20)\d\d)(-?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])[-_][^/]*\/*$/.exec(path) ?? [];
  return day.length === 0 ? undefined : joined(day.filter((part) => /\d/.test(part)));
}

/** Whether a day is the one that is asked for, or in the month that is. */
export function isOfDay(day: string | undefined, asked: string): boolean {
  return day === asked || day?.startsWith(`${asked}-`) === true;
}

function isShortNumber(text: string): boolean {
  return /^\d\d?$/.test(text);
}

function joined(parts: readonly string[]): string {
  return parts.map((part) => part.padStart(2, '0')).join('-');
}
