/** Bounds how many files of one kind are kept in a folder. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes those that were written longest ago, but for so many. */
export async function removeOldest(folder: string, isMeant: (name: string) => boolean, most: number): Promise<void> {
  try {
    const names = (await readdir(folder)).filter(isMeant);
    if (names.length <= most) return;
    const files = names.map((name) => join(folder, name));
    const aged = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })));
    aged.sort((a, b) => b.time - a.time);
    for (const { file } of aged.slice(most)) await rm(file, { force: true });
  } catch {
    // Another process removes them at the same time.
  }
}
