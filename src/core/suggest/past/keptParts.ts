/** The forms in which maps and lists of a past are kept: as lists of numbers and of texts, which are read quickest. */
import type { Commit } from '../../model.ts';
import type { CollectedLinks, CollectedMap, LinkEdit } from '../world/linkEdits.ts';

/** Lists of lists: how long each of them is, by which the parts of all stand one behind the other. */
export interface KeptGroups {
  readonly keys: readonly string[];
  readonly sizes: readonly number[];
}

/** Changed links; `last` are places of commits. */
export interface KeptEdits {
  readonly edits: KeptGroups & {
    readonly to: readonly string[];
    readonly counts: readonly number[];
    readonly last: readonly number[];
  };
  readonly names: KeptGroups & { readonly texts: readonly string[]; readonly counts: readonly number[] };
}

/** Each value once, by its place. */
export function table<Value>(keyOf: (value: Value) => string) {
  const places = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    place(value: Value): number {
      const key = keyOf(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.push(value) - 1);
      return values.length - 1;
    },
  };
}

export function keptEdits(collected: CollectedLinks, placeOf: (commit: Commit) => number): KeptEdits {
  const changed = [...collected.edits].flatMap(([, to]) => [...to.values()]);
  const called = [...collected.names].flatMap(([, names]) => [...names]);
  return {
    edits: {
      ...groups(collected.edits, (to) => to.size),
      to: changed.map(({ to }) => to),
      counts: changed.map(({ count }) => count),
      last: changed.map(({ last }) => placeOf(last)),
    },
    names: {
      ...groups(collected.names, (names) => names.size),
      texts: called.map(([text]) => text),
      counts: called.map(([, count]) => count),
    },
  };
}

/** `commit` gives the one of a place. */
export function openEdits({ edits, names }: KeptEdits, commit: (place: number) => Commit): CollectedLinks {
  return {
    edits: grouped(edits, (i): [string, LinkEdit] => {
      const to = at(edits.to, i);
      return [to, { to, count: at(edits.counts, i), last: commit(at(edits.last, i)) }];
    }),
    names: grouped(names, (i): [string, number] => [at(names.texts, i), at(names.counts, i)]),
  };
}

export function groups<Value>(all: Iterable<readonly [string, Value]>, sizeOf: (value: Value) => number): KeptGroups {
  const entries = [...all];
  return { keys: entries.map(([key]) => key), sizes: entries.map(([, value]) => sizeOf(value)) };
}

/** The groups as maps, each made when somebody asks for it: nearly none is. `entry` gives what stands at a place. */
function grouped<Value>(
  { keys, sizes }: KeptGroups,
  entry: (place: number) => readonly [string, Value],
): CollectedMap<ReadonlyMap<string, Value>> {
  const starts = startsOf(keys, sizes);
  const last = (starts.at(-1) ?? 0) - 1;
  // So that what is not whole is seen while it is opened.
  if (last >= 0) entry(last);
  let places: ReadonlyMap<string, number> | undefined;
  const groupAt = (group: number): ReadonlyMap<string, Value> => {
    const found = new Map<string, Value>();
    for (let place = at(starts, group); place < at(starts, group + 1); place++) found.set(...entry(place));
    return found;
  };
  return {
    size: keys.length,
    get(key) {
      places ??= new Map(keys.map((known, i) => [known, i]));
      const group = places.get(key);
      return group === undefined ? undefined : groupAt(group);
    },
    *[Symbol.iterator]() {
      for (const [group, key] of keys.entries()) yield [key, groupAt(group)];
    },
  };
}

/** A map of which each value is made when somebody asks for it: of all files that are gone, a question asks for a few. */
export function madeWhenAsked<Key, Value>(
  keys: readonly Key[],
  make: (place: number) => Value,
): ReadonlyMap<Key, Value> {
  const places = new Map(keys.map((key, i) => [key, i]));
  return madeByPlace({ size: keys.length, keyAt: (i) => at(keys, i), placeOf: (key) => places.get(key) ?? -1, make });
}

/** The same for keys that stand at places, each once; `placeOf` is -1 for any other. */
export function madeByPlace<Key, Value>({
  size,
  keyAt,
  placeOf,
  make,
}: {
  readonly size: number;
  readonly keyAt: (place: number) => Key;
  readonly placeOf: (key: Key) => number;
  readonly make: (place: number) => Value;
}): ReadonlyMap<Key, Value> {
  const made = new Map<number, Value>();
  const valueAt = (place: number): Value => {
    const value = made.get(place) ?? make(place);
    made.set(place, value);
    return value;
  };
  // So that what is not whole is seen while it is opened.
  if (size > 0) valueAt(size - 1);
  function* keys(): Generator<Key, undefined, undefined> {
    for (let place = 0; place < size; place++) yield keyAt(place);
  }
  function* values(): Generator<Value, undefined, undefined> {
    for (let place = 0; place < size; place++) yield valueAt(place);
  }
  function* entries(): Generator<[Key, Value], undefined, undefined> {
    for (let place = 0; place < size; place++) yield [keyAt(place), valueAt(place)];
  }
  return {
    size,
    has: (key) => placeOf(key) >= 0,
    get(key) {
      const place = placeOf(key);
      return place < 0 ? undefined : valueAt(place);
    },
    forEach(each) {
      for (const [key, value] of entries()) each(value, key, this);
    },
    keys,
    values,
    entries,
    [Symbol.iterator]: entries,
  };
}

/** Where each group begins, and the end of the last. */
export function startsOf(keys: readonly string[], sizes: readonly number[]): readonly number[] {
  const starts = [0];
  let end = 0;
  for (let group = 0; group < keys.length; group++) {
    end += at(sizes, group);
    starts.push(end);
  }
  return starts;
}

export function at<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError('what is kept of a past is not whole');
  return value;
}
