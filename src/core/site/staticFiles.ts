/** Files that are published as they are: images, PDFs, plain pages in the folders a generator copies. */
import type { Permalinks } from '../generators/shared/generator.ts';
import type { Route } from '../model.ts';
import { below, builtUrl, decodePath, joinRepo, type RepoPath, type UrlPath } from '../paths.ts';
import type { Repo } from '../ports.ts';

type StaticRules = Pick<Permalinks, 'staticRoots' | 'basePath' | 'reads' | 'leavesOut'>;

/** Read by the host and not served. */
const forTheHost = new Set(['_redirects', '_headers', '_routes.json', '.htaccess', '.nojekyll', 'CNAME']);

/** The file that is copied to this address; `undefined` when there is none, or its generator makes a page of it. */
export function staticFileAt(path: UrlPath, rules: StaticRules, repo: Repo): Route | undefined {
  if (!path.startsWith(rules.basePath)) return undefined;
  const inside = path.slice(rules.basePath.length).replace(/^\//, '');
  if (forTheHost.has(inside)) return undefined;
  const decoded = inside.includes('%') ? [decodePath(inside)] : [];
  const names = inside === '' ? ['index.html'] : [inside, ...decoded, `${inside.replace(/\/$/, '')}/index.html`];
  for (const root of rules.staticRoots) {
    for (const name of names) {
      const file = joinRepo(root, name);
      const isCopied = file !== undefined && below(file, root) !== undefined && repo.has(file);
      if (isCopied && isStatic(file, rules)) return { url: path, file, kind: 'static' };
    }
  }
  return undefined;
}

/** Every file that is copied as it is, with its address. */
export function staticRoutes(rules: StaticRules, repo: Repo): readonly Route[] {
  return repo.files.flatMap((file): readonly Route[] => {
    const inside = insideOf(file, rules.staticRoots);
    if (inside === undefined || forTheHost.has(inside) || !isStatic(file, rules)) return [];
    return [{ url: builtUrl(rules.basePath, inside), file, kind: 'static' }];
  });
}

function isStatic(file: RepoPath, rules: StaticRules): boolean {
  return rules.reads(file) === undefined && rules.leavesOut?.(file) !== true;
}

function insideOf(file: RepoPath, roots: readonly RepoPath[]): string | undefined {
  for (const root of roots) {
    const inside = below(file, root);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
