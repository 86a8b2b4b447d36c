/**
 * The one way files are written: what a file holds is always its old bytes or its new ones, whole, at whatever moment the
 * process is killed or the machine stops. The new bytes go to a draft in the same folder, reach the disk, and take the
 * file's name in one step. Mode and owner stay.
 */
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, link, lstat, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Result, success } from '../../core/ports.ts';
import { sweepDrafts, withDraft } from './drafts.ts';
import { writeLinked } from './linkedFile.ts';
import { changedMeanwhile, writeFailure } from './writeFailure.ts';

/** What the file must hold to be written: nothing as it is not there, the bytes that were read, or whatever it is. */
export type Before = { readonly kind: 'absent' | 'anything' } | { readonly kind: 'read'; readonly bytes: Uint8Array };

/** How a file is written. */
export interface WriteOptions {
  readonly before: Before;
  /** As messages call the file. */
  readonly name: string;
  /** Of a file that is made; the user's mask is taken off. */
  readonly mode?: number;
}

/** Writes the file and makes its folders. A failure leaves the file as it was, and no draft. */
export async function writeWhole(path: string, bytes: Uint8Array, options: WriteOptions): Promise<Result<undefined>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await sweepDrafts(dirname(path));
    const found = options.before.kind === 'absent' ? undefined : await statsOf(path);
    const known = found?.isFile() ? found : undefined;
    // Whoever may write to the folder could replace a file its owner has locked.
    if (known !== undefined) await access(path, constants.W_OK);
    if (known !== undefined && known.nlink > 1 && options.before.kind === 'read') {
      return await writeLinked(path, bytes, options.before.bytes, options.name);
    }
    return await replace(path, bytes, known, options);
  } catch (error) {
    return writeFailure(options.name, error);
  }
}

async function replace(
  path: string,
  bytes: Uint8Array,
  known: Stats | undefined,
  { before, name, mode = 0o666 }: WriteOptions,
): Promise<Result<undefined>> {
  return withDraft(dirname(path), async (draft) => {
    await writeDraft(draft, bytes, known, mode);
    if (before.kind === 'absent') await putInNewPlace(draft, path);
    else {
      // The last look before the step that cannot be taken back.
      if (before.kind === 'read' && !(await holds(path, before.bytes))) return changedMeanwhile(name);
      await renameOver(draft, path);
    }
    await syncFolder(dirname(path));
    return success(undefined);
  });
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  return (await readFile(path)).equals(bytes);
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** On the disk when this returns, with mode and owner of the file it is to replace. */
async function writeDraft(draft: string, bytes: Uint8Array, known: Stats | undefined, mode: number): Promise<void> {
  const handle = await open(draft, 'wx', known === undefined ? mode : known.mode & 0o777);
  try {
    await handle.writeFile(bytes);
    if (known !== undefined) await keepOwner(handle, known);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** As far as the system lets this user: giving a file away takes more rights than writing it. */
async function keepOwner(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const made = await handle.stat();
  if (made.uid !== uid || made.gid !== gid) {
    await handle.chown(uid, gid).catch(() => handle.chown(-1, gid).catch(() => undefined));
  }
  // Some disks keep no modes and say so by an error. A change of owner clears bits of the mode, so it comes first.
  if (made.mode !== mode) await handle.chmod(mode & 0o7777).catch(() => undefined);
}

/** Never over a file that came there meanwhile. A kill in between leaves the file whole, and a draft to be swept. */
async function putInNewPlace(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A disk without links.
    if ((await statsOf(path)) !== undefined) throw Object.assign(new Error(), { code: 'EEXIST' });
    await renameOver(draft, path);
  }
}

/** How long a busy file is waited for, in milliseconds: 1.3 seconds together. */
const pauses: readonly number[] = [10, 20, 40, 80, 160, 320, 640];

/** Windows refuses to replace what a virus scanner, an indexer or an editor has open for a moment. */
async function renameOver(draft: string, path: string): Promise<void> {
  for (const pause of pauses) {
    try {
      return await rename(draft, path);
    } catch (error) {
      if (!isBusy((error as NodeJS.ErrnoException).code)) throw error;
      await setTimeout(pause);
    }
  }
  await rename(draft, path);
}

function isBusy(code: string | undefined): boolean {
  return code === 'EBUSY' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
}

/** The new name reaches the disk as well. Windows and some network disks cannot; the file is whole either way. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // See above.
  }
}
