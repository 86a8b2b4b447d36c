/** The states of a branch that are looked at to learn which configurations the site had. */
import type { Commit } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import type { History } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { linePlaces } from './meetingStates.ts';

/** How many earlier states are looked at, evenly over the life of the main line. */
const evenly = 12;

/** Of so many of the last changes of the configuration, so many are looked at besides. */
const lastChanges = 200;
const mostChanges = 8;

/** A line of a configuration that may decide addresses. */
const decides =
  /permalink|url|slug|path|base|root|route|trailing|ugly|pretty|prefix|lang|locale|collection|categor|taxonom|dir|folder|source|output|version|save_as|extension|clean/i;

/**
 * The newest state, states from all over the branch, and those right before and after the configuration (`files`) was
 * changed: one that counted for a short time lies between any others. Newest first. Throws `AbortError` when cancelled.
 */
export async function sampledStates(
  history: History,
  { mainLine }: Pick<Ledger, 'mainLine'>,
  files: readonly RepoPath[],
  { signal }: LedgerOptions,
): Promise<readonly Commit[]> {
  const { head } = history;
  const placeOf = linePlaces(mainLine);
  const places = new Set<number>();
  for (let i = 1; i <= evenly; i++) places.add(Math.round((i * (mainLine.length - 1)) / evenly));
  const versions = new Set<string>();
  /** Whether no state that is looked at has the same configuration. */
  const isNew = async ({ hash }: Commit): Promise<boolean> => {
    const tree = await history.tree(hash, signal);
    const version = files.map((file) => tree.get(file) ?? '').join();
    return versions.size < versions.add(version).size;
  };
  const changes = await changesOf(files, history, signal);
  const states = () => [...places].sort((a, b) => a - b).flatMap((place) => mainLine[place] ?? []);
  if (changes.length > 0) for (const state of [head, ...states()]) await isNew(state);
  for (const change of spread(changes, mostChanges)) {
    const place = placeOf(change);
    const isOnLine = mainLine[place]?.hash === change.hash;
    // It changed no page, or came with a merge: which states of its day are older is not known.
    const around = isOnLine ? [place, place + 1] : [place - 1, place, dayBefore(mainLine, place)];
    for (const near of around) {
      const state = mainLine[near];
      if (state !== undefined && (await isNew(state))) places.add(near);
    }
  }
  return [head, ...states().filter(({ hash }) => hash !== head.hash)];
}

/** The place of the newest state that is of an earlier day. */
function dayBefore(line: readonly Commit[], place: number): number {
  let before = place;
  while (before < line.length && line[before]?.date === line[place]?.date) before++;
  return before;
}

async function changesOf(
  files: readonly RepoPath[],
  history: History,
  signal: AbortSignal | undefined,
): Promise<readonly Commit[]> {
  const changes = new Map<string, Commit>();
  if (files.length === 0) return [];
  for await (const { commit, date, lines } of history.addedLines(files, lastChanges, signal)) {
    if (lines.some((line) => decides.test(line))) changes.set(commit, { hash: commit, date });
  }
  return [...changes.values()];
}

/** Evenly over the list, its first and last among them. */
function spread<Entry>(list: readonly Entry[], most: number): readonly Entry[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))] as Entry);
}
