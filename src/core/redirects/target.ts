/** What formats need to know of the two ends of a redirect. */

import { isHostAmong } from '../backlinks/webAddress.ts';
import type { Route } from '../model.ts';
import {
  below,
  builtUrl,
  encodeUri,
  extensionOf,
  folderOf,
  type RepoPath,
  type UrlPath,
  urlKey,
  urlPath,
} from '../paths.ts';
import { lastTwo } from '../text/remembered.ts';
import type { RuleCondition } from './condition.ts';
import type { Redirect, RedirectContext, Refusal } from './format.ts';

export function isOffSite(to: string): boolean {
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(to);
}

/** Whom alone a rule answers whose source is a whole URL; empty where that is everybody who comes by https. */
export function visitorsOf(
  from: string,
  to: string,
  { siteHosts = [] }: Pick<RedirectContext, 'siteHosts'>,
): readonly RuleCondition[] {
  const [, scheme, host] = wholeUrl.exec(from.toLowerCase()) ?? [];
  if (host === undefined) return [];
  const [, , target = host] = wholeUrl.exec(to.toLowerCase()) ?? [];
  // From one name of the site to the other one, its visitors' own.
  const isOtherName = target !== host && isHostAmong(target, [host]);
  if (!siteHosts.includes(host) || isOtherName) return [{ kind: 'host', names: host }];
  return scheme === 'http' ? [{ kind: 'http' }] : [];
}

const wholeUrl = /^(https?):\/\/([^/?]+)/;

/** A target split into its path and what follows it: `/a/#b` is `['/a/', '#b']`. */
export function splitTarget(to: string): readonly [string, string] {
  const cut = to.search(/[?#]/);
  return cut < 0 ? [to, ''] : [to.slice(0, cut), to.slice(cut)];
}

/** What stands behind the rest of an address in the target of a folder's redirect, for hosts that leave its slash out. */
export function slashBehind({ rest }: Pick<Redirect, 'rest'>): '' | '/' {
  return rest?.slash === 'both' || rest?.slash === 'target' ? '/' : '';
}

/** The target as it stands in a `Location` header: whatever no address may hold is escaped, what is escaped stays. */
export function encodedTarget(to: string): string {
  const [, origin = '', path = '', rest = ''] = /^((?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*)?([^?#]*)(.*)$/is.exec(to) ?? [];
  return origin + escapedOnce(path) + escapedOnce(rest);
}

/** The target with signs escaped that a notation takes for its own; `+` and `&` mean something in a query, and stay there. */
export function escapedTarget(to: string, signs: RegExp): string {
  const hex = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  const [, origin = '', path = '', query = '', hash = ''] =
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(encodedTarget(to)) ?? [];
  const inQuery = query.replace(signs, (sign) => (/[+&]/.test(sign) ? sign : hex(sign)));
  return origin + path.replace(signs, hex) + inQuery + hash.replace(signs, hex);
}

/** Encodes what is not encoded: a `%` that begins no escape is one that stands for itself. */
function escapedOnce(text: string): string {
  return text.replace(/%[\da-f]{2}|[^%]+|%/gi, (part) => (/^%./.test(part) ? part : encodeUri(part)));
}

/** Of each context: every format that could take a redirect asks for both of its ends. */
const lastRoutes = new WeakMap<RedirectContext, ReturnType<typeof lastTwo<Route | undefined>>>();

function routeAt(path: UrlPath, context: RedirectContext): Route | undefined {
  const known = lastRoutes.get(context) ?? lastTwo();
  lastRoutes.set(context, known);
  return known(path, () => context.routeOf(path));
}

/** The page a redirect leads to, when it is one of this site. */
export function targetRoute(redirect: Redirect, context: RedirectContext): Route | undefined {
  return isOffSite(redirect.to) ? undefined : routeAt(urlPath(splitTarget(redirect.to)[0]), context);
}

/** A path without the site's base path: what generators call the address; `undefined` outside it. */
export function withoutBase(path: string, basePath: string): string | undefined {
  const base = basePath.replace(/(?<!\/)\/+$/, '');
  if (base === '') return path;
  if (path === base) return '/';
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
}

/** A decoded path inside the site with its base path put in front. */
export function withBase(path: string, basePath: string): UrlPath {
  return builtUrl(basePath, path);
}

/** Why nobody should write this redirect, whatever the format: each of them asks. */
export function refuseAlways(redirect: Redirect, context: RedirectContext): Refusal | undefined {
  const last = lastRefusals.get(context);
  if (last?.redirect === redirect) return last.refusal;
  const refusal = refusalOf(redirect, context);
  lastRefusals.set(context, { redirect, refusal });
  return refusal;
}

const lastRefusals = new WeakMap<
  RedirectContext,
  { readonly redirect: Redirect; readonly refusal: Refusal | undefined }
>();

function refusalOf(redirect: Redirect, context: RedirectContext): Refusal | undefined {
  if (!isOffSite(redirect.to) && urlKey(urlPath(splitTarget(redirect.to)[0])) === urlKey(redirect.from)) {
    return { refused: `${redirect.from} would lead to itself.` };
  }
  const page = routeAt(redirect.from, context);
  // A pattern answers to every value; only the site's code knows which of them exist, and this one is told to be none.
  if (page && page.kind !== 'redirect' && page.kind !== 'dynamic' && !redirect.below) {
    return { refused: `${redirect.from} is a page of the site (${page.file}).` };
  }
  return undefined;
}

const contentTypes = new Set([
  '.md',
  '.markdown',
  '.mdx',
  '.html',
  '.htm',
  '.adoc',
  '.org',
  '.rst',
  '.njk',
  '.liquid',
  '.qmd',
  '.rmd',
]);

export function isContent(file: RepoPath): boolean {
  return contentTypes.has(extensionOf(file));
}

/** Whether a page's front matter is read there: not in what a build has made of it, nor in what is published as it is. */
export function isOwnContent(file: RepoPath, { isRead }: Pick<RedirectContext, 'isRead'>): boolean {
  return !isAside(file) && isRead?.(file) !== false;
}

/** Folders whose files are made by a build, belong to tests, or to somebody else. */
export function isAside(file: string): boolean {
  return /(^|\/)(node_modules|dist|_site|\.?vercel|\.netlify|__tests__|__fixtures__|tests?|fixtures|testdata|vendor)\//i.test(
    file,
  );
}

/** Packages that only show how something is used; unless the site is one of them, what configures them is not the site's. */
export function isOfExample(file: RepoPath, { root }: Pick<RedirectContext, 'root'>): boolean {
  const shown = (path: string) => /(?:^|\/)(?:[\w.]+[-_])?(?:examples?|samples?|playgrounds?|starters?)\//i.test(path);
  return shown(file) && !shown(`${root ?? ''}/`);
}

/** Whether a file belongs to a package beside the site: another program, with pages and a server of its own. */
export function isOfOtherProgram(file: RepoPath, context: Pick<RedirectContext, 'root' | 'repo'>): boolean {
  const { root, repo } = context;
  if (isOfExample(file, context)) return true;
  if (root === undefined || below(file, root) !== undefined) return false;
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    if (repo.has(`${folder}/package.json` as RepoPath)) return folder !== root && below(root, folder) === undefined;
  }
  return false;
}

/** A file that visitors can download; it configures no server, whatever its name. */
export function isDownload(file: RepoPath, { staticRoots }: RedirectContext): boolean {
  return staticRoots.some((root) => root !== '' && below(file, root) !== undefined);
}

/** Whether a target is a page whose front matter can be written. */
export function pageFile(redirect: Redirect, context: RedirectContext, title: string): Route | Refusal {
  if (redirect.below) return { refused: `${title} can only redirect single pages.` };
  if (redirect.status !== 301 && redirect.status !== 308) {
    return {
      refused: `${title} writes a page that redirects at once, which counts as permanent; it cannot answer ${redirect.status}.`,
    };
  }
  if (isOffSite(redirect.to)) return { refused: `${title} needs a page of this site as the target.` };
  if (splitTarget(redirect.to)[1] !== '')
    return { refused: `${title} cannot redirect to a part of a page or to a query.` };
  const route = targetRoute(redirect, context);
  if (!route) return { refused: `${redirect.to} is not a page of the site.` };
  if (route.kind === 'redirect' || route.leadsOn) return { refused: `${redirect.to} is itself redirected.` };
  if (route.kind === 'generated' || route.kind === 'static' || route.kind === 'dynamic' || !isContent(route.file)) {
    return { refused: `${redirect.to} has no front matter of its own.` };
  }
  return route;
}
