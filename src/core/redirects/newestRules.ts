/** Where a site wrote the last of its redirects, as the history tells: a site that has moved on has more of its former kind. */
import type { History } from '../history/history.ts';
import type { RepoPath } from '../paths.ts';
import type { RedirectRule } from './format.ts';

/** Of the last commits that added redirects, how many added them in each format. */
export interface NewestRules {
  readonly commits: number;
  readonly byFormat: ReadonlyMap<string, number>;
}

/** So many tell what a site does now: its move to another format was one of many that each added hundreds. */
const enough = 10;
/** Where so many were alike, one after the other, those before them tell what the site did once. */
const enoughAlike = 5;
/** Fewer say nothing. */
const fewest = 3;
/** Git compares every page that these changed, which is paid for with each question about a site. */
const lastCommits = 60;

/** `undefined` where all are written alike, and where the last commits added next to none. */
export async function newestRules(
  rules: readonly RedirectRule[],
  history: Pick<History, 'addedLines'>,
  signal?: AbortSignal,
): Promise<NewestRules | undefined> {
  if (new Set(rules.map(({ format }) => format)).size < 2) return undefined;
  const unseen = bySource(rules);
  const byCommit = new Map<string, Map<string, number>>();
  for await (const { commit, file, lines } of history.addedLines([...unseen.keys()], lastCommits, signal)) {
    if (byCommit.size === enough && !byCommit.has(commit)) break;
    const names = unseen.get(file);
    for (const word of names === undefined ? [] : lines.flatMap(words)) {
      const format = names?.get(word);
      if (format === undefined) continue;
      // A line that was written again later counts as it was written last.
      names?.delete(word);
      const formats = byCommit.get(commit) ?? new Map<string, number>();
      byCommit.set(commit, formats.set(format, (formats.get(format) ?? 0) + 1));
    }
  }
  if (byCommit.size < fewest) return undefined;
  const newestFirst = [...byCommit.values()].flatMap(
    (formats) => [...formats].sort(([, a], [, b]) => b - a)[0]?.[0] ?? [],
  );
  const other = newestFirst.findIndex((format) => format !== newestFirst[0]);
  const counted = other >= enoughAlike ? newestFirst.slice(0, other) : newestFirst;
  const byFormat = new Map<string, number>();
  for (const format of counted) byFormat.set(format, (byFormat.get(format) ?? 0) + 1);
  return { commits: counted.length, byFormat };
}

/** The formats of the rules of each file, by the last name of the address they answer for. */
function bySource(rules: readonly RedirectRule[]): ReadonlyMap<RepoPath, Map<string, string>> {
  const files = new Map<RepoPath, Map<string, string>>();
  for (const { file, from, format } of rules) {
    const name = lastName(from);
    if (name === undefined) continue;
    const names = files.get(file) ?? new Map<string, string>();
    files.set(file, names.set(name, format));
  }
  return files;
}

/** What a line of any format can hold an address in, each by its last name. */
function words(line: string): readonly string[] {
  return line.split(/[\s"'`,;:=()[\]{}]+/).flatMap((word) => lastName(word) ?? []);
}

function lastName(address: string): string | undefined {
  return address.split('/').findLast((part) => part !== '');
}
