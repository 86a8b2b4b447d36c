import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Git } from './git.ts';
import { nulTokens } from './tokens.ts';

/** The files of a commit; submodules and links are left out. Empty when the commit is not in this clone. */
export async function readGitTree(
  git: Git,
  commit: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<RepoPath, BlobId>> {
  const files = new Map<RepoPath, BlobId>();
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return files;
  for await (const entries of nulTokens(git.stream(['ls-tree', '-r', '-z', '--full-tree', commit], { signal }))) {
    for (const entry of entries) {
      const [, mode, id, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      if (mode !== undefined && mode !== '120000' && path !== undefined) files.set(path as RepoPath, id as BlobId);
    }
  }
  return files;
}
