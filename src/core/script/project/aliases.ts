/** Import names a project defines in tsconfig.json: `@/x` for `src/x`. https://www.typescriptlang.org/tsconfig/#paths */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import { parseLooseJson } from '../../text/json.ts';

/** Where the configuration is read from; a `Repo` is one. */
interface AliasFiles {
  has(path: RepoPath): boolean;
  read(path: RepoPath): Promise<string | undefined>;
}

/** The paths in the repository an import name may stand for, as `./`-less paths from its root. */
export type Aliases = (specifier: string) => readonly RepoPath[];

export const noAliases: Aliases = () => [];

const furthestParent = 4;

export async function readAliases(folder: RepoPath, files: AliasFiles): Promise<Aliases> {
  const file = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']
    .map((name) => joinRepo(folder, name))
    .find((path) => path !== undefined && files.has(path));
  const rules = file === undefined ? [] : await rulesOf(file, files, 0);
  return (specifier) => {
    for (const { name, targets, base } of rules) {
      const [before = '', after] = name.split('*');
      const isMatch =
        after === undefined ? specifier === name : specifier.startsWith(before) && specifier.endsWith(after);
      if (!isMatch) continue;
      const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
      return targets.flatMap(
        (target) =>
          joinRepo(
            base,
            target.replace('*', () => middle),
          ) ?? [],
      );
    }
    return [];
  };
}

interface Rule {
  readonly name: string;
  readonly targets: readonly string[];
  readonly base: RepoPath;
}

async function rulesOf(file: RepoPath, files: AliasFiles, depth: number): Promise<readonly Rule[]> {
  const data: unknown = parseLooseJson((await files.read(file)) ?? '{}');
  const { compilerOptions, extends: parent } = record(data);
  const { paths, baseUrl } = record(compilerOptions);
  const base = joinRepo(folderOf(file), typeof baseUrl === 'string' ? baseUrl : '.') ?? folderOf(file);
  const own = Object.entries(record(paths)).map(([name, targets]) => ({
    name,
    targets: Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [],
    base,
  }));
  // A direct name wins over a pattern, a longer pattern over a shorter one.
  if (own.length > 0) return own.sort((a, b) => b.name.replace('*', '').length - a.name.replace('*', '').length);
  const above = typeof parent === 'string' && parent.startsWith('.') ? joinRepo(folderOf(file), parent) : undefined;
  return above !== undefined && files.has(above) && depth < furthestParent ? rulesOf(above, files, depth + 1) : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
