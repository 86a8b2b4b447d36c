import type { Commit } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';

/** What is named by numbers all over a past that was kept. */
export interface PastNumbers {
  readonly commit: (place: number) => Commit;
  readonly path: (place: number) => RepoPath;
  /** -1 for a path that is not there. */
  readonly placeOf: (path: string) => number;
}
