/** Where people would put a new entry among those that are there: in their order, or beside its relatives. */

/** So many entries in their order, or folders with several entries side by side, are no accident. */
const [fewestSorted, fewestGroups] = [8, 2];

/** What the entries of a list tell of the place of another. */
export interface CustomOfList {
  /** How many entries stand in front of a new one; `undefined` where no custom tells. */
  indexOf(key: string): number | undefined;
  /** New ones in the order in which they stand beside one another. */
  sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[];
}

/**
 * The custom of a list by the sources of its entries. `isDivided`: blank lines or comments stand between them, so that the
 * order of the whole says nothing.
 */
export function customOf(keys: readonly string[], isDivided: boolean): CustomOfList {
  const fold = keys.length < fewestSorted || isDivided ? undefined : foldings.find((each) => isSorted(keys.map(each)));
  const groups = fold === undefined ? groupsIn(keys) : undefined;
  return {
    indexOf(key) {
      if (fold === undefined) return groups?.get(folderOf(key));
      const greater = keys.findIndex((other) => fold(other) > fold(key));
      return greater < 0 ? keys.length : greater;
    },
    sorted(items, keyOf) {
      if (fold === undefined) return items;
      const key = (item: (typeof items)[number]) => fold(keyOf(item));
      return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    },
  };
}

/** Whether lines of a text are blank or hold a comment alone. */
export function hasDividers(text: string): boolean {
  return /\n[ \t]*(?:\r?\n|#|\/\/|\/\*)/.test(text);
}

const foldings = [(key: string) => key, (key: string) => key.toLowerCase()];

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') <= key);
}

function folderOf(key: string): string {
  return key.replace(/\/$/, '').replace(/[^/]*$/, '');
}

/** Behind the last entry of each folder; `undefined` where the entries of one do not stand side by side. */
function groupsIn(keys: readonly string[]): ReadonlyMap<string, number> | undefined {
  const ends = new Map<string, number>();
  const large = new Set<string>();
  for (const [i, key] of keys.entries()) {
    const folder = folderOf(key);
    // What lies at the top has nothing in common.
    if (/^\W*$/.test(folder)) continue;
    const known = ends.get(folder);
    if (known !== undefined && known !== i) return undefined;
    if (known === i) large.add(folder);
    ends.set(folder, i + 1);
  }
  return large.size >= fewestGroups ? ends : undefined;
}
