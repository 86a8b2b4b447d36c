/**
 * Files whose text in the working tree may not be the one of the last commit, told by what the disk says of them beside
 * what git's index noted: git itself would run the filters of the repository's configuration to compare them.
 */
import { join, resolve } from 'node:path';
import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { entryStats } from '../disk/entryStats.ts';
import type { Git } from './git.ts';

/** What the index notes of a file: https://git-scm.com/docs/index-format */
interface Noted {
  readonly path: RepoPath;
  readonly blob: string;
  readonly modified: bigint;
  readonly size: bigint;
}

/**
 * Empty where git does not tell. A file that is not in the commit, or not on the disk, is none. `index` is git's, as seen
 * from its folder.
 */
export async function touchedFiles(
  git: Git,
  tree: ReadonlyMap<RepoPath, BlobId>,
  index: string,
  signal?: AbortSignal,
): Promise<readonly RepoPath[]> {
  const listed = await git.text(['ls-files', '-z', '--cached', '--stage', '--debug'], signal);
  signal?.throwIfAborted();
  if (!listed.ok || index === '') return [];
  const written = entryStats(resolve(git.folder, index))?.mtimeNs ?? 0n;
  const noted = [...entriesOf(listed.value)];
  const inIndex = new Set(noted.map(({ path }) => path));
  const touched = noted.flatMap(({ path, blob, modified, size }) => {
    const committed = tree.get(path);
    if (committed === undefined) return [];
    if (blob !== committed) return [path];
    const now = entryStats(join(git.folder, path));
    if (now === undefined) return [];
    // What was written in the moment of the index, or after it, may have had another text there.
    const isSame = isAt(now.mtimeNs, modified) && now.size === size && modified < written;
    return isSame ? [] : [path];
  });
  const given = [...tree.keys()].filter((path) => !inIndex.has(path));
  return [...touched, ...given];
}

const second = 1_000_000_000n;

/** Some programs note whole seconds alone. */
function isAt(now: bigint, noted: bigint): boolean {
  return now === noted || (noted % second === 0n && now / second === noted / second);
}

const stage = /^\d{6} ([0-9a-f]+) 0\t/;

/** `100644 HASH 0<TAB>path`, a zero byte, then lines with times and sizes of which `flags:` is the last. */
function* entriesOf(listed: string): Generator<Noted, void> {
  const parts = listed.split('\0');
  for (const [i, part] of parts.entries()) {
    const head = i === 0 ? part : part.slice(part.indexOf('\n', part.indexOf('flags: ')) + 1);
    const found = stage.exec(head);
    const details = parts[i + 1] ?? '';
    const [, seconds = '', nanoseconds = ''] = /^ {2}mtime: (\d+):(\d+)$/m.exec(details) ?? [];
    const size = /^ {2}size: (\d+)\t/m.exec(details)?.[1];
    if (found === null || seconds === '' || size === undefined) continue;
    const modified = BigInt(seconds) * second + BigInt(nanoseconds);
    yield { path: head.slice(found[0].length) as RepoPath, blob: found[1] ?? '', modified, size: BigInt(size) };
  }
}
