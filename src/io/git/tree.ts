import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { type Result, success } from '../../core/ports.ts';
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
  for await (const entries of nulTokens(git.stream(listing(commit), { signal }))) take(entries, files);
  return files;
}

/** The same of the commit that is checked out; a failure says why its files cannot be listed. */
export async function readNewestTree(
  git: Git,
  commit: string,
  signal?: AbortSignal,
): Promise<Result<ReadonlyMap<RepoPath, BlobId>>> {
  const listed = await git.text(listing(commit), signal);
  if (!listed.ok) return listed;
  const files = new Map<RepoPath, BlobId>();
  take(listed.value.split('\0'), files);
  return success(files);
}

function listing(commit: string): readonly string[] {
  return ['ls-tree', '-r', '-z', '--full-tree', commit];
}

function take(entries: readonly string[], files: Map<RepoPath, BlobId>): void {
  for (const entry of entries) {
    const [, mode, id, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    if (mode !== undefined && mode !== '120000' && path !== undefined) files.set(path as RepoPath, id as BlobId);
  }
}
