/**
 * Reads the files of one folder, and nothing else: what lies outside is never opened, whatever links say, and only
 * regular files are read, so that no pipe or device keeps a command waiting. What was refused is remembered as a note.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { sep } from 'node:path';
import type { Note } from '../../core/model.ts';
import { folderOf, type RepoPath } from '../../core/paths.ts';
import { type Look, type Looked, look } from '../disk/entryStats.ts';
import { leadsElsewhere } from '../disk/insideNames.ts';

/** The one reader of files of a folder; it opens none outside of it. */
export interface InsideFiles {
  /** The first bytes of a file, until the next is read; `undefined` when it cannot be read. */
  start(path: RepoPath, bytes: number): Buffer | undefined;
  /** All of a file, until the next is read; of a link to a folder inside, where it leads, as git keeps it. */
  whole(path: RepoPath): Buffer | undefined;
  /**
   * How the disk describes a file that could be read now: another text has another description, unless it was written within
   * the same moment. `undefined` for links and what is no file.
   */
  stamp(path: RepoPath): Stamp | undefined;
  /** The same of the file that was read last; of a link, nothing. */
  stampRead(): Stamp | undefined;
  /** Remembers why a file is of no use. */
  refuse(path: RepoPath, reason: string): void;
  /** What was asked for and could not be read, and why; files that are gone are not among it. */
  notes(): readonly Note[];
}

/** What tells a file from what it was before, and from another in its place. */
export interface Stamp {
  readonly text: string;
  /** When it was changed last, in milliseconds; by the clock of the disk. */
  readonly changed: number;
}

/** More than nearly every page has. */
const usualBytes = 1 << 18;

/** Far above any page or list of redirects; what is larger is a dump, and would fill the memory. */
const mostBytes = 1 << 25;

/** Beyond these, the others are counted. */
const mostNotes = 20;

/** Every text is decoded before the next is read, so one buffer does for all. */
const buffer = Buffer.allocUnsafe(usualBytes);

// Windows has neither: there, links are looked for before.
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const noWait = (constants.O_NONBLOCK as number | undefined) ?? 0;
const flags = constants.O_RDONLY | noFollow | noWait;

const reasons = {
  outside: 'leads out of the folder. Put a copy of the file in the place of the link',
  folder: 'is a folder where a file belongs. Rename or remove it',
  special: 'is a pipe, a socket or a device. Put a file in its place or remove it',
  denied: 'may not be read by you. Change its permissions',
  large: `is larger than ${mostBytes >> 20} MB. Leave it out of the repository or split it`,
  circular: 'is a link that leads to itself. Remove it',
} as const;

interface Refused {
  readonly refused: string;
  readonly isFolder?: boolean;
}

type Opened =
  | { readonly file: number; readonly size: number; readonly stats: Stats; readonly isLink?: boolean }
  | Refused
  | 'gone'
  | 'linked folder';

/** `root` is the real path of the folder. */
export function insideFiles(root: string, lookAt: Look = look): InsideFiles {
  const refused = new Map<RepoPath, string>();
  const isPlain = plainFolders(root);

  let statsRead: Stats | undefined;

  const read = (path: RepoPath, bytes: number): Buffer | 'linked folder' | undefined => {
    const full = root + sep + path;
    const plain = isPlain(folderOf(path));
    const opened = plain ? openPlain(full, root) : openLinked(full, root);
    statsRead = undefined;
    if (typeof opened === 'string') return opened === 'gone' ? undefined : opened;
    if ('refused' in opened) {
      refused.set(path, opened.refused);
      return undefined;
    }
    if (plain && opened.isLink !== true) statsRead = opened.stats;
    try {
      if (bytes > usualBytes && opened.size > mostBytes) refused.set(path, reasons.large);
      else return readOpened(opened.file, bytes);
    } catch (error) {
      refused.set(path, failureOf(error));
    } finally {
      closeSync(opened.file);
    }
    return undefined;
  };

  return {
    start: (path, bytes) => {
      const found = read(path, Math.min(bytes, usualBytes));
      return found === 'linked folder' ? undefined : found;
    },
    whole: (path) => {
      const found = read(path, mostBytes);
      return found === 'linked folder' ? linkText(root + sep + path) : found;
    },
    stamp: (path) => (isPlain(folderOf(path)) ? stampOfFile(lookAt(root + sep + path)) : undefined),
    stampRead: () => statsRead && stampOf(statsRead),
    refuse: (path, reason) => refused.set(path, reason),
    notes: () => notesOf(refused),
  };
}

/** Tells folders that are where their path says, without a link on the way; each is looked at once. */
function plainFolders(root: string): (folder: RepoPath) => boolean {
  const known = new Map<string, boolean>([['', true]]);
  const isPlain = (folder: RepoPath): boolean => {
    let plain = known.get(folder);
    if (plain === undefined) {
      plain = isPlain(folderOf(folder)) && lstatSync(root + sep + folder, { throwIfNoEntry: false })?.isDirectory();
      known.set(folder, plain ?? false);
    }
    return plain ?? false;
  };
  return (folder) => {
    try {
      return isPlain(folder);
    } catch {
      return false; // a folder that may not be looked into: opening the file says so
    }
  };
}

/** A file in a folder that is no link; `openLinked` where the file itself is one. */
function openPlain(full: string, root: string): Opened {
  try {
    if (noFollow === 0 && lstatSync(full).isSymbolicLink()) return openLinked(full, root);
    return opened(full);
  } catch (error) {
    return codeOf(error) === 'ELOOP' || codeOf(error) === 'EMLINK' ? openLinked(full, root) : failed(error);
  }
}

/** What a link leads to, when that lies in the folder and outside of git's own. */
function openLinked(full: string, root: string): Opened {
  try {
    // Both in the spelling of the disk: a link may be written in another case.
    const [real, top] = [realpathSync.native(full), realpathSync.native(root)];
    const own = top.endsWith(sep) ? top : top + sep;
    const inside = real.startsWith(own) ? real.slice(own.length).split(sep).join('/') : undefined;
    if (inside === undefined || leadsElsewhere(inside)) return { refused: reasons.outside };
    const found = opened(real);
    if ('refused' in found) return found.isFolder ? 'linked folder' : found;
    return { ...found, isLink: true };
  } catch (error) {
    return failed(error);
  }
}

/** Opens a regular file, and tells by the descriptor that it is one. Throws what the system says. */
function opened(full: string): { readonly file: number; readonly size: number; readonly stats: Stats } | Refused {
  const file = openSync(full, flags);
  let kept = false;
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) return { refused: reasons.folder, isFolder: true };
    if (!stats.isFile()) return { refused: reasons.special };
    kept = true;
    return { file, size: stats.size, stats };
  } finally {
    if (!kept) closeSync(file);
  }
}

/** `undefined` also in a folder that may not be looked into: reading it says so. */
function stampOfFile(looked: Looked | undefined): Stamp | undefined {
  return looked?.isFile === true ? stampOf(looked) : undefined;
}

/** The time of the last change is set by the system alone, whatever times a program gives to a file. */
function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Omit<Looked, 'isFile'>): Stamp {
  // Whole microseconds: as many as the number holds, and written in a fraction of the time.
  const [written, changed] = [mtimeMs, ctimeMs].map((time) => Math.round(time * 1000));
  return { text: `${dev} ${ino} ${size} ${written} ${changed}`, changed: Math.max(mtimeMs, ctimeMs) };
}

function readOpened(file: number, bytes: number): Buffer {
  const first = readSync(file, buffer, 0, Math.min(bytes, usualBytes), 0);
  if (first < usualBytes || bytes <= usualBytes) return buffer.subarray(0, first);
  const parts = [Buffer.from(buffer)];
  for (let at = usualBytes; at < bytes; ) {
    const count = readSync(file, buffer, 0, usualBytes, at);
    if (count === 0) break;
    parts.push(Buffer.from(buffer.subarray(0, count)));
    at += count;
  }
  return Buffer.concat(parts);
}

function failed(error: unknown): Opened {
  // Gone since it was listed, or a link that leads nowhere: there is nothing to read.
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return 'gone';
  return { refused: failureOf(error) };
}

function failureOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return reasons.denied;
    case 'EISDIR':
      return reasons.folder;
    case 'ENXIO':
    case 'ENODEV':
    case 'EAGAIN':
      return reasons.special;
    case 'ELOOP':
      return reasons.circular;
    default:
      return `could not be opened (${codeOf(error) ?? String(error)}). Look at the file`;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** What git keeps of a link to a folder: where it leads. */
function linkText(full: string): Buffer | undefined {
  try {
    return readlinkSync(full, 'buffer');
  } catch {
    return undefined; // gone since it was opened
  }
}

function notesOf(refused: ReadonlyMap<RepoPath, string>): readonly Note[] {
  const named = [...refused].slice(0, mostNotes).map(([file, reason]) => ({
    file,
    message: `${file} was not read: it ${reason}.`,
  }));
  const others = refused.size - named.length;
  if (others === 0) return named;
  return [...named, { message: `${others} more ${others === 1 ? 'file was' : 'files were'} not read either.` }];
}
