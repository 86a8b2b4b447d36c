/** How commits are called in sentences, and the one that nobody made yet. */
import type { Commit } from '../model.ts';

/** In place of a hash: what the working tree did since the last commit, which has the day of that. */
export const uncommittedHash = '';

/** Whether it is what the working tree did, and no commit. */
export function isUncommitted({ hash }: Commit): boolean {
  return hash === uncommittedHash;
}

const here = 'the working tree, not committed yet';

/** `1a2b3c4`, of a commit that was made. */
export function shortHash({ hash }: Commit): string {
  return hash.slice(0, 7);
}

/** `commit 1a2b3c4 of 2023-04-01`, as the subject of a sentence. */
export function commitOf(commit: Commit): string {
  return isUncommitted(commit) ? 'the working tree' : `commit ${shortHash(commit)} of ${commit.date}`;
}

/** `1a2b3c4 on 2023-04-01`, to follow "in". */
export function commitNamed(commit: Commit): string {
  return isUncommitted(commit) ? here : `${shortHash(commit)} on ${commit.date}`;
}

/** `1a2b3c4, 2023-04-01`, to follow "in". */
export function commitAndDay(commit: Commit): string {
  return isUncommitted(commit) ? here : `${shortHash(commit)}, ${commit.date}`;
}
