/**
 * What is kept of a reading of the past so that the next one, after new commits, need not begin from nothing. None of it
 * decides an answer: each part holds for what never changes, a commit or a text, and is taken up only where it is about that.
 */
import type { KeptStates } from '../../history/toldStates.ts';
import { isSettings } from '../../text/settings.ts';
import { type KeptLines, type OpenedLines, openLines } from './changedLines.ts';

/** As it is kept: plain data. */
export interface KeptMemory {
  readonly states?: KeptStates | undefined;
  readonly lines: KeptLines;
}

/** As it is taken up. */
export interface PastMemory {
  readonly states?: KeptStates | undefined;
  readonly lines?: OpenedLines | undefined;
}

/** Of what was kept, the parts that are whole. */
export function openMemory(kept: unknown): PastMemory {
  if (!isSettings(kept)) return {};
  const { states, lines } = kept as Partial<KeptMemory>;
  return { states: isStates(states) ? states : undefined, lines: lines && whole(() => openLines(lines)) };
}

function whole<Value>(open: () => Value): Value | undefined {
  try {
    return open();
  } catch (error) {
    // A part of it is missing, or leads nowhere.
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isStates(value: unknown): value is KeptStates {
  if (!isSettings(value) || !isSettings(value.versions) || !isSettings(value.versions.of)) return false;
  const { files, of } = value.versions;
  return typeof files === 'string' && isListOf(Object.values(of), isText) && isListOf(value.states, isState);
}

function isState(value: unknown): boolean {
  if (!isSettings(value)) return false;
  const { commit, unseen, ages, steps, sites } = value;
  return [commit, unseen, ages].every(isText) && typeof steps === 'number' && isListOf(sites, isSite);
}

function isSite(value: unknown): boolean {
  if (!isSettings(value) || !isText(value.generator) || !isText(value.key)) return false;
  const { held = [], sampled, addresses = [] } = value;
  if (!isListOf(held, ([file, blob]: readonly unknown[]) => isText(file) && (blob === null || isText(blob))))
    return false;
  if (!isListOf(addresses, ([file, url]: readonly unknown[]) => isText(file) && isText(url))) return false;
  if (sampled === undefined) return true;
  return isSettings(sampled) && isListOf(sampled.files, isText) && isListOf(sampled.urls, isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isListOf<Entry>(values: unknown, isOne: (entry: Entry) => boolean): boolean {
  return Array.isArray(values) && values.every(isOne);
}
