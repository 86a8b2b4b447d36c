/**
 * SvelteKit. A folder of `src/routes` is a page when it holds `+page.svelte` (or another extension of `extensions`), or
 * only `+page.js` or `+page.server.js`; `+server.js` answers there too. Every other file is none of its business. Where no
 * file is called so, the rules are those of Sapper and of SvelteKit before 1.0; see `earlier.ts`.
 *
 * https://svelte.dev/docs/kit/routing
 */

import type { ContentFile, Route } from '../../model.ts';
import { below, builtUrl, fileName, folderOf, type RepoPath, type UrlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { scriptReader } from '../../script/script.ts';
import { isDynamicSegment, segmentOf } from '../../sveltekit/segments.ts';
import { append } from '../../text/longLists.ts';
import { pageTitle } from '../../text/title.ts';
import { foldersOfPage, namedContentFolders } from '../shared/contentFolders.ts';
import { settleByLinks } from '../shared/contentLinks.ts';
import {
  type ContentAddress,
  type ContentRoute,
  contentAddresses,
  contentKind,
  isContentOf,
} from '../shared/contentRoutes.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type EarlierRoute, earlierKind, earlierRoutes } from './earlier.ts';
import { configOf, readSettings, type SvelteKitSettings } from './settings.ts';

export const sveltekit: Generator = {
  id: 'sveltekit',
  title: 'SvelteKit',
  docs: 'https://svelte.dev/docs/kit/routing',

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const manifest of filesNamed(repo, 'package.json')) {
      const root = folderOf(manifest);
      const packages = (await repo.read(manifest)) ?? '';
      const name = packageOf(packages);
      const config = name === 'sapper' ? manifest : configOf(root, repo);
      if (config === undefined || name === undefined) continue;
      const settings = await readSettings(root, repo);
      const isHere = (file: RepoPath) =>
        below(file, settings.routes) !== undefined && partOf(fileName(file)) !== undefined;
      if (!repo.files.some(isHere) && earlierPages(settings, repo).size === 0) continue;
      // The routes of a library are there to try it out.
      const isLibrary = /"@sveltejs\/package"\s*:|^[ \t]*"exports"\s*:/m.test(packages);
      const certainty = inExampleFolder(manifest) ? 0.3 : isLibrary ? 0.45 : 0.95;
      found.push({ generator: 'sveltekit', root, config, because: `${name} in ${manifest}`, certainty });
    }
    // A site in the folder of another is material of that one.
    const isInside = ({ root }: DetectedSite) =>
      found.some((other) => other.root !== root && below(root, other.root) !== undefined);
    return found.map((site) => (isInside(site) ? { ...site, certainty: 0.3 } : site));
  },

  async open(site, repo) {
    const settings = await readSettings(site.root, repo);
    const basePath = basePathOf(settings.base, 'path');
    const pages = pagesOf(settings, repo);
    const earlier = earlierPages(settings, repo);
    if (earlier.size > 0) return earlierPermalinks(earlier, basePath, settings);
    const { routes: content, notes } = await settleByLinks(await contentRoutes(site.root, settings, pages, repo), repo);
    const addressOf = contentAddresses(content, repo);
    return {
      basePath,
      staticRoots: [settings.assets],
      notes: [...settings.notes, ...notes],
      reads: (path) => {
        if (isContentOf(content, path)) return 'head';
        const part = below(path, settings.routes) === undefined ? undefined : partOf(fileName(path));
        if (part === 'load' && pages.get(folderOf(path)) === path) return 'whole';
        return part === undefined ? undefined : /\.(?:md|svx|mdx)$/.test(path) ? 'head' : 'path';
      },
      routes: (file) => {
        const folder =
          below(folderOf(file.path), settings.routes) ?? (folderOf(file.path) === settings.routes ? '' : undefined);
        const part = partOf(fileName(file.path));
        if (folder === undefined || part === undefined) return contentRoute(file, addressOf(file.path), basePath);
        const segments = segmentsOf(folder);
        const url = builtUrl(basePath, ...segments);
        const kind = kindOf(part, segments, file, pages);
        return kind === undefined ? [] : [{ url, file: file.path, kind, title: pageTitle(file) }];
      },
    };
  },
};

/** What makes a site of `src/routes`, by a `package.json`. */
function packageOf(packages: string): '@sveltejs/kit' | 'sapper' | undefined {
  if (/"@sveltejs\/kit"\s*:/.test(packages)) return '@sveltejs/kit';
  return /"sapper"\s*:/.test(packages) ? 'sapper' : undefined;
}

/** By their files; none where one is called as SvelteKit calls it since 1.0. */
function earlierPages({ routes, extensions }: SvelteKitSettings, repo: Repo): ReadonlyMap<RepoPath, EarlierRoute> {
  const files = repo.files.filter((file) => below(file, routes) !== undefined);
  if (files.some((file) => partOf(fileName(file)) !== undefined)) return new Map();
  const found = earlierRoutes(files, routes, extensions);
  return [...found.values()].some(({ part }) => part === 'view') ? found : new Map();
}

function earlierPermalinks(
  pages: ReadonlyMap<RepoPath, EarlierRoute>,
  basePath: UrlPath,
  { assets, notes }: SvelteKitSettings,
): Permalinks {
  return {
    basePath,
    staticRoots: [assets],
    notes,
    reads: (path) => (pages.has(path) ? (/\.(?:md|svx|mdx)$/.test(path) ? 'head' : 'path') : undefined),
    routes: (file) => {
      const route = pages.get(file.path);
      if (route === undefined) return [];
      const url = builtUrl(basePath, ...route.segments);
      return [{ url, file: file.path, kind: earlierKind(route), title: pageTitle(file) }];
    },
  };
}

/** Markdown that the scripts of dynamic pages read from folders they name. */
async function contentRoutes(
  root: RepoPath,
  { routes }: SvelteKitSettings,
  pages: ReadonlyMap<RepoPath, RepoPath>,
  repo: Repo,
): Promise<readonly ContentRoute[]> {
  const reader = scriptReader(repo, root);
  const found: ContentRoute[] = [];
  for (const folder of pages.keys()) {
    const segments = segmentsOf(below(folder, routes) ?? '');
    if (!segments.some(isDynamicSegment)) continue;
    const scripts = repo.files.filter(
      (file) => folderOf(file) === folder && /^\+page(?:\.server)?\.(?:js|ts|svelte)$/.test(fileName(file)),
    );
    const beside = await Promise.all(endpointsBeside(folder, repo).map((file) => repo.read(file)));
    for (const script of scripts) {
      const named = foldersOfPage(await namedContentFolders(script, root, repo, reader), segments);
      append(
        found,
        named.map((entry) => ({ ...entry, code: [entry.code, ...beside].join('\n'), segments })),
      );
    }
  }
  return found;
}

/** What answers below the same folder with the same parameter: `play/api/[id].json` beside `play/[id]`. */
function endpointsBeside(folder: RepoPath, repo: Repo): readonly RepoPath[] {
  const [parameter] = /\[[^\]]+\]$/.exec(folder) ?? [];
  const around = folderOf(folder);
  return parameter === undefined
    ? []
    : repo.files.filter(
        (file) => partOf(fileName(file)) === 'server' && below(file, around)?.includes(parameter) === true,
      );
}

function segmentsOf(folder: string): readonly string[] {
  return folder.split('/').flatMap((name) => (name === '' ? [] : (segmentOf(name) ?? [])));
}

function contentRoute(file: ContentFile, found: ContentAddress | undefined, basePath: string): readonly Route[] {
  if (found === undefined) return [];
  const url = builtUrl(basePath, ...found.segments);
  return [{ url, file: file.path, kind: contentKind(file, found.route), title: pageTitle(file) }];
}

/** `+page.svelte`, `+page@group.md` are views, `+page.js` and `+page.server.ts` load, `+server.ts` answers. */
type Part = 'view' | 'load' | 'server';

function partOf(name: string): Part | undefined {
  if (/^\+server\.(?:js|ts)$/.test(name)) return 'server';
  if (/^\+page(?:\.server)?\.(?:js|ts)$/.test(name)) return 'load';
  return /^\+page(?:@[^.]*)?\.[^/]+$/.test(name) ? 'view' : undefined;
}

/** The file that stands for each folder with a page: its view, else what loads. */
function pagesOf({ routes, extensions }: SvelteKitSettings, repo: Repo): ReadonlyMap<RepoPath, RepoPath> {
  const pages = new Map<RepoPath, RepoPath>();
  for (const file of repo.files) {
    if (below(file, routes) === undefined) continue;
    const part = partOf(fileName(file));
    const folder = folderOf(file);
    const isView = part === 'view' && extensions.some((extension) => file.endsWith(extension));
    if (isView || (part === 'load' && !pages.has(folder))) pages.set(folder, file);
  }
  return pages;
}

function kindOf(
  part: Part,
  segments: readonly string[],
  { path, text = '' }: ContentFile,
  pages: ReadonlyMap<RepoPath, RepoPath>,
): Route['kind'] | undefined {
  const pattern = segments.some(isDynamicSegment);
  if (part === 'server') return pattern ? 'dynamic' : 'generated';
  if (pages.get(folderOf(path)) !== path) return undefined;
  if (pattern) return 'dynamic';
  // Without a view there is nothing to show: its code leads on.
  if (part === 'load' && /\bredirect\(\s*3\d\d\b/.test(text)) return 'redirect';
  return segments.length === 0 ? 'home' : 'page';
}
