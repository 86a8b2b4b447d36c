/** Which repository a folder belongs to, told by the disk alone: before git may be run, and without it. */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders above, and this one, that have a `.git`; the nearest first, as real paths. Empty when there is none. */
export function repositoriesAbove(folder: string): readonly string[] {
  let at: string;
  try {
    at = realpathSync.native(folder);
  } catch {
    return []; // no such folder
  }
  const found: string[] = [];
  for (;;) {
    if (isThere(join(at, '.git'))) found.push(at);
    const above = dirname(at);
    if (above === at) return found;
    at = above;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // a folder that may not be looked into
  }
}
