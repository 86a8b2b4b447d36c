/**
 * Astro, with and without Starlight.
 *
 * - files of `src/pages` by their path: `pageFiles.ts`
 * - entries of collections by the dynamic page that lists them: `staticPaths.ts`, their ids by `entryId.ts`
 * - Starlight's documents by their ids, in every language: `starlight.ts`
 *
 * https://docs.astro.build/en/guides/routing/
 */

import type { ContentFile, Route } from '../../model.ts';
import { extensionOf, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isPublished } from '../../routeTable.ts';
import { textValue, writtenProperty } from '../../script/value.ts';
import { pageTitle } from '../../text/title.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { writtenByPlugins } from '../shared/pluginFiles.ts';
import { leadsOnByHead } from '../shared/refreshHead.ts';
import { pageAddress } from './address.ts';
import { type Collection, collectionsOf, entryData, isDataFile, readCollections } from './collections.ts';
import { type AstroConfiguration, readAstroConfiguration } from './configuration.ts';
import { type DynamicPage, entryRoutes, ownRoutes, readDynamicPages } from './dynamicPages.ts';
import { languageFallbacks } from './fallback.ts';
import { type InjectedRoutes, injectedRoutes } from './injected.ts';
import { addressOf, isDynamic, readPageFile } from './pageFiles.ts';
import { isRedirectPage } from './redirectPage.ts';
import { withoutStandIns } from './standIns.ts';
import { documentPath, fallbackRoutes, type Languages, languageOf, readLanguages } from './starlight.ts';
import { blogLists } from './starlightBlog.ts';

const configNames = scriptNames('astro.config');

export const astro: Generator = {
  id: 'astro',
  title: 'Astro',
  docs: 'https://docs.astro.build/en/guides/routing/',
  command: /\bastro build\b/,

  async detect(repo) {
    const configured = filesNamed(repo, ...configNames).map((path): DetectedSite => {
      return { generator: 'astro', root: folderOf(path), config: path, because: path, certainty: 0.95 };
    });
    return configured.length > 0 ? configured : unconfigured(repo);
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const file = config ?? joinRepo(root, 'package.json') ?? root;
    const configuration = await readAstroConfiguration(root, file, repo);
    const { collections, notes } = await readCollections(configuration, repo);
    const dynamic = await readDynamicPages(configuration, collections, repo);
    const languages = configuration.starlight && readLanguages(configuration.starlight, configuration.i18n);
    const site = { configuration, collections, dynamic: dynamic.pages, languages };
    const injected = await injectedRoutes(config, configuration.basePath, repo);
    const blogs = blogLists(configuration, languages, file);
    const url = textValue(configuration.site);
    const text = config === undefined ? undefined : await repo.read(config);
    const hasSiteMap = configuration.starlight !== undefined || /['"]@astrojs\/sitemap['"]/.test(text ?? '');
    const { origin } = configuration.site;
    // The integration of that name, which Starlight brings along, wants to know where the site is.
    const made = madeFiles(
      [...(url !== undefined && hasSiteMap ? siteMap : []), ...writtenByPlugins(text ?? '', integrationFiles)],
      configuration.basePath,
      file,
    );
    return {
      address:
        url === undefined
          ? undefined
          : {
              url: `${url.replace(/(?<!\/)\/+$/, '')}${configuration.basePath.replace(/\/?$/, '/')}`,
              file: origin.file,
              line: origin.line,
            },
      basePath: configuration.basePath,
      staticRoots: [configuration.publicFolder],
      inFolders: configuration.format === 'directory',
      notes: [...configuration.notes, ...notes, ...dynamic.notes, ...injected.notes],
      brought: broughtBy(injected),
      beside: (path) => made(path) ?? blogs.beside(path),
      reads: (path) => reads(path, site),
      routes: (content) => routesOf(content, site),
      complete: (routes) => withMade(withMade(complete(routes, site), injected.routes), blogs.routes),
    };
  },
};

function withMade(routes: readonly Route[], made: readonly Route[]): readonly Route[] {
  return made.length === 0 ? routes : withoutGeneratedDoubles([...routes, ...made]);
}

function broughtBy({ notes: [first] }: InjectedRoutes): Permalinks['brought'] {
  return first === undefined ? undefined : () => `${first.file} adds pages that only running it would tell`;
}

/** https://docs.astro.build/en/guides/integrations-guide/sitemap/ */
const siteMap = ['sitemap-index.xml', 'sitemap-0.xml'];

/** https://delucis.github.io/starlight-llms-txt/ https://github.com/alextim/astro-lib */
const integrationFiles: Readonly<Record<string, readonly string[]>> = {
  'starlight-llms-txt': ['llms.txt', 'llms-full.txt', 'llms-small.txt'],
  'astro-robots-txt': ['robots.txt'],
};

/** Astro needs no configuration file: pages beside a package file are enough. */
function unconfigured(repo: Repo): readonly DetectedSite[] {
  const roots = new Set<string>();
  for (const path of repo.files) {
    const match = path.endsWith('.astro') ? /^(?:(.*)\/)?src\/pages\//.exec(path) : null;
    if (match) roots.add(match[1] ?? '');
  }
  return [...roots].flatMap((root): readonly DetectedSite[] => {
    const manifest = joinRepo(root, 'package.json');
    if (manifest === undefined || !repo.has(manifest)) return [];
    const because = `pages in ${joinRepo(root, 'src/pages')}`;
    return [{ generator: 'astro', root: root as RepoPath, config: undefined, because, certainty: 0.8 }];
  });
}

interface Site {
  readonly configuration: AstroConfiguration;
  readonly collections: readonly Collection[];
  readonly dynamic: readonly DynamicPage[];
  readonly languages: Languages | undefined;
}

function reads(path: RepoPath, { configuration, collections }: Site): 'path' | 'head' | 'whole' | undefined {
  const page = readPageFile(path, configuration);
  if (page) return extensionOf(path) === '.astro' ? 'whole' : page.isEndpoint ? 'path' : 'head';
  if (collectionsOf(path, collections).length === 0) return undefined;
  return isDataFile(path) ? 'whole' : 'head';
}

function routesOf(file: ContentFile, site: Site): readonly Route[] {
  const page = readPageFile(file.path, site.configuration);
  if (!page)
    return collectionsOf(file.path, site.collections).flatMap(([collection, path]) =>
      entry(file, collection, path, site),
    );
  if (isDynamic(page.path)) {
    const dynamic = site.dynamic.find((known) => known.page.file === file.path);
    return dynamic ? ownRoutes(dynamic, site.configuration) : [];
  }
  const isRedirect = file.text !== undefined && isRedirectPage(file.text);
  const kind = page.path === '' ? 'home' : page.isIndex ? 'section' : 'page';
  return [
    {
      url: addressOf(page, page.path, site.configuration),
      file: file.path,
      kind: page.isEndpoint ? 'generated' : isRedirect ? 'redirect' : kind,
      title: pageTitle(file),
    },
  ];
}

function entry(file: ContentFile, collection: Collection, path: string, site: Site): readonly Route[] {
  const { configuration, dynamic, languages } = site;
  const data = entryData(file);
  const id = collection.idOf(path, data);
  if (id === undefined) return [];
  const listed = dynamic.flatMap((page) => entryRoutes(page, collection, id, file, path, configuration));
  if (!isDocuments(collection, site)) return listed;
  const documents = documentPath(id);
  const shown = documents === '' ? 'home' : /^index\./.test(fileName(path)) ? 'section' : 'page';
  const kind = leadsOnByHead(file) ? 'redirect' : shown;
  const document: Route = {
    url: pageAddress(documents, configuration),
    file: file.path,
    kind: data.draft === true ? 'draft' : kind,
    title: pageTitle(file),
    ...(languages ? { language: languageOf(documents, languages) || 'root' } : {}),
  };
  return [document, ...listed];
}

function isEntryFile(file: RepoPath, { collections, configuration }: Site): boolean {
  return readPageFile(file, configuration) === undefined && collectionsOf(file, collections).length > 0;
}

function isDocuments({ name }: Collection, { configuration }: Site): boolean {
  return configuration.starlight !== undefined && name === 'docs';
}

function complete(all: readonly Route[], site: Site): readonly Route[] {
  const routes = withoutStandIns(
    all,
    ({ kind, file }) => (kind === 'page' || kind === 'section' || kind === 'post') && isEntryFile(file, site),
  );
  const { configuration, collections, languages } = site;
  const shown = collections.filter((collection) => isDocuments(collection, site));
  if (shown.length === 0) return withoutDoubles([...routes, ...languageFallbacks(routes, configuration)]);
  const isOwnPage = ({ kind, file }: Route): boolean =>
    ['page', 'section', 'home', 'redirect'].includes(kind) && collectionsOf(file, shown).length > 0;
  const documents = routes.filter(isOwnPage);
  const pages = new Set(
    routes
      .filter((route) => !isOwnPage(route) && readPageFile(route.file, configuration))
      .map(({ url }) => urlKey(url)),
  );
  const isOff = writtenProperty(configuration.starlight ?? configuration.i18n, 'disable404Route');
  const missing: Route = { url: pageAddress('404', configuration), file: configuration.file, kind: 'generated' };
  return withoutDoubles([
    // A page of the site itself stands before a document at the same address.
    ...routes.map((route) =>
      isOwnPage(route) && pages.has(urlKey(route.url)) ? { ...route, kind: 'unpublished' as const } : route,
    ),
    ...(languages
      ? fallbackRoutes(documents, languages, configuration).filter(({ url }) => !pages.has(urlKey(url)))
      : []),
    ...(isOff.kind === 'literal' && isOff.value === true ? [] : [missing]),
  ]);
}

/** One generated list, or redirect, at an address that no page has. */
function withoutDoubles(routes: readonly Route[]): readonly Route[] {
  const isExtra = ({ kind }: Route): boolean => kind === 'generated' || kind === 'redirect';
  const taken = new Set(routes.filter((route) => !isExtra(route) && isPublished(route)).map(({ url }) => urlKey(url)));
  return routes.filter((route) => {
    if (!isExtra(route)) return true;
    const key = urlKey(route.url);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}
