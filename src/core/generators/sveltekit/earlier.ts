/**
 * Sapper, and SvelteKit before 1.0.0-next.406 (August 2022): each file of `src/routes` is a page or an endpoint by its name.
 *
 *   index.svelte  the folder          about.svelte  /about           named@layout.svelte  /named
 *   feed.xml.js   /feed.xml           [slug].svelte  one segment     [...rest].svelte     any number of segments
 *
 * Names that begin with `_` or `.` are none, nor is a layout or a page of errors (`__layout`, `$layout`).
 *
 * https://github.com/sveltejs/kit/discussions/5748, https://sapper.svelte.dev/docs#Routing
 */
import { below, type RepoPath } from '../../paths.ts';
import { isDynamicSegment, segmentOf } from '../../sveltekit/segments.ts';

/** What one file answers. */
export interface EarlierRoute {
  readonly segments: readonly string[];
  /** A page is shown, an endpoint hands out data. */
  readonly part: 'view' | 'server';
}

const endpoint = /\.(?:js|ts)$/;

/** `inside` is the path in the folder of routes. `undefined` for a file that answers nothing. */
function earlierRoute(inside: string, extensions: readonly string[]): EarlierRoute | undefined {
  const extension = extensions.find((ending) => inside.endsWith(ending));
  if (extension === undefined && !endpoint.test(inside)) return undefined;
  if (inside.split('/').some((name) => /^[_$]|^\.(?!well-known$)/.test(name))) return undefined;
  const bare = extension === undefined ? inside.replace(endpoint, '') : inside.slice(0, -extension.length);
  const id = bare.replace(/(?:^|\/)index((?:@[\w-]+)?(?:\.[a-z]+)?)$/, '$1');
  const names = id.split('/').map((name) => name.replace(/@[\w-]+$/, ''));
  const segments = names.flatMap((name) => (name === '' ? [] : (segmentOf(name) ?? [])));
  return { segments, part: extension === undefined ? 'server' : 'view' };
}

/** What the files of a folder of routes answer; an endpoint only where no page does. */
export function earlierRoutes(
  files: readonly RepoPath[],
  folder: RepoPath,
  extensions: readonly string[],
): ReadonlyMap<RepoPath, EarlierRoute> {
  const routes = files.flatMap((file) => {
    const route = earlierRoute(below(file, folder) ?? '', extensions);
    return route === undefined ? [] : [{ file, route, key: route.segments.join('/') }];
  });
  const pages = new Set(routes.flatMap(({ route, key }) => (route.part === 'view' ? [key] : [])));
  const own = routes.filter(({ route, key }) => route.part === 'view' || !pages.has(key));
  return new Map(own.map(({ file, route }) => [file, route]));
}

/** What is published there. */
export function earlierKind({ segments, part }: EarlierRoute): 'dynamic' | 'generated' | 'home' | 'page' {
  if (segments.some(isDynamicSegment)) return 'dynamic';
  if (part === 'server') return 'generated';
  return segments.length === 0 ? 'home' : 'page';
}
