import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { type Result, success } from '../../core/ports.ts';
import type { Git } from './git.ts';
import { GitError } from './gitError.ts';
import type { GitIndex } from './indexFile.ts';
import type { Answer, Objects } from './objects.ts';
import { nulTokens } from './tokens.ts';

/** The files of commits. */
export interface Trees {
  /** Submodules and links are left out. Empty when the commit is not in this clone. */
  of(commit: string, signal?: AbortSignal): Promise<ReadonlyMap<RepoPath, BlobId>>;
}

/** More entries are not held; those of a site's whole life are fewer. */
const mostHeld = 200_000;
/** A commit with more files is listed by a process that can be stopped: a few folders, each in the next many times, make any number. */
const mostFiles = 500_000;
/** In deeper folders nobody has pages. */
const mostLevels = 200;

/**
 * The trees of one commit after the other. Most folders of a commit are those of another, and each is read once; all are
 * asked of one process.
 */
export function openTrees(git: Git, objects: Objects): Trees {
  /** By the id of a folder, and by the commit whose outermost one it is. */
  const folders = new Map<string, readonly Entry[]>();
  let held = 0;
  const hold = (name: string, entries: readonly Entry[]): void => {
    folders.set(name, entries);
    held += entries.length;
  };
  /** Reads the folders below that are not known yet, those of one level at once. `false` where one cannot be read. */
  const readBelow = async (top: readonly Entry[], signal: AbortSignal | undefined): Promise<boolean> => {
    let level = top;
    for (let depth = 0; level.length > 0; depth++) {
      const wanted = [...new Set(level.flatMap(({ kind, id }) => (kind === 'folder' ? [id] : [])))];
      const unknown = wanted.filter((id) => !folders.has(id));
      if (depth > mostLevels) return false;
      const answers = unknown.length === 0 ? [] : await objects.ask(unknown, 'tree', signal);
      for (const [i, id] of unknown.entries()) {
        const entries = entriesOf(answers[i], id.length / 2);
        if (entries === undefined) return false;
        hold(id, entries);
      }
      level = wanted.flatMap((id) => folders.get(id) ?? []);
    }
    return true;
  };
  const readTop = async (commit: string, signal: AbortSignal | undefined) => {
    const [answer] = await objects.ask([`${commit}^{tree}`], 'tree', signal);
    const top = entriesOf(answer, commit.length / 2);
    if (top !== undefined) hold(commit, top);
    return top;
  };
  const read = async (commit: string, signal: AbortSignal | undefined) => {
    if (held > mostHeld) {
      folders.clear();
      held = 0;
    }
    const top = folders.get(commit) ?? (await readTop(commit, signal));
    if (top === undefined || !(await readBelow(top, signal))) return undefined;
    const files = new Map<RepoPath, BlobId>();
    return collect(top, '', folders, files) ? files : undefined;
  };
  return {
    async of(commit, signal) {
      if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return readGitTree(git, commit, signal);
      try {
        return (await read(commit, signal)) ?? (await readGitTree(git, commit, signal));
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        // What is wrong with it, a listing says.
        return readGitTree(git, commit, signal);
      }
    },
  };
}

/** What a folder holds. */
interface Entry {
  readonly kind: 'file' | 'folder';
  readonly name: string;
  readonly id: string;
}

/** `undefined` where it is no folder, or none that can be read. */
function entriesOf(bytes: Answer, idLength: number): readonly Entry[] | undefined {
  if (bytes === undefined || bytes === 'missing') return undefined;
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + idLength >= bytes.length) return undefined;
    const type = Number.parseInt(bytes.toString('latin1', at, space), 8) & 0o170000;
    at = end + 1 + idLength;
    if (type === 0o160000 || type === 0o120000) continue;
    const id = bytes.toString('hex', end + 1, at);
    entries.push({ kind: type === 0o040000 ? 'folder' : 'file', name: bytes.toString('utf8', space + 1, end), id });
  }
  return entries;
}

/** In the order of `git ls-tree -r`; `false` where there are too many, of files or of folders without any. */
function collect(
  entries: readonly Entry[],
  folder: string,
  folders: ReadonlyMap<string, readonly Entry[]>,
  files: Map<RepoPath, BlobId>,
  left = { entries: mostFiles },
): boolean {
  for (const { kind, name, id } of entries) {
    if (--left.entries < 0) return false;
    if (kind === 'file') files.set(`${folder}${name}` as RepoPath, id as BlobId);
    else if (!collect(folders.get(id) ?? [], `${folder}${name}/`, folders, files, left)) return false;
  }
  return true;
}

/** The files of a commit, listed by a process of its own. */
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

/** The same of what is in the index, where a commit of it would have this tree. */
export function treeOf({ entries }: Pick<GitIndex, 'entries'>): ReadonlyMap<RepoPath, BlobId> {
  const files = new Map<RepoPath, BlobId>();
  for (const { path, blob, mode } of entries) if (mode >> 12 === regularFile) files.set(path, blob);
  return files;
}

const regularFile = 0o10;

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
