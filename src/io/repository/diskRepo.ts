/** The working tree of a folder, as `Repo`. */
import { lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fastGlob from 'fast-glob';
import { isTooDeep } from '../../core/data/tooDeep.ts';
import type { Note } from '../../core/model.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Repo } from '../../core/ports.ts';
import type { Look } from '../disk/entryStats.ts';
import { onceFor } from '../disk/onceFor.ts';
import type { ConclusionStore } from '../stores/conclusionStore.ts';
import { concludedBefore, describedBy } from './concludedBefore.ts';
import { type GitFiles, listGitFiles } from './gitFiles.ts';
import { insideFiles, type Stamp } from './insideFiles.ts';

/** Enough for the front matter and first heading of nearly every page, and one page of memory. */
const headBytes = 4096;

/** Opens a folder: files that git ignores are left out, and so is what links out of the folder. */
export async function openDiskRepo(
  root: string,
  signal?: AbortSignal,
  kept?: ConclusionStore,
  lookAt?: Look,
): Promise<Repo> {
  const real = realpathSync(root);
  const listed: GitFiles = (await listGitFiles(real, { signal })) ?? { files: await listFiles(real), notes: [] };
  const files = [...listed.files].sort() as RepoPath[];
  const known = new Set<string>(files);
  const all = { files, has: (path: RepoPath) => known.has(path), notes: listed.notes, absent: listed.absent };
  return diskRepo(real, all, kept, lookAt);
}

/**
 * The same folder without listing it again, for whoever asks about files that were there `before`; `undefined` where one
 * of them is new or gone, as git alone tells what that means.
 */
export function reopenDiskRepo(root: string, before: Repo, asked: readonly RepoPath[]): Repo | undefined {
  const real = realpathSync(root);
  return asked.every((path) => before.has(path) && isFileOrLink(join(real, path)))
    ? diskRepo(real, { files: before.files, has: before.has, notes: [], absent: before.absent })
    : undefined;
}

/** One file of the folder as it is now, whatever git says of it. */
export function fileNow(root: string, path: RepoPath): { readonly isThere: boolean; readonly text: Repo['read'] } {
  const real = realpathSync(root);
  const { read } = diskRepo(real, { files: [path], has: () => true, notes: [], absent: undefined });
  return { isThere: isFileOrLink(join(real, path)), text: read };
}

function isFileOrLink(path: string): boolean {
  try {
    const entry = lstatSync(path);
    return entry.isFile() || entry.isSymbolicLink();
  } catch {
    // It is gone, or the folder around it is.
    return false;
  }
}

/** Which files there are, and what is to be said of others. */
interface Listed extends Pick<Repo, 'files' | 'has' | 'absent'> {
  readonly notes: readonly Note[];
}

function diskRepo(real: string, listed: Listed, kept?: ConclusionStore, lookAt?: Look): Repo {
  const disk = insideFiles(real, lookAt);
  const stamps = new Map<RepoPath, Stamp>();
  const marked = new Set<RepoPath>();
  const text = (path: RepoPath, bytes: Buffer | undefined): string | undefined => {
    const decoded = decode(bytes);
    const stamp = kept && disk.stampRead();
    if (stamp !== undefined) stamps.set(path, stamp);
    if (bytes !== undefined && isMarked(bytes)) marked.add(path);
    else marked.delete(path);
    if (decoded === undefined && bytes !== undefined) disk.refuse(path, 'is not text. Save it as UTF-8');
    if (decoded !== undefined && isTooDeep(path, decoded)) {
      disk.refuse(path, 'is nested too deeply. Leave it out of the repository or write it with fewer levels');
      return undefined;
    }
    return decoded;
  };
  let reads = 0;
  // Reading is synchronous below; cancelling and progress need their turn now and then.
  const isTurn = (): boolean => ++reads % 250 === 0;
  const repo: Repo = {
    files: listed.files,
    has: listed.has,
    read: async (path) => {
      if (isTurn()) await setImmediate();
      return listed.has(path) ? text(path, disk.whole(path)) : undefined;
    },
    readHead: async (path) => {
      if (isTurn()) await setImmediate();
      const head = listed.has(path) ? disk.start(path, headBytes) : undefined;
      if (head === undefined) return undefined;
      const isWhole = head.length < headBytes;
      const start = decode(head);
      return isWhole || start === undefined || isComplete(start) ? text(path, head) : text(path, disk.whole(path));
    },
    unread: () => [...listed.notes, ...disk.notes()],
    absent: listed.absent,
    hasMark: (path) => marked.has(path),
  };
  if (kept === undefined) return repo;
  // Nothing of an opened folder changes, and each of its files is asked about for everything that is concluded of it.
  const reading = { repo, kept, stampOf: onceFor(disk.stamp), stampRead: (path: RepoPath) => stamps.get(path) };
  return {
    ...repo,
    concluded: concludedBefore(reading),
    described: describedBy(reading),
    keepConcluded: () => kept.save(listed.files),
  };
}

async function listFiles(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  // What may not be looked into is passed over.
  const options = { cwd: root, dot: true, followSymbolicLinks: false, onlyFiles: false, suppressErrors: true } as const;
  const ignore = ['**/.git/**', '**/node_modules/**'];
  for (const entry of await fastGlob('**/*', { ...options, objectMode: true, ignore })) {
    if (entry.dirent.isFile() || entry.dirent.isSymbolicLink()) files.push(entry.path);
  }
  return files;
}

/** Whether the head holds the whole data block. */
function isComplete(head: string): boolean {
  const fence = /^\s*(---|\+\+\+|;;;|\{)/.exec(head)?.[1];
  if (fence === undefined) return true;
  return head.indexOf(fence === '{' ? '\n}' : `\n${fence}`, fence.length) >= 0;
}

/** UTF-8's byte order mark. */
function isMarked([first, second, third]: Buffer): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

function decode(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
