import { lstatSync, type Stats } from 'node:fs';

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

/** The same in numbers that are made in half the time; its times are exact to a quarter of a microsecond. */
export function quickStats(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
