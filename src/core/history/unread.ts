/** The history of a folder where none could be read: everything that needs none still works on it. */
import type { RepoPath } from '../paths.ts';
import type { BlobId, History } from './history.ts';

/** `reason` says why there is none and what to do, in sentences. */
export function unreadHistory(files: readonly RepoPath[], reason: string): History {
  const notes = [{ message: reason }];
  const tree = new Map(files.map((path) => [path, '' as BlobId]));
  return {
    head: { hash: '', date: '' },
    notes,
    gaps: notes,
    commits: nothing,
    linkHunks: nothing,
    addedLines: nothing,
    async *texts(blobs) {
      for (const _ of blobs) yield undefined;
    },
    touched: async () => [],
    tree: async () => tree,
  };
}

async function* nothing(): AsyncGenerator<never, void> {
  // no commit
}
