/**
 * Opens the repository that a folder belongs to. A site in a folder of a larger repository takes pages, redirects and
 * its past from all over it, so that everything is read and named from the top, whichever folder somebody works in.
 */
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { type RepoPath, repoPath } from '../../core/paths.ts';
import type { Repo } from '../../core/ports.ts';
import { type Look, look } from '../disk/entryStats.ts';
import { onceFor } from '../disk/onceFor.ts';
import { type GitOptions, openGit } from '../git/git.ts';
import { repositoriesAbove } from '../git/repositoryRoot.ts';
import type { ConclusionStore } from '../stores/conclusionStore.ts';
import { openDiskRepo } from './diskRepo.ts';

/** Where a folder lies in its repository. */
export interface RepositoryPlace {
  /** The top of the repository; the folder itself where it is in none. */
  readonly directory: string;
  /** The folder that was named, seen from the top; empty for the top itself. */
  readonly folder: RepoPath;
}

/** A repository on the disk, and where it lies. */
export interface OpenedRepository extends RepositoryPlace {
  readonly repo: Repo;
}

/** `conclusions` keeps what is concluded of the texts of its top; `lookAt` looks at each of its files once, for whoever asks. */
export async function openRepository(
  folder: string,
  signal?: AbortSignal,
  conclusions?: (directory: string, lookAt: Look) => Promise<ConclusionStore | undefined>,
): Promise<OpenedRepository> {
  const place = await repositoryOf(folder, { signal });
  const lookAt = onceFor(look);
  const kept = await conclusions?.(place.directory, lookAt);
  return { ...place, repo: await openDiskRepo(place.directory, signal, kept, lookAt) };
}

/** The top counts where git tracks something of the folder: what a repository ignores is no part of it. */
export async function repositoryOf(folder: string, options: GitOptions): Promise<RepositoryPlace> {
  const alone = { directory: folder, folder: '' as RepoPath };
  const [top] = repositoriesAbove(folder);
  if (top === undefined) return alone;
  const inside = repoPath(relative(top, realpathSync.native(folder)).split(sep).join('/'));
  if (inside === undefined || inside === '') return alone;
  const git = await openGit(top, options);
  const tracked = git.ok
    ? await git.value.text(['ls-files', '-z', '--cached', '--', `:(top,literal)${inside}/`], options.signal)
    : git;
  options.signal?.throwIfAborted();
  return tracked.ok && tracked.value !== '' ? { directory: top, folder: inside } : alone;
}

/** A path as its user writes it, with the separators of the system and with slashes alike. */
export function givenPath(text: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? text.replaceAll('\\', '/') : text;
}
