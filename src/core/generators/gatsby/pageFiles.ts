/**
 * Components of `src/pages`: the path as it is, `index` cut; `{Model.field}` one page for each node, `[x]` and `[...x]`
 * addresses that only the browser tells apart.
 *
 * https://www.gatsbyjs.com/docs/reference/routing/file-system-route-api/
 */
import slugify from '@sindresorhus/slugify';
import { below, extensionOf, fileName, type RepoPath } from '../../paths.ts';
import { dataOf, property, type Value } from '../../script/value.ts';
import type { ContentNode } from './nodes.ts';
import type { GatsbySettings } from './settings.ts';

const componentExtensions = new Set(['.js', '.jsx', '.ts', '.tsx', '.mjs', '.cjs']);

/** Path below the folder without extension, `index` cut; `undefined` for what is no page. */
export function pagePath(
  file: RepoPath,
  { pageFolders, mdxFolders, mdxExtensions }: GatsbySettings,
): string | undefined {
  const isMdx = mdxExtensions.has(extensionOf(file));
  const folders = isMdx ? [...pageFolders, ...mdxFolders] : pageFolders;
  const inside = folders.map((folder) => below(file, folder)).find((path) => path !== undefined);
  if (inside === undefined) return undefined;
  const extension = extensionOf(inside);
  if (!componentExtensions.has(extension) && !isMdx) return undefined;
  const name = fileName(inside);
  if (/^(?:[_.]|template-)|\.d\.tsx?$|\.(?:spec|test)\.[jt]sx?$/.test(name)) return undefined;
  if (/(?:^|\/)__tests__\//.test(inside)) return undefined;
  return inside
    .slice(0, -extension.length)
    .replace(/(^|\/)index$/, '$1')
    .replace(/\/$/, '');
}

export function isCollectionRoute(path: string): boolean {
  return path.includes('{');
}

export function isClientRoute(path: string): boolean {
  return path.includes('[');
}

/** The page of one node at a collection route; `undefined` when the route is for other nodes, or a value is missing. */
export function collectionPath(path: string, node: ContentNode): string | undefined {
  let isComplete = true;
  const filled = path.replace(/\{(\w+)\.([^}]+)\}/g, (_, model: string, field: string) => {
    const value = modelType(model) === node.type ? fieldOf(node, field) : undefined;
    if (value === undefined) isComplete = false;
    return (value ?? '')
      .split('/')
      .map((part) => slugify(part))
      .join('/');
  });
  return isComplete
    ? filled
        .replace(/\/{2,}/g, '/')
        .replace(/^\/|\/$/g, '')
        .replace(/(?:^|\/)index$/, '')
    : undefined;
}

/** The type of nodes that a route names: Gatsby asks for `allMarkdownRemark`, whether it says `markdownRemark` or so. */
export function modelType(model: string): string {
  return model.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `frontmatter__slug`, `parent__(File)__name`. */
function fieldOf({ content, file }: ContentNode, field: string): string | undefined {
  let at: Value = content;
  for (const key of field.replace(/__\(\w+\)/g, '').split('__')) at = key === 'parent' ? file : property(at, key);
  const data = dataOf(at);
  return typeof data === 'string' || typeof data === 'number' ? String(data) : undefined;
}

/** The pattern of client routes in the notation of routes. */
export function clientPattern(path: string): string {
  return path.replace(/\[\.\.\.(\w*)\]/g, (_, name: string) => `[[...${name || 'rest'}]]`);
}
