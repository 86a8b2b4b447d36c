import type { RepoPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';

/** A repository that lies in a map. */
export function memoryRepo(files: Readonly<Record<string, string>> | ReadonlyMap<string, string>): Repo {
  const texts = new Map<string, string>(files instanceof Map ? files : Object.entries(files));
  return {
    files: [...texts.keys()].sort() as RepoPath[],
    has: (path) => texts.has(path),
    read: async (path) => texts.get(path),
    readHead: async (path) => texts.get(path),
  };
}
