/**
 * Answers a page query as if the site held the nodes of one file alone: `allMarkdownRemark(filter: {…}) { edges { node } }`.
 * Only which list a field asks for and its filter are read; every field of a node is there.
 *
 * https://www.gatsbyjs.com/docs/graphql-reference/
 */

import { ownMember } from '../../data/ownMember.ts';
import { matchesOf } from '../../script/regex.ts';
import {
  dataOf,
  fromData,
  list,
  literalValue,
  nowhere,
  property,
  type Struct,
  type Value,
} from '../../script/value.ts';
import { globTest } from '../../text/glob.ts';
import { parseJson } from '../../text/json.ts';
import { type ContentNode, struct, withProperty } from './nodes.ts';

/** `{ data: … }`; without a node every list is empty. `site` has what the configuration says of it. */
export function answerQuery(query: string, node: ContentNode | undefined, siteMetadata: Value): Value {
  const site = withProperty(struct({}), 'siteMetadata', siteMetadata);
  let data = struct({});
  for (const { alias, field, argument, body } of rootFields(query)) {
    const held = node && nodeFor(field, node);
    const isKept = held !== undefined && passes(held, filterOf(argument));
    const answer = /^all[A-Z]/.test(field) ? connection(isKept ? held : undefined, body) : struct({});
    data = withProperty(data, alias, field === 'site' ? site : answer);
  }
  return withProperty(withProperty(struct({}), 'data', data), 'errors', literalValue(undefined, nowhere));
}

/** The node a list of this name holds. */
function nodeFor(field: string, { type, file, content }: ContentNode): Struct | undefined {
  if (field === `all${type}`) return withProperty(content, 'parent', file);
  if (field !== 'allFile') return undefined;
  const child = withProperty(content, 'parent', file);
  return withProperty(withProperty(file, `child${type}`, child), `children${type}`, list([child], nowhere));
}

function connection(node: Struct | undefined, body: string): Struct {
  const nodes = node ? [node] : [];
  const edge = (item: Struct): Struct =>
    ['next', 'previous'].reduce(
      (made, name) => withProperty(made, name, literalValue(null, nowhere)),
      withProperty(struct({}), 'node', item),
    );
  const made = struct({ totalCount: nodes.length, pageInfo: { pageCount: 1 } });
  const lists: readonly (readonly [string, Value])[] = [
    ['nodes', list(nodes, nowhere)],
    ['edges', list(nodes.map(edge), nowhere)],
    ['group', groups(node, body)],
    ['distinct', list([], nowhere)],
  ];
  return lists.reduce((result, [name, value]) => withProperty(result, name, value), made);
}

/** `group(field: …) { fieldValue }`: the values the node has at that field. */
function groups(node: Struct | undefined, body: string): Value {
  const field = /\bgroup\s*\(\s*field\s*:\s*([^)]*)\)/.exec(body)?.[1];
  if (!node || field === undefined) return list([], nowhere);
  const keys = (field.match(/\w+/g) ?? []).filter((key) => key !== 'SELECT').flatMap((key) => key.split('___'));
  const values = dataOf(property(node, ...keys));
  const all = Array.isArray(values) ? values : values === undefined || values === null ? [] : [values];
  return list(
    all.map((fieldValue: unknown) => fromData({ fieldValue, totalCount: 1, field: keys.join('.') })),
    nowhere,
  );
}

interface RootField {
  readonly alias: string;
  readonly field: string;
  /** What stands between the parentheses. */
  readonly argument: string;
  /** What stands between the braces, and some of what follows. */
  readonly body: string;
}

/** The fields of a query's outermost braces. */
function rootFields(query: string): readonly RootField[] {
  const fields: RootField[] = [];
  const text = query.replace(/#.*$/gm, '');
  let depth = 0;
  for (let at = text.indexOf('{'); at >= 0 && at < text.length; at++) {
    const char = text[at];
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (depth === 1 && /[A-Za-z_]/.test(char ?? '')) {
      const match = /^(?:(\w+)\s*:\s*)?(\w+)\s*/.exec(text.slice(at));
      if (!match?.[2]) continue;
      at += match[0].length;
      let argument = '';
      if (text[at] === '(') {
        const end = closing(text, at);
        argument = text.slice(at + 1, end);
        at = end;
      } else at--;
      const next = text.slice(at + 1);
      fields.push({ alias: match[1] ?? match[2], field: match[2], argument, body: next.slice(0, balanced(next)) });
    }
  }
  return fields;
}

function closing(text: string, open: number): number {
  let depth = 0;
  let isText = false;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '"' && text[at - 1] !== '\\') isText = !isText;
    else if (!isText && text[at] === '(') depth++;
    else if (!isText && text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

type Filter = { readonly [key: string]: Filter | FilterValue };
type FilterValue = string | number | boolean | null | readonly FilterValue[];

/** The `filter` of an argument list, as data; what is no plain literal (a variable) is left out. */
function filterOf(argument: string): Filter {
  const start = /\bfilter\s*:\s*\{/.exec(argument);
  if (!start) return {};
  const json = argument
    .slice(start.index + start[0].length - 1)
    .replace(
      /("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)(\s*:)?|\$\w+/g,
      (whole, text?: string, name?: string, colon?: string) => {
        if (text !== undefined) return text.replace(/\\(?!["\\/bfnrtu])/g, '\\\\');
        if (colon !== undefined) return `"${name}":`;
        return ['true', 'false', 'null'].includes(name ?? '') ? whole : `"${whole}"`;
      },
    );
  const body = json.slice(0, balanced(json));
  try {
    return parseJson(body.replace(/([}\]"\w])\s+(?=")/g, '$1,')) as Filter;
  } catch {
    // A filter written in a way this reader does not know keeps every node.
    return {};
  }
}

function balanced(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Whether a node passes; a comparison that cannot be told lets it. */
function passes(value: Value, filter: Filter): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const test = ownMember(comparisons, key);
    if (test) return test(dataOf(value), wanted as FilterValue);
    return typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)
      ? true
      : passes(property(value, key), wanted as Filter);
  });
}

const comparisons: Readonly<Record<string, (value: unknown, wanted: FilterValue) => boolean>> = {
  eq: (value, wanted) => (value ?? null) === wanted,
  ne: (value, wanted) => (value ?? null) !== wanted,
  in: (value, wanted) =>
    Array.isArray(wanted) && wanted.some((item) => item === value || (Array.isArray(value) && value.includes(item))),
  nin: (value, wanted) => Array.isArray(wanted) && !wanted.includes(value as FilterValue),
  glob: (value, wanted) => typeof value === 'string' && globTest(String(wanted))(value),
  regex: (value, wanted) => {
    const match = /^\/(.*)\/(\w*)$/s.exec(String(wanted));
    if (!match || typeof value !== 'string') return false;
    const found = matchesOf({ kind: 'regex', source: match[1] ?? '', flags: match[2] ?? '', origin: nowhere }, value);
    return found === undefined || found.length > 0;
  },
};
