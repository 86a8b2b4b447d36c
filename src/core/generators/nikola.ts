/**
 * Nikola.
 *
 * - `POSTS` and `PAGES` of `conf.py` are rows of (glob, destination, template): a file below the folder of the glob is
 *   at the destination, its own folders and its slug, `/posts/2024/wick/`, or `/posts/2024/wick.html` without
 *   `PRETTY_URLS`. The slug is that of its metadata, else made of its name; `index` is its folder's page.
 * - Metadata are `.. slug: wick` at the top, front matter, or a file `wick.meta` beside it.
 * - Each language of `TRANSLATIONS` has all pages below its folder, untranslated ones in the default language.
 * - `files/` is copied to the top, `images/` below its name. `REDIRECTIONS` are pages that lead on.
 *
 * https://getnikola.com/handbook.html
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { type PythonAssignment, type PythonValue, readPythonAssignments } from '../python/literals.ts';
import { globTest, type PathTest } from '../text/glob.ts';
import { textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type OpenOptions, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

type Settings = ReadonlyMap<string, PythonAssignment>;

export const nikola: Generator = {
  id: 'nikola',
  title: 'Nikola',
  docs: 'https://getnikola.com/handbook.html',
  command: /\bnikola (?:build|deploy|github_deploy)\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'conf.py')) {
      const known = readPythonAssignments((await repo.read(config)) ?? '');
      const isNikola = (known.has('POSTS') || known.has('PAGES')) && (known.has('BLOG_TITLE') || known.has('SITE_URL'));
      if (!isNikola) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.95;
      found.push({ generator: 'nikola', root: folderOf(config), config, because: config, certainty });
    }
    return found;
  },

  open,
};

interface Source {
  readonly folder: RepoPath;
  readonly isOwn: PathTest;
  readonly destination: string;
  readonly isPost: boolean;
}

interface Site {
  readonly basePath: string;
  readonly sources: readonly Source[];
  readonly isPretty: boolean;
  /** The folders of the languages besides the one of files without a language. */
  readonly languages: ReadonlyMap<string, string>;
  readonly showsUntranslated: boolean;
  readonly now: string;
  has(path: string): boolean;
}

async function open({ root, config }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'conf.py') ?? root;
  const known = readPythonAssignments((await repo.read(file)) ?? '');
  const written = known.get('SITE_URL');
  const url = typeof written?.value === 'string' ? written.value : undefined;
  const basePath = basePathOf(textAt(known, 'BASE_URL') ?? url);
  const site: Site = {
    basePath,
    sources: [...sourcesIn(known, 'POSTS', root), ...sourcesIn(known, 'PAGES', root)],
    isPretty: known.get('PRETTY_URLS')?.value !== false,
    languages: languagesOf(known),
    showsUntranslated: known.get('SHOW_UNTRANSLATED_POSTS')?.value !== false,
    now,
    has: (path) => repo.has(path as RepoPath),
  };
  const images = joinRepo(root, 'images') ?? root;
  const redirects = redirectsOf(known, basePath, file);
  const index = builtUrl(basePath, textAt(known, 'INDEX_PATH') ?? '', '/');
  return {
    address: written === undefined || !url ? undefined : { url, file, line: written.line },
    basePath,
    staticRoots: [joinRepo(root, 'files') ?? root],
    notes: notesOf(known, file),
    reads: (path) =>
      sourceAt(path, site) !== undefined ? 'whole' : below(path, images) !== undefined ? 'path' : undefined,
    routes: (content) => {
      const source = sourceAt(content.path, site);
      if (source !== undefined) return routesOf(content, source, site);
      return [
        { url: builtUrl(basePath, 'images', below(content.path, images) ?? ''), file: content.path, kind: 'static' },
      ];
    },
    complete: (routes) => {
      const isTaken = routes.some((route) => route.url === index && route.kind !== 'unpublished');
      const own: Route = { url: index, file, kind: index === builtUrl(basePath) ? 'home' : 'generated' };
      return [...routes, ...redirects, ...(isTaken ? [] : [own])];
    },
    beside: madeFiles(['rss.xml', 'sitemap.xml', 'sitemapindex.xml', 'archive.html', 'categories/'], basePath, file),
  };
}

function textAt(known: Settings, key: string): string | undefined {
  const value = known.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

function rowsOf(value: PythonValue): readonly (readonly string[])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row: PythonValue) =>
    Array.isArray(row) && row.every((cell) => typeof cell === 'string') ? [row as readonly string[]] : [],
  );
}

function sourcesIn(known: Settings, key: 'POSTS' | 'PAGES', root: RepoPath): readonly Source[] {
  return rowsOf(known.get(key)?.value).flatMap(([glob = '', destination = '']) => {
    const folder = joinRepo(root, folderOf(glob));
    if (folder === undefined) return [];
    // The last part counts in every folder below.
    return [{ folder, isOwn: globTest(fileName(glob)), destination, isPost: key === 'POSTS' }];
  });
}

function sourceAt(path: RepoPath, { sources }: Site): Source | undefined {
  return sources.find(({ folder, isOwn }) => below(path, folder) !== undefined && isOwn(fileName(path)));
}

/** `{ 'de': './de' }`; the default language is at the top. */
function languagesOf(known: Settings): ReadonlyMap<string, string> {
  const value = known.get('TRANSLATIONS')?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([language, folder]) =>
      typeof folder === 'string' && folder !== '' ? [[language, folder.replace(/^\.\/?/, '')] as const] : [],
    ),
  );
}

function routesOf(file: ContentFile, source: Source, site: Site): readonly Route[] {
  const inside = below(file.path, source.folder) ?? '';
  const name = fileName(inside);
  const stem = name.slice(0, -extensionOf(name).length);
  const own = [...site.languages.keys()].find((language) => stem.endsWith(`.${language}`));
  const plain = own === undefined ? stem : stem.slice(0, -own.length - 1);
  const metadata = metadataOf(file);
  const slug = metadata.get('slug') ?? slugOf(plain);
  const isPretty = site.isPretty && slug !== 'index' && metadata.get('pretty_url')?.toLowerCase() !== 'false';
  const page = slug === 'index' ? '/' : isPretty ? `${slug}/` : `${slug}.html`;
  const urlIn = (folder: string) => builtUrl(site.basePath, folder, source.destination, folderOf(inside), page);
  const kind = kindOf(metadata, site, source, slug);
  const route = { file: file.path, kind, title: metadata.get('title') ?? pageTitle(file) };
  if (own !== undefined) return [{ ...route, url: urlIn(site.languages.get(own) ?? ''), language: own }];
  const fallbacks = [...site.languages].filter(([language]) => {
    const translated = `${folderOf(file.path)}/${plain}.${language}${extensionOf(name)}`.replace(/^\//, '');
    return site.showsUntranslated && !site.has(translated);
  });
  const others = fallbacks.map(([language, folder]): Route => {
    const shown: RouteKind = kind === 'page' || kind === 'post' || kind === 'section' ? 'fallback' : kind;
    return { ...route, url: urlIn(folder), language, kind: shown };
  });
  return [{ ...route, url: urlIn('') }, ...others];
}

function kindOf(metadata: ReadonlyMap<string, string>, { now }: Site, { isPost }: Source, slug: string): RouteKind {
  const tags = (metadata.get('tags') ?? '').split(',').map((tag) => tag.trim().toLowerCase());
  const status = metadata.get('status')?.toLowerCase();
  if (status === 'draft' || tags.includes('draft')) return 'draft';
  const date = /^\d{4}-\d{2}-\d{2}/.exec(metadata.get('date') ?? '')?.[0];
  if (isPost && date !== undefined && date > now.slice(0, 10)) return 'future';
  return isPost ? 'post' : slug === 'index' ? 'section' : 'page';
}

/** Front matter, else the lines `.. key: value` at the top, in a comment or not. */
function metadataOf({ frontMatter, text = '' }: ContentFile): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const [key, value] of Object.entries(frontMatter.data)) {
    const written = Array.isArray(value) ? value.join(',') : textOf(value);
    if (written !== undefined) metadata.set(key.toLowerCase(), written);
  }
  for (const line of text.slice(frontMatter.bodyStart).split('\n', 60)) {
    const [, key, value = ''] = /^\.\. ([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== '') metadata.set(key.toLowerCase(), value);
    else if (key === undefined && line.trim() !== '' && !/^\s*(?:<!--|-->|\.\.)/.test(line)) break;
  }
  return metadata;
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^+\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

function redirectsOf(known: Settings, basePath: string, file: RepoPath): readonly Route[] {
  return rowsOf(known.get('REDIRECTIONS')?.value).map(([from = '']) => ({
    url: builtUrl(basePath, from.replace(/(^|\/)index\.html$/, '$1')),
    file,
    kind: 'redirect',
    key: 'REDIRECTIONS',
  }));
}

function notesOf(known: Settings, file: RepoPath): readonly Note[] {
  const unread = ['POSTS', 'PAGES'].flatMap((key): readonly Note[] => {
    const entry = known.get(key);
    if (entry === undefined || (Array.isArray(entry.value) && rowsOf(entry.value).length === entry.value.length))
      return [];
    const message = `${key} is computed, and only what is literal there is known; write its rows as literals, or some pages are missing.`;
    return [{ file, line: entry.line, message }];
  });
  return [...unread, { file, message: madeLists, makesPages: listFolders(known) }];
}

/** https://getnikola.com/handbook.html, and the comments in the `conf.py` that `nikola init` writes. */
function listFolders(known: Settings): readonly string[] {
  const usual = { TAG_PATH: 'categories', CATEGORY_PATH: 'categories', AUTHOR_PATH: 'authors', ARCHIVE_PATH: '' };
  const folders = Object.entries(usual).map(([key, folder]) => textOf(known.get(key)?.value) ?? folder);
  const named = [...folders, 'galleries'].map((folder) => folder.replace(/^\/+|(?<!\/)\/+$/g, ''));
  return [...new Set(named)].flatMap((folder) => (folder === '' ? [] : `${folder}/`));
}

const madeLists =
  'The lists that Nikola makes by tag, category, author and date, and its galleries, are not known here.';
