/**
 * The fields that are read of each answer, and what they hold by the documentation: an answer of another form is told
 * by name before it is paid for. https://docs.dataforseo.com/v3/backlinks/overview/
 */
import { bool, countIn, type Json, number, record, wrongType } from '../../disk/json.ts';

/** What a field holds. Any may be `null` unless it is needed. */
interface Field {
  /** `page_summary.backlinks`. */
  readonly path: string;
  readonly is: keyof typeof kinds;
  /** Without it nothing can be read. */
  readonly isNeeded?: boolean;
}

const kinds = {
  'a text': (value: Json) => typeof value === 'string',
  'a count': (value: Json) => countIn(value) !== undefined,
  'a number': (value: Json) => number(value) !== undefined,
  'yes or no': (value: Json) => bool(value) !== undefined,
  'an object': (value: Json) => record(value) !== undefined,
  'a list': (value: Json) => Array.isArray(value),
} as const;

const counts = (prefix: string): readonly Field[] => [
  { path: `${prefix}backlinks`, is: 'a count', isNeeded: true },
  { path: `${prefix}referring_domains`, is: 'a count' },
  { path: `${prefix}rank`, is: 'a count' },
  { path: `${prefix}first_seen`, is: 'a text' },
  { path: `${prefix}referring_links_attributes`, is: 'an object' },
  { path: `${prefix}referring_pages`, is: 'a count' },
  { path: `${prefix}referring_pages_nofollow`, is: 'a count' },
];

/** Of a row of each function that has rows, of the totals, and of the account. */
export const shapes = {
  domain_pages: [
    { path: 'page', is: 'a text', isNeeded: true },
    { path: 'status_code', is: 'a count' },
    { path: 'fetch_time', is: 'a text' },
    { path: 'page_summary', is: 'an object', isNeeded: true },
    ...counts('page_summary.'),
  ],
  domain_pages_summary: [
    { path: 'url', is: 'a text', isNeeded: true },
    { path: 'broken_pages', is: 'a count' },
    ...counts(''),
  ],
  bulk_pages_summary: [{ path: 'url', is: 'a text', isNeeded: true }, ...counts('')],
  backlinks: [
    { path: 'url_from', is: 'a text', isNeeded: true },
    { path: 'url_to', is: 'a text', isNeeded: true },
    { path: 'domain_from', is: 'a text' },
    { path: 'page_from_title', is: 'a text' },
    { path: 'anchor', is: 'a text' },
    { path: 'alt', is: 'a text' },
    { path: 'dofollow', is: 'yes or no' },
    { path: 'is_broken', is: 'yes or no' },
    { path: 'is_lost', is: 'yes or no' },
    { path: 'url_to_status_code', is: 'a count' },
    { path: 'domain_from_rank', is: 'a count' },
    { path: 'first_seen', is: 'a text' },
    { path: 'last_seen', is: 'a text' },
  ],
  summary: [
    { path: 'backlinks', is: 'a count' },
    { path: 'referring_domains', is: 'a count' },
    { path: 'broken_backlinks', is: 'a count' },
    { path: 'broken_pages', is: 'a count' },
  ],
  history: [
    { path: 'date', is: 'a text', isNeeded: true },
    { path: 'backlinks', is: 'a count' },
    { path: 'referring_domains', is: 'a count' },
    { path: 'broken_backlinks', is: 'a count' },
    { path: 'broken_pages', is: 'a count' },
  ],
  userData: [
    { path: 'money.balance', is: 'a number', isNeeded: true },
    { path: 'price.backlinks.domain_pages.live.priority_normal', is: 'a list' },
    { path: 'price.backlinks.domain_pages_summary.live.priority_normal', is: 'a list' },
    { path: 'price.backlinks.backlinks.live.priority_normal', is: 'a list' },
    { path: 'price.backlinks.summary.live.priority_normal', is: 'a list' },
    { path: 'price.backlinks.history.live.priority_normal', is: 'a list' },
  ],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** What is not as it should be, each field once; empty where all is. */
export function shapeProblems(shape: readonly Field[], values: readonly Json[]): readonly string[] {
  return shape.flatMap((field) => values.map((value) => problemOf(field, value)).find(Boolean) ?? []);
}

function problemOf({ path, is, isNeeded }: Field, value: Json): string | undefined {
  let found: Json | undefined = value;
  for (const name of path.split('.')) {
    const inside = record(found);
    // What holds it is told by itself where that is needed.
    if (inside === undefined) return isNeeded ? wrongType(path, undefined, is) : undefined;
    found = inside[name];
  }
  if (found === null && isNeeded !== true) return undefined;
  return found !== undefined && kinds[is](found) ? undefined : wrongType(path, found, is);
}

/** The endpoints of `available_filters` that name no key that can be filtered by; empty where all do. */
export function filterProblems(result: Json | undefined, endpoints: readonly string[]): readonly string[] {
  const lists = record(result);
  if (lists === undefined) return [wrongType('result', result, 'an object')];
  return endpoints
    .filter((name) => Object.keys(record(lists[name]) ?? {}).length === 0)
    .map((name) => wrongType(name, lists[name], 'an object with the keys that can be filtered by'));
}
