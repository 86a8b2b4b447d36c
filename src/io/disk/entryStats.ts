import { lstatSync } from 'node:fs';

/**
 * What the disk says of a file, a folder or a link; `undefined` where there is none, where a file stands in the place of a
 * folder above it, and in a folder that may not be looked into.
 */
export function entryStats(path: string) {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
