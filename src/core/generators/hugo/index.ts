/**
 * Hugo.
 *
 * - `content/a/b.md` and `content/a/b/index.md` are at `/a/b/`, `content/a/_index.md` at `/a/`; `uglyURLs` makes it
 *   `/a/b.html`. Paths are lowercased, blanks become hyphens, most signs are dropped.
 * - `url` of the front matter gives the whole address, `slug` its last segment; `permalinks` of the configuration
 *   gives whole sections a pattern.
 * - Languages are told by the file name or the content folder and get their key as prefix, all but the default one.
 * - Files below a leaf bundle are its resources; `build`, `draft` and dates keep pages back, also handed down by `cascade`.
 *
 * https://gohugo.io/content-management/urls/
 */
import { siteTarget } from '../../backlinks/siteTarget.ts';
import type { Note, Route, RouteKind } from '../../model.ts';
import { builtUrl, fileName, folderOf, joinRepo, type RepoPath, type UrlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { flagOf, isSettings, type Settings, textOf } from '../../text/settings.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { DetectedSite, Generator, OpenOptions, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { type BuildCommand, readBuildCommand } from './buildCommand.ts';
import { type ConfigReading, readConfig, sampleNames } from './config.ts';
import { besidePages } from './feeds.ts';
import { furtherOutputsOf } from './further.ts';
import { generatedLists, standingLists } from './lists.ts';
import { readModules, withModuleSettings } from './modules.ts';
import { isLeftOut, placedStatic, readMounts } from './mounts.ts';
import { hasBundles } from './namedVersion.ts';
import { pageRoutes } from './pages.ts';
import { usesDate } from './pattern.ts';
import { type HugoSite, hugoSite } from './site.ts';
import { projectTemplates } from './templates.ts';
import { type ContentTree, readTree } from './tree.ts';

export const hugo: Generator = {
  id: 'hugo',
  title: 'Hugo',
  docs: 'https://gohugo.io/content-management/urls/',
  command: /\bhugo\b/,
  detect,
  open,
};

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found = new Map<RepoPath, DetectedSite>();
  for (const config of configNames.flatMap((names) => filesNamed(repo, ...names))) {
    const root = rootOf(config);
    if (found.has(root) || isTheme(config)) continue;
    const certainty = await certaintyOf(config, root, repo);
    if (certainty > 0) found.set(root, { generator: 'hugo', root, config, because: config, certainty });
  }
  for (const config of filesNamed(repo, ...sampleNames)) {
    const root = rootOf(config);
    if (found.has(root) || isTheme(config)) continue;
    const certainty = Math.min(0.6, await certaintyOf(config, root, repo));
    const hasContent = repo.files.some((file) => file.startsWith(`${joinRepo(root, 'content') ?? root}/`));
    if (certainty > 0 && hasContent) found.set(root, { generator: 'hugo', root, config, because: config, certainty });
  }
  return [...found.values()];
}

/** `hugo.*` goes before the older name. */
const configNames = ['hugo', 'config'].map((stem) =>
  ['toml', 'yml', 'yaml', 'json'].map((extension) => `${stem}.${extension}`),
);

/** The site's folder. */
function rootOf(config: RepoPath): RepoPath {
  const folder = folderOf(config);
  // `config/_default/hugo.toml` and its like for other environments.
  return fileName(folderOf(folder)) === 'config' ? folderOf(folderOf(folder)) : folder;
}

/** Inside somebody else's theme or module. */
function isTheme(path: RepoPath): boolean {
  return /(?:^|\/)(?:themes\/[^/]+|_vendor)\//.test(path);
}

async function certaintyOf(config: RepoPath, root: RepoPath, repo: Repo): Promise<number> {
  const isSample = inExampleFolder(config) || /(?:^|\/)exampleSite\//.test(config);
  const hasFiles = (folder: string) =>
    repo.files.some((file) => file.startsWith(root === '' ? folder : `${root}/${folder}`));
  // A theme is configured like a site and has no pages; many a site began as a copy of one.
  const isThemeRoot = repo.has(joinRepo(root, 'theme.toml') ?? root) && !hasFiles('content/');
  const ceiling = isSample ? 0.4 : isThemeRoot ? 0.3 : 0.95;
  if (fileName(config).startsWith('hugo.') || fileName(folderOf(config)) === '_default') return ceiling;
  // `config.toml` and `config/NAME/config.yml` may be anybody's: it takes a key that only Hugo knows, or its folders.
  const { settings } = await readConfig(root, repo);
  if (settings.base_url !== undefined) return 0;
  // Streamlit keeps its colours in a table of that name. https://gohugo.io/configuration/all/#theme
  const isKnown = (key: string) => settings[key] !== undefined && !(key === 'theme' && isSettings(settings[key]));
  const known = hugoKeys.some(isKnown);
  const folders = ['archetypes/', 'layouts/', 'themes/', 'content/'].filter(hasFiles);
  if (known && folders.length > 0) return ceiling;
  return known || folders.length > 2 ? Math.min(ceiling, 0.6) : 0;
}

const hugoKeys = ['baseurl', 'languagecode', 'defaultcontentlanguage', 'theme', 'permalinks', 'taxonomies', 'markup'];

async function open({ root }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const command = await readBuildCommand(root, repo);
  const config = await readConfig(root, repo, command);
  const modules = await readModules(config.settings, root, root, repo);
  const settings = withModuleSettings(config.settings, modules);
  const site = builtWith(command, hugoSite(settings, command.environment, Date.parse(now)));
  const mounts = readMounts(settings, modules, site, root, repo);
  const tree = await readTree(site, mounts.content, repo, await hasBundles(root, repo));
  const isAllRead = config.notes.length === 0 && modules.notes.length === 0;
  const templates = await projectTemplates(settings, root, repo, isAllRead);
  const rules = { site, tree, templates, lists: generatedLists(tree, templates), now: Date.parse(now) };
  const first = site.languages.find(({ key }) => key === site.defaultLanguage) ?? site.languages[0];
  const feeds = {
    site,
    config: config.files[0]?.path ?? root,
    further: furtherOutputsOf(site, templates),
    hasErrorPage: repo.files.some((file) => /(?:^|\/)layouts\/(?:[^/]+\/)?404\.html$/.test(file)),
    hasRobots: flagOf(config.settings.enablerobotstxt) === true,
  };
  return {
    address: await addressOf(config, site, repo),
    since: site.since,
    basePath: first?.basePath ?? '/',
    staticRoots: mounts.statics.filter(({ target }) => target === '').map(({ source }) => source),
    leavesOut: (path) => isLeftOut(path, mounts),
    notes: [...config.notes, ...modules.notes, ...tree.notes, ...dateNotes(site, config), ...matrixNotes(config, root)],
    reads(path) {
      if (tree.isContentFile(path)) return 'head';
      return tree.isPlainFile(path) || placedStatic(path, mounts) !== undefined ? 'path' : undefined;
    },
    routes(file) {
      const placed = placedStatic(file.path, mounts);
      if (placed === undefined || tree.isContentFile(file.path) || tree.isPlainFile(file.path))
        return pageRoutes(file, rules);
      return [{ url: builtUrl(first?.basePath ?? '/', placed), file: file.path, kind: 'static' }];
    },
    complete: (routes) => complete(routes, site, tree, config.files[0]?.path),
    beside: (path, routeAt) => besidePages(path, routeAt, feeds),
  };
}

/** The command line switches on what the configuration leaves off. */
function builtWith({ drafts, future, expired }: BuildCommand, site: HugoSite): HugoSite {
  return {
    ...site,
    buildDrafts: site.buildDrafts || drafts,
    buildFuture: site.buildFuture || future,
    buildExpired: site.buildExpired || expired,
  };
}

/** Where `baseURL` is written. */
async function addressOf(config: ConfigReading, site: HugoSite, repo: Repo): Promise<Permalinks['address']> {
  const url = site.baseUrl;
  if (url === undefined || siteTarget(url) === undefined) return undefined;
  const file = config.files.findLast(({ settings }: { settings: Settings }) => textOf(settings.baseurl) === url)?.path;
  if (file === undefined) return undefined;
  const lines = ((await repo.read(file)) ?? '').split('\n');
  const line = lines.findIndex((text) => /^\s*["']?baseurl["']?\s*[:=]/i.test(text));
  return { url, file, line: Math.max(line, 0) + 1 };
}

function dateNotes(site: HugoSite, config: ConfigReading): readonly Note[] {
  const fromOutside = site.dates.date.some((source) => source === ':git' || source === ':filemodtime');
  const patterns = site.languages.flatMap(({ permalinks }) => permalinks.map(({ pattern }) => pattern));
  if (!fromOutside || !patterns.some(usesDate)) return [];
  const message =
    'Permalinks contain the date, and pages without a written date take it from git or the file system; their addresses are unknown. Write `date` in their front matter.';
  return [{ file: config.files[0]?.path, message }];
}

/** Roles and versions put parts of their own in front of addresses, which are not worked out here. */
function matrixNotes({ files }: ConfigReading, root: RepoPath): readonly Note[] {
  return (['role', 'version'] as const).flatMap((key): readonly Note[] => {
    const isMany = (settings: Settings) =>
      isSettings(settings[`${key}s`]) || flagOf(settings[`defaultcontent${key}insubdir`]) === true;
    const file = files.find(({ settings }) => isMany(settings))?.path;
    if (file === undefined) return [];
    const message = `The site is built for several ${key}s, each at addresses of its own; which of them a page is published at is not known.`;
    return [{ file, message, doubtsAddresses: true, declarable: { below: joinRepo(root, 'content') ?? root } }];
  });
}

/** Adds the lists that have no file, and keeps one route of what several pages give rise to. */
function complete(
  routes: readonly Route[],
  site: HugoSite,
  tree: ContentTree,
  config: RepoPath | undefined,
): readonly Route[] {
  const files: Route[] = [];
  const lists = new Map<UrlPath, Route>();
  const add = (route: Route) => {
    if (!lists.has(route.url)) lists.set(route.url, route);
  };
  const made: Route[] = [];
  for (const route of routes) (route.kind === 'generated' ? made : files).push(route);
  // A list is of a page that can be seen, where it has one.
  const shown = new Set(files.filter(isPublished).map(({ file }) => file));
  for (const route of made) if (shown.has(route.file)) add(route);
  for (const route of made) add(route);
  for (const language of site.languages) {
    if (config === undefined) break;
    for (const route of standingLists(language, tree, config)) add(route);
  }
  // A file's own page is there in place of a list; where it is held back, so is the list.
  for (const route of files)
    if (isPublished(route) || fileName(route.file).startsWith('_index.')) lists.delete(route.url);
  const all = [...files, ...lists.values()];
  if (config === undefined || site.languageRedirect === undefined) return all;
  const url = builtUrl(site.languages[0]?.basePath ?? '/', site.languageRedirect, '/');
  const isTaken = all.some((route) => route.url === url && isPublished(route));
  return isTaken ? all : [...all, { url, file: config, kind: 'redirect', language: site.defaultLanguage }];
}

const notPublished: ReadonlySet<RouteKind> = new Set(['draft', 'future', 'expired', 'unpublished']);

function isPublished({ kind }: Route): boolean {
  return !notPublished.has(kind);
}
