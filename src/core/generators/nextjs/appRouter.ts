/**
 * The app router: a folder is a route when it holds `page` or `route` with an extension of `pageExtensions`.
 *
 *   (group) and @slot   no segment; a slot has no page of its own
 *   _private            nothing below it is a route; `%5Fx` is a literal `_x`
 *   (.)x (..)x (...)x   shown inside other pages, no address of its own
 *   [x] [...x] [[...x]] one segment, one or more, any number
 *
 * https://nextjs.org/docs/app/getting-started/project-structure
 */
import { below, decodePath, fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { NextSettings } from './settings.ts';

/** A route of the app router, by the segments of its folder. */
export interface FoundRoute {
  readonly segments: readonly string[];
  readonly is: 'page' | 'endpoint';
}

/** Files by which Next answers addresses of its own: https://nextjs.org/docs/app/api-reference/file-conventions/metadata */
const metadata: readonly (readonly [RegExp, string])[] = [
  [/^sitemap\.(?:xml|ts|js)$/, 'sitemap.xml'],
  [/^robots\.(?:txt|ts|js)$/, 'robots.txt'],
  [/^manifest\.(?:json|webmanifest|ts|js)$/, 'manifest.webmanifest'],
  [/^favicon\.ico$/, 'favicon.ico'],
];

/** Pictures of a page for browsers and other sites: a file keeps its name, what code makes has none of its ending. */
const picture = /^((?:icon|apple-icon|opengraph-image|twitter-image)\d?)\.(ico|jpe?g|png|svg|gif|tsx?|jsx?)$/;

export function appRoute(file: RepoPath, app: RepoPath, { pageExtensions }: NextSettings): FoundRoute | undefined {
  const inside = below(file, app);
  if (inside === undefined) return undefined;
  const segments = segmentsOf(folderOf(inside));
  if (segments === undefined) return undefined;
  const name = fileName(inside);
  const isSlot = folderOf(inside)
    .split('/')
    .some((folder) => folder.startsWith('@'));
  if (pageExtensions.some((extension) => name === `page.${extension}`))
    return isSlot ? undefined : { segments, is: 'page' };
  if (pageExtensions.some((extension) => name === `route.${extension}`)) return { segments, is: 'endpoint' };
  const made = metadata.find(([pattern]) => pattern.test(name))?.[1] ?? pictureName(name);
  return made === undefined ? undefined : { segments: [...segments, made], is: 'endpoint' };
}

function pictureName(name: string): string | undefined {
  const [, stem, ending = ''] = picture.exec(name) ?? [];
  return stem === undefined || !/^[tj]s/.test(ending) ? stem && name : stem;
}

/** `undefined` when nothing in the folder has an address. */
function segmentsOf(folder: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const name of folder.split('/')) {
    if (name === '' || name.startsWith('@')) continue;
    if (name.startsWith('_') || /^\(\.{1,3}\)/.test(name)) return undefined;
    if (!/^\([^)]*\)$/.test(name)) segments.push(decodePath(name));
  }
  return segments;
}
