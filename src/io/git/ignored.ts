/** What git would leave alone now: a build may make such a file though nobody commits it any more. */
import { fileName, type RepoPath } from '../../core/paths.ts';
import type { Repo } from '../../core/ports.ts';
import { openGit, streamText } from './git.ts';

/** Where the files are. */
interface IgnoredIn {
  /** The folder on the disk that paths are seen from. */
  readonly directory: string;
  readonly repo: Pick<Repo, 'files' | 'read'>;
}

/** What was told last of each folder, as long as its lists are the same: an editor asks with every change. */
const told = new Map<string, { readonly key: string; readonly ignored: ReadonlySet<RepoPath> }>();

/**
 * The files among these that git ignores, there or not. None where git does not tell: patterns may be made to take for ever,
 * and then it is stopped. https://git-scm.com/docs/git-check-ignore
 */
export async function ignoredNow(
  { directory, repo }: IgnoredIn,
  files: readonly RepoPath[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<RepoPath>> {
  if (files.length === 0) return new Set();
  const lists = repo.files.filter((file) => fileName(file) === '.gitignore');
  const key = JSON.stringify([files, ...(await Promise.all(lists.map((file) => repo.read(file))))]);
  const known = told.get(directory);
  if (known?.key === key) return known.ignored;
  const ignored = await askGit(directory, new Set(files), signal);
  told.set(directory, { key, ignored });
  return ignored;
}

async function askGit(
  directory: string,
  files: ReadonlySet<RepoPath>,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<RepoPath>> {
  const git = await openGit(directory, { signal });
  if (!git.ok) return new Set();
  const input = [...files].map((file) => `${file}\0`).join('');
  const ignored = new Set(await answer(git.value.stream(['check-ignore', '-z', '--stdin'], { signal, input })));
  signal?.throwIfAborted();
  return new Set([...files].filter((file) => ignored.has(file)));
}

async function answer(output: AsyncIterable<Buffer>): Promise<readonly string[]> {
  try {
    return (await streamText(output)).split('\0');
  } catch {
    // It ends with 1 where it ignores none of them.
    return [];
  }
}
