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

/** What tells a file from what it was, in numbers that are made in half the time: times to a quarter of a microsecond. */
export interface Looked extends Pick<Stats, 'dev' | 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'> {
  /** And no folder, link or device. */
  readonly isFile: boolean;
}

/** `undefined` as for `entryStats`. */
export type Look = (path: string) => Looked | undefined;

export const look: Look = (path) => {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const { dev, ino, size, mtimeMs, ctimeMs } = stats;
    return { isFile: stats.isFile(), dev, ino, size, mtimeMs, ctimeMs };
  } catch {
    return undefined;
  }
};
