/** What the core asks of the world. Implemented in `io` for disk and git, in `vscode` for open documents, in tests for memory. */
import type { Note } from './model.ts';
import type { RepoPath } from './paths.ts';

/** Something that a file's path and text decide and nothing else, given as plain data. */
export interface Conclusion<Value> {
  /** Tells it from other conclusions of the same text. */
  readonly name: string;
  /** How much of the text it is drawn from. */
  readonly from: 'head' | 'whole';
  /** It is what a page says of itself, from which no rule for other addresses follows. */
  readonly isOwn?: boolean;
  of(text: string): Value;
}

/** A tree of files at one moment: the working tree, or a commit. */
export interface Repo {
  /** Every file that is tracked or would be, sorted. No ignored files, nothing below `.git` or `node_modules`. */
  readonly files: readonly RepoPath[];
  has(path: RepoPath): boolean;
  /** UTF-8 text without its byte order mark; `undefined` when there is no such file, or it is not text. */
  read(path: RepoPath): Promise<string | undefined>;
  /** At least the front matter and first heading of a content file, or more; `undefined` as for `read`. */
  readHead(path: RepoPath): Promise<string | undefined>;
  /**
   * What follows from a text, as it was concluded before where that is kept; by way of `concluded` in
   * `concluded.ts`, as most repositories keep nothing. `undefined` as for `read`.
   */
  concluded?<Value>(path: RepoPath, conclusion: Conclusion<Value>, text?: string): Promise<Value | undefined>;
  /**
   * What tells a file's text from any other that it had: as it is described now, or as it was when it was read; `taken`
   * is as it is now, where what was read of it, if anything was, is surely that text. `undefined` where another text may
   * have the same description, or nothing is known.
   */
  described?(path: RepoPath, when: 'now' | 'read' | 'taken'): string | undefined;
  /** Has what was concluded until now kept for the next time. */
  keepConcluded?(): Promise<void>;
  /** What was asked for until now and is there, but could not be read: each file with the reason. */
  unread?(): readonly Note[];
  /** Tracked files that are not here to be read, as in a sparse checkout: what they publish is not known. */
  readonly absent?: Note | undefined;
  /** Files whose text is one that was typed and not saved. */
  readonly unsaved?: readonly RepoPath[] | undefined;
  /** Whether a text that was read began with a byte order mark. */
  hasMark?(path: RepoPath): boolean;
}

/** Where a host writes what happened; never credentials, and no whole answers above `debug`. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One step of a long task, as the user sees it. */
export interface Progress {
  /** `step` is a present participle clause ("Reading the repository"); `done` of `total` when they are known. */
  report(step: string, done?: number, total?: number): void;
}

/** Why the outside world did not give what was asked, with what to do next in `message`. */
export interface Failure {
  readonly kind:
    | 'unauthorised'
    | 'not-verified'
    | 'no-credit'
    | 'cost-limit'
    | 'no-access'
    | 'rate-limited'
    | 'offline'
    | 'timed-out'
    | 'bad-request'
    | 'bad-answer'
    | 'server-error'
    | 'cancelled'
    | 'not-found';
  readonly message: string;
  /** The account it is about, and the page where its holder can look at it. */
  readonly account?: { readonly title: string; readonly url: string };
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failed(kind: Failure['kind'], message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind, message } };
}
