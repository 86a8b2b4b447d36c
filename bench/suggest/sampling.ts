/** Keeps of a list of redirects what says something new: no rule once more for each language, no folder move page by page. */
import type { Pair } from './admission.ts';

/** More pages of one move, or sent to one landing page, teach nothing more. */
const mostOfOneMove = 60;
const mostToOnePage = 8;

/** `total` of the list, evenly from its beginning to its end; the same ones on every run. */
export function spread<Item>(items: readonly Item[], total: number): readonly Item[] {
  if (items.length <= total) return items;
  return Array.from({ length: total }, (_, i) => items[Math.floor((i * items.length) / total)]).filter(
    (item) => item !== undefined,
  );
}

/** At most two of the pairs that are the same but for language and version: the plainest address, and one other. */
export function withoutCopies(pairs: readonly Pair[]): readonly Pair[] {
  const groups = grouped(pairs, ({ from, to }) => `${neutral(from)} ${neutral(to)}`);
  const kept = new Set<Pair>();
  let turn = 0;
  for (const group of groups.values()) {
    const [first, ...others] = group.toSorted((a, b) => a.from.split('/').length - b.from.split('/').length);
    if (first) kept.add(first);
    const other = others[turn++ % Math.max(1, others.length)];
    if (other) kept.add(other);
  }
  return pairs.filter((pair) => kept.has(pair));
}

/** Whole folders that moved and landing pages that took in many, thinned out evenly. */
export function withoutRepeats(pairs: readonly Pair[]): readonly Pair[] {
  const thinned = thin(pairs, ({ to }) => to, mostToOnePage);
  return thin(thinned, moveOf, mostOfOneMove);
}

/** The pairs by what changed: `/docs/a/b` to `/docs/c/b` is `a > c`. */
export function byMove(pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
  return grouped(pairs, moveOf);
}

function thin(pairs: readonly Pair[], keyOf: (pair: Pair) => string, most: number): readonly Pair[] {
  const kept = new Set([...grouped(pairs, keyOf).values()].flatMap((group) => spread(group, most)));
  return pairs.filter((pair) => kept.has(pair));
}

function grouped(pairs: readonly Pair[], keyOf: (pair: Pair) => string): ReadonlyMap<string, readonly Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const group = groups.get(key);
    if (group) group.push(pair);
    else groups.set(key, [pair]);
  }
  return groups;
}

function moveOf({ from, to }: Pair): string {
  const old = from.split('/');
  const now = to.split('/');
  while (old.length > 0 && now.length > 0 && old.at(-1) === now.at(-1)) {
    old.pop();
    now.pop();
  }
  while (old.length > 0 && now.length > 0 && old[0] === now[0]) {
    old.shift();
    now.shift();
  }
  return `${old.join('/')} > ${now.join('/')}`;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function isLanguage(segment: string): boolean {
  return (
    /^[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}))?$/i.test(segment) &&
    languageNames.of(segment.replace('_', '-')) !== undefined
  );
}

/** The address without what tells its language and version. */
function neutral(path: string): string {
  return path
    .split('/')
    .filter(
      (segment) => !isLanguage(segment) && !/^(?:v?\d+(?:\.(?:\d+|x))*|next|latest|stable|main|master)$/i.test(segment),
    )
    .join('/');
}
