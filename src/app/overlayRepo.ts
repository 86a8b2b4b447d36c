/** The working tree with the unsaved text of open documents in place of their files. */
import { concluded } from '../core/concluded.ts';
import type { RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';

/** Text of documents with unsaved changes. */
export type Overlay = ReadonlyMap<RepoPath, string>;

/** Open documents win over disk, also those that have no file yet. */
export function overlayRepo(disk: Repo, overlay: Overlay): Repo {
  if (overlay.size === 0) return disk;
  const added = [...overlay.keys()].filter((path) => !disk.has(path));
  const files = added.length === 0 ? disk.files : [...disk.files, ...added].sort();
  return {
    files,
    has: (path) => overlay.has(path) || disk.has(path),
    read: async (path) => overlay.get(path) ?? disk.read(path),
    readHead: async (path) => overlay.get(path) ?? disk.readHead(path),
    async concluded(path, conclusion, text) {
      const unsaved = overlay.get(path);
      return unsaved === undefined ? concluded(disk, path, conclusion, text) : conclusion.of(unsaved);
    },
    described: (path, when) => (overlay.has(path) ? undefined : disk.described?.(path, when)),
    keepConcluded: async () => disk.keepConcluded?.(),
    unread: () => disk.unread?.() ?? [],
    absent: disk.absent,
    unsaved: [...overlay.keys()],
    hasMark: (path) => disk.hasMark?.(path) ?? false,
  };
}
