/**
 * Pages of Middleman that lead on: where they are published, and where they lead. A target that is a file of the site
 * becomes the address of that file; any other stays as it is written.
 * https://middlemanapp.com/basics/redirects/, `url_for` in middleman-core/lib/middleman-core/util/paths.rb
 */
import { encodeUrl, extensionOf, fileName, type RepoPath, urlPath } from '../../../paths.ts';
import { askedOnce } from '../../askedOnce.ts';
import type { Redirect, RedirectContext, Refusal, SourcePattern } from '../../format.ts';
import { encodedTarget, isOffSite, refuseAlways, splitTarget, withBase, withoutBase } from '../../target.ts';
import { madePage, seenFrom } from '../../writing/madePage.ts';

/** Whether `directory_indexes` is on: some page that is no index is published as a folder. */
function hasFolders({ pages }: RedirectContext): boolean {
  return (pages?.() ?? []).some(({ url, file, kind }) => {
    return kind === 'page' && url.endsWith('/') && !fileName(file).startsWith('index.');
  });
}

/** `isIndexed`: what the configuration says of `directory_indexes`; without it, the pages of the site tell. */
export function redirectPage(written: string, context: RedirectContext, isIndexed?: boolean): SourcePattern {
  const [file, folder] = placesOf(written, context);
  // The generator knows which page is left out.
  const made = [folder, file].find((path) => path !== undefined && context.routeOf(path)?.kind === 'redirect');
  const isFolder = isIndexed ?? askedOnce(hasFolders, context);
  return madePage(written, { kind: 'exact', path: made ?? (isFolder && folder !== undefined ? folder : file) });
}

/** As a file, and as a folder where `directory_indexes` may make one of it. */
function placesOf(written: string, { basePath }: RedirectContext) {
  const path = written.replace(/^\/*/, '/');
  const bare = path.replace(/\/index\.html$/, '/');
  const isPlain = bare === path && extensionOf(path as RepoPath) === '.html';
  return [withBase(bare, basePath), isPlain ? withBase(path.replace(/\.html$/, '/'), basePath) : undefined] as const;
}

/** Where a target leads, as the page at `from` has it. */
export function locationOf(to: string, from: SourcePattern, context: RedirectContext): string {
  if (isOffSite(to)) return to;
  const [path, rest] = splitTarget(to);
  const named = path.startsWith('/') || path.endsWith('/') ? [path] : [path, `${path}.html`];
  for (const name of path === '' || path.endsWith('/') ? [] : named) {
    const [file, folder] = placesOf(name, context);
    const found = [folder, file].find((url) => url !== undefined && isPage(url, context));
    if (found !== undefined) return encodeUrl(found) + rest;
  }
  if (to.startsWith('/')) return encodedTarget(to);
  return seenFrom(from.kind === 'exact' ? from.path : '/', encodedTarget(to));
}

function isPage(url: ReturnType<typeof urlPath>, { routeOf }: RedirectContext): boolean {
  const route = routeOf(url);
  return route !== undefined && route.url === url;
}

/** What both ends are written as; `slashless`: the template takes the slash in front of a target away. */
export function redirectEnds(
  redirect: Redirect,
  context: RedirectContext,
  { isIndexed, slashless = false }: { readonly isIndexed?: boolean | undefined; readonly slashless?: boolean },
): { readonly from: string; readonly to: string; readonly source: SourcePattern; readonly location: string } | Refusal {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  if (redirect.below) return { refused: 'Middleman can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308)
    return { refused: 'Middleman writes a page that redirects at once; it has no other status.' };
  const inside = withoutBase(redirect.from, context.basePath);
  if (inside === undefined) return { refused: `${redirect.from} is outside ${context.basePath}.` };
  if (/^\/(?:index\.html)?$/.test(inside)) return { refused: 'The page would take the place of the home page.' };
  if (/[%?#\\]|#\{/.test(inside))
    return { refused: `Middleman does not read the characters % ? # \\ in ${inside} as text.` };
  const file = fileOf(inside);
  const source = redirectPage(file, context, isIndexed);
  const isAsked = source.kind === 'exact' && [redirect.from, `${redirect.from}/`].includes(source.path);
  if (!isAsked) return { refused: `Middleman would write the page for ${redirect.from} at another address.` };
  const wanted = encodedTarget(redirect.to);
  const [path] = splitTarget(wanted);
  const own = slashless && !isOffSite(wanted) ? resourceOf(wanted, context) : wanted;
  if (own === undefined) return { refused: `${path} is no file of the site whose name in it is known.` };
  const location = locationOf(slashless ? own.replace(/^\//, '') : own, source, context);
  if (location !== wanted) return { refused: `Middleman would lead to ${location} in place of ${wanted}.` };
  return { from: file, to: own, source, location };
}

function fileOf(path: string): string {
  if (path.endsWith('/')) return `${path.slice(1)}index.html`;
  return extensionOf(path as RepoPath) === '' ? `${path.slice(1)}/index.html` : path.slice(1);
}

/** A page by its file, without the extensions of its templates. */
function resourceOf(to: string, { routeOf }: RedirectContext): string | undefined {
  const [path, rest] = splitTarget(to);
  const file = routeOf(urlPath(path))?.file;
  const name = file === undefined ? undefined : /(?:^|\/)source\/(.+?\.html)(?:\.\w+)*$/.exec(file)?.[1];
  return name === undefined ? undefined : `/${name}${rest}`;
}
