/**
 * Programs that are pages by where they lie. Git takes as long again for the whole history where it is asked about them,
 * and most repositories with programs have none that is a page: what the branch itself touched tells, in a tenth of that.
 */
import { globTest } from '../../core/text/glob.ts';
import { append } from '../../core/text/longLists.ts';
import { patternsOf } from './extensions.ts';
import type { Git } from './git.ts';
import { GitError } from './gitError.ts';
import { nulTokens } from './tokens.ts';

/** Merges are compared with the state they were merged into, so that nothing that came by them is missed. */
const nameArguments = ['log', '--first-parent', '-m', '--no-renames', '--name-only', '-z', '--format='];
const plainArguments = ['--no-ext-diff', '--no-textconv', '--no-show-signature', '--no-notes', '--no-color'];

/** Which programs may be pages, and where they are looked for. */
export interface ProgramsAsked {
  /** Globs by the ending of their files. */
  readonly programs: Readonly<Record<string, readonly string[]>>;
  /** The extensions that are in use. */
  readonly extensions: ReadonlySet<string>;
  /** As git takes it: a commit and what is left out. */
  readonly range: readonly string[];
}

/** Patterns for git, of those globs that fit a file which the branch touched within the range. */
export async function programsTouched(
  git: Git,
  { programs, extensions, range }: ProgramsAsked,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const used = Object.entries(programs).filter(([extension]) => extensions.has(extension));
  const left = new Map(used.flatMap(([, globs]) => globs).map((glob) => [glob, globTest(glob)]));
  if (left.size === 0) return [];
  const touched: string[] = [];
  const args = [
    ...nameArguments,
    ...plainArguments,
    ...range,
    '--',
    ...patternsOf(used.map(([extension]) => extension)),
  ];
  try {
    for await (const path of distinctPaths(git, args, signal)) {
      for (const [glob, isSuch] of left) {
        if (!isSuch(path)) continue;
        left.delete(glob);
        touched.push(glob);
      }
      if (left.size === 0) break;
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Part of the history is missing; reading it says so.
    append(touched, [...left.keys()]);
  }
  return touched.map((glob) => `:(top,glob)${glob}`);
}

async function* distinctPaths(
  git: Git,
  args: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void> {
  const seen = new Set<string>();
  for await (const tokens of nulTokens(git.stream(args, { signal }))) {
    for (const path of tokens) {
      if (path === '' || seen.has(path)) continue;
      seen.add(path);
      yield path;
    }
  }
}
