/** Which findings are judged, and what the judges said of them. */
import { createHash } from 'node:crypto';

/** One finding of `redirects --check`, and where it was found. */
export interface Found {
  readonly repository: string;
  readonly commit: string;
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type Verdict = 'true' | 'false' | 'unknown';

/** What was said of a finding, and by what it was seen. */
export interface Judged {
  readonly verdict: Verdict;
  readonly why: string;
}

/** Names a finding among all others, whatever its message says. */
export function keyOf({ repository, commit, code, file, line, message }: Found): string {
  // Several on one line are told apart by the address that stands first in the message.
  return `${repository}@${commit.slice(0, 10)} ${code} ${file}:${line} ${message.split(' ')[0]}`;
}

/**
 * Up to `count` of them, evenly over the codes, within a code over the repositories and in a repository in the order of a
 * hash of the seed: neither a file with a thousand duplicates nor a code that is found everywhere is the sample.
 */
export function sampled(all: readonly Found[], seed: string, count: number): readonly Found[] {
  const place = (found: Found) =>
    createHash('sha256')
      .update(`${seed}\n${keyOf(found)}`)
      .digest('hex');
  const sorted = [...new Map(all.map((found) => [keyOf(found), found])).values()]
    .map((found) => ({ found, at: place(found) }))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .map(({ found }) => found);
  const codes = grouped(sorted, ({ code }) => code);
  return inTurns(codes.map((ofCode) => inTurns(grouped(ofCode, ({ repository }) => repository)))).slice(0, count);
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

/** The first of each, the second of each, and so on. */
function inTurns<Item>(groups: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => groups.flatMap((group) => group.slice(turn, turn + 1))).flat();
}

/** Lines of `VERDICT<TAB>KEY<TAB>WHY`, where `#` begins a comment. Throws for a verdict that is none. */
export function judgedOf(text: string): ReadonlyMap<string, Judged> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [verdict = '', key = '', why = ''] = line.split('\t');
      if (verdict !== 'true' && verdict !== 'false' && verdict !== 'unknown')
        throw new Error(`${verdict} is no verdict: ${line}`);
      return [key, { verdict, why }];
    }),
  );
}

export interface Row {
  readonly code: string;
  readonly found: number;
  readonly sampled: number;
  readonly said: Readonly<Record<Verdict, number>>;
}

/** For each code how many were found, sampled and judged; what nobody judged counts nowhere. */
export function tableOf(
  all: readonly Found[],
  chosen: readonly Found[],
  judged: ReadonlyMap<string, Judged>,
): readonly Row[] {
  const codes = [...new Set(all.map(({ code }) => code))].sort();
  return codes.map((code) => {
    const here = chosen.filter((found) => found.code === code);
    const often = (verdict: Verdict) => here.filter((found) => judged.get(keyOf(found))?.verdict === verdict).length;
    const said = { true: often('true'), false: often('false'), unknown: often('unknown') };
    return { code, found: all.filter((found) => found.code === code).length, sampled: here.length, said };
  });
}
