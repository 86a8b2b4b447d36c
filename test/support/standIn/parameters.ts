/** What each function accepts in its one task. Anything else is refused, as the API does. */
import { filterKeys, type Keys } from './filterKeys.ts';
import { readFilters, readOrder } from './filters.ts';

export type LiveFunction =
  | 'summary'
  | 'backlinks'
  | 'domain_pages'
  | 'domain_pages_summary'
  | 'bulk_pages_summary'
  | 'history';
export type Task = Readonly<Record<string, unknown>>;

type Check = (value: unknown) => boolean;

const isBool: Check = (value) => typeof value === 'boolean';
const isDomain: Check = (value) =>
  typeof value === 'string' && /^(?!www\.)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/i.test(value);
const isPage: Check = (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
const isTarget: Check = (value) => isDomain(value) || isPage(value);
const isText: Check = (value) => typeof value === 'string';
/** A day since the index keeps months. */
const isMonth: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && value >= '2019-01-01';
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);
const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const grouping = [
  'anchor',
  'domain_from',
  'domain_from_country',
  'tld_from',
  'page_from_encoding',
  'page_from_language',
  'item_type',
  'page_from_status_code',
  'semantic_location',
];
const isCustomMode: Check = (value) => {
  const mode = value as { readonly field?: unknown; readonly value?: unknown } | null;
  return grouping.includes(mode?.field as string) && whole(1, 1000)(mode?.value);
};

const common: Readonly<Record<string, Check>> = {
  include_subdomains: isBool,
  rank_scale: oneOf('one_thousand', 'one_hundred'),
  tag: (value) => isText(value) && (value as string).length <= 255,
};
const counting: Readonly<Record<string, Check>> = {
  ...common,
  exclude_internal_backlinks: isBool,
  backlinks_status_type: oneOf('live', 'lost', 'all'),
};
const tallies = { internal_list_limit: whole(1, 1000) };

const accepted: Readonly<Record<LiveFunction, Readonly<Record<string, Check>>>> = {
  summary: { ...counting, ...tallies, target: isTarget, include_indirect_links: isBool },
  backlinks: {
    ...counting,
    target: isTarget,
    mode: oneOf('as_is', 'one_per_domain', 'one_per_anchor'),
    custom_mode: isCustomMode,
    limit: whole(1, 1000),
    offset: whole(0, 20_000),
    search_after_token: isText,
  },
  domain_pages: { ...counting, ...tallies, target: isDomain, limit: whole(1, 1000), offset: whole(0, 2 ** 31) },
  domain_pages_summary: {
    ...counting,
    ...tallies,
    target: isTarget,
    include_indirect_links: isBool,
    limit: whole(1, 1000),
    offset: whole(0, 2 ** 31),
  },
  history: {
    rank_scale: common.rank_scale as Check,
    tag: common.tag as Check,
    target: isDomain,
    date_from: isMonth,
    date_to: isMonth,
  },
  bulk_pages_summary: {
    ...common,
    targets: (value) => Array.isArray(value) && value.length > 0 && value.length <= 1000 && value.every(isTarget),
  },
};

const required: Readonly<Record<LiveFunction, string>> = {
  summary: 'target',
  backlinks: 'target',
  domain_pages: 'target',
  domain_pages_summary: 'target',
  bulk_pages_summary: 'targets',
  history: 'target',
};

const filtering: Readonly<Record<LiveFunction, readonly string[]>> = {
  summary: ['backlinks_filters'],
  backlinks: ['filters', 'order_by'],
  domain_pages: ['filters', 'order_by', 'backlinks_filters'],
  domain_pages_summary: ['filters', 'order_by', 'backlinks_filters'],
  bulk_pages_summary: [],
  history: [],
};

/** Why a task is refused: 40506 names an unknown field, 40501 one with a value that is not allowed. */
export interface Refusal {
  readonly code: 40501 | 40506;
  readonly field: string;
}

/** `usable` takes away keys that this account shall not be able to filter by. */
export function refusalOf(
  name: LiveFunction,
  task: Task,
  usable: (list: string, keys: Keys) => Keys,
): Refusal | undefined {
  const checks = accepted[name];
  const others = filtering[name];
  const unknown = Object.keys(task).find((field) => checks[field] === undefined && !others.includes(field));
  if (unknown !== undefined) return { code: 40506, field: unknown };
  const given = Object.entries(task).filter(([, value]) => value !== null && value !== undefined);
  if (task[required[name]] === undefined) return { code: 40501, field: required[name] };
  for (const [field, value] of given) {
    const list = field === 'backlinks_filters' ? 'backlinks' : name;
    const keys = usable(list, filterKeys[list] ?? {});
    const isValid =
      field === 'order_by'
        ? readOrder(value, keys) !== undefined
        : field.endsWith('filters')
          ? readFilters(value, keys) !== undefined
          : checks[field]?.(value);
    if (!isValid) return { code: 40501, field };
  }
  return undefined;
}

/** The names of everything a function accepts. */
export function parametersOf(name: LiveFunction): readonly string[] {
  return [...Object.keys(accepted[name]), ...filtering[name]];
}
