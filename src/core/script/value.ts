/**
 * What a JavaScript or TypeScript expression amounts to without running it: known data with its place in the source,
 * and in place of what cannot be told an {@link Unknown} that says why.
 */
import type { RepoPath } from '../paths.ts';
import type { FunctionNode, Scope } from './scope.ts';

/** Where a value is written; the offsets count UTF-16 units of the file. */
export interface Origin {
  readonly file: RepoPath;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
}

/** A variable of the environment that a value depends on. */
export interface Assumption {
  /** As the script names it, `process.env.BASE`; `undefined` when it cannot be told which it is. */
  readonly variable: string | undefined;
  /** What the repository sets it to while its site is built; `undefined` where nothing sets it, and the value is a guess. */
  readonly value: string | undefined;
}

interface Written {
  readonly origin: Origin;
  /** Set by `elsewhere.ts` where the value would be another one in another environment. */
  readonly assumed?: Assumption | undefined;
}

export type Primitive = string | number | boolean | null | undefined;

/** A text, number, truth value, `null` or `undefined`. */
export interface Literal extends Written {
  readonly kind: 'literal';
  readonly value: Primitive;
  /** The variable of the environment that nothing sets, and that is therefore `undefined`: `process.env.BASE`. */
  readonly unset?: string | undefined;
}

/** An array. */
export interface List extends Written {
  readonly kind: 'list';
  /** A spread that could not be read stands in its place as an `unknown`. */
  readonly items: readonly Value[];
}

/** A property of an object, with its place. */
export interface Property {
  readonly value: Value;
  /** From the key to the end of the value. */
  readonly origin: Origin;
}

/** An object. */
export interface Struct extends Written {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Property>;
  /** Spreads and computed keys that could not be read; any key may hide there. */
  readonly unread: readonly Unknown[];
  /** Keys that are absent here and would not be in another environment. */
  readonly elsewhere?: ReadonlyMap<string, Assumption> | undefined;
}

/** A call of something that is not part of the repository: `starlight({…})`. */
export interface Call extends Written {
  readonly kind: 'call';
  readonly callee: Value;
  /** Local name as it is called: `starlight`, `z.string`. */
  readonly name: string;
  /** Package it was imported from. */
  readonly module: string | undefined;
  readonly args: readonly Value[];
}

/** A global or something imported from a package: `process.env.BASE`, `starlight`. */
export interface Reference extends Written {
  readonly kind: 'reference';
  /** Exported name and members, or the global: `default`, `path.join`. */
  readonly name: string;
  /** Package; `undefined` for a global. */
  readonly module: string | undefined;
}

/** A function, with the scope it was written in. */
export interface Func extends Written {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly scope: Scope;
}

/** A regular expression. */
export interface Pattern extends Written {
  readonly kind: 'regex';
  readonly source: string;
  readonly flags: string;
}

/** What only running the code would tell. */
export interface Unknown extends Written {
  readonly kind: 'unknown';
  /** A clause for the user: `depends on the call fetchPages()`. */
  readonly reason: string;
  /** The variable of the environment that it depends on: `process.env.BASE`. */
  readonly variable?: string | undefined;
  /** It stands for any number of items in a list. */
  readonly several?: boolean | undefined;
}

export type Value = Literal | List | Struct | Call | Reference | Func | Pattern | Unknown;

/** The place of what no source says: arguments given from outside. */
export const nowhere: Origin = { file: '' as RepoPath, start: 0, end: 0, line: 0 };

export function literalValue(value: Primitive, origin: Origin): Literal {
  return { kind: 'literal', value, origin };
}

export function unknown(reason: string, origin: Origin): Unknown {
  return { kind: 'unknown', reason, origin };
}

/** What a variable of the environment would tell. */
export function unknownVariable(variable: string, origin: Origin): Unknown {
  return { kind: 'unknown', reason: `depends on ${variable}`, variable, origin };
}

export function list(items: readonly Value[], origin: Origin): List {
  return { kind: 'list', items, origin };
}

/** The value as one that rests on an assumption, unless it does already. */
export function assuming<Kind extends Value>(value: Kind, assumed: Assumption | undefined): Kind {
  return assumed === undefined || value.assumed !== undefined ? value : { ...value, assumed };
}

/** Turns plain data (as of a JSON file, or arguments) into a value; cycles are not expected. */
export function fromData(data: unknown, origin: Origin = nowhere): Value {
  if (Array.isArray(data)) {
    return list(
      data.map((item) => fromData(item, origin)),
      origin,
    );
  }
  if (data !== null && typeof data === 'object') {
    const properties = new Map<string, Property>();
    for (const [key, item] of Object.entries(data)) properties.set(key, { value: fromData(item, origin), origin });
    return { kind: 'object', properties, unread: [], origin };
  }
  const isPrimitive = data === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof data);
  return isPrimitive ? literalValue(data as Primitive, origin) : unknown('is not plain data', origin);
}

/**
 * The value at a path of keys. A literal `undefined` when it is surely absent, an {@link Unknown} when a part of the
 * source that could not be read may hold it.
 */
export function property(value: Value, ...keys: readonly string[]): Value {
  let at = value;
  for (const key of keys) {
    if (at.kind === 'object') {
      const found = at.properties.get(key);
      const hidden = at.unread[0];
      const assumed = at.assumed ?? at.elsewhere?.get(key);
      at = assuming(found ? found.value : (hidden ?? literalValue(undefined, at.origin)), assumed);
    } else if (at.kind === 'literal') {
      at = { ...at, value: undefined };
    } else if (at.kind === 'list') {
      at = assuming(at.items[Number(key)] ?? literalValue(undefined, at.origin), at.assumed);
    } else if (at.kind === 'unknown') return at;
    else return unknown(`is not an object written here`, at.origin);
  }
  return at;
}

/** As {@link property}, but what hides in an unreadable spread counts as absent. */
export function writtenProperty(value: Value, ...keys: readonly string[]): Value {
  let at = value;
  for (const key of keys) at = property(at.kind === 'object' ? { ...at, unread: [] } : at, key);
  return at;
}

/** What a helper was given that only types it, as in `const shared = defineConfig({…})`; any other value as it is. */
export function withoutDefine(value: Value): Value {
  if (value.kind !== 'call' || value.module === undefined || !/(?:^|\.)define[A-Z]\w*$/.test(value.name)) return value;
  const [first] = value.args;
  return value.args.length === 1 && first?.kind === 'object' ? first : value;
}

const mostWrappers = 10;

/**
 * What wrappers of packages were given, as in `...withMDX(withImages({…}))`, and nothing where they were given nothing: by the
 * custom of Next.js they hand it on with entries of their own. Any other value as it is.
 */
export function withoutWrappers(value: Value): Value {
  let inner = value;
  for (let depth = mostWrappers; depth > 0 && inner.kind === 'call'; depth--) {
    if (!/^with[A-Z]\w*$/.test(inner.name)) return value;
    inner = inner.args[0] ?? emptyObject;
  }
  return inner.kind === 'object' ? inner : value;
}

export function isAbsent(value: Value): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null);
}

export function textValue(value: Value): string | undefined {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

export function booleanOf(value: Value): boolean | undefined {
  return value.kind === 'literal' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The items of a list; none when it is something else. */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [];
}

/** The texts of a list of texts, or of a single text; items of another kind are passed over. */
export function textValues(value: Value): readonly string[] {
  const single = textValue(value);
  return single === undefined ? itemsOf(value).flatMap((item) => textValue(item) ?? []) : [single];
}

/** The readable properties of an object in the order they are written. */
export function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  return value.kind === 'object' ? [...value.properties].map(([key, { value: item }]) => [key, item] as const) : [];
}

/** A loop can nest values deeper than any function may call itself. */
export const deepest = 300;

/**
 * Plain data with `undefined` in place of whatever is not data. A list that may have more items than are known is
 * `undefined` where only whole lists are wanted.
 */
export function dataOf(value: Value, wantsWhole = false, levels = deepest): unknown {
  if (levels === 0) return undefined;
  const inner = (item: Value): unknown => dataOf(item, wantsWhole, levels - 1);
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'list':
      if (wantsWhole && value.items.some((item) => item.kind === 'unknown' && item.several)) return undefined;
      return value.items.map(inner);
    case 'object': {
      const data: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      // Templates print whatever they are given, and an object without a prototype cannot be printed.
      Object.defineProperty(data, Symbol.toPrimitive, { value: () => '[object Object]' });
      for (const [key, item] of value.properties) data[key] = inner(item.value);
      return data;
    }
    case 'call':
    case 'reference':
    case 'function':
    case 'regex':
    case 'unknown':
      return undefined;
    default: {
      const never: never = value;
      return never;
    }
  }
}

/** Every part of a value that could not be read, itself included. */
export function unknownParts(value: Value, levels = deepest): readonly Unknown[] {
  if (levels === 0) return [];
  const inner = (item: Value): readonly Unknown[] => unknownParts(item, levels - 1);
  switch (value.kind) {
    case 'unknown':
      return [value];
    case 'list':
      return value.items.flatMap(inner);
    case 'object':
      return [...value.unread, ...[...value.properties.values()].flatMap((item) => inner(item.value))];
    case 'call':
      return value.args.flatMap(inner);
    case 'literal':
    case 'reference':
    case 'function':
    case 'regex':
      return [];
    default: {
      const never: never = value;
      return never;
    }
  }
}

/** Options nobody gave. */
export const emptyObject: Struct = { kind: 'object', properties: new Map(), unread: [], origin: nowhere };
