/** A repository that remembers what was taken in of each file. */
import { concluded } from '../../concluded.ts';
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type Fingerprints, headFingerprint, textFingerprint } from './rereading.ts';
import { startFingerprint } from './watched.ts';

/** A repository that remembers what was read through it. */
export interface RecordedRepo {
  readonly repo: Repo;
  readonly fingerprints: Fingerprints;
}

export function recordedRepo(repo: Repo): RecordedRepo {
  const heads = new Map<RepoPath, number>();
  const wholes = new Map<RepoPath, number>();
  const starts = new Map<RepoPath, number>();
  const keepHead = (path: RepoPath, head: number, start: number | undefined) => {
    heads.set(path, head);
    if (start === undefined) starts.delete(path);
    else starts.set(path, start);
  };
  const takeHead = (text: string, path: RepoPath) =>
    keepHead(path, headFingerprint(text, path), startFingerprint(text, path));
  const recording: Repo = {
    files: repo.files,
    has: repo.has,
    unread: () => repo.unread?.() ?? [],
    hasMark: (path) => repo.hasMark?.(path) ?? false,
    absent: repo.absent,
    async read(path) {
      const text = await repo.read(path);
      if (text !== undefined) {
        wholes.set(path, textFingerprint(text));
        if (!heads.has(path)) takeHead(text, path);
      }
      return text;
    },
    async readHead(path) {
      const text = await repo.readHead(path);
      if (text !== undefined) takeHead(text, path);
      return text;
    },
    async concluded(path, conclusion, text) {
      const { from } = conclusion;
      let read = text;
      const of = (own: string) => {
        read = own;
        return conclusion.of(own);
      };
      const value = await concluded(repo, path, { ...conclusion, of }, text);
      // Kept beside it, so that a text which need not be read is known as well.
      const prints = (own: string) =>
        [
          headFingerprint(own, path),
          from === 'whole' ? textFingerprint(own) : null,
          startFingerprint(own, path) ?? null,
        ] as const;
      const found = await concluded(repo, path, { name: `fingerprints of its ${from}`, from, of: prints }, read);
      if (found !== undefined) {
        const [head, whole, start] = found;
        if (whole !== null) wholes.set(path, whole);
        if (whole === null || !heads.has(path)) keepHead(path, head, start ?? undefined);
      }
      return value;
    },
    keepConcluded: async () => repo.keepConcluded?.(),
  };
  return { repo: recording, fingerprints: { heads, wholes, starts } };
}
