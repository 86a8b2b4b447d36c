/** The working tree with the unsaved text of open documents in place of their files, and without folders of other sites. */
import { concluded } from '../core/concluded.ts';
import { below, type RepoPath } from '../core/paths.ts';
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

/** What redirects a site on another host, in a folder of its own, says nothing of this one. */
export function withoutFolders(repo: Repo, folders: readonly RepoPath[]): Repo {
  if (folders.length === 0) return repo;
  const isOwn = (file: RepoPath) => !folders.some((folder) => isWithin(file, folder));
  return {
    files: repo.files.filter(isOwn),
    has: (file) => isOwn(file) && repo.has(file),
    read: (file) => repo.read(file),
    readHead: (file) => repo.readHead(file),
    unread: () => repo.unread?.() ?? [],
    absent: repo.absent,
    hasMark: (path) => repo.hasMark?.(path) ?? false,
  };
}

export function isWithin(path: RepoPath, folder: RepoPath): boolean {
  return path === folder || below(path, folder) !== undefined;
}
