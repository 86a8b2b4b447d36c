/**
 * The filter and sort language, really evaluated. https://docs.dataforseo.com/v3/backlinks/filters/
 *
 *     condition := [key, operator, value]
 *     filters   := condition | [expr, 'and' | 'or', expr, ...]      expr := condition | filters
 */
import { RE2JS } from 're2js';
import { type Keys, type KeyType, keyType } from './filterKeys.ts';
import type { Wire, WireRow } from './wire.ts';

export type Test = (row: WireRow) => boolean;

const operators: Readonly<Record<KeyType, readonly string[]>> = {
  bool: ['=', '<>'],
  num: ['<', '<=', '>', '>=', '=', '<>', 'in', 'not_in'],
  str: [
    '=',
    '<>',
    'in',
    'not_in',
    'like',
    'not_like',
    'ilike',
    'not_ilike',
    'match',
    'not_match',
    'regex',
    'not_regex',
  ],
  time: ['<', '<=', '>', '>=', '='],
  'array.str': ['has', 'has_not'],
};

const mostConditions = 8;
const mostSortRules = 3;

/** `undefined` when the filters are not valid for these keys. */
export function readFilters(filters: unknown, keys: Keys): Test | undefined {
  const counter = { conditions: 0 };
  const test = expression(filters, keys, counter);
  return counter.conditions <= mostConditions ? test : undefined;
}

function expression(value: unknown, keys: Keys, counter: { conditions: number }): Test | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (typeof value[0] === 'string') {
    counter.conditions += 1;
    return value.length === 3 ? condition(value[0], value[1], value[2], keys) : undefined;
  }
  let test = expression(value[0], keys, counter);
  for (let at = 1; at < value.length; at += 2) {
    const left = test;
    const right = expression(value[at + 1], keys, counter);
    if (left === undefined || right === undefined) return undefined;
    if (value[at] === 'and') test = (row) => left(row) && right(row);
    else if (value[at] === 'or') test = (row) => left(row) || right(row);
    else return undefined;
  }
  return test;
}

function condition(key: string, operator: unknown, wanted: unknown, keys: Keys): Test | undefined {
  const type = keyType(keys, key);
  if (type === undefined || typeof operator !== 'string' || !operators[type].includes(operator)) return undefined;
  const isList = operator === 'in' || operator === 'not_in';
  const values = isList ? (Array.isArray(wanted) && wanted.length > 0 ? wanted : undefined) : [wanted];
  if (values === undefined || !values.every((each) => isOfType(each, type))) return undefined;
  if (operator.endsWith('regex') && String(wanted).length > 1000) return undefined;
  if (operator.startsWith('not_') || operator === '<>' || operator === 'has_not') {
    const positive = comparison(opposite[operator] ?? '', values, type);
    return (row) => field(row, key) !== null && !positive(field(row, key));
  }
  const test = comparison(operator, values, type);
  return (row) => field(row, key) !== null && test(field(row, key));
}

const opposite: Readonly<Record<string, string>> = {
  '<>': '=',
  not_in: 'in',
  not_like: 'like',
  not_ilike: 'ilike',
  not_match: 'match',
  not_regex: 'regex',
  has_not: 'has',
};

function isOfType(value: unknown, type: KeyType): boolean {
  if (type === 'num') return typeof value === 'number';
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'time') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return typeof value === 'string';
}

function comparison(operator: string, wanted: readonly unknown[], type: KeyType): (value: Wire) => boolean {
  const of = (value: unknown): unknown => (type === 'time' ? Date.parse(String(value)) : value);
  const [first] = wanted.map(of) as [number | string | boolean];
  const text = String(wanted[0]);
  switch (operator) {
    case '=':
    case 'in':
      return (value) => wanted.map(of).includes(of(value));
    case '<':
      return (value) => (of(value) as number) < Number(first);
    case '<=':
      return (value) => (of(value) as number) <= Number(first);
    case '>':
      return (value) => (of(value) as number) > Number(first);
    case '>=':
      return (value) => (of(value) as number) >= Number(first);
    case 'like':
    case 'ilike': {
      const pattern = text
        .split('%')
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
        .join('.*');
      const like = new RegExp(`^${pattern}$`, operator === 'ilike' ? 'isu' : 'su');
      return (value) => like.test(String(value));
    }
    case 'match':
      return (value) =>
        text
          .toLowerCase()
          .split(/\s+/)
          .every((word) => String(value).toLowerCase().includes(word));
    case 'regex': {
      const expressionOfUser = RE2JS.compile(text);
      return (value) => expressionOfUser.matcher(String(value)).find();
    }
    case 'has':
      return (value) => Array.isArray(value) && value.includes(text);
    default:
      return () => false;
  }
}

/** `undefined` when a rule is not valid for these keys. */
export function readOrder(rules: unknown, keys: Keys): ((a: WireRow, b: WireRow) => number) | undefined {
  if (!Array.isArray(rules) || rules.length > mostSortRules) return undefined;
  const read = rules.map((rule) => /^(.+),(asc|desc)$/.exec(String(rule)));
  for (const rule of read) {
    const type = keyType(keys, rule?.[1] ?? '');
    if (type === undefined || type === 'array.str' || rule?.[1]?.includes('referring_links_tld.')) return undefined;
  }
  return (a, b) => {
    for (const rule of read) {
      const order = compare(field(a, rule?.[1] ?? ''), field(b, rule?.[1] ?? ''), rule?.[2] === 'desc');
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Null comes last, whichever way. */
function compare(a: Wire, b: Wire, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
}

/** The value at a dotted path; null when it is not there. */
function field(row: WireRow, key: string): Wire {
  let at: Wire = row;
  for (const name of key.split('.')) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return null;
    at = (at as WireRow)[name] ?? null;
  }
  return at;
}
