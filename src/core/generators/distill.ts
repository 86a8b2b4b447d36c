/**
 * Distill websites and blogs.
 *
 * - The documents of the folder are pages as in other sites of R Markdown: see `shared/rmarkdownSite.ts`.
 * - Below `_posts`, `_articles`, and a folder for each of `collections` and of the lists that documents show, each folder
 *   with an article is a page: `_posts/2024-05-06-news/news.Rmd` is at `/posts/2024-05-06-news/`. What is published is the
 *   HTML that was made of an article when it was written; without it, and as a `draft`, it has no page. Files beside it are
 *   copied.
 *
 * https://rstudio.github.io/distill/website.html
 * https://rstudio.github.io/distill/blog.html
 */
import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { ContentFile, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { flagOf, isSettings, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import {
  type RmarkdownSite,
  readRmarkdownSite,
  rmarkdownSites,
  servedFiles,
  sourceName,
  sourceRoute,
} from './shared/rmarkdownSite.ts';
import { basePathOf } from './shared/siteAddress.ts';

/** `radix` was its name before 2019. */
const maker = /^(?:distill::distill_website|radix::radix_website)$/;

export const distill: Generator = {
  id: 'distill',
  title: 'Distill for R Markdown',
  docs: 'https://rstudio.github.io/distill/website.html',
  command: /\brender_site\s*\(/,

  async detect(repo) {
    return (await rmarkdownSites(repo)).flatMap((site): readonly DetectedSite[] => {
      if (site.maker === undefined || !maker.test(site.maker)) return [];
      const { root, config } = site;
      const certainty = inExampleFolder(config) ? 0.4 : 0.96;
      return [{ generator: 'distill', root, config, because: config, certainty }];
    });
  },

  open,
};

async function open({ root }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const site = await readRmarkdownSite(root, repo);
  const url = textOf(site.settings.base_url);
  const basePath = basePathOf(url);
  const collections = await collectionsOf(site, repo);
  const articles = articlesIn(site, collections, repo);
  const line = site.text.split('\n').findIndex((row) => /^base_url\s*:/.test(row)) + 1;
  const lists = collections.map((name) => `${name}/${name}.json`);
  return {
    address: url === undefined ? undefined : { url, file: site.config, line },
    basePath,
    ...servedFiles(site, repo),
    notes: site.notes,
    reads(path) {
      if (sourceName(path, site) !== undefined) return 'head';
      if (articles.placeOf(path) === undefined) return undefined;
      return isDocument(path) ? 'head' : 'path';
    },
    routes(content) {
      const name = sourceName(content.path, site);
      if (name !== undefined) return [sourceRoute(content, name, site, basePath)];
      const place = articles.placeOf(content.path);
      return place === undefined ? [] : articleRoutes(content, place, articles, basePath);
    },
    beside: madeFiles(['sitemap.xml', 'search.json', 'index.xml', ...lists], basePath, site.config),
  };
}

/** Those that are named, and those of the lists that documents show. */
async function collectionsOf(site: RmarkdownSite, repo: Repo): Promise<readonly string[]> {
  const { root, settings } = site;
  const named = isSettings(settings.collections) ? Object.keys(settings.collections) : textsOf(settings.collections);
  const names = new Set(['posts', 'articles', ...named]);
  for (const path of repo.files) {
    if (sourceName(path, site) === undefined) continue;
    const { listing } = readFrontMatter((await repo.readHead(path)) ?? '').data;
    for (const name of isSettings(listing) ? Object.keys(listing) : textsOf(listing)) names.add(name);
  }
  return [...names].filter((name) => joinRepo(root, `_${name}`) !== undefined);
}

interface Articles {
  /** Below the base of the site, the folder of a file of some collection. */
  placeOf(path: RepoPath): string | undefined;
  /** The HTML that is published for the folder of a file; `undefined` where there is none. */
  htmlOf(folder: RepoPath): RepoPath | undefined;
  isHere(path: RepoPath): boolean;
  /** Made pages are kept in this repository, so that one without is not published. */
  readonly areKept: boolean;
}

const isHtml = /^[^_].*\.html$/;

function articlesIn({ root }: RmarkdownSite, collections: readonly string[], repo: Repo): Articles {
  const folders = collections.map((name) => joinRepo(root, `_${name}`) ?? root);
  const inside = (path: RepoPath) => folders.find((folder) => below(path, folder) !== undefined);
  const made = new Map<RepoPath, RepoPath[]>();
  for (const path of repo.files) {
    if (!isHtml.test(fileName(path)) || inside(path) === undefined || /_files\//.test(path)) continue;
    const known = made.get(folderOf(path));
    if (known === undefined) made.set(folderOf(path), [path]);
    else known.push(path);
  }
  return {
    placeOf(path) {
      const folder = inside(path);
      const place = below(folderOf(path), root);
      return folder === undefined || place === undefined ? undefined : `${place.slice(1)}/`;
    },
    htmlOf(folder) {
      const pages = made.get(folder) ?? [];
      return (
        pages.find((page) => fileName(page).toLowerCase() === 'index.html') ??
        pages.find((page) => repo.has(page.replace(/\.html$/, '.Rmd') as RepoPath)) ??
        pages[0]
      );
    },
    isHere: (path) => repo.has(path),
    areKept: made.size > 0,
  };
}

function isDocument(path: RepoPath): boolean {
  return /\.(?:[Rr]?md|[Rr]markdown)$/.test(path);
}

function articleRoutes(file: ContentFile, place: string, articles: Articles, basePath: string): readonly Route[] {
  const { path, frontMatter } = file;
  const page = articles.htmlOf(folderOf(path));
  const stem = (name: RepoPath) => name.slice(0, -extensionOf(name).length);
  const isArticle = isDocument(path) && !fileName(path).startsWith('_');
  const source =
    page === undefined ? undefined : [...'.Rmd,.rmd,.md'.split(',')].map((ending) => `${stem(page)}${ending}`);
  if (isArticle && (page === undefined || source?.includes(path) || !articles.isHere(path))) {
    const isMissing = page === undefined && articles.areKept && articles.isHere(path);
    const kind = isMissing ? 'unpublished' : flagOf(frontMatter.data.draft) === true ? 'draft' : 'post';
    return [{ url: builtUrl(basePath, place), file: path, kind, title: pageTitle(file) }];
  }
  if (path === page && !source?.some((name) => articles.isHere(name as RepoPath)))
    return [{ url: builtUrl(basePath, place), file: path, kind: 'post' }];
  const isCopied =
    path !== page && !/^[_.]/.test(fileName(path)) && !/\.(?:[RrSs]|[Rr]?md|[Rr]markdown|rds)$/.test(path);
  return isCopied ? [{ url: builtUrl(basePath, place, fileName(path)), file: path, kind: 'static' }] : [];
}
