/** Which files of a repository are lists for programs that a site serves as they are. */
import { siteTarget } from '../../backlinks/siteTarget.ts';
import { below, builtUrl, fileName, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isPublished } from '../../routeTable.ts';
import type { Site } from '../../site/site.ts';

const listName = /^(?:llms(?:-[\w-]+)?\.txt|sitemap[\w-]*\.(?:xml|txt)|(?:rss|feed|atom|index)\.xml)$/i;

/** Those that are copied, and pages of such a name; none that the build makes. In whatever folder of the site they lie. */
export function listFilesOf(site: Site, repo: Pick<Repo, 'files'>): readonly RepoPath[] {
  return repo.files.filter((file) => listName.test(fileName(file)) && isServed(file, site));
}

function isServed(file: RepoPath, { routes, permalinks }: Site): boolean {
  const { basePath, staticRoots, address } = permalinks;
  const prefixes = new Set(['/', basePath, siteTarget(address?.url ?? '')?.basePath ?? '/']);
  const isCopied = staticRoots.some((root) => {
    const inside = below(file, root);
    if (inside === undefined) return false;
    return [...prefixes].some((prefix) => routes.answer(builtUrl(prefix, inside))?.file === file);
  });
  return isCopied || routes.ofFile(file).some((route) => isPublished(route) && listName.test(lastOf(route.url)));
}

function lastOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** What people write nowhere by hand, and programs above what they make. */
const signs = /<generator\b|\bgenerated\b|\bdo not edit\b|urlset[^>]*\bxhtml:|xml-stylesheet/i;
const headLength = 2_000;

/** Programs that make each kind of list, as `package.json` and the like name them. */
const makers: readonly (readonly [name: RegExp, maker: RegExp])[] = [
  [/^llms/i, /llms/i],
  [/^sitemap/i, /sitemap/i],
  [/./, /\b(?:rss|feeds?|atom)\b/i],
];

/** Whether a program makes the list, told by its text or by what `manifests` (package.json and its like) run. */
export function isMade(file: RepoPath, text: string, manifests: readonly string[]): boolean {
  if (signs.test(text.slice(0, headLength))) return true;
  const [, maker] = makers.find(([name]) => name.test(fileName(file))) ?? [];
  return maker !== undefined && manifests.some((manifest) => maker.test(manifest));
}
