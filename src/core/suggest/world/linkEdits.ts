/** Links that authors changed from one page to another, all over the history. */
import type { Hunk } from '../../history/history.ts';
import type { Commit } from '../../model.ts';
import { linkKey, type PageLink, readLinks } from '../text/links.ts';

/** Where links to one page were pointed to instead. */
export interface LinkEdit {
  /** Key of the new target; see `linkKey`. */
  readonly to: string;
  /** How many links were changed, each file and commit counted once. */
  readonly count: number;
  readonly last: Commit;
}

/** Links that were changed together with what they lead to; by the key of the old target. */
export interface LinkEdits {
  of(key: string): readonly LinkEdit[];
  /** What links to a page were called when they were taken away or changed, the most usual first. */
  calledBefore(key: string): readonly string[];
  readonly size: number;
  readonly collected: CollectedLinks;
}

/** What is asked of a map of all that was collected, so that it need not be one. */
export type CollectedMap<Value> = Pick<ReadonlyMap<string, Value>, 'get' | 'size'> & Iterable<[string, Value]>;

/** What was collected of the links, by the key of the old target. */
export interface CollectedLinks {
  /** By the key of the new target. */
  readonly edits: CollectedMap<ReadonlyMap<string, LinkEdit>>;
  /** How often a link was called so. */
  readonly names: CollectedMap<ReadonlyMap<string, number>>;
}

interface Draft extends LinkEdit {
  count: number;
}

const longestName = 80;
const namesGiven = 5;

/** Collects the edits; `hosts` are the names of the site itself. */
export function collectLinkEdits(hosts: ReadonlySet<string>) {
  const edits = new Map<string, Map<string, Draft>>();
  const names = new Map<string, Map<string, number>>();
  return {
    add(hunk: Hunk): void {
      const gone = keyedLinks(hunk.removed, hunk, hosts);
      for (const { key, text } of gone) {
        if (text === '' || text.length > longestName) continue;
        const of = names.get(key) ?? new Map<string, number>();
        names.set(key, of);
        of.set(text, (of.get(text) ?? 0) + 1);
      }
      for (const [from, to] of new Map(changedLinks(gone, keyedLinks(hunk.added, hunk, hosts)))) {
        const of = edits.get(from) ?? new Map<string, Draft>();
        edits.set(from, of);
        const known = of.get(to);
        if (known) known.count++;
        else of.set(to, { to, count: 1, last: hunk.commit });
      }
    },
    /** What was collected of older places, behind all that was added. */
    addOlder(older: CollectedLinks): void {
      for (const [from, changed] of older.edits) {
        const of = edits.get(from) ?? new Map<string, Draft>();
        edits.set(from, of);
        for (const [to, edit] of changed) {
          const known = of.get(to);
          if (known) known.count += edit.count;
          else of.set(to, { ...edit });
        }
      }
      for (const [key, called] of older.names) {
        const of = names.get(key) ?? new Map<string, number>();
        names.set(key, of);
        for (const [text, count] of called) of.set(text, (of.get(text) ?? 0) + count);
      }
    },
    edits: (): LinkEdits => openLinkEdits({ edits, names }),
  };
}

export function openLinkEdits(collected: CollectedLinks): LinkEdits {
  const { edits, names } = collected;
  return {
    of: (key) => [...(edits.get(key)?.values() ?? [])].sort((a, b) => b.count - a.count),
    calledBefore: (key) =>
      [...(names.get(key) ?? [])]
        .sort((a, b) => b[1] - a[1])
        .slice(0, namesGiven)
        .map(([text]) => text),
    size: edits.size,
    collected,
  };
}

/**
 * The links of a hunk that went and those that came, paired: by the same text first, then by their order when equally
 * many are left. A link that stands on both sides did not change.
 */
function changedLinks(gone: readonly KeyedLink[], come: readonly KeyedLink[]): readonly (readonly [string, string])[] {
  const stayed = new Set(gone.map(({ key }) => key).filter((key) => come.some((link) => link.key === key)));
  const removed = gone.filter(({ key }) => !stayed.has(key));
  const added = come.filter(({ key }) => !stayed.has(key));
  const pairs: (readonly [string, string])[] = [];
  const taken = new Set<number>();
  const left = removed.filter(({ text, key }) => {
    const same = text === '' ? -1 : added.findIndex((link, i) => link.text === text && !taken.has(i));
    if (same < 0) return true;
    taken.add(same);
    pairs.push([key, added[same]?.key ?? key]);
    return false;
  });
  const free = added.filter((_, i) => !taken.has(i));
  if (left.length === free.length) for (const [i, { key }] of left.entries()) pairs.push([key, free[i]?.key ?? key]);
  return pairs.filter(([from, to]) => from !== to);
}

interface KeyedLink {
  readonly key: string;
  readonly text: string;
}

function keyedLinks(lines: readonly string[], { file }: Hunk, hosts: ReadonlySet<string>): readonly KeyedLink[] {
  return readLinks(lines.join('\n')).flatMap(({ text, target }: PageLink) => {
    const key = linkKey(target, file, hosts);
    return key === undefined || key === '' ? [] : [{ key, text: text.toLowerCase() }];
  });
}
