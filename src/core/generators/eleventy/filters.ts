/**
 * The filters that permalinks are made with, as Eleventy, Liquid and Nunjucks have them.
 * https://www.11ty.dev/docs/filters/
 */
import slugifySindre from '@sindresorhus/slugify';
import slugifyPackage from 'slugify';
import { formatTime } from './time.ts';

/** `undefined` when the filter is not known here. */
export type Filter = (value: unknown, args: readonly unknown[]) => unknown;

export const filters: Readonly<Record<string, Filter>> = {
  slug: (value) => slugifyPackage(joined(value), { replacement: '-', lower: true }),
  slugify: (value) => slugifySindre(joined(value), { decamelize: false }),
  url: (value) => value,
  safe: (value) => value,
  escape: (value) => value,
  string: text,
  lower: (value) => text(value).toLowerCase(),
  downcase: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  upcase: (value) => text(value).toUpperCase(),
  capitalize: (value) => text(value).charAt(0).toUpperCase() + text(value).slice(1).toLowerCase(),
  trim: (value) => text(value).trim(),
  strip: (value) => text(value).trim(),
  append: (value, [more]) => text(value) + text(more),
  prepend: (value, [more]) => text(more) + text(value),
  replace: (value, [from, to]) => text(value).replaceAll(text(from), text(to)),
  replace_first: (value, [from, to]) => text(value).replace(text(from), () => text(to)),
  remove: (value, [part]) => text(value).replaceAll(text(part), ''),
  remove_first: (value, [part]) => text(value).replace(text(part), ''),
  split: (value, [by]) => text(value).split(text(by)),
  join: (value, [by]) => (Array.isArray(value) ? value.map(text).join(text(by)) : text(value)),
  first: (value) => (Array.isArray(value) ? value[0] : text(value).charAt(0)),
  last: (value) => (Array.isArray(value) ? value.at(-1) : text(value).at(-1)),
  default: (value, [other]) =>
    value === undefined || value === null || value === false || value === '' ? other : value,
  plus: (value, [more]) => Number(value) + Number(more),
  minus: (value, [less]) => Number(value) - Number(less),
  date: (value, [format]) => formatTime(value, text(format)),
};

/** As Eleventy's own filters make a text of what they are given: a value that is not there becomes `undefined`. */
function joined(value: unknown): string {
  return value === undefined || value === null ? String(value) : text(value);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
