/**
 * Opens the repository that a folder belongs to. A site in a folder of a larger repository takes pages, redirects and
 * its past from all over it, so that everything is read and named from the top, whichever folder somebody works in.
 */
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { type RepoPath, repoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import { openDiskRepo } from './diskRepo.ts';
import { type GitOptions, openGit } from './git/git.ts';
import { repositoriesAbove } from './git/repositoryRoot.ts';

export interface OpenedRepository {
  /** The top of the repository; the folder itself where it is in none. */
  readonly directory: string;
  readonly repo: Repo;
  /** The folder that was named, seen from the top; empty for the top itself. */
  readonly folder: RepoPath;
}

export async function openRepository(folder: string, signal?: AbortSignal): Promise<OpenedRepository> {
  const { directory, inside } = await repositoryOf(folder, { signal });
  return { directory, repo: await openDiskRepo(directory, signal), folder: inside };
}

/** The top counts where git tracks something of the folder: what a repository ignores is no part of it. */
async function repositoryOf(folder: string, options: GitOptions): Promise<{ directory: string; inside: RepoPath }> {
  const alone = { directory: folder, inside: '' as RepoPath };
  const [top] = repositoriesAbove(folder);
  if (top === undefined) return alone;
  const inside = repoPath(relative(top, realpathSync.native(folder)).split(sep).join('/'));
  if (inside === undefined || inside === '') return alone;
  const git = await openGit(top, options);
  const tracked = git.ok
    ? await git.value.text(['ls-files', '-z', '--cached', '--', `:(top,literal)${inside}/`], options.signal)
    : git;
  options.signal?.throwIfAborted();
  return tracked.ok && tracked.value !== '' ? { directory: top, inside } : alone;
}

/** A path as its user writes it, with the separators of the system and with slashes alike. */
export function givenPath(text: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? text.replaceAll('\\', '/') : text;
}
