/**
 * What redirects that exist did to addresses: which parts they put in the place of others, as in
 * `/user-guide/x` to `/guides/user/x` and `/user-guide/y` to `/guides/user/y`.
 */
import { rawWords } from './words.ts';

/** One pair of an old and a new address, as their parts. */
export interface AddressPair {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** An address after one learnt replacement. */
export interface Substituted {
  readonly segments: readonly string[];
  /** What was replaced by what, as a reader knows it: `user-guide` and `guides/user`. */
  readonly old: string;
  readonly now: string;
  /** Redirects that did the same. */
  readonly count: number;
  /** Of the redirects whose old address has these parts, the share that replaced them so. */
  readonly share: number;
}

/** What known redirects replace, applied to other addresses. */
export interface Substitutions {
  /** Whole parts replaced, put in or left out. */
  ofParts(segments: readonly string[]): readonly Substituted[];
  /** Words within one part replaced, put in or left out. */
  ofWords(segments: readonly string[]): readonly Substituted[];
}

/** Seen once, a replacement is one page's business. */
const leastSeen = 2;

/** What is longer was not replaced by habit. */
const mostReplaced = 16;

/** An address in which more could be replaced repeats itself, and means no page of the site. */
const mostFound = 40;

/** Stands for the root in front of the first part, and for the start of a part in front of its first word. */
const start = '^';

export function learnSubstitutions(ways: readonly AddressPair[]): Substitutions {
  const parts = learn(ways.map(({ from, to }) => ({ from: [start, ...from], to: [start, ...to] })));
  const words = learn(ways.flatMap(wordWays));
  return {
    ofParts: (segments) =>
      parts([start, ...segments]).map((found) => ({
        ...found,
        segments: withoutStart(found.segments),
        old: shown(found.old, '/'),
        now: shown(found.now, '/'),
      })),
    ofWords(segments) {
      const all: Substituted[] = [];
      for (const [at, segment] of segments.entries()) {
        for (const found of words([start, ...rawWords(segment)])) {
          if (all.length === mostFound) return all;
          const changed = segments.with(at, withoutStart(found.segments).join('-'));
          all.push({ ...found, segments: changed, old: shown(found.old, '-'), now: shown(found.now, '-') });
        }
      }
      return all;
    },
  };
}

/** The one part in which two addresses of the same length differ, by its words. */
function wordWays({ from, to }: AddressPair): readonly AddressPair[] {
  if (from.length !== to.length) return [];
  const differing = from.flatMap((part, i) => (part === to[i] ? [] : [[part, to[i] ?? ''] as const]));
  const [only] = differing;
  if (only === undefined || differing.length > 1) return [];
  return [{ from: [start, ...rawWords(only[0])], to: [start, ...rawWords(only[1])] }];
}

interface Replaced {
  readonly segments: readonly string[];
  readonly old: readonly string[];
  readonly now: readonly string[];
  readonly count: number;
  readonly share: number;
}

/** Parts are joined by a character that no address has. */
const joint = '\n';

function learn(ways: readonly AddressPair[]): (parts: readonly string[]) => readonly Replaced[] {
  const learnt = new Map<string, { total: number; readonly by: Map<string, number> }>();
  const lengths = new Set<number>();
  for (const way of ways) {
    const change = changeOf(way);
    if (change === undefined || change[0].length > mostReplaced) continue;
    const [old, now] = change.map((part) => part.join(joint));
    if (old === undefined || now === undefined) continue;
    lengths.add(change[0].length);
    const known = learnt.get(old) ?? { total: 0, by: new Map<string, number>() };
    learnt.set(old, known);
    known.by.set(now, (known.by.get(now) ?? 0) + 1);
  }
  for (const { from } of ways) {
    for (const { key } of runs(from, lengths)) {
      const known = learnt.get(key);
      if (known !== undefined) known.total++;
    }
  }
  return (parts) => {
    const found: Replaced[] = [];
    for (const { key, at, length } of runs(parts, lengths)) {
      const known = learnt.get(key);
      for (const [now, count] of known?.by ?? []) {
        if (count < leastSeen || known === undefined) continue;
        if (found.length === mostFound) return found;
        const put = now === '' ? [] : now.split(joint);
        const segments = [...parts.slice(0, at), ...put, ...parts.slice(at + length)];
        found.push({ segments, old: key.split(joint), now: put, count, share: Math.min(1, count / known.total) });
      }
    }
    return found;
  };
}

/**
 * The parts that were replaced and what replaced them, without what both have in front and behind; `undefined` when
 * the two have nothing in common, or everything. Parts that were only put in are told by the one in front of them.
 */
function changeOf({ from, to }: AddressPair): readonly [readonly string[], readonly string[]] | undefined {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  const most = Math.min(from.length, to.length) - head;
  while (tail < most && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  // The start is common to all.
  if (head + tail < 2 || (head === from.length && head === to.length)) return undefined;
  const first = head + tail === from.length ? head - 1 : head;
  return [from.slice(first, from.length - tail), to.slice(first, to.length - tail)];
}

/** Every run of so many neighbouring parts. */
function* runs(
  parts: readonly string[],
  lengths: ReadonlySet<number>,
): Iterable<{ readonly key: string; readonly at: number; readonly length: number }> {
  const known = [...lengths].sort((a, b) => a - b);
  for (let at = 0; at < parts.length; at++) {
    for (const length of known) {
      if (at + length <= parts.length) yield { key: parts.slice(at, at + length).join(joint), at, length };
    }
  }
}

function withoutStart(parts: readonly string[]): readonly string[] {
  return parts.filter((part) => part !== start);
}

function shown(parts: readonly string[], by: string): string {
  return withoutStart(parts).join(by);
}
