/**
 * What git's index notes of the files of the working tree, read from its file: a listing of it by git is several times as
 * long, and takes a process. The form: https://git-scm.com/docs/index-format
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import type { BlobId } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';

/** One file, as it was when git looked at it last. */
export interface IndexEntry {
  readonly path: RepoPath;
  readonly blob: BlobId;
  /** As git writes it: `0o100644`, `0o120000` for links, `0o160000` for submodules. */
  readonly mode: number;
  /** Its time in milliseconds, as `mtimeMs` tells it of a file. */
  readonly modified: number;
  /** As many as fit into 32 bits. */
  readonly size: number;
}

/** The index of one moment. */
export interface GitIndex {
  /** The files that are merged, in the order of their names. */
  readonly entries: readonly IndexEntry[];
  /** The tree that a commit of it would have; `undefined` where git would have to make it. */
  readonly tree: string | undefined;
  /** When the file was written, in milliseconds. */
  readonly written: number;
}

/** An index of more is left to git. */
const mostBytes = 1 << 28;

/**
 * `idLength` is that of the repository's ids, in bytes. `undefined` where there is none, or none that can be read here: a
 * form of later versions, one that is in several files or names folders in place of their files, one with a path that leads out,
 * or a damaged one.
 */
export function readIndex(file: string, idLength: number): GitIndex | undefined {
  try {
    const opened = openSync(file, 'r');
    try {
      const { size, mtimeMs } = fstatSync(opened);
      return size > mostBytes ? undefined : indexOf(readFileSync(opened), idLength, mtimeMs);
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined; // absent, or not to be read: git says what is to be said of it
  }
}

const headLength = 12;

function indexOf(bytes: Buffer, idLength: number, written: number): GitIndex | undefined {
  const end = bytes.length - idLength;
  if (end < headLength || bytes.toString('latin1', 0, 4) !== 'DIRC' || !isWhole(bytes, end)) return undefined;
  const [version, count] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8)];
  if (version < 2 || version > 4) return undefined;
  const listed = entriesOf(bytes.subarray(0, end), { version, count, idLength });
  if (listed === undefined) return undefined;
  const { entries, at, isOwn } = listed;
  const told = extensionsOf(bytes.subarray(0, end), at, idLength);
  if (told === undefined) return undefined;
  return { entries, tree: isOwn && told.count === entries.length ? told.tree : undefined, written };
}

/** Git is told by a setting to write zeros in place of the sum. */
function isWhole(bytes: Buffer, end: number): boolean {
  const sum = bytes.subarray(end);
  if (sum.every((byte) => byte === 0)) return true;
  const hash = createHash(sum.length === 20 ? 'sha1' : 'sha256');
  return hash.update(bytes.subarray(0, end)).digest().equals(sum);
}

/** Where the parts of an entry begin. */
const place = { seconds: 8, nanoseconds: 12, mode: 24, size: 36, id: 40 } as const;

const isExtended = 0x4000;
const stageBits = 0x3000;
const nameBits = 0x0fff;
/** Of the flags that an entry may have besides: it is to be added, and has no text yet. */
const isIntended = 0x2000;
const folderMode = 0o040000;

interface IndexForm {
  readonly version: number;
  readonly count: number;
  readonly idLength: number;
}

/** `isOwn`: each entry is one file of the next commit. `undefined` where one of them cannot be read. */
function entriesOf(bytes: Buffer, form: IndexForm) {
  const { version, count, idLength } = form;
  const entries: IndexEntry[] = [];
  let name: Buffer = bytes.subarray(0, 0);
  let at = headLength;
  let isOwn = true;
  for (let left = count; left > 0; left--) {
    const flagsAt = at + place.id + idLength;
    const flags = bytes.readUInt16BE(flagsAt);
    const hasMore = version >= 3 && (flags & isExtended) !== 0;
    const nameAt = flagsAt + (hasMore ? 4 : 2);
    const named = version === 4 ? nameAfter(bytes, nameAt, name) : nameOf(bytes, nameAt, flags & nameBits);
    const mode = bytes.readUInt32BE(at + place.mode);
    if (named === undefined || mode === folderMode) return undefined;
    name = named.name;
    if (leadsOut(name)) return undefined;
    const isMerged = (flags & stageBits) === 0;
    if (!isMerged || (hasMore && (bytes.readUInt16BE(flagsAt + 2) & isIntended) !== 0)) isOwn = false;
    if (isMerged) entries.push(entryAt(bytes, at, name, idLength));
    // Before the fourth version, each entry takes a multiple of eight bytes.
    at = version === 4 ? named.end + 1 : at + ((named.end - at + 8) & ~7);
  }
  return { entries, at, isOwn };
}

const slash = 0x2f;
const dot = 0x2e;

/** A part that is empty, `.` or `..`, which git writes into no index: somebody else did. */
function leadsOut(name: Buffer): boolean {
  for (let at = 0, start = 0; at <= name.length; at++) {
    if (at < name.length && name[at] !== slash) continue;
    const length = at - start;
    if (length === 0 || (length <= 2 && name[start] === dot && name[at - 1] === dot)) return true;
    start = at + 1;
  }
  return false;
}

function entryAt(bytes: Buffer, at: number, name: Buffer, idLength: number): IndexEntry {
  return {
    path: name.toString('utf8') as RepoPath,
    blob: bytes.toString('hex', at + place.id, at + place.id + idLength) as BlobId,
    mode: bytes.readUInt32BE(at + place.mode),
    modified: bytes.readUInt32BE(at + place.seconds) * 1000 + bytes.readUInt32BE(at + place.nanoseconds) / 1e6,
    size: bytes.readUInt32BE(at + place.size),
  };
}

/** A name, and where the zero byte behind it stands. */
interface EntryName {
  readonly name: Buffer;
  readonly end: number;
}

/** `length` is the most that can be noted where the name is longer. */
function nameOf(bytes: Buffer, at: number, length: number): EntryName | undefined {
  const end = length < nameBits ? at + length : bytes.indexOf(0, at);
  return bytes[end] === 0 ? { name: bytes.subarray(at, end), end } : undefined;
}

/** In the fourth version a name begins as the one `before` it, but for so many of its last bytes. */
function nameAfter(bytes: Buffer, at: number, before: Buffer): EntryName | undefined {
  const { value, next } = variable(bytes, at);
  const end = bytes.indexOf(0, next);
  if (value > before.length || end < 0) return undefined;
  return { name: Buffer.concat([before.subarray(0, before.length - value), bytes.subarray(next, end)]), end };
}

/** As in the packs of git: seven bits a byte, and one more for each byte but the first. */
function variable(bytes: Buffer, at: number): { readonly value: number; readonly next: number } {
  let byte = bytes.readUInt8(at++);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: at };
}

/** What is told of the tree of the whole index; `undefined` where an extension is needed to read it. */
function extensionsOf(bytes: Buffer, from: number, idLength: number) {
  let tree: string | undefined;
  let count = -1;
  for (let at = from; at < bytes.length; ) {
    if (at + 8 > bytes.length) return undefined;
    const name = bytes.toString('latin1', at, at + 4);
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    // Those that begin with another letter must be understood.
    if (end > bytes.length || !/^[A-Z]/.test(name)) return undefined;
    if (name === 'TREE') {
      const head = /^\0(\d+) \d+\n/.exec(bytes.toString('latin1', at + 8, Math.min(end, at + 40)));
      const id = at + 8 + (head?.[0].length ?? 0);
      if (head !== null && id + idLength <= end) {
        tree = bytes.toString('hex', id, id + idLength);
        count = Number(head[1]);
      }
    }
    at = end;
  }
  return { tree, count };
}
