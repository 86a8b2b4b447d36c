/** The states of a branch that are looked at to learn which configurations the site had. */
import type { Commit } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import type { History } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { linePlaces } from './meetingStates.ts';

/** At most so many earlier states are looked at, evenly over the life of the main line, and more than half of that. */
const evenly = 16;

/** Of so many of the last changes of the configuration, so many are looked at besides. */
const lastChanges = 200;
const mostChanges = 8;

/** A line of a configuration that may decide addresses. */
const decides =
  /permalink|url|slug|path|base|root|route|trailing|ugly|pretty|prefix|lang|locale|collection|categor|taxonom|dir|folder|source|output|version|save_as|extension|clean/i;

/** How a site was configured at some commits. */
export interface ConfigurationVersions {
  readonly files: readonly RepoPath[];
  of(commit: Commit, signal: AbortSignal | undefined): Promise<string>;
  /** All that was asked. */
  asked(): KeptVersions;
}

/** As plain data. */
export interface KeptVersions {
  readonly files: string;
  readonly of: Readonly<Record<string, string>>;
}

/** `known` is taken up where it is about the same files. */
export function configurationVersions(
  history: History,
  files: readonly RepoPath[],
  known: KeptVersions | undefined,
): ConfigurationVersions {
  const name = files.join('\n');
  const before = new Map(known?.files === name ? Object.entries(known.of) : []);
  const asked = new Map<string, string>();
  return {
    files,
    async of({ hash }, signal) {
      const told = before.get(hash);
      const tree = told === undefined ? await history.tree(hash, signal) : undefined;
      const version = told ?? files.map((file) => tree?.get(file) ?? '').join();
      asked.set(hash, version);
      return version;
    },
    asked: () => ({ files: name, of: Object.fromEntries(asked) }),
  };
}

/**
 * The newest state, states from all over the branch, and those right before and after the configuration was changed: one
 * that counted for a short time lies between any others. Newest first. Throws `AbortError` when cancelled.
 */
export async function sampledStates(
  history: History,
  { mainLine }: Pick<Ledger, 'mainLine'>,
  configuration: ConfigurationVersions,
  { signal }: LedgerOptions,
): Promise<readonly Commit[]> {
  const { head } = history;
  const placeOf = linePlaces(mainLine);
  const places = new Set<number>(evenPlaces(mainLine.length));
  const versions = new Set<string>();
  /** Whether no state that is looked at has the same configuration. */
  const isNew = async (commit: Commit): Promise<boolean> => {
    const version = await configuration.of(commit, signal);
    return versions.size < versions.add(version).size;
  };
  const changes = await changesOf(configuration.files, history, signal);
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

/**
 * Counted from the oldest state in steps that only ever double: new commits move none of them, so that what was told of
 * them holds.
 */
function evenPlaces(size: number): readonly number[] {
  let step = 1;
  while ((size - 1) / step > evenly) step *= 2;
  const places: number[] = [];
  for (let place = size - 1; place > 0; place -= step) places.push(place);
  return places;
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
