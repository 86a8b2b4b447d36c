/** Targets that the repository cannot know: what is published there is made by a build, or by another repository. */
import { builtUrl, extensionOf, type RepoPath } from '../paths.ts';
import type { RedirectContext } from './format.ts';
import type { Host } from './host.ts';
import { withoutBase } from './target.ts';

/** A clause that says why the files do not tell whether a target is there; `undefined` when they do. */
export function unknowableTarget(path: string, host: Host, context: RedirectContext): string | undefined {
  if (context.isElsewhere?.(builtUrl(path))) return 'another site of this repository publishes that address';
  if (context.isMadeByBuild?.(builtUrl(path))) return 'git ignores the file of that page, so a build makes it';
  const inside = withoutBase(path, context.basePath) ?? path;
  const list = /^(.*\/)page\/\d+\/?$/.exec(path)?.[1];
  if (list !== undefined && context.routeOf(builtUrl(list)) !== undefined) {
    return `templates decide how many pages the list at ${list} has`;
  }
  if (/^\/404(?:\.html?|\/)?$/.test(inside)) return 'themes and hosts have error pages of their own';
  const extension = extensionOf(inside as RepoPath);
  if (isMadeByBuilds(extension)) return `builds and plugins make ${extension} files`;
  const unknowable = host.unknowable?.(inside);
  if (unknowable !== undefined) return unknowable;
  const folder = /^\/[^/]+\//.exec(inside)?.[0];
  // A page right at the root has no folder that would tell.
  const isBelow = folder !== undefined && (host.sharesFolders || inside.length > folder.length);
  if (!isBelow || context.publishesBelow?.(path.slice(0, path.length - inside.length) + folder) !== false)
    return undefined;
  return `no file of this repository is published below ${folder}, so it comes from elsewhere`;
}

/** Whether files of an extension are written by generators and plugins as well. */
export function isMadeByBuilds(extension: string): boolean {
  return madeByBuilds.has(extension);
}

/** Feeds, texts for machines and styles, which generators and their plugins write without a file of that name. */
const madeByBuilds = new Set(['.xml', '.rss', '.atom', '.json', '.txt', '.css', '.js']);
