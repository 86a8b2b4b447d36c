/** The working tree of a folder, as `Repo`. */
import { closeSync, openSync, readFileSync, readlinkSync, readSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fastGlob from 'fast-glob';
import type { RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import { listGitFiles } from './gitFiles.ts';

/** Enough for the front matter and first heading of nearly every page, and one page of memory. */
const headBytes = 4096;

/** More than nearly every page has. */
const wholeBytes = 1 << 18;

/** Every text is decoded before the next is read, so one buffer does for all. */
const buffer = Buffer.allocUnsafe(wholeBytes);

/** Opens a folder: files that git ignores are left out, and so is what links out of the folder. */
export async function openDiskRepo(root: string, signal?: AbortSignal): Promise<Repo> {
  const real = realpathSync(root);
  const { files: listed, links } = (await listGitFiles(real, { signal })) ?? (await listFiles(real));
  const files = [...listed].sort() as RepoPath[];
  const known = new Set<string>(files);
  const inside = (path: RepoPath): string | undefined => {
    if (!known.has(path)) return undefined;
    // Repository paths are normal already, so that there is nothing for join() to do.
    const full = real + sep + path;
    return links.has(path) && !leadsInside(full, real) ? undefined : full;
  };
  let reads = 0;
  // Reading is synchronous below; cancelling and progress need their turn.
  const turn = async (): Promise<void> => {
    if (++reads % 250 === 0) await setImmediate();
  };
  return {
    files,
    has: (path) => known.has(path),
    read: async (path) => {
      await turn();
      const full = inside(path);
      return full === undefined ? undefined : decode(readWhole(full) ?? (links.has(path) ? linkText(full) : undefined));
    },
    readHead: async (path) => {
      await turn();
      const full = inside(path);
      const head = full === undefined ? undefined : readStart(full, headBytes);
      if (full === undefined || head === undefined) return undefined;
      const text = decode(head);
      return head.length < headBytes || text === undefined || isComplete(text) ? text : decode(readWhole(full));
    },
  };
}

async function listFiles(root: string): Promise<{ files: readonly string[]; links: ReadonlySet<string> }> {
  const files: string[] = [];
  const links = new Set<string>();
  const options = { cwd: root, dot: true, followSymbolicLinks: false, onlyFiles: false, objectMode: true } as const;
  for (const entry of await fastGlob('**/*', { ...options, ignore: ['**/.git/**', '**/node_modules/**'] })) {
    if (entry.dirent.isSymbolicLink()) links.add(entry.path);
    if (entry.dirent.isFile() || entry.dirent.isSymbolicLink()) files.push(entry.path);
  }
  return { files, links };
}

function leadsInside(path: string, root: string): boolean {
  try {
    return realpathSync(path).startsWith(root + sep);
  } catch {
    return false; // a dangling link has nothing to read
  }
}

/** The first bytes of a file, until the next is read. Synchronous, as a short read costs less than its promise would. */
function readStart(path: string, bytes: number): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined; // gone since it was listed
  }
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
  } catch {
    return undefined; // a folder, such as a submodule
  } finally {
    closeSync(file);
  }
}

function readWhole(path: string): Buffer | undefined {
  const start = readStart(path, wholeBytes);
  if (start === undefined || start.length < wholeBytes) return start;
  try {
    return readFileSync(path);
  } catch {
    return undefined; // gone since it was listed, or a folder, such as a submodule
  }
}

/** What git keeps of a link to a folder: where it leads. */
function linkText(path: string): Buffer | undefined {
  try {
    return readlinkSync(path, 'buffer');
  } catch {
    return undefined; // gone since it was listed, or a folder
  }
}

/** Whether the head holds the whole data block. */
function isComplete(head: string): boolean {
  const fence = /^\s*(---|\+\+\+|;;;|\{)/.exec(head)?.[1];
  if (fence === undefined) return true;
  return head.indexOf(fence === '{' ? '\n}' : `\n${fence}`, fence.length) >= 0;
}

function decode(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
