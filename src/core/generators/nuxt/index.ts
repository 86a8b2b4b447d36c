/**
 * Nuxt, with Nuxt Content: files of the pages folder are routes, and entries of page collections have the paths that
 * such a route shows.
 *
 * https://nuxt.com/docs/guide/directory-structure/app/pages · https://content.nuxt.com/docs/collections/types
 */

import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { patternMatcher } from '../../routeTable.ts';
import { pageTitle } from '../../text/title.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { writtenByPlugins } from '../shared/pluginFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type Content, contentPaths, readContent } from './content.ts';
import { fromRouterPath, pageSegments, readPageMeta } from './pages.ts';
import { configNames, configOf, type NuxtSettings, readSettings } from './settings.ts';

export const nuxt: Generator = {
  id: 'nuxt',
  title: 'Nuxt',
  docs: 'https://nuxt.com/docs/guide/directory-structure/app/pages',
  command: /\bnuxi? (?:build|generate)\b/,

  async detect(repo) {
    const found = new Map<RepoPath, DetectedSite>();
    const add = (root: RepoPath, config: RepoPath | undefined, because: string) => {
      const certainty = inExampleFolder(`${root}/`) ? 0.3 : 0.92;
      found.set(root, { generator: 'nuxt', root, config, because, certainty });
    };
    for (const manifest of filesNamed(repo, 'package.json')) {
      const root = folderOf(manifest);
      const isDocus = configOf(root, repo) === undefined && /"docus"\s*:/.test((await repo.read(manifest)) ?? '');
      if (isDocus) add(root, undefined, `docus in ${manifest}`);
    }
    for (const file of filesNamed(repo, ...configNames)) {
      add(folderOf(file), file, file);
    }
    // A layer is a part of the site it lies in.
    const isLayer = ({ root }: DetectedSite) => {
      const owner = /^(?:(.*)\/)?layers\/[^/]+$/.exec(root);
      return owner !== null && found.has((owner[1] ?? '') as RepoPath);
    };
    return [...found.values()].filter((site) => !isLayer(site));
  },

  async open(site, repo) {
    const settings = await readSettings(site.root, repo);
    const written = (site.config && (await repo.read(site.config))) ?? '';
    const beside = madeFiles(
      writtenByPlugins(written, moduleFiles),
      basePathOf(settings.baseUrl, 'path'),
      site.config ?? site.root,
    );
    return { ...permalinks(settings, await readContent(settings, repo), repo), beside };
  },
};

/** https://nuxtseo.com/docs/sitemap https://nuxtseo.com/docs/robots https://github.com/nuxt-content/nuxt-llms */
const maps = ['sitemap.xml', 'sitemap_index.xml'];
const moduleFiles: Readonly<Record<string, readonly string[]>> = {
  '@nuxtjs/sitemap': maps,
  'nuxt-simple-sitemap': maps,
  '@nuxtjs/robots': ['robots.txt'],
  'nuxt-simple-robots': ['robots.txt'],
  '@nuxtjs/seo': [...maps, 'robots.txt'],
  'nuxt-llms': ['llms.txt', 'llms-full.txt'],
};

function permalinks(settings: NuxtSettings, content: Content | undefined, repo: Repo): Permalinks {
  const basePath = basePathOf(settings.baseUrl, 'path');
  const segmentsOf = (path: RepoPath) =>
    settings.pages.map((folder) => pageSegments(path, folder)).find((segments) => segments !== undefined);
  const pages = repo.files.flatMap((file) => segmentsOf(file) ?? []);
  const shown = shownBy(
    repo.files.flatMap((file) => {
      const segments = segmentsOf(file);
      return segments === undefined ? [] : [builtUrl(...segments)];
    }),
    settings,
  );

  const pageRoutes = (file: ContentFile, segments: readonly string[]): readonly Route[] => {
    const meta = readPageMeta(file.path, file.text ?? '');
    const own = meta.path === undefined ? builtUrl(...segments) : fromRouterPath(meta.path);
    const pages = localised(own, file.path, settings, basePath);
    // An alias answers with the page and is no page of its own.
    const aliases = meta.aliases
      .flatMap((alias) => localised(fromRouterPath(alias), file.path, settings, basePath))
      .map((route): Route => (route.kind === 'dynamic' ? route : { ...route, kind: 'generated' }));
    return [...pages, ...aliases];
  };
  const contentRoutes = (file: ContentFile): readonly Route[] => {
    if (content === undefined) return [];
    const { data } = file.frontMatter;
    const written = content.isOld ? data._path : data.path;
    const paths = contentPaths(content, file.path);
    const all = paths.length > 0 && typeof written === 'string' ? [written] : paths;
    return all.map((path) => {
      const draft = content.isOld && (data.draft === true || /\.draft\.\w+$/.test(file.path));
      const kind: RouteKind = draft ? 'draft' : !shown(path) ? 'unpublished' : path === '/' ? 'home' : 'page';
      return { url: builtUrl(basePath, path), file: file.path, kind, title: pageTitle(file) };
    });
  };

  return {
    basePath,
    staticRoots: [joinRepo(settings.root, 'public') ?? settings.root],
    notes: settings.notes,
    brought: broughtByLayers(settings),
    reads: (path) => {
      if (segmentsOf(path) !== undefined) return 'whole';
      if (serverPath(path, settings.root) !== undefined || (path === settings.app && pages.length === 0)) return 'path';
      return content !== undefined && contentPaths(content, path).length > 0 ? 'head' : undefined;
    },
    routes: (file) => {
      const segments = segmentsOf(file.path);
      if (segments !== undefined) return pageRoutes(file, segments);
      const server = serverPath(file.path, settings.root);
      if (server !== undefined) {
        const kind = server.includes('[') ? 'dynamic' : 'generated';
        return [{ url: builtUrl(basePath, server), file: file.path, kind }];
      }
      if (file.path === settings.app) return [{ url: builtUrl(basePath), file: file.path, kind: 'home' }];
      return contentRoutes(file);
    },
  };
}

function broughtByLayers({ remoteLayers: [layer] }: NuxtSettings): Permalinks['brought'] {
  return layer === undefined ? undefined : () => `the layer ${layer}, which is not in this repository, may publish it`;
}

/** Whether some page shows a path; a theme from elsewhere shows every one. */
function shownBy(routes: readonly string[], { hasRemoteLayer }: NuxtSettings): (path: string) => boolean {
  if (hasRemoteLayer || routes.length === 0) return () => true;
  const matchers = routes.map(patternMatcher);
  return (path) => matchers.some((matches) => matches(path));
}

/** A page in every language of the i18n module, by its strategy. */
function localised(path: string, file: RepoPath, { languages }: NuxtSettings, basePath: string): readonly Route[] {
  const own: RouteKind = path.includes('[') ? 'dynamic' : path === '/' ? 'home' : 'page';
  const route = (prefix: string, kind: RouteKind, language?: string): Route => ({
    url: builtUrl(basePath, prefix, path),
    file,
    kind,
    language,
  });
  if (languages === undefined || languages.strategy === 'no_prefix') return [route('', own)];
  const { standard, codes, strategy } = languages;
  const bare = strategy === 'prefix' ? [] : [route('', own, standard)];
  const others = strategy === 'prefix_except_default' ? codes.filter((code) => code !== standard) : codes;
  // Pages are translated by their texts, so that one file is every language's page.
  const kind = own === 'dynamic' ? 'dynamic' : strategy === 'prefix' ? own : 'fallback';
  return [...bare, ...others.map((code) => route(code, kind, code))];
}

/** `server/routes/feed.xml.ts` and `server/api/x.get.ts` answer under their path. */
function serverPath(path: RepoPath, root: RepoPath): string | undefined {
  const server = joinRepo(root, 'server');
  const inside = server === undefined ? undefined : below(path, server);
  const match =
    inside === undefined
      ? null
      : /^(routes|api)\/(.+?)(?:\.(?:get|post|put|patch|delete|head|options))?\.(?:ts|js|mjs)$/.exec(inside);
  if (match === null) return undefined;
  const [, kind = '', name = ''] = match;
  return `${kind === 'api' ? 'api/' : ''}${name.replace(/(^|\/)index$/, '$1').replace(/\[\.\.\.(\w*)\]/g, '[[...$1]]')}`;
}
