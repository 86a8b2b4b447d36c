/** What Eleventy leaves out. https://www.11ty.dev/docs/ignores/ */
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { append } from '../../text/longLists.ts';

/** Globs seen from the project's root: the one that is always there, those that were added, less those taken away. */
export function ignoredByCode(added: readonly string[], taken: readonly string[]): readonly string[] {
  return ['**/node_modules/**', ...added].filter((glob) => !taken.includes(glob));
}

/** The output folder, unless the input lies in it (`getIgnores` in its `EleventyFiles.js`). */
export function writtenBefore(root: RepoPath, input: RepoPath, output: string): readonly string[] {
  const folder = joinRepo(root, output);
  if (folder === undefined || folder === input || below(input, folder) !== undefined) return [];
  return [below(folder, root) ?? []].flat();
}

/**
 * `.eleventyignore` beside the configuration and in the input folder, and git's own list beside the configuration; their
 * paths are seen from their folders.
 */
export async function ignoreFiles(
  root: RepoPath,
  input: RepoPath,
  asksGit: boolean,
  repo: Repo,
): Promise<readonly string[]> {
  const own = [...new Set([root, input])].map((at) => [at, '.eleventyignore'] as const);
  const found: string[] = [];
  for (const [at, name] of asksGit ? [[root, '.gitignore'] as const, ...own] : own) {
    const text = (await repo.read(joinRepo(at, name) ?? at)) ?? '';
    const inside = at === root ? '' : `${at.slice(root === '' ? 0 : root.length + 1)}/`;
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    append(
      found,
      lines.filter((line) => line !== '' && !/^[#!]/.test(line)).map((line) => inside + line),
    );
  }
  return found;
}
