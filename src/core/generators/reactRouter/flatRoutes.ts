/**
 * Routes by the names of files in `app/routes`: dots separate segments, `$id` is a parameter, `$` the rest,
 * `_index` the folder's page, `_name` adds no segment, `name_` does not nest, `(name)` may be absent, `[.]` is a dot.
 *
 * https://reactrouter.com/how-to/file-route-conventions
 */
import { below, extensionOf, type RepoPath } from '../../paths.ts';
import type { PathTest } from '../../text/glob.ts';
import type { RouteEntry } from './routeConfig.ts';

/** Of the files that are routes, in every convention. */
export const routeExtensions: ReadonlySet<string> = new Set(['.js', '.jsx', '.ts', '.tsx', '.md', '.mdx']);

/** The flat convention: files of the folder itself, and folders by their `route` or `index` module. */
export function flatRoutes(files: readonly RepoPath[], folder: string, isIgnored: PathTest): readonly RouteEntry[] {
  return files.flatMap((file): readonly RouteEntry[] => {
    const inside = below(file, folder);
    if (
      inside === undefined ||
      !routeExtensions.has(extensionOf(file)) ||
      /(?:^|\/)\./.test(inside) ||
      isIgnored(inside)
    )
      return [];
    const stem = inside.slice(0, -extensionOf(file).length);
    const [name = '', module, ...deeper] = stem.split('/');
    if (deeper.length > 0 || (module !== undefined && module !== 'route' && module !== 'index')) return [];
    if (
      module === 'index' &&
      files.some((other) => /\/route\.\w+$/.test(other) && other.startsWith(`${folder}/${name}/`))
    )
      return [];
    return entryOf(name, file);
  });
}

/** The nested convention of react-router-auto-routes and remix-flat-routes: folders are segments as well. */
export function nestedRoutes(files: readonly RepoPath[], folder: string, isIgnored: PathTest): readonly RouteEntry[] {
  return files.flatMap((file): readonly RouteEntry[] => {
    const inside = below(file, folder);
    if (inside === undefined || !routeExtensions.has(extensionOf(file)) || isIgnored(inside)) return [];
    const stem = inside.slice(0, -extensionOf(file).length);
    // `+name` keeps things beside a route; `.server` and tests are no routes.
    if (/(?:^|\/)\+|(?:^|\/)\.|\.(?:server|client|test|spec)$|(?:^|\/)__/.test(stem)) return [];
    const name = stem
      .replace(/\+(?=\/|$)/g, '')
      .replaceAll('/', '.')
      .replace(/(^|\.)(?:index|_index|route|page)$/, '$1_index');
    return entryOf(name, file);
  });
}

function entryOf(name: string, file: RepoPath): readonly RouteEntry[] {
  const segments = segmentsOf(name);
  const last = segments.at(-1);
  if (last === undefined) return [];
  const isIndex = last.raw === '_index';
  if (!isIndex && last.raw.startsWith('_')) return [];
  const path = segments
    .filter(({ raw }) => !raw.startsWith('_'))
    .map(({ text, raw }) => (raw.endsWith('_') ? text.slice(0, -1) : text))
    .join('/');
  return [{ path, file, isIndex }];
}

interface Segment {
  /** As React Router writes it: `:id`, `*`, `name?`. */
  readonly text: string;
  readonly raw: string;
}

/** The parts of a name between its dots. */
export function segmentsOf(name: string): readonly Segment[] {
  const segments: Segment[] = [];
  let text = '';
  let raw = '';
  let isOptional = false;
  const end = (): void => {
    if (text !== '') segments.push({ text, raw });
    text = '';
    raw = '';
  };
  for (let at = 0; at < name.length; at++) {
    const char = name.charAt(at);
    if (char === '[' && name.indexOf(']', at) > 0) {
      const close = name.indexOf(']', at);
      text += name.slice(at + 1, close);
      raw += name.slice(at, close + 1);
      at = close;
    } else if (char === '(' && !isOptional) isOptional = true;
    else if (char === ')' && isOptional) {
      isOptional = false;
      text += '?';
    } else if (char === '.' && !isOptional) end();
    else {
      text += char === '$' && text === '' ? (at === name.length - 1 ? '*' : ':') : char;
      raw += char;
    }
  }
  end();
  return segments;
}
