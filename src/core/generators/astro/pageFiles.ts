/**
 * Files of `src/pages`: the path as it is, `index` cut, `[x]` a parameter, `[...x]` any number of segments.
 * Names that begin with `_` are private; `.js` and `.ts` files are endpoints, their inner extension part of the address.
 *
 * https://docs.astro.build/en/guides/routing/
 */
import type { Route } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import { pageAddress } from './address.ts';
import type { AstroConfiguration } from './configuration.ts';

const pageExtensions = new Set([
  '.astro',
  '.html',
  '.md',
  '.mdx',
  '.markdown',
  '.mdown',
  '.mkdn',
  '.mkd',
  '.mdwn',
  '.mdoc',
]);
const endpointExtensions = new Set(['.js', '.ts']);

/** A file below `src/pages` that becomes one address or several. */
export interface PageFile {
  readonly file: RepoPath;
  /** Below the base, without an extension: `blog/[...slug]`; empty for the home page. */
  readonly path: string;
  readonly isEndpoint: boolean;
  readonly isIndex: boolean;
}

export function readPageFile(file: RepoPath, { source }: AstroConfiguration): PageFile | undefined {
  const inside = below(file, joinRepo(source, 'pages') ?? source);
  if (inside === undefined || /(?:^|\/)(?:_|\.(?!well-known\/))/.test(inside)) return undefined;
  const extension = extensionOf(inside);
  const isEndpoint = endpointExtensions.has(extension);
  if (!pageExtensions.has(extension) && !isEndpoint) return undefined;
  const name = fileName(inside).slice(0, -extension.length);
  // `index.json.ts` is `/index.json`: only a bare `index` is its folder's page.
  if (name === 'index') return { file, path: folderOf(inside), isEndpoint, isIndex: true };
  return { file, path: inside.slice(0, -extension.length), isEndpoint, isIndex: false };
}

export function isDynamic(path: string): boolean {
  return path.includes('[');
}

/** The address of a page whose parameters are filled in. */
export function addressOf(page: PageFile, path: string, configuration: AstroConfiguration): Route['url'] {
  if (page.isEndpoint) return builtUrl(configuration.basePath, path);
  return pageAddress(path, configuration, page.isIndex);
}

/** The pattern of a page whose addresses are not known one by one; a rest may be empty here. */
export function patternOf(page: PageFile, configuration: AstroConfiguration): Route['url'] {
  const path = page.path.replace(/\[\.\.\.(\w+)\]/g, '[[...$1]]');
  return page.isEndpoint ? builtUrl(configuration.basePath, path) : builtUrl(configuration.basePath, path, '/');
}

/** Puts values in the place of a path's parameters; `undefined` when one of them is missing. */
export function fillParameters(path: string, params: ReadonlyMap<string, string | undefined>): string | undefined {
  let isComplete = true;
  const filled = path.replace(/\[(\.\.\.)?(\w+)\]/g, (_, rest: string | undefined, name: string) => {
    const value = params.get(name);
    if (value === undefined && rest === undefined) isComplete = false;
    return value ?? '';
  });
  return isComplete ? filled.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, '') : undefined;
}
