/** What earlier states say, taken from what was told of them before where that still holds, so that new commits cost little. */
import type { Commit } from '../model.ts';
import { type SiteTold, type StateReading, type StateTold, stateReader, tellersIn } from './earlierStates.ts';
import type { KeptVersions } from './sampledStates.ts';

/** What was told of states. Plain data. */
export interface KeptStates {
  readonly states: readonly StateTold[];
  /** Of some commits, how the site was configured. */
  readonly versions: KeptVersions;
}

/** What all states of a line say, newest first, without its first one. `known`: what was told before, of whatever line. */
export async function toldStates(
  line: readonly Commit[],
  reading: StateReading,
  known: readonly StateTold[] | undefined,
): Promise<readonly StateTold[]> {
  const { budget } = reading;
  const left = budget.left;
  const kept = known === undefined ? undefined : await fromKnown(line, reading, known);
  if (kept !== undefined && isAmple(budget.left, left)) return kept;
  budget.left = left;
  return stateReader(line, reading).readAll();
}

/**
 * Whether scripts took so little that what they may take together ended none of them: what was told would be told again,
 * whoever is asked first.
 */
export function isAmple(left: number, before: number): boolean {
  return left > before / 2;
}

/** `undefined` where a state says something else beside today's rules, or a new one does: others depend on that. */
async function fromKnown(
  line: readonly Commit[],
  reading: StateReading,
  known: readonly StateTold[],
): Promise<readonly StateTold[] | undefined> {
  const byCommit = new Map(known.map((state) => [state.commit, state]));
  const reader = stateReader(line, reading);
  const states: StateTold[] = [];
  let ages = '';
  for (let i = 1; i < line.length; i++) {
    const before = byCommit.get(line[i]?.hash ?? '');
    const isAbout = before?.unseen === reader.unseenAt(i) && (tellersIn(before) === '' || before.ages === ages);
    const holds = before !== undefined && isAbout ? await holdsToday(before, reading, reader.sampledToday) : undefined;
    if (holds === false) return undefined;
    if (before !== undefined && holds) {
      states.push({ ...before, ages });
      reading.budget.left -= before.steps;
      ages += tellersIn(before);
      continue;
    }
    const alone = await reader.readAlone(i);
    if (tellersIn(alone) !== '') return undefined;
    states.push({ ...alone, ages });
  }
  return states;
}

/** `undefined` where it cannot be told without reading the state. */
async function holdsToday(
  { sites }: StateTold,
  reading: StateReading,
  sampledToday: (path: NonNullable<SiteTold['sampled']>['files'][number]) => string,
): Promise<boolean | undefined> {
  for (const site of sites) {
    const isToday = site.key === reading.todaysKey ? await hasTodaysFiles(site, reading) : false;
    if (isToday === undefined) return undefined;
    const tells = site.addresses !== undefined;
    if (isToday && tells) return false;
    if (isToday || site.isUnknown) continue;
    if (site.sampled === undefined) return undefined;
    const { files, urls } = site.sampled;
    const isSame = files.every((path, at) => sampledToday(path) === urls[at]);
    if (isSame === tells) return false;
  }
  return true;
}

/** Whether all that today's rules are read from was in that state as it is today; `undefined` where that is not known. */
async function hasTodaysFiles({ held }: SiteTold, reading: StateReading): Promise<boolean | undefined> {
  if (held === undefined) return undefined;
  const then = new Map(held);
  let isSame = true;
  for (const [file, blob] of await reading.todaysFiles()) {
    const before = then.get(file);
    if (before === undefined) return undefined;
    isSame &&= before === (blob ?? null);
  }
  return isSame;
}
