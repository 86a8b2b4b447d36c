/** Takes up what was concluded of a file before, and keeps what is concluded of it now. */
import type { RepoPath } from '../../core/paths.ts';
import type { Conclusion, Repo } from '../../core/ports.ts';
import type { ConclusionStore } from '../stores/conclusionStore.ts';
import type { Stamp } from './insideFiles.ts';

/** What a file that was written so shortly before it was read has for its time, it may have for the next text, too. */
const leastAgeMs = 3000;

/** A repository on the disk, and what tells its files from what they were. */
export interface ConclusionReading {
  readonly repo: Repo;
  readonly kept: ConclusionStore;
  /** As the disk describes a file now. */
  stampOf(path: RepoPath): Stamp | undefined;
  /** As it was described when it was read; `undefined` where it was not. */
  stampRead(path: RepoPath): Stamp | undefined;
}

/** What could not be read, or began with a mark that somebody asks about, is read each time. */
export function concludedBefore({ repo, kept, stampOf, stampRead }: ConclusionReading) {
  return async <Value>(path: RepoPath, { name, from, of }: Conclusion<Value>, text?: string) => {
    const stamp = !repo.has(path) ? undefined : text === undefined ? stampOf(path) : stampRead(path);
    const known = stamp && kept.read(path, stamp.text, name);
    if (known !== undefined) return known as Value;
    const read = text ?? (await (from === 'whole' ? repo.read(path) : repo.readHead(path)));
    if (read === undefined) return undefined;
    const value = of(read);
    const settled = settledStamp(path, { repo, stampRead });
    if (settled !== undefined) kept.keep(path, settled, name, value);
    return value;
  };
}

/** How a file is described that may be taken for the same by that; see `Repo.described`. */
export function describedBy({ repo, stampOf, stampRead }: Omit<ConclusionReading, 'kept'>): Repo['described'] {
  return (path, when) => {
    if (!repo.has(path)) return undefined;
    if (when === 'read') return settledStamp(path, { repo, stampRead });
    const [now, read] = [stampOf(path), stampRead(path)];
    if (when === 'now' || read === undefined) return now?.text;
    return isSettled(read) && read.text === now?.text ? now.text : undefined;
  };
}

function isSettled({ changed }: Stamp): boolean {
  return Date.now() - changed > leastAgeMs;
}

function settledStamp(
  path: RepoPath,
  { repo, stampRead }: Pick<ConclusionReading, 'repo' | 'stampRead'>,
): string | undefined {
  const read = stampRead(path);
  return read !== undefined && isSettled(read) && repo.hasMark?.(path) !== true ? read.text : undefined;
}
