/**
 * Mintlify.
 *
 * - Beside `docs.json` (formerly `mint.json`) `a/b.mdx` and `a/b.md` are at `/a/b`, `index.mdx` is its folder's page;
 *   the navigation makes no difference, pages that it does not name are published too.
 * - `snippets/` (formerly `_snippets/`) holds parts of pages; the project's own files (`README.md` and the like, unless the navigation names
 *   them), names that begin with a dot and what `.mintignore` lists are left out.
 * - A page with `url` only leads elsewhere. What pages are made of API definitions: see `apiPages.ts`.
 *
 * https://www.mintlify.com/docs/organize/pages
 */
import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { ignoreTest, type PathTest } from '../../text/glob.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, markdownOf, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { filesOfPage, navigationPlaces } from '../shared/navigation.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type ApiPages, apiPages } from './apiPages.ts';

export const mintlify: Generator = {
  id: 'mintlify',
  title: 'Mintlify',
  docs: 'https://www.mintlify.com/docs/organize/pages',

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'docs.json', 'mint.json')) {
      const root = folderOf(config);
      if (fileName(config) === 'mint.json' && repo.has(joinRepo(root, 'docs.json') ?? root)) continue;
      const settings = await readConfig(config, repo);
      if (!isMintlify(settings)) continue;
      const pages = pagesOf(settings.navigation);
      // What another builder took over keeps the file, and no longer its pages.
      const isLeft = pages.size > 0 && missingPages(pages, root, repo).length > pages.size * mostMissing;
      const certainty = inExampleFolder(config) ? 0.4 : isLeft ? 0.45 : 0.95;
      found.push({ generator: 'mintlify', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, 'docs.json') as RepoPath);
  const settings = await readConfig(file, repo);
  const canonical = textOf(settingsAt(settings, 'seo', 'metatags').canonical);
  const ignores = ignoreTest((await repo.read(joinRepo(root, '.mintignore') ?? root)) ?? '');
  const basePath = basePathOf(canonical);
  const made = madeFiles(['sitemap.xml', 'robots.txt', 'llms.txt', 'llms-full.txt'], basePath, file);
  const named = new Set([...pagesOf(settings.navigation)].map(pathOfPage));
  const isOut: PathTest = (path) => (isProjectFile(path) && !named.has(pathOfPage(path))) || ignores(path);
  const api =
    fileName(file) === 'docs.json' ? await apiPages(settings.navigation, { root, file, basePath }, repo) : none;
  return {
    address: canonical === undefined ? undefined : { url: canonical, file, line: await lineIn(file, canonical, repo) },
    basePath,
    staticRoots: [root],
    notes: [...missingNotes(missingPages(pagesOf(settings.navigation), root, repo), file), ...apiNotes(api, file)],
    reads: (path) => (sourceOf(path, root, isOut) === undefined ? undefined : 'head'),
    routes: (content) => routesOf(content, sourceOf(content.path, root, isOut), basePath),
    complete: (routes) => withApiPages(routes, api),
    // https://mintlify.com/docs/optimize/seo https://mintlify.com/docs/ai/llmstxt https://mintlify.com/docs/ai/markdown-export
    beside: (path, routeAt) => made(path) ?? rootAt(path, basePath, file) ?? markdownOf(path, routeAt),
    places: async () => navigationPlaces([...named].flatMap((page) => filesOfPage(root, page, repo))),
  };
}

/** `mint.json` has pages of its own for them. */
const none: ApiPages = { routes: [], open: [] };

/** Where a page is written by hand, it is taken for the one that is shown. */
function withApiPages(routes: readonly Route[], api: ApiPages): readonly Route[] {
  const taken = new Set(routes.map(({ url }) => urlKey(url)));
  return [...routes, ...api.routes.filter(({ url }) => !taken.has(urlKey(url)))];
}

function apiNotes({ open }: ApiPages, file: RepoPath): readonly Note[] {
  if (open.length === 0) return [];
  const below = open.slice(0, 3).map((directory) => `/${directory.replace(/^\/+/, '')}`);
  const message = `Pages below ${below.join(', ')} are made of API definitions that are not read here: whether an address there is published cannot be told.`;
  return [{ file, message }];
}

/** The root of its starter leads to `introduction`; no page of its documentation says so. */
const ledOn = 'Mintlify leads on from there to the first page of the navigation';

function rootAt(path: UrlPath, basePath: string, file: RepoPath): Route | undefined {
  return path === builtUrl(basePath, '/') ? { url: path, file, kind: 'generated', guess: ledOn } : undefined;
}

/** Every page that a navigation names, as it is written: texts in lists of pages, and the page of a group itself. */
function pagesOf(navigation: unknown, pages = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(navigation)) for (const entry of navigation) pagesOf(entry, pages);
  if (!isSettings(navigation)) return pages;
  const listed = Array.isArray(navigation.pages) ? navigation.pages : [];
  for (const page of [...listed, navigation.root]) if (typeof page === 'string' && isPagePath(page)) pages.add(page);
  for (const value of Object.values(navigation)) if (typeof value === 'object') pagesOf(value, pages);
  return pages;
}

/** An endpoint of an API description (`GET /things`) and an address elsewhere have no file. */
function isPagePath(text: string): boolean {
  return !/\s|^[a-z]+:|^$/i.test(text);
}

/** A page as the navigation names it, whatever way it is written. */
function pathOfPage(page: string): string {
  return page.replace(/^\/+|(?<!\/)\/+$/g, '').replace(/\.mdx?$/, '');
}

function missingPages(pages: ReadonlySet<string>, root: RepoPath, repo: Repo): readonly string[] {
  return [...pages].filter((page) => filesOfPage(root, pathOfPage(page), repo).length === 0);
}

function missingNotes(missing: readonly string[], file: RepoPath): readonly Note[] {
  if (missing.length === 0) return [];
  const [which, have] = missing.length === 1 ? ['1 page', 'has'] : [`${missing.length} pages`, 'have'];
  const message = `${which} of the navigation ${have} no file here, such as ${missing.slice(0, 3).join(', ')}: Mintlify shows none at ${missing.length === 1 ? 'its address' : 'their addresses'}, unless it makes them of an API description or takes them from another repository. Take them out of the navigation, or add their files.`;
  return [{ file, message }];
}

async function readConfig(file: RepoPath, repo: Repo): Promise<Settings> {
  const value: unknown = parseLooseJson((await repo.read(file)) ?? '');
  return isSettings(value) ? value : {};
}

/** Other tools have a `docs.json`, too. */
function isMintlify({ $schema, navigation, name, colors }: Settings): boolean {
  if (typeof navigation !== 'object' || navigation === null) return false;
  return /mintlify/i.test(textOf($schema) ?? '') || (textOf(name) !== undefined && isSettings(colors));
}

async function lineIn(file: RepoPath, text: string, repo: Repo): Promise<number> {
  const lines = ((await repo.read(file)) ?? '').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** With a greater part of its pages gone, a configuration is one that was left behind. */
const mostMissing = 0.5;

/** What projects keep for themselves, by names that are no page's: those in capitals. */
function isProjectFile(path: string): boolean {
  return /(?:^|\/)(?:readme|README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AGENTS|CLAUDE)\.md$/.test(
    path,
  );
}

/** The path of a page without its extension. */
function sourceOf(path: RepoPath, root: RepoPath, isOut: PathTest): string | undefined {
  const inside = below(path, root);
  if (inside === undefined || !/\.mdx?$/.test(inside)) return undefined;
  if (/(?:^|\/)(?:\.|node_modules\/)|^_?snippets\//.test(inside)) return undefined;
  return isOut(inside) ? undefined : inside.replace(/\.mdx?$/, '');
}

function routesOf(file: ContentFile, source: string | undefined, basePath: string): readonly Route[] {
  if (source === undefined) return [];
  const path = source.replace(/(^|\/)index$/, '');
  const shown: RouteKind = path === '' ? 'home' : path === source ? 'page' : 'section';
  const leadsElsewhere = textOf(file.frontMatter.data.url) !== undefined;
  return [
    {
      url: path === '' ? builtUrl(basePath) : builtUrl(basePath, path),
      file: file.path,
      kind: leadsElsewhere ? 'redirect' : shown,
      title: pageTitle(file),
      key: leadsElsewhere ? 'url' : undefined,
    },
  ];
}
