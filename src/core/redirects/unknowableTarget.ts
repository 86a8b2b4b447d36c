/** Targets that the repository cannot know: what is published there is made by a build, or by another repository. */
import { builtUrl, extensionOf, type RepoPath } from '../paths.ts';
import { askedOnce } from './askedOnce.ts';
import type { RedirectContext } from './format.ts';
import type { Host } from './host.ts';
import { withoutBase } from './target.ts';

/**
 * A clause that says why the files do not tell whether a target is there; `undefined` when they do. `isWhole`: it was written with
 * the host of the site.
 */
export function unknowableTarget(
  path: string,
  host: Host,
  context: RedirectContext,
  isWhole = false,
): string | undefined {
  if (context.isElsewhere?.(builtUrl(path))) return 'another site of this repository publishes that address';
  const made = onlyOnceBuilt(path, context);
  if (made !== undefined) return made;
  if (askedOnce(hasNoPage, context)) return 'no page of the site was found, so its pages are not known';
  const inside = withoutBase(path, context.basePath) ?? path;
  if (!/\.\w+$/.test(inside) && askedOnce(isOneProgram, context))
    return 'the site is one page, and its program shows what stands at other addresses';
  const list = /^(.*\/)page\/\d+\/?$/.exec(path)?.[1];
  if (list !== undefined && context.routeOf(builtUrl(list)) !== undefined) {
    return `templates decide how many pages the list at ${list} has`;
  }
  if (/^\/404(?:\.html?|\/)?$/.test(inside)) return 'themes and hosts have error pages of their own';
  const extension = extensionOf(inside as RepoPath);
  if (isMadeByBuilds(extension)) return `builds and plugins make ${extension} files`;
  const unaddressed = /^(?:|\.html?)$/.test(extension) ? withoutAddress(context) : undefined;
  if (unaddressed !== undefined) return unaddressed;
  const unknowable = host.unknowable?.(inside);
  if (unknowable !== undefined) return unknowable;
  return fromElsewhere(path, inside, host.sharesFolders === true || isWhole, context);
}

/** An app of the browser: one page for all addresses, beside a page for errors, and components that fill it. */
function isOneProgram({ pages, repo }: RedirectContext): boolean {
  const own = (pages?.() ?? []).filter(({ url, kind }) => kind !== 'static' && !/\/404(?:\.html)?\/?$/.test(url));
  return own.length === 1 && repo.files.some((file) => /\.(?:[jt]sx|vue|svelte)$/.test(file));
}

/** `isShared`: folders at the top are shared out, so that one without pages tells of others. */
function fromElsewhere(path: string, inside: string, isShared: boolean, context: RedirectContext): string | undefined {
  const folder = /^\/[^/]+\//.exec(inside)?.[0];
  // A page right at the root has no folder that would tell, unless it is named as something beside the site.
  const isBelow = folder !== undefined && (isShared || inside.length > folder.length);
  if (!isBelow || context.publishesBelow?.(path.slice(0, path.length - inside.length) + folder) !== false)
    return undefined;
  return `no file of this repository is published below ${folder}, so it comes from elsewhere`;
}

/** A clause that says what puts a page there when the site is built; `undefined` where nothing is known to. */
export function onlyOnceBuilt(path: string, context: RedirectContext): string | undefined {
  const made = context.madeByBuild?.(builtUrl(path));
  if (made !== undefined) return made;
  return isFetched(path, context) ? 'a build brings pages of other repositories into that part of the site' : undefined;
}

/**
 * Whether a target lies where a build brings pages of other repositories, in a folder in which this one publishes nothing
 * and that no published folder is another spelling of.
 */
export function isFetched(path: string, context: RedirectContext): boolean {
  const { fetchedBelow = [] } = context;
  const folder = path.replace(/[^/]*$/, '');
  if (!fetchedBelow.some((part) => folder.startsWith(part))) return false;
  return context.publishesBelow?.(folder) === false && !askedOnce(spellings, context).has(spelling(folder));
}

/** The folders of all pages, whatever the case of letters and the signs between words. */
function spellings({ pages }: RedirectContext): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { url } of pages?.() ?? [])
    for (let end = url.lastIndexOf('/'); end > 0; end = url.lastIndexOf('/', end - 1)) {
      const folder = spelling(url.slice(0, end + 1));
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return folders;
}

function spelling(folder: string): string {
  return folder.toLowerCase().replace(/[-_ .]/g, '');
}

/** A site of a generator without any page is one whose content could not be found. */
function hasNoPage({ pages }: RedirectContext): boolean | undefined {
  return pages?.().every(({ kind }) => kind === 'static' || kind === 'generated');
}

/** A clause where a page that is not known may be one of content without a known address. */
export function withoutAddress(context: RedirectContext): string | undefined {
  return askedOnce(unaddressedContent, context);
}

function unaddressedContent({ unaddressed }: RedirectContext): string | undefined {
  return unaddressed?.();
}

/** Whether files of an extension are written by generators and plugins as well. */
export function isMadeByBuilds(extension: string): boolean {
  return madeByBuilds.has(extension);
}

/** Feeds, texts for machines and styles, which generators and their plugins write without a file of that name. */
const madeByBuilds = new Set(['.xml', '.rss', '.atom', '.json', '.txt', '.css', '.js']);
