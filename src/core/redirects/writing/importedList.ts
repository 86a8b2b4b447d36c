/** A list of redirects that a configuration spreads into its own, and the module of the repository that it comes from. */
import type { DataNode } from '../../data/data.ts';
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { resolveImport } from '../../script/modules.ts';
import { noAliases } from '../../script/project/aliases.ts';

/**
 * `...redirects` of `import redirects from './redirects'`: the module, in which the list is read where it is written.
 * Of several lists of one module only that which is called so is, so that another name says nothing.
 */
export function spreadFrom({ start, end }: DataNode, text: string, file: RepoPath, repo: Repo): RepoPath | undefined {
  const written = text.slice(start, end).trim();
  const direct = /^(?:\.\.\.)?(?:require|import)\(\s*['"](\.[^'"\n]+)['"]\s*\)$/.exec(written)?.[1];
  if (direct !== undefined) return resolveImport(direct, file, (path) => repo.has(path), noAliases);
  // Or a call of what is imported, or one of its members.
  const name = /^(?:\.\.\.)?([A-Za-z_$][\w$]*)(?:\(\)|\.\w+)?$/.exec(written)?.[1];
  if (name === undefined) return undefined;
  for (const [, byDefault, named, one, required, picked, two] of text.matchAll(imports)) {
    const isNamed =
      /redirect/i.test(name) &&
      new RegExp(`(?:^|[\\s,])${name.replace(/\$/g, '\\$')}(?:[\\s,]|$)`).test(named ?? picked ?? '');
    const specifier = one ?? two;
    if (specifier === undefined || !(byDefault === name || required === name || isNamed)) continue;
    return resolveImport(specifier, file, (path) => repo.has(path), noAliases);
  }
  return undefined;
}

const imports =
  /\bimport[ \t]+(?:([\w$]+)|\{([^{}]*)\})[ \t]+from[ \t]+['"](\.[^'"\n]+)['"]|\b(?:const|let|var)[ \t]+(?:([\w$]+)|\{([^{}]*)\})[ \t]*=[ \t]*require\([ \t]*['"](\.[^'"\n]+)['"]/g;
