/**
 * Jekyll, also as GitHub Pages runs it.
 *
 * - A file with front matter is a page: `a/b.md` is at `/a/b.html`, or at `/a/b/` when `permalink` is `pretty` or ends
 *   in a slash; `a/index.md` is at `/a/`. A file without is copied as it is.
 * - `_posts/2024-03-05-name.md` gets the site's permalink template, by default `/:categories/:year/:month/:day/:title.html`;
 *   documents of a collection `/:collection/:path`. `permalink` of the front matter is taken word for word.
 * - Names that begin with `_`, `.`, `#` or `~` are not published, nor is what `exclude` names; drafts, posts of the
 *   future and `published: false` are kept back.
 *
 * https://jekyllrb.com/docs/permalinks/
 */
import type { ContentFile, Route } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { instantOf, readDate } from '../../text/writtenDate.ts';
import { readYaml } from '../../text/yaml.ts';
import { buildTexts } from '../shared/buildTexts.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import type { DetectedSite, Generator, OpenOptions, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { archiveRoutes } from './archives.ts';
import { type JekyllSite, readSite } from './config.ts';
import { configBeside, configNames, isGemOfJekyll } from './configFiles.ts';
import { type DocumentPlace, documentRoute, placeDocument } from './documents.ts';
import { feedsOf } from './feeds.ts';
import { fileIn, type LanguageSite, languageSites, readPlace, routeIn, withoutOthers } from './languages.ts';
import { pageRoute } from './pages.ts';
import { autoPages, laterPages, listedPost, type PostList, postListOf, withFurtherPages } from './paginate.ts';
import { expandLoosely } from './template.ts';
import { themeGem } from './themeGem.ts';
import { lastWrittenFirst } from './writingOrder.ts';

export const jekyll: Generator = {
  id: 'jekyll',
  title: 'Jekyll',
  docs: 'https://jekyllrb.com/docs/permalinks/',
  command: /\bjekyll build\b|\bjekyll-build-pages\b|^[ \t]*gem ['"](?:jekyll|github-pages)['"]/m,
  detect,
  open,
};

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  const seen = new Set<RepoPath>();
  const configs: RepoPath[] = [...filesNamed(repo, ...configNames)];
  const usual = new Set(configs.map((config) => folderOf(config)));
  for (const gemfile of filesNamed(repo, 'Gemfile')) {
    const config = usual.has(folderOf(gemfile)) ? undefined : await configBeside(gemfile, repo);
    if (config !== undefined) configs.push(config);
  }
  for (const config of configs) {
    const root = folderOf(config);
    if (seen.has(root) || /(?:^|\/)themes\//.test(config)) continue;
    const { certainty, because } = await certaintyOf(config, root, repo);
    if (certainty === 0) continue;
    seen.add(root);
    found.push({ generator: 'jekyll', root, config, because, certainty });
  }
  return found;
}

/** https://hexo.io/docs/themes */
const layoutOfHexo = /^layout\/.*\.(?:ejs|swig|njk|pug|jade)$/;

/** Hexo has a file of the same name; Jekyll's folders, keys and Gemfile tell them apart. */
async function certaintyOf(
  config: RepoPath,
  root: RepoPath,
  repo: Repo,
): Promise<{ certainty: number; because: string }> {
  const inRoot = (name: string) => joinRepo(root, name) ?? root;
  const { value } = readYaml((await repo.read(config)) ?? '');
  const settings = isSettings(value) ? value : {};
  if (['source_dir', 'public_dir', 'new_post_name', 'category_map'].some((key) => key in settings)) {
    return { certainty: 0, because: config };
  }
  // So has each of Hexo's themes.
  if (/"name"\s*:\s*"(?:@[\w-]+\/)?hexo-theme-/.test((await repo.read(inRoot('package.json'))) ?? '')) {
    return { certainty: 0, because: config };
  }
  const gemfile = (await repo.read(inRoot('Gemfile'))) ?? '';
  const folders = ['_posts/', '_layouts/', '_includes/'].filter((folder) => {
    const start = root === '' ? folder : `${root}/${folder}`;
    return repo.files.some((file) => file.startsWith(start));
  });
  const isSure = isGemOfJekyll(gemfile) || folders.length > 0;
  // Another theme of Hexo, which is used by its folder and needs no package.
  if (!isSure && repo.files.some((file) => layoutOfHexo.test(below(file, root) ?? ''))) {
    return { certainty: 0, because: config };
  }
  if (!isSure && repo.has(inRoot('.nojekyll')) && !(await isBuiltByJekyll(root, repo))) {
    return { certainty: 0, because: config };
  }
  const keys = [
    'plugins',
    'gems',
    'markdown',
    'kramdown',
    'baseurl',
    'collections',
    'remote_theme',
    'theme',
    'defaults',
  ];
  const hasKeys = keys.some((key) => key in settings);
  const certainty = isSure ? 0.95 : hasKeys ? 0.8 : 0.5;
  return { certainty: inExampleFolder(config) ? Math.min(certainty, 0.4) : certainty, because: config };
}

/**
 * A folder with `.nojekyll` is published as it is, and its `_config.yml` is left from before, unless something builds it.
 * https://docs.github.com/en/pages/getting-started-with-github-pages/about-github-pages#static-site-generators
 */
async function isBuiltByJekyll(root: RepoPath, repo: Repo): Promise<boolean> {
  return (await buildTexts(root, repo)).some((text) => /jekyll/i.test(text));
}

/** Files whose head may hold front matter; others are copied without a look. */
const readExtensions = new Set([
  ...['', '.html', '.htm', '.xhtml', '.xml', '.txt', '.css', '.scss', '.sass', '.js', '.coffee', '.json', '.svg'],
  ...['.webmanifest', '.rss', '.atom', '.ics', '.csv', '.yml', '.yaml', '.php', '.textile', '.adoc', '.rst', '.haml'],
]);

async function open({ config, root }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, '_config.yml') ?? root;
  const site = await readSite(file, repo);
  // `time` is the day that the site says it is built on.
  const told = readDate(site.settings.time);
  const instant = told === undefined ? Date.parse(now) : instantOf(told, site.timeZone);
  const indexes = new Set(
    repo.files
      .filter((path) => /^index\.(?:html|md|markdown)$/.test(fileName(path)))
      .map((path) => folderOf(path) as string),
  );
  const hasIndex = (folder: string) => indexes.has(joinRepo(site.source, folder) ?? '');
  const sites = languageSites(site);
  const pagination = postListOf(site, repo.files);
  const built = { sites, pagination, instant, hasIndex };
  return {
    address: await addressOf(site, repo),
    basePath: builtUrl(site.baseUrl, '/'),
    staticRoots: [],
    notes: site.notes,
    reads(path) {
      const own = below(path, site.source);
      if (own === undefined || path === file) return undefined;
      const { inside } = readPlace(own, site);
      if (placeDocument(inside, site) === undefined && !site.filter.page(inside)) return undefined;
      return readExtensions.has(extensionOf(path)) || site.markdown.has(extensionOf(path)) ? 'head' : 'path';
    },
    routes: (content) => routesOf(content, built),
    complete: (routes) => complete(routes, built, file),
  };
}

/** What the addresses of all files are made by. */
interface Built {
  readonly sites: readonly LanguageSite[];
  readonly pagination: PostList | undefined;
  readonly instant: number;
  readonly hasIndex: (folder: string) => boolean;
}

function routesOf(file: ContentFile, built: Built): readonly Route[] {
  return built.sites.flatMap((site) => {
    const path = below(file.path, site.source);
    if (path === undefined) return [];
    const { inside, language } = readPlace(path, site);
    if (language !== undefined && language !== site.language) return [];
    const own = ownRoutes(fileIn(file, site), inside, site, built);
    return own.flatMap((route) => routeIn(route, file, inside, site));
  });
}

function ownRoutes(
  file: ContentFile,
  inside: string,
  site: JekyllSite,
  { pagination, instant, hasIndex }: Built,
): readonly Route[] {
  const place = placeDocument(inside, site);
  if (place === undefined) {
    if (!site.filter.page(inside)) return [];
    const route = pageRoute(file, inside, site, hasIndex);
    return [route, ...laterPages(route, file.frontMatter.data, site)];
  }
  const isDocument = place.collection.label === 'posts' || file.frontMatter.format === 'yaml';
  if (!isDocument) return place.collection.isWritten ? [staticDocument(file, place, site)] : [];
  const route = documentRoute(file, place, site, instant);
  if (route === undefined) return [];
  const isShown = route.kind === 'post' || route.kind === 'page';
  const lists = isShown ? autoPages(file, place, site) : [];
  if (route.kind !== 'post') return [route, ...lists];
  const listed = pagination === undefined ? [] : listedPost(file, pagination, site);
  return [route, ...archiveRoutes(file, place, site), ...lists, ...listed];
}

/** A file without front matter in a collection: the template, with the file's own extension after it. */
function staticDocument(file: ContentFile, { collection, inside }: DocumentPlace, site: JekyllSite): Route {
  const name = fileName(inside);
  const extension = extensionOf(name) === '' ? '' : name.slice(name.lastIndexOf('.'));
  const path = `/${inside.slice(0, inside.length - extension.length).replace(/\.+$/, '')}`;
  const values = { collection: collection.label, path, output_ext: '', name: fileName(path), title: '' };
  const url = expandLoosely(collection.template, values).replace(/\/$/, '') + extension;
  return { url: builtUrl(site.baseUrl, url), file: file.path, kind: 'static' };
}

async function addressOf(site: JekyllSite, repo: Repo): Promise<Permalinks['address']> {
  const url = textOf(site.settings.url);
  const file = site.address;
  if (url === undefined || file === undefined || !/^https?:\/\//i.test(url)) return undefined;
  const lines = ((await repo.read(file)) ?? '').split('\n');
  const line = lines.findIndex((text) => /^url\s*[:=]/.test(text));
  return { url: `${url.replace(/(?<!\/)\/+$/, '')}${builtUrl(site.baseUrl, '/')}`, file, line: Math.max(line, 0) + 1 };
}

function isGenerated({ kind }: Route): boolean {
  return kind === 'generated';
}

/** The pattern of a list comes from each post in it. */
function withoutPatternDoubles(routes: readonly Route[]): readonly Route[] {
  const taken = new Set<string>();
  return routes.filter(({ kind, url }) => kind !== 'dynamic' || (!taken.has(url) && taken.add(url).has(url)));
}

/** Adds what well-known plugins and themes write. */
function complete(routes: readonly Route[], { sites, pagination }: Built, config: RepoPath): readonly Route[] {
  const taken = new Set(routes.map(({ url }) => urlKey(url)));
  const [site] = sites;
  if (site === undefined) return routes;
  const written = [
    ...(site.plugins.has('jekyll-feed') ? feedsOf(settingsAt(site.settings, 'feed')) : []),
    ...(site.plugins.has('jekyll-sitemap') ? ['sitemap.xml', 'robots.txt'] : []),
    ...(themeGem(textOf(site.settings.theme))?.files ?? []),
  ];
  const added = sites.flatMap(({ baseUrl }) =>
    written.map((path): Route => ({ url: builtUrl(baseUrl, path), file: config, kind: 'generated' })),
  );
  const isDocument = ({ file }: Route) => {
    const { inside } = readPlace(below(file, site.source) ?? '', site);
    return placeDocument(inside, site) !== undefined;
  };
  const counted = sites.reduce(
    (all, own) => (pagination === undefined ? all : withFurtherPages(all, pagination, own)),
    withoutOthers(withoutPatternDoubles(routes), site),
  );
  const [pages, lists] = [counted.filter(({ kind }) => kind !== 'generated'), counted.filter(isGenerated)];
  const all = [...lastWrittenFirst(pages, isDocument), ...added.filter(({ url }) => !taken.has(urlKey(url)))];
  return lists.length === 0 ? all : withoutGeneratedDoubles([...all, ...lists]);
}
