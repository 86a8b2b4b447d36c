/**
 * Which addresses a dynamic page makes of a collection's entry: its `getStaticPaths` is evaluated as if the collection
 * held that entry alone. https://docs.astro.build/en/reference/routing-reference/#getstaticpaths
 */

import type { Given } from '../../script/evaluation.ts';
import type { Script } from '../../script/script.ts';
import {
  dataOf,
  isAbsent,
  list,
  literalValue,
  nowhere,
  type Origin,
  property,
  type Struct,
  textValue,
  type Value,
} from '../../script/value.ts';

/** One address that a dynamic page gives itself. */
export interface StaticPath {
  readonly params: ReadonlyMap<string, string | undefined>;
  /** The entry itself is handed to the page. */
  readonly showsEntry: boolean;
}

/** What `getStaticPaths` returns, as far as it can be read. */
export interface StaticPaths {
  readonly paths: readonly StaticPath[];
  /** What could not be read; the list is not complete then. */
  readonly unread: Value | undefined;
  /** The collections that were asked for. */
  readonly asked: ReadonlySet<string>;
  /** Lists continue on further pages of so many entries each. */
  readonly pageSize: number | undefined;
}

/** The paths for one entry of a collection; without one, those that do not depend on any entry. */
export function staticPaths(script: Script, collection: string | undefined, entry: Value | undefined): StaticPaths {
  const asked = new Set<string>();
  let pageSize: number | undefined;
  const held = (name: string | undefined, origin: Origin): Value =>
    list(entry && name === collection ? [entry] : [], origin);
  const given: Given = (callee, args, evaluation) => {
    const origin = nowhere;
    if (callee.module === 'astro:content' && callee.name === 'getCollection') {
      const name = args[0] && textValue(args[0]);
      if (name !== undefined) asked.add(name);
      const all = held(name, origin);
      const [, filter] = args;
      if (!filter || isAbsent(filter) || all.kind !== 'list') return all;
      return list(
        all.items.filter((item) => {
          const kept = evaluation.apply(filter, [item], origin);
          return kept.kind !== 'literal' || Boolean(kept.value);
        }),
        origin,
      );
    }
    if (callee.module === paginateModule) {
      pageSize = sizeOfPage(args[1]);
      return paginated(args, origin);
    }
    return undefined;
  };
  const known = script.knowing(given);
  const getStaticPaths = known.exported('getStaticPaths');
  if (getStaticPaths.kind !== 'function') return { paths: [], unread: getStaticPaths, asked, pageSize };
  const result = known.call(getStaticPaths, pathsArgument);
  if (result.kind !== 'list') return { paths: [], unread: result, asked, pageSize };
  const flat = result.items.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  const paths: StaticPath[] = [];
  let unread: Value | undefined;
  for (const item of flat) {
    const params = property(item, 'params');
    if (params.kind !== 'object') unread ??= params.kind === 'unknown' ? params : item;
    else if ([...params.properties.values()].some(({ value }) => value.kind !== 'literal')) {
      unread ??= [...params.properties.values()].find(({ value }) => value.kind !== 'literal')?.value;
    } else
      paths.push({ params: texts(params), showsEntry: entry !== undefined && shows(property(item, 'props'), entry) });
  }
  return { paths, unread, asked, pageSize };
}

const paginateModule = 'astro:paginate';

/** What Astro hands to `getStaticPaths`. */
const pathsArgument: Struct = {
  kind: 'object',
  properties: new Map([
    [
      'paginate',
      { value: { kind: 'reference', module: paginateModule, name: 'paginate', origin: nowhere }, origin: nowhere },
    ],
  ]),
  unread: [],
  origin: nowhere,
};

/** https://docs.astro.build/en/reference/routing-reference/#pagesize */
function sizeOfPage(options: Value | undefined): number {
  const size = options && dataOf(property(options, 'pageSize'));
  return typeof size === 'number' && size >= 1 ? size : 10;
}

/** `paginate(data, { params })`: its first page; how many follow depends on all entries. */
function paginated(args: readonly Value[], origin: Origin): Value {
  const params = args[1] ? property(args[1], 'params') : undefined;
  const own = params?.kind === 'object' ? [...params.properties] : [];
  const page = { value: literalValue(undefined, origin), origin };
  const all: Struct = { kind: 'object', properties: new Map([...own, ['page', page]]), unread: [], origin };
  return list(
    [{ kind: 'object', properties: new Map([['params', { value: all, origin }]]), unread: [], origin }],
    origin,
  );
}

function texts({ properties }: Struct): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...properties].map(([name, { value }]) => {
      const data = dataOf(value);
      return [name, data === undefined || data === null ? undefined : String(data)] as const;
    }),
  );
}

function shows(props: Value, entry: Value): boolean {
  if (props === entry) return true;
  return props.kind === 'object' && [...props.properties.values()].some(({ value }) => value === entry);
}
