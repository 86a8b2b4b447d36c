/** VuePress 1 and 2: see `permalink.ts` for the rules. https://vuepress.vuejs.org/guide/page.html#routing */

import type { ContentFile, Route } from '../../model.ts';
import { below, builtUrl, decodePath, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { pageTitle } from '../../text/title.ts';
import { sitesBuilt } from '../shared/commandFolder.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { writtenByPlugins } from '../shared/pluginFiles.ts';
import { leadsOnByHead } from '../shared/refreshHead.ts';
import { foldersAbove } from './hopeLists.ts';
import { firstVersionPath, firstVersionSlug, inferredPath, sanitized, secondVersionPath } from './permalink.ts';
import { readSettings, type VuePressSettings } from './settings.ts';

const folderConfig = /^(?:(.*)\/)?\.vuepress\/config(?:\/index)?\.(?:[cm]?[jt]s|ya?ml|toml)$/;
const folderNames = ['config', 'index'].flatMap((stem) => [
  ...scriptNames(stem),
  ...['yml', 'yaml', 'toml'].map((extension) => `${stem}.${extension}`),
]);
const rootNames = ['js', 'mjs', 'ts', 'mts'].map((extension) => `vuepress.config.${extension}`);

export const vuepress: Generator = {
  id: 'vuepress',
  title: 'VuePress',
  docs: 'https://vuepress.vuejs.org/guide/page.html#routing',
  command: /\bvuepress(?:-vite|-webpack)? build\b/,

  async detect(repo) {
    const found = filesNamed(repo, ...folderNames).flatMap((path): readonly DetectedSite[] => {
      const match = folderConfig.exec(path);
      return match ? [siteAt((match[1] ?? '') as RepoPath, path)] : [];
    });
    for (const path of filesNamed(repo, ...rootNames)) {
      const source = await sourceFolder(folderOf(path), repo);
      found.push(siteAt(source, path));
    }
    return found.length > 0 ? found : sitesBuilt('vuepress', buildCommand, repo);
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const settings = await readSettings(root, config, repo);
    const made = filesOfPlugins((config && (await repo.read(config))) ?? '');
    return {
      basePath: settings.basePath,
      beside: madeFiles(made, settings.basePath, config ?? root),
      staticRoots: [joinRepo(root, '.vuepress/public') ?? root],
      notes: settings.notes,
      reads: (file) => {
        const path = below(file, root);
        return path !== undefined && settings.takes(path) ? 'head' : undefined;
      },
      routes: (file) => {
        const path = below(file.path, root);
        if (path === undefined) return [];
        const leadsOn = leadsOnKey(file);
        const page = route(path, file.frontMatter.data, settings);
        return [
          { ...page, file: file.path, title: pageTitle(file), ...(leadsOn && { kind: 'redirect', key: leadsOn }) },
          ...listsOf(path, file, page, settings),
        ];
      },
      complete: (routes) => withoutGeneratedDoubles([...routes, ...madeOf(routes, settings, config ?? root)]),
    };
  },
};

/**
 * What the well-known plugins of both versions write, by the text of the configuration.
 * https://ecosystem.vuejs.press/plugins/seo/sitemap/ https://ecosystem.vuejs.press/plugins/blog/feed/
 */
function filesOfPlugins(configuration: string): readonly string[] {
  const feeds = Object.keys(feedFiles).filter((kind) => new RegExp(`\\b${kind}\\s*:\\s*true\\b`).test(configuration));
  const files = feeds.flatMap((kind) => feedFiles[kind] ?? []);
  return writtenByPlugins(configuration, {
    '@vuepress/plugin-sitemap': ['sitemap.xml'],
    'vuepress-plugin-sitemap2': ['sitemap.xml'],
    'vuepress-plugin-sitemap': ['sitemap.xml'],
    sitemap: ['sitemap.xml'],
    '@vuepress/plugin-feed': files,
    'vuepress-plugin-feed2': files,
  });
}

const feedFiles: Readonly<Record<string, readonly string[]>> = {
  rss: ['rss.xml'],
  atom: ['atom.xml'],
  json: ['feed.json'],
};

/** What in its front matter makes a page lead on: its head, or the plugin redirect of version 2. */
function leadsOnKey(file: ContentFile): string | undefined {
  if (leadsOnByHead(file)) return 'head';
  return typeof file.frontMatter.data.redirectTo === 'string' ? 'redirectTo' : undefined;
}

/** The lists of the theme that name a page. */
function listsOf(
  path: string,
  file: ContentFile,
  { url }: Omit<Route, 'file'>,
  { basePath, lists, locales }: VuePressSettings,
): readonly Route[] {
  const locale = localeOf(`/${url.slice(basePath.length)}`, locales);
  const named = lists?.ofPage(path, file.frontMatter.data) ?? [];
  return named.map((address) => ({ url: listUrl(basePath, locale, address), file: file.path, kind: 'generated' }));
}

/** What is made whatever the pages are, and for folders that have none. */
function madeOf(
  routes: readonly Route[],
  { basePath, lists, locales }: VuePressSettings,
  config: RepoPath,
): readonly Route[] {
  const made: Route[] = [{ url: builtUrl(basePath, '404.html'), file: config, kind: 'generated' }];
  for (const locale of new Set(['/', ...locales])) {
    for (const address of lists?.always ?? [])
      made.push({ url: listUrl(basePath, locale, address), file: config, kind: 'generated' });
  }
  for (const { url, file } of lists?.hasCatalogs ? routes : []) {
    const address = `/${url.slice(basePath.length)}`;
    for (const folder of foldersAbove(address, localeOf(address, locales)))
      made.push({ url: builtUrl(basePath, folder.slice(1)), file, kind: 'generated' });
  }
  return made;
}

function listUrl(basePath: string, locale: string, address: string): Route['url'] {
  return builtUrl(basePath, decodePath(sanitized(`${locale}${address.slice(1)}`)).slice(1));
}

function localeOf(address: string, locales: readonly string[]): string {
  return locales.find((locale) => address.startsWith(locale)) ?? '/';
}

/** No configuration is needed: a script that builds a folder is enough. */
const buildCommand = /\bvuepress(?:-vite|-webpack)?\s+build(?:\s+([\w.][\w./-]*))?/;

function siteAt(root: RepoPath, config: RepoPath): DetectedSite {
  return { generator: 'vuepress', root, config, because: config, certainty: 0.95 };
}

/** The folder a `vuepress build docs` of the package file names. */
async function sourceFolder(folder: RepoPath, repo: Repo): Promise<RepoPath> {
  const manifest = joinRepo(folder, 'package.json');
  const text = (manifest && (await repo.read(manifest))) ?? '';
  const named = /vuepress(?:-\w+)?\s+build\s+([\w./-]+)/.exec(text)?.[1];
  return named === undefined ? folder : (joinRepo(folder, named) ?? folder);
}

function route(path: string, data: Readonly<Record<string, unknown>>, settings: VuePressSettings): Omit<Route, 'file'> {
  const { version, basePath, locales } = settings;
  const localePath = localeOf(`/${path}`, locales);
  const own = typeof data.permalinkPattern === 'string' ? data.permalinkPattern : undefined;
  const pattern = data.permalinkPattern === null ? undefined : (own ?? settings.patternOf(path));
  const page = { path, permalink: data.permalink, date: data.date, pattern, localePath };
  const address = version === 2 ? secondVersionPath(page) : firstVersionPath(page, firstVersionSlug);
  const isIndex = inferredPath(path, version).endsWith('/');
  const isHome = isIndex && (address === '/' || address === localePath);
  return {
    url: builtUrl(basePath, decodePath(address)),
    kind: isHome ? 'home' : isIndex ? 'section' : pattern !== undefined ? 'post' : 'page',
    ...(locales.length > 1 ? { language: localePath } : {}),
  };
}
