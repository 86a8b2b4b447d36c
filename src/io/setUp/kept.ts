/** Whether what is paid for can be kept on this machine. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { success } from '../../core/ports.ts';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import { count } from '../../core/wording/amounts.ts';
import { writeJsonFile } from '../disk/jsonFile.ts';
import { withLock } from '../stores/lock.ts';

const about = 'What is kept';

/** Writes a file to the store, takes its lock, and takes the file away again. */
export async function keptChecks(folder: string): Promise<readonly SetUpCheck[]> {
  const file = join(folder, `check-${process.pid}.json`);
  const written = await writeJsonFile(file, { version: 1 });
  await rm(file, { force: true }).catch(() => undefined); // Nothing was written then.
  if (!written.ok) return [{ about, state: 'broken', says: `Nothing can be kept: ${written.failure.message}` }];
  const lock = await withLock(join(folder, 'lock'), folder, async () => success(undefined));
  return [
    {
      about,
      state: 'fine',
      says: `${folder} can be written; it holds ${await numberOfAnswers(join(folder, 'answers'))}.`,
    },
    lock.ok
      ? { about, state: 'fine', says: 'Its lock can be taken: no other process holds it.' }
      : { about, state: 'broken', says: lock.failure.message },
  ];
}

async function numberOfAnswers(folder: string): Promise<string> {
  try {
    return count((await readdir(folder)).filter((name) => name.endsWith('.json')).length, 'stored answer');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'no stored answer yet' : `answers that cannot be listed (${code})`;
  }
}
