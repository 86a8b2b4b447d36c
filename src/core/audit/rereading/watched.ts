/**
 * What tells a change that has to be judged from all others where nothing of the site is held any more: plain data, small
 * enough to stay for as long as findings are shown.
 */
import { extensionOf, type RepoPath } from '../../paths.ts';
import { formatFiles } from '../../redirects/askedOnce.ts';
import { redirectFormats } from '../../redirects/editing/formats.ts';
import { pageStart } from './pageStart.ts';
import { isReadByAll, proseFiles, type Reading, textFingerprint } from './rereading.ts';

/** What the files of a repository were when they were judged. */
export interface Watched {
  /** Of the starts of the pages of which nothing else counts. */
  readonly starts: ReadonlyMap<RepoPath, number>;
  /** Of the whole texts of files of which everything counts; `undefined` where any change does. */
  readonly wholes: ReadonlyMap<RepoPath, number | undefined>;
  /** Pages of which only whoever knows the site can tell. */
  readonly others: ReadonlySet<RepoPath>;
  /** Of the names of all files, in order. */
  readonly names: Float64Array;
}

/** A file as it is now. */
export interface FileNow {
  readonly isThere: boolean;
  readonly text: () => Promise<string | undefined>;
}

/** Each site takes the files that it publishes, the first one all that no other does. */
export async function watchedOf(readings: readonly [Reading, ...Reading[]]): Promise<Watched> {
  const [first] = readings;
  const { heads, wholes: read, starts: known } = first.fingerprints;
  const starts = new Map<RepoPath, number>();
  const wholes = new Map<RepoPath, number | undefined>();
  const others = new Set<RepoPath>();
  const written = await filesOfRules(readings);
  for (const file of first.repo.files) {
    const reading = readings.find(({ site }) => site.permalinks.reads(file) !== undefined);
    const how = reading?.site.permalinks.reads(file);
    const start = known.get(file);
    const holdsRules = written.get(file);
    if (how === undefined ? read.has(file) : read.has(file) && !proseFiles.has(extensionOf(file))) {
      wholes.set(file, read.get(file));
    } else if (how === undefined) {
      if (heads.has(file) || holdsRules !== undefined) wholes.set(file, undefined);
    } else if (how === 'head' && holdsRules !== 'whole' && start !== undefined) starts.set(file, start);
    else if (how !== 'path' || holdsRules === 'whole') others.add(file);
  }
  return { starts, wholes, others, names: Float64Array.from(first.repo.files, textFingerprint).sort() };
}

/** The files that may hold rules, and whether any format reads them whole. */
async function filesOfRules(readings: readonly Reading[]): Promise<ReadonlyMap<RepoPath, 'whole' | 'head'>> {
  const files = new Map<RepoPath, 'whole' | 'head'>();
  for (const { context } of readings) {
    for (const format of redirectFormats) {
      const reads = format.reads === 'whole' ? 'whole' : 'head';
      for (const file of await formatFiles(format, context)) if (files.get(file) !== 'whole') files.set(file, reads);
    }
  }
  return files;
}

/** Whether a change counts; `unclear` where only the site, or git, can tell. */
export async function changeOf(watched: Watched, file: RepoPath, now: FileNow): Promise<'none' | 'counts' | 'unclear'> {
  if (isReadByAll(file)) return 'counts';
  const wasThere = isAmong(watched.names, textFingerprint(file));
  if (wasThere !== now.isThere) return now.isThere ? 'unclear' : 'counts';
  if (!now.isThere) return 'none';
  if (watched.others.has(file)) return 'unclear';
  const start = watched.starts.get(file);
  if (start !== undefined) return startFingerprint((await now.text()) ?? '', file) === start ? 'none' : 'counts';
  if (!watched.wholes.has(file)) return 'none';
  return textFingerprint((await now.text()) ?? '') === watched.wholes.get(file) ? 'none' : 'counts';
}

export function startFingerprint(text: string, file: RepoPath): number | undefined {
  const end = pageStart(text, file);
  return end === undefined ? undefined : textFingerprint(text.slice(0, end));
}

function isAmong(sorted: Float64Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
