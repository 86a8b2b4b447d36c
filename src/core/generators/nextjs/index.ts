/**
 * Next.js: files of the app and the pages router, content folders of Nextra and Fumadocs, and Markdown that a page's
 * own code reads from a folder it names.
 *
 * https://nextjs.org/docs/app/getting-started/layouts-and-pages
 */

import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { pageTitle } from '../../text/title.ts';
import { settleByLinks } from '../shared/contentLinks.ts';
import {
  type ContentAddress,
  type ContentRoute,
  contentAddresses,
  contentKind,
  isContentOf,
  prefixOf,
} from '../shared/contentRoutes.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { placesByMeta } from '../shared/navigation.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { appRoute, type FoundRoute } from './appRouter.ts';
import { contentRoutes } from './content.ts';
import { pagesRoute } from './pagesRouter.ts';
import { configOf, type NextSettings, readSettings } from './settings.ts';

export const nextjs: Generator = {
  id: 'nextjs',
  title: 'Next.js',
  docs: 'https://nextjs.org/docs/app/getting-started/layouts-and-pages',
  command: /\bnext build\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const manifest of filesNamed(repo, 'package.json')) {
      const root = folderOf(manifest);
      const { app, pages } = routersOf(root, repo);
      const config = configOf(root, repo);
      if (app === undefined && pages === undefined) continue;
      const depends = /"next"\s*:\s*"/.test((await repo.read(manifest)) ?? '');
      if (!depends && config === undefined) continue;
      const certainty = inExampleFolder(manifest) ? 0.3 : 0.92;
      const because = depends ? `next in ${manifest}` : (config ?? manifest);
      found.push({ generator: 'nextjs', root, config, because, certainty });
    }
    return found;
  },

  async open(site, repo) {
    const settings = await readSettings(site.root, repo);
    const routers = routersOf(site.root, repo);
    const routeOf = (path: RepoPath) => foundRoute(path, routers, settings);
    const dynamic = repo.files.flatMap((file) => {
      const route = routeOf(file);
      return route?.is === 'page' && route.segments.some(isDynamic) ? [{ file, segments: route.segments }] : [];
    });
    const content = await settleByLinks(await contentRoutes(settings, dynamic, repo), repo);
    const own = permalinks(
      { ...settings, notes: [...settings.notes, ...content.notes] },
      routeOf,
      content.routes,
      repo,
    );
    const beside = await mapsBeside(site.root, own.basePath, repo);
    return { ...own, beside, places: () => placesByMeta(site.root, repo) };
  },
};

/** What next-sitemap writes into the folder of public files after the build. https://github.com/iamvishnusankar/next-sitemap */
async function mapsBeside(root: RepoPath, basePath: string, repo: Repo): Promise<Permalinks['beside']> {
  const config = scriptNames('next-sitemap.config')
    .flatMap((name) => joinRepo(root, name) ?? [])
    .find((file) => repo.has(file));
  if (config === undefined) return undefined;
  const hasRobots = /\bgenerateRobotsTxt\s*:\s*true\b/.test((await repo.read(config)) ?? '');
  return madeFiles(['sitemap.xml', 'sitemap-0.xml', ...(hasRobots ? ['robots.txt'] : [])], basePath, config);
}

interface Routers {
  readonly app: RepoPath | undefined;
  readonly pages: RepoPath | undefined;
}

/** `src/` is looked at only where neither router lies in the root. */
function routersOf(root: RepoPath, repo: Repo): Routers {
  const existing = (name: string): RepoPath | undefined => {
    const folder = joinRepo(root, name);
    return folder !== undefined && repo.files.some((file) => below(file, folder) !== undefined && isCode(file))
      ? folder
      : undefined;
  };
  const top = { app: existing('app'), pages: existing('pages') };
  if (top.app !== undefined || top.pages !== undefined) return top;
  return { app: existing('src/app'), pages: existing('src/pages') };
}

function isCode(file: string): boolean {
  return /\.(?:[jt]sx?|mdx?)$/.test(file);
}

interface SiteRoute extends FoundRoute {
  readonly locale?: string | undefined;
  readonly router: 'app' | 'pages';
}

function foundRoute(path: RepoPath, { app, pages }: Routers, settings: NextSettings): SiteRoute | undefined {
  const inApp = app === undefined ? undefined : appRoute(path, app, settings);
  if (inApp !== undefined) return { ...inApp, router: 'app' };
  const inPages = pages === undefined ? undefined : pagesRoute(path, pages, settings);
  return inPages === undefined ? undefined : { ...inPages, router: 'pages' };
}

function permalinks(
  settings: NextSettings,
  routeOf: (path: RepoPath) => SiteRoute | undefined,
  content: readonly ContentRoute[],
  repo: Repo,
): Permalinks {
  const basePath = basePathOf(settings.basePath, 'path');
  const addressOf = contentAddresses(content, repo);
  const url = (segments: readonly string[]) => {
    const slash = settings.trailingSlash && !/^[^[]*\./.test(segments.at(-1) ?? '') ? '/' : '';
    return builtUrl(basePath, ...segments, slash).replace(/(.)\/$/, `$1${slash}`) as Route['url'];
  };
  let taken: ReadonlySet<string> | undefined;
  const isTaken = (address: string): boolean => {
    taken ??= new Set(
      repo.files.flatMap((path) => {
        const found = isContentOf(content, path) ? addressOf(path) : undefined;
        return found === undefined ? [] : [url(found.segments)];
      }),
    );
    return taken.has(address);
  };
  const languages = (route: SiteRoute): readonly (string | undefined)[] => {
    if (route.router === 'app' || settings.locales.length === 0) return [undefined];
    return route.locale === undefined ? settings.locales : [route.locale];
  };
  const fileRoutes = (file: ContentFile, route: SiteRoute): readonly Route[] =>
    languages(route).map((language) => {
      const isDefault = language === undefined || language === settings.locales[0];
      const segments = isDefault ? route.segments : [language, ...route.segments];
      const own = kindOf(route);
      const kind = isDefault || route.locale !== undefined || own !== 'page' ? own : 'fallback';
      return { url: url(segments), file: file.path, kind, title: pageTitle(file), language };
    });

  return {
    basePath,
    staticRoots: [joinRepo(settings.root, 'public') ?? settings.root],
    notes: [...settings.notes, ...orderNotes(content, addressOf, repo)],
    reads: (path) => {
      if (isContentOf(content, path)) return 'head';
      if (routeOf(path) === undefined) return undefined;
      return /\.mdx?$/.test(path) ? 'head' : 'path';
    },
    routes: (file) => {
      const route = routeOf(file.path);
      if (route !== undefined) return fileRoutes(file, route);
      const found = addressOf(file.path);
      if (found === undefined) return [];
      const kind = found.segments.length === 0 ? 'home' : contentKind(file, found.route);
      const { language, guess } = found;
      const page: Route = { url: url(found.segments), file: file.path, kind, title: pageTitle(file), language };
      return [guess === undefined ? page : { ...page, guess }, ...standIns(found, page, url, isTaken)];
    },
  };
}

/** The addresses in other languages that a page stands in at. */
function standIns(
  { segments, route, language }: ContentAddress,
  page: Route,
  url: (segments: readonly string[]) => Route['url'],
  isTaken: (url: string) => boolean,
): readonly Route[] {
  const { languages } = route;
  if (languages === undefined || languages.hidden === 'all' || language !== languages.standsIn) return [];
  const own = segments.slice(prefixOf(language, route).length);
  return languages.codes
    .filter((code) => code !== language)
    .map((code): Route => ({ ...page, url: url([...prefixOf(code, route), ...own]), kind: 'fallback', language: code }))
    .filter((route) => !isTaken(route.url));
}

/** Says once of each folder that numbers in front of its names may be no part of addresses. */
function orderNotes(
  content: readonly ContentRoute[],
  addressOf: (path: RepoPath) => ContentAddress | undefined,
  repo: Repo,
): readonly Note[] {
  return [...new Set(content.map(({ folder }) => folder))].flatMap((folder): readonly Note[] => {
    const own = repo.files.filter((path) => isContentOf(content, path) && below(path, folder) !== undefined);
    const [first, ...more] = own.filter((path) => addressOf(path)?.guess !== undefined);
    if (first === undefined) return [];
    const message = `Numbers stand in front of the names of ${more.length + 1} files or folders in ${folder}, such as ${first}; whether they are part of the addresses is decided by the code of the site, which is not run.`;
    return [{ message, declarable: { below: folder } }];
  });
}

function isDynamic(segment: string): boolean {
  return segment.includes('[');
}

function kindOf({ is, segments }: FoundRoute): RouteKind {
  if (segments.some(isDynamic)) return 'dynamic';
  if (is === 'endpoint') return 'generated';
  return segments.length === 0 ? 'home' : 'page';
}
