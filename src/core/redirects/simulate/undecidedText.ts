import type { Undecided } from '../resolution.ts';

/** A rule that may answer first, and the condition that nobody can decide from the files; in words, for every host. */
export function describeUndecided({ file, line, from, condition }: Undecided): string {
  return `may answer first: ${file}:${line} ${from === '' ? '' : `${from} `}(${condition})`;
}
