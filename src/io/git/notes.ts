/** What could not be read of a history, collected while it is read: each thing once, and with what to do about it. */
import type { Note } from '../../core/model.ts';
import type { Git } from './git.ts';
import { firstLine, GitError } from './gitError.ts';

/** What is missing of a history, told while it is read. */
export interface HistoryNotes {
  /** Everything; grows while the history is read. */
  readonly list: readonly Note[];
  /** What is missing of the history, so that nothing can be said of what is not found in it; part of the list. */
  readonly gaps: readonly Note[];
  /** Reading ended early. */
  failed(error: Error, signal: AbortSignal | undefined): Promise<void>;
  /** What is known less well, of the history that is whole. */
  add(message: string): void;
  /** An object that the history names is not here. */
  missing(object: string, signal: AbortSignal | undefined): Promise<void>;
}

/** A damaged disk has more of them than anybody reads. */
const most = 12;

export function historyNotes(git: Git, isShallow: boolean): HistoryNotes {
  const list: Note[] = [];
  const gaps: Note[] = [];
  const add = (message: string): void => {
    if (list.length < most && !list.some((note) => note.message === message)) list.push({ message });
  };
  const addGap = (message: string): void => {
    if (gaps.length === 0 || !list.some((note) => note.message === message)) gaps.push({ message });
    add(message);
  };
  if (isShallow) addGap(shallowNote);
  git.onNote(add);
  let asked: Promise<boolean> | undefined;
  const partial = (signal: AbortSignal | undefined): Promise<boolean> => {
    asked ??= isPartial(git, signal);
    return asked;
  };
  return {
    list,
    gaps,
    add,
    failed: async (error, signal) =>
      addGap(!isStopped(error) && (await partial(signal)) ? partialNote : gapNote(error)),
    missing: async (object, signal) => addGap((await partial(signal)) ? partialNote : missingNote(object)),
  };
}

/** The clone was made without some of the objects. */
async function isPartial(git: Git, signal: AbortSignal | undefined): Promise<boolean> {
  const keys = '^(extensions\\.partialclone|remote\\..*\\.(promisor|partialclonefilter))$';
  const set = await git.text(['config', '--name-only', '--get-regexp', keys], signal);
  return set.ok && set.value !== '';
}

const shallowNote =
  'This clone is shallow: pages that moved before its first commit are unknown. Run "git fetch --unshallow" (in a workflow: fetch-depth: 0) to get the whole history.';

const partialNote =
  'Some objects of the history are not in this clone, so some renamed pages may be unknown. Run "git fetch --refetch --no-filter" to get them.';

function missingNote(object: string): string {
  return `The object ${object} of the history is missing or damaged, so some pages may be unknown. Run "git fsck" to see what is damaged.`;
}

/** What git says and what it means. */
function gapNote(error: Error): string {
  const next = isStopped(error) ? 'Try again' : 'Run "git fsck" to see what is damaged';
  return `A part of the history could not be read, so some pages may be unknown: ${firstLine(error.message)} ${next}.`;
}

function isStopped(error: Error): boolean {
  return error instanceof GitError && error.kind === 'stopped';
}

/** An object is not in this clone, which was made without it. */
export function isMissing(error: Error): boolean {
  return error instanceof GitError && error.kind === 'missing-object';
}
