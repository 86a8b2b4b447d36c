/**
 * Files whose text in the working tree may not be the one of the last commit, told by what the disk says of them beside
 * what git's index noted: git itself would run the filters of the repository's configuration to compare them.
 */
import { sep } from 'node:path';
import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { type Look, look } from '../disk/entryStats.ts';
import type { Git } from './git.ts';
import type { GitIndex, IndexEntry } from './indexFile.ts';

/** What is needed of an entry. */
type Noted = Pick<IndexEntry, 'path' | 'blob' | 'modified' | 'size'>;

/** Empty where the index is not known. A file that is not in the commit, or not on the disk, is none. */
export function touchedFiles(
  folder: string,
  tree: ReadonlyMap<RepoPath, BlobId>,
  index: Pick<GitIndex, 'written'> & { readonly entries: readonly Noted[] },
  lookAt: Look = look,
): readonly RepoPath[] {
  const inIndex = new Set<RepoPath>();
  const touched: RepoPath[] = [];
  for (const { path, blob, modified, size } of index.entries) {
    inIndex.add(path);
    const committed = tree.get(path);
    if (committed === undefined) continue;
    const now = blob === committed ? lookAt(folder + sep + path) : undefined;
    if (blob !== committed) touched.push(path);
    if (now === undefined) continue;
    // What was written in the moment of the index, or after it, may have had another text there.
    const isSame = isAt(now.mtimeMs, modified) && now.size === size && modified < index.written;
    if (!isSame) touched.push(path);
  }
  for (const path of tree.keys()) if (!inIndex.has(path)) touched.push(path);
  return touched;
}

const second = 1000;

/** Some programs note whole seconds alone. */
function isAt(now: number, noted: number): boolean {
  return now === noted || (noted % second === 0 && Math.floor(now / second) * second === noted);
}

/** The same as git lists it, where its file is of a form that is not read here; `undefined` where git does not tell. */
export async function listedIndex(
  git: Git,
  file: string,
  signal?: AbortSignal,
): Promise<Parameters<typeof touchedFiles>[2] | undefined> {
  const listed = await git.text(['ls-files', '-z', '--cached', '--stage', '--debug'], signal);
  signal?.throwIfAborted();
  return listed.ok ? { entries: [...entriesOf(listed.value)], written: look(file)?.mtimeMs ?? 0 } : undefined;
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
    const modified = Number(seconds) * second + Number(nanoseconds) / 1e6;
    const [path, blob] = [head.slice(found[0].length) as RepoPath, (found[1] ?? '') as BlobId];
    yield { path, blob, modified, size: Number(size) };
  }
}
