/**
 * The kinds of files a repository has or had. Git compares every changed path with every pattern it is given, so asking
 * for extensions nobody used doubles its time.
 */
import { fileName } from '../../core/paths.ts';
import type { Git } from './git.ts';
import type { MainState } from './mainLine.ts';
import { nulTokens } from './tokens.ts';
import { readGitTree } from './tree.ts';

/** How many states of the past are looked at. */
const samples = 12;

/** The extensions of all files in the newest state and in some earlier ones, as they are spelt there. */
export async function readExtensions(
  git: Git,
  mainLine: readonly MainState[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const states = Array.from(
    { length: samples },
    (_, i) => mainLine[Math.round((i * (mainLine.length - 1)) / (samples - 1))]?.tree,
  );
  const trees = [...new Set(states)].filter((tree) => tree !== undefined);
  const [newest] = trees;
  const extensions = new Set<string>();
  if (newest === undefined) return extensions;
  for (const path of (await readGitTree(git, newest, signal)).keys()) extensions.add(extension(path));
  for await (const path of filesOnlyInEarlier(git, trees, signal)) extensions.add(extension(path));
  return extensions;
}

/** Those of the wanted extensions that are in use, in every spelling. */
export function inUse(wanted: readonly string[], extensions: ReadonlySet<string>): readonly string[] {
  return wanted.flatMap((extension) => [...extensions].filter((used) => used.toLowerCase() === extension));
}

/** Patterns for git that count from the top of the repository, wherever it is run. */
export function patternsOf(extensions: readonly string[]): readonly string[] {
  return extensions.map((extension) => `:(top)*.${extension}`);
}

/** Compares each tree with the next earlier one: what is neither in the newest nor told here is in none. */
async function* filesOnlyInEarlier(
  git: Git,
  trees: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void> {
  const pairs = trees.slice(1).map((tree, i) => `${trees[i]} ${tree}\n`);
  if (pairs.length === 0) return;
  const args = ['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-renames', '--diff-filter=AT'];
  let isFile = false;
  for await (const tokens of nulTokens(git.stream(args, { signal, input: pairs.join('') }))) {
    for (const token of tokens) {
      // The line of the two trees stands before their first entry.
      const mode = /:\d+ (\d+) [0-9a-f]+ [0-9a-f]+ [AT]$/.exec(token)?.[1];
      if (mode === undefined && isFile) yield token;
      isFile = mode?.startsWith('100') ?? false;
    }
  }
}

function extension(path: string): string {
  const name = fileName(path);
  return name.slice(name.lastIndexOf('.') + 1);
}
