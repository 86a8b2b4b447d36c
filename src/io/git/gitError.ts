/** What git fails with, and how that is told. */
import { failed } from '../../core/ports.ts';

/** Thrown inside a stream of git's output; callers at the edge turn it into a failure. */
export class GitError extends Error {
  override readonly name = 'GitError';
  /** What happened; the message is for people. */
  readonly kind: GitErrorKind;
  /** An option that this git does not know: `path-format`. */
  readonly unknownOption: string | undefined;

  constructor(message: string, kind: GitErrorKind = 'failed', unknownOption?: string) {
    super(message);
    this.kind = kind;
    this.unknownOption = unknownOption;
  }
}

/** `stopped`: by us, it was not git that gave up. */
export type GitErrorKind = 'stopped' | 'no-repository' | 'missing-object' | 'failed';

/** What git said on its standard error, in its words, which alone tell what happened. */
export function gitSaid(words: string, otherwise: string): GitError {
  if (/not a git repository/i.test(words)) return new GitError(words, 'no-repository');
  // An object is not in this clone, which was made without it.
  const isMissing = /promisor|lazy|could not fetch|transport '\w+' not allowed/i.test(words);
  const [, option] = /(?:unrecognized argument|unknown option|unknown switch)\W+([a-z][\w-]*)/i.exec(words) ?? [];
  return new GitError(words || otherwise, isMissing ? 'missing-object' : 'failed', option);
}

/** Says what went wrong with git in words for the user. Anything that is not git's doing is thrown on. */
export function gitFailure(error: unknown, folder: string): ReturnType<typeof failed> {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'AbortError') return failed('cancelled', 'Reading the history was cancelled.');
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') {
    return failed(
      'not-found',
      `git could not be started in ${folder} (${code}). Check that both are there, then try again.`,
    );
  }
  if (!(error instanceof GitError)) throw error;
  if (error.kind === 'no-repository') {
    return failed(
      'not-found',
      `${folder} is not in a git repository, so past addresses are unknown. Work in a clone of the repository to have them.`,
    );
  }
  return failed(
    'bad-answer',
    `git could not read the history: ${firstLine(error.message)} Run "git fsck" to see what is damaged.`,
  );
}

/** What git says, in one line that ends like a sentence: what ended it, where it says that. */
export function firstLine(text: string): string {
  const lines = text.trim().split('\n');
  const line = lines.find((entry) => entry.startsWith('fatal: ')) ?? lines[0] ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
