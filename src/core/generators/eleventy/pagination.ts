/**
 * One template, many pages. https://www.11ty.dev/docs/pagination/
 */
import { type Data, isDataMap } from './data.ts';

/** What a template is repeated for. */
export interface Pagination {
  readonly size: number;
  readonly alias: string | undefined;
  /** An empty list makes one page instead of none. */
  readonly showsEmpty: boolean;
  /**
   * - `data`: a list that is known
   * - `tags`: every tag of the site, a page each
   * - `tagged`: the pages with a tag; how many only the whole site knows
   * - `unknown`: a list that cannot be read
   */
  readonly source:
    | { readonly kind: 'data'; readonly items: readonly unknown[] }
    | { readonly kind: 'tags'; readonly without: readonly unknown[] }
    | { readonly kind: 'tagged'; readonly tag: string }
    | { readonly kind: 'unknown' };
}

/** `undefined` when the template is one page. `collections` are the names whose items a function chooses. */
export function paginationOf(data: Data, collections: readonly string[]): Pagination | undefined {
  const { pagination } = data;
  if (!isDataMap(pagination) || typeof pagination.data !== 'string') return undefined;
  const size = Number(pagination.size ?? 10);
  const alias = typeof pagination.alias === 'string' ? pagination.alias : undefined;
  const { filter = [] } = pagination;
  const without: readonly unknown[] = Array.isArray(filter) ? filter : [filter];
  const whole = {
    size: Number.isInteger(size) && size > 0 ? size : 10,
    alias,
    showsEmpty: Boolean(pagination.generatePageOnEmptyData),
  };
  // A function that chooses items: which ones, only running it would tell.
  if ('before' in pagination) return { ...whole, source: { kind: 'unknown' } };
  const [first, ...rest] = pagination.data.split('.');
  if (first === 'collections') {
    const tag = rest.join('.').replace(/^\[?["']?|["']?\]?$/g, '');
    if (rest.length === 0) return { ...whole, source: { kind: 'tags', without } };
    const known = !collections.includes(tag);
    return { ...whole, source: known ? { kind: 'tagged', tag } : { kind: 'unknown' } };
  }
  const found = [first ?? '', ...rest].reduce<unknown>((at, key) => (isDataMap(at) ? at[key] : undefined), data);
  const items = itemsOf(found, pagination.resolve === 'values');
  if (items === undefined) return { ...whole, source: { kind: 'unknown' } };
  const kept = items.filter((item) => !without.includes(item));
  return { ...whole, source: { kind: 'data', items: pagination.reverse === true ? kept.reverse() : kept } };
}

function itemsOf(value: unknown, values: boolean): unknown[] | undefined {
  if (Array.isArray(value)) return [...value];
  if (!isDataMap(value)) return undefined;
  return values ? Object.values(value) : Object.keys(value);
}

/** What the page with these items adds to the data of its template. */
export function pageData(pagination: Pagination, items: readonly unknown[], number: number, data: Data): Data {
  const { alias, size } = pagination;
  const own = { ...(isDataMap(data.pagination) ? data.pagination : {}), items, pageNumber: number, size };
  // Items that are not known leave the alias unknown, so that addresses made of it become patterns.
  if (items.length === 0) return { ...data, pagination: { ...own, items: undefined } };
  const value = size === 1 ? items[0] : items;
  return { ...data, pagination: own, ...(alias === undefined ? {} : withAlias(alias, value)) };
}

function withAlias(alias: string, value: unknown): Data {
  const [first = alias, ...rest] = alias.split('.');
  return { [first]: rest.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) };
}

export function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const parts: Item[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
