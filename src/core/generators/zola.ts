/**
 * Zola.
 *
 * - `content/a/b.md` and `content/a/b/index.md` are at `/a/b/`, `content/a/_index.md` at `/a/`. The last part is
 *   slugified, the folders are not; a date in front of it is dropped.
 * - `slug` of the front matter gives the last part, `path` the whole address.
 * - `b.fr.md` is French, under `/fr/`, where French is a language of the site.
 * - `draft` and `render = false` keep a page back, a draft section its whole folder.
 *
 * https://www.getzola.org/documentation/content/page/
 */

import { siteTarget } from '../backlinks/siteTarget.ts';
import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { ContentFile, Route, RouteKind } from '../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  extensionOf,
  fileName,
  folderOf,
  joinRepo,
  type RepoPath,
  type UrlPath,
} from '../paths.ts';
import type { Repo } from '../ports.ts';
import { toAscii } from '../text/ascii.ts';
import { globTest, type PathTest } from '../text/glob.ts';
import { flagOf, isSettings, type Settings, settingsAt, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readToml } from '../text/toml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from './shared/generatedRoutes.ts';
import type { DetectedSite, Generator, OpenOptions, Permalinks, RouteAt } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const zola: Generator = {
  id: 'zola',
  title: 'Zola',
  docs: 'https://www.getzola.org/documentation/content/page/',
  command: /\bzola build\b/,
  detect,
  open,
};

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, 'config.toml', 'zola.toml')) {
    if (/(?:^|\/)themes\//.test(config)) continue;
    const { value } = readToml((await repo.read(config)) ?? '');
    if (!isSettings(value) || typeof value.base_url !== 'string') continue;
    const root = folderOf(config);
    const start = root === '' ? 'content/' : `${root}/content/`;
    const hasContent = repo.files.some((file) => file.startsWith(start));
    const certainty = inExampleFolder(config) ? 0.4 : hasContent ? 0.95 : 0.6;
    found.push({ generator: 'zola', root, config, because: config, certainty });
  }
  return found;
}

type Strategy = 'on' | 'safe' | 'off';

interface ZolaSite {
  readonly settings: Settings;
  readonly basePath: string;
  readonly content: RepoPath;
  readonly defaultLanguage: string;
  readonly otherLanguages: ReadonlySet<string>;
  readonly paths: Strategy;
  readonly terms: Strategy;
  readonly keepsDates: boolean;
  readonly ignores: PathTest;
  /** Files of sections that switch on a feed of their own. */
  readonly feedSections: ReadonlySet<RepoPath>;
  /** Folders of draft sections, for each language's `_index`. */
  readonly drafts: ReadonlySet<string>;
}

async function open({ config, root }: DetectedSite, repo: Repo, _options: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'config.toml') ?? root;
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readToml(text);
  const site = await readSite(isSettings(value) ? value : {}, root, repo);
  const url = textOf(site.settings.base_url);
  const line = text.split('\n').findIndex((row) => /^\s*base_url\s*=/.test(row)) + 1;
  return {
    address: url !== undefined && siteTarget(url) !== undefined ? { url, file, line } : undefined,
    basePath: site.basePath,
    staticRoots: [joinRepo(root, 'static') ?? root],
    notes:
      problem === undefined
        ? []
        : [{ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }],
    reads: (path) => (contentPath(path, site) === undefined ? undefined : 'head'),
    routes: (content) => routesOf(content, site),
    complete: (routes) => complete(routes, site, file),
    beside: (path, routeAt) => besidePages(path, routeAt, site, repo, file),
  };
}

async function readSite(settings: Settings, root: RepoPath, repo: Repo): Promise<ZolaSite> {
  const slugify = settingsAt(settings, 'slugify');
  const ignored = textsOf(settings.ignored_content).map((glob) => globTest(glob.replace(/\*+/g, '**'), anywhere));
  const content = joinRepo(root, 'content') ?? root;
  const drafts = new Set<string>();
  const feedSections = new Set<RepoPath>();
  for (const path of repo.files) {
    if (below(path, content) === undefined || !/^_index(?:\..+)?\.md$/.test(fileName(path))) continue;
    const { data } = readFrontMatter((await repo.readHead(path)) ?? '', path);
    if (flagOf(data.generate_feeds ?? data.generate_feed) === true) feedSections.add(path);
    if (flagOf(data.draft) === true && fileName(path) === '_index.md') drafts.add(folderOf(path));
  }
  const defaultLanguage = textOf(settings.default_language) ?? 'en';
  return {
    settings,
    basePath: basePathOf(textOf(settings.base_url)),
    content,
    defaultLanguage,
    otherLanguages: new Set(Object.keys(settingsAt(settings, 'languages')).filter((key) => key !== defaultLanguage)),
    paths: strategyOf(slugify.paths),
    terms: strategyOf(slugify.taxonomies),
    keepsDates: flagOf(slugify.paths_keep_dates) === true,
    ignores: (path) => ignored.some((test) => test(path) || test(fileName(path))),
    drafts,
    feedSections,
  };
}

const anywhere = { doubleStar: 'anything' } as const;

function strategyOf(written: unknown): Strategy {
  return written === 'safe' || written === 'off' ? written : 'on';
}

/** The path below the content folder; `undefined` for what is no page. */
function contentPath(path: RepoPath, site: ZolaSite): string | undefined {
  const inside = below(path, site.content);
  const isPage = inside?.endsWith('.md') === true && !fileName(inside).startsWith('.');
  return isPage && !site.ignores(inside) ? inside : undefined;
}

function routesOf(file: ContentFile, site: ZolaSite): readonly Route[] {
  const inside = contentPath(file.path, site);
  if (inside === undefined) return [];
  const { data } = file.frontMatter;
  const stem = fileName(inside).slice(0, -extensionOf(inside).length);
  const dot = stem.indexOf('.');
  const written = dot < 0 ? undefined : stem.slice(dot + 1);
  const isOther = written !== undefined && site.otherLanguages.has(written);
  const language = isOther ? written : site.defaultLanguage;
  const name = isOther ? stem.slice(0, dot) : stem;
  const prefix = language === site.defaultLanguage ? '' : language;
  const isSection = name === '_index';
  const folder = folderOf(inside);
  const ownPath = isSection ? undefined : textOf(data.path);
  const path = ownPath ?? builtUrl(prefix, isSection ? folder : pagePath(folder, name, textOf(data.slug), site));
  const url = builtUrl(site.basePath, path, '/');
  const isLeftOut = !isOther && isOfNoLanguage(stem, site);
  const hidden = isLeftOut ? { kind: 'unpublished' as const, key: undefined } : hiddenKind(file.path, data, site);
  const isHome = url === builtUrl(site.basePath, prefix, '/');
  const shown: RouteKind = isHome ? 'home' : isSection ? 'section' : 'page';
  const redirects = isSection && data.redirect_to !== undefined;
  const key = ownPath !== undefined ? 'path' : textOf(data.slug) !== undefined && !isSection ? 'slug' : undefined;
  const route: Route = {
    url,
    file: file.path,
    kind: hidden?.kind ?? (redirects ? 'redirect' : shown),
    title: pageTitle(file),
    language,
    key: hidden?.key ?? (redirects ? 'redirect_to' : key),
  };
  return hidden === undefined && !isSection ? [route, ...termRoutes(route, data, prefix, site)] : [route];
}

/** A section that names a language which is none of the others is passed over; a page that names an unknown one stops the build. */
function isOfNoLanguage(stem: string, { otherLanguages, defaultLanguage }: ZolaSite): boolean {
  if (stem.startsWith('_index.')) return true;
  return otherLanguages.size > 0 && stem.includes('.') && stem.slice(stem.indexOf('.') + 1) !== defaultLanguage;
}

/** Folders as they are, the last part as a slug. */
function pagePath(folder: string, name: string, slug: string | undefined, site: ZolaSite): string {
  if (name === 'index' && folder === '') return '';
  const isBundle = name === 'index';
  const source = isBundle ? fileName(folder) : name;
  const last = slug ?? (site.keepsDates ? undefined : afterDate(source)) ?? source;
  return `${isBundle ? folderOf(folder) : folder}/${slugifyPath(last, site.paths)}`;
}

/** What follows a date and `-` or `_`; `undefined` when there is no date, or nothing after it. */
function afterDate(name: string): string | undefined {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?\s?[_-](.+)$/.exec(name)?.[1];
}

/** https://www.getzola.org/documentation/content/page/#output-paths */
function slugifyPath(text: string, strategy: Strategy): string {
  if (strategy === 'off') return text;
  if (strategy === 'safe') return text.replace(/[ .]+$/, '').replace(/[<>:"/\\|?*]/g, '');
  return toAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function hiddenKind(
  path: RepoPath,
  data: Settings,
  site: ZolaSite,
): { readonly kind: RouteKind; readonly key: string | undefined } | undefined {
  if (flagOf(data.draft) === true) return { kind: 'draft', key: 'draft' };
  for (let folder: string = folderOf(path); folder.startsWith(site.content); folder = folderOf(folder)) {
    if (site.drafts.has(folder)) return { kind: 'draft', key: undefined };
    if (folder === '') break;
  }
  return flagOf(data.render) === false ? { kind: 'unpublished', key: 'render' } : undefined;
}

function taxonomiesOf(settings: Settings): readonly string[] {
  const list = Array.isArray(settings.taxonomies) ? settings.taxonomies.filter(isSettings) : [];
  return list.filter((entry) => flagOf(entry.render) !== false).flatMap((entry) => textOf(entry.name) ?? []);
}

function termRoutes(route: Route, data: Settings, prefix: string, site: ZolaSite): readonly Route[] {
  const terms = settingsAt(data, 'taxonomies');
  const own = prefix === '' ? site.settings : settingsAt(site.settings, 'languages', prefix);
  const root = textOf(site.settings.taxonomy_root) ?? '';
  return taxonomiesOf(own).flatMap((name) => {
    const list = builtUrl(site.basePath, prefix, root, slugifyPath(name, site.terms), '/');
    const used = textsOf(terms[name]).map((term) => builtUrl(list, slugifyPath(term, site.terms), '/'));
    const urls = used.length === 0 ? [] : [list, ...used];
    return urls.map((url): Route => ({ url, file: route.file, kind: 'generated', language: route.language }));
  });
}

/** One route of what several pages give rise to; home pages, of each language one, that have no file. */
function complete(routes: readonly Route[], site: ZolaSite, config: RepoPath): readonly Route[] {
  const homes = ['', ...site.otherLanguages].map((language): Route => {
    return { url: builtUrl(site.basePath, language, '/'), file: config, kind: 'generated' };
  });
  return withoutGeneratedDoubles([...routes, ...homes]);
}

/** A term of a taxonomy that has feeds. https://www.getzola.org/documentation/content/taxonomies/ */
function isTermWithFeed(folder: string, { settings, basePath, terms }: ZolaSite): boolean {
  const list = Array.isArray(settings.taxonomies) ? settings.taxonomies.filter(isSettings) : [];
  const root = textOf(settings.taxonomy_root) ?? '';
  return list.some(({ feed, name }) => {
    const place = builtUrl(basePath, root, slugifyPath(textOf(name) ?? '', terms), '/');
    return flagOf(feed) === true && folder.startsWith(place) && folder.length > place.length;
  });
}

/** The feed of each list that has one, by its file name. */
function feedNames({ feed_filenames, feed_filename }: Settings): readonly string[] {
  const written = textsOf(feed_filenames ?? feed_filename);
  return written.length > 0 ? written : ['atom.xml'];
}

/** The error page, the map of the site, `robots.txt`, the feed, and the index of the search. */
function madeAtTop(settings: Settings): readonly string[] {
  const languages = [textOf(settings.default_language) ?? 'en', ...Object.keys(settingsAt(settings, 'languages'))];
  const isOff = (key: string) => flagOf(settings[key]) === false;
  return [
    '404.html',
    ...(isOff('generate_sitemap') ? [] : ['sitemap.xml']),
    ...(isOff('generate_robots_txt') ? [] : ['robots.txt']),
    ...(flagOf(settings.generate_feeds ?? settings.generate_feed) === true ? feedNames(settings) : []),
    ...(flagOf(settings.build_search_index) === true
      ? ['elasticlunr.min.js', ...languages.map((key) => `search_index.${key}.js`)]
      : []),
  ];
}

/** What stands at the top, the feeds of lists, and what lies beside a page in a folder of its own. */
function besidePages(path: UrlPath, routeAt: RouteAt, site: ZolaSite, repo: Repo, config: RepoPath): Route | undefined {
  const name = fileName(path);
  const folder = path.slice(0, path.length - name.length) as UrlPath;
  if (folder === builtUrl(site.basePath, '/') && madeAtTop(site.settings).includes(name)) {
    return { url: path, file: config, kind: 'generated' };
  }
  const page = routeAt(folder);
  if (page === undefined) return undefined;
  const isFeed = feedNames(site.settings).includes(name);
  if (isFeed && (site.feedSections.has(page.file) || isTermWithFeed(folder, site))) {
    return { url: path, file: page.file, kind: 'generated' };
  }
  if (!/^_?index(?:\..+)?\.md$/.test(fileName(page.file)) || /\.md$/.test(name)) return undefined;
  const file = joinRepo(folderOf(page.file), decodePath(name));
  return file !== undefined && repo.has(file) ? { url: path, file, kind: 'static' } : undefined;
}
