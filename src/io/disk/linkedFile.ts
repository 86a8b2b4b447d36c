/**
 * Writes a file that has several names (hard links). Replacing it would leave the old text under the other names, so it
 * is written in place; as that cannot be done in one step, a copy of the old bytes stands beside it until it is done.
 */
import { type FileHandle, link, open, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failed, type Result, success } from '../../core/ports.ts';
import { withDraft } from './drafts.ts';
import { changedMeanwhile } from './writeFailure.ts';

/** A copy that is there before was left by a write that never ended: nothing is written until its author has looked. */
export async function writeLinked(
  path: string,
  bytes: Uint8Array,
  old: Uint8Array,
  name: string,
): Promise<Result<undefined>> {
  const copyName = `.${basename(path)}.broken-backlinks-copy`;
  const copy = join(dirname(path), copyName);
  if (!(await keepCopy(copy, old))) {
    return failed(
      'bad-request',
      `${name} could not be written: an earlier write was interrupted and left the earlier text in ${copyName} beside it. Keep the right one of the two under the name of the file, remove the other, and try again.`,
    );
  }
  const file = await open(path, 'r+');
  try {
    if (!(await file.readFile()).equals(old)) {
      await rm(copy, { force: true });
      return changedMeanwhile(name);
    }
    try {
      await overwrite(file, bytes);
    } catch (error) {
      // The old bytes need no more room than they had. Where even that fails, the copy stays.
      await overwrite(file, old);
      await rm(copy, { force: true });
      throw error;
    }
  } finally {
    await file.close();
  }
  await rm(copy, { force: true });
  return success(undefined);
}

/** Under its name only when it is whole; `false` when another copy has that name, with other bytes. */
async function keepCopy(copy: string, bytes: Uint8Array): Promise<boolean> {
  return withDraft(dirname(copy), async (draft) => {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await link(draft, copy);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return (await readFile(copy)).equals(bytes);
    }
  });
}

async function overwrite(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, done)).bytesWritten;
  }
  await file.truncate(bytes.length);
  await file.sync();
}
