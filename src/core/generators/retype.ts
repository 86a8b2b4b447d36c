/**
 * Retype, configured by `retype.yml`.
 *
 * - Below `input`, `a/First Guide.md` is at `/a/first-guide/`: small letters, hyphens for blanks, and no signs but
 *   `( ) ! . _ -`. `index.md`, `readme.md` and `default.md` are their folder's page.
 * - `route` (or `permalink`) of the front matter is the whole address, as it is written; a page with `redirect` only leads elsewhere.
 * - Names that begin with a dot or `_`, `node_modules` and what `exclude` lists are left out, unless `include` lists them.
 * - Tags and categories have pages, and so has `blog/` where it holds posts.
 *
 * https://retype.com/configuration/project/
 * https://retype.com/configuration/page/
 */
import type { ContentFile, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { ignoreTest } from '../text/glob.ts';
import { isSettings, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from './shared/generatedRoutes.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const retype: Generator = {
  id: 'retype',
  title: 'Retype',
  docs: 'https://retype.com/configuration/page/',
  command: /\bretype (?:build|start)\b|\bretypeapp\/action-build\b/,
  detect,
  open,
};

const configNames = ['retype.yml', 'retype.yaml', 'retype.json'];

/** One of a folder within a project says how that folder is shown. */
async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  // A workflow of that name only calls it.
  const configs = filesNamed(repo, ...configNames).filter((file) => !/(?:^|\/)\.github\//.test(file));
  const isInside = (config: RepoPath) =>
    configs.some((other) => folderOf(other) !== folderOf(config) && below(config, folderOf(other)) !== undefined);
  return configs
    .filter((config) => !isInside(config))
    .map((config) => ({
      generator: 'retype',
      root: folderOf(config),
      config,
      because: config,
      certainty: inExampleFolder(config) ? 0.4 : 0.95,
    }));
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, 'retype.yml') as RepoPath);
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const input = joinRepo(root, textOf(settings.input) ?? '.') ?? root;
  const url = textOf(settings.url);
  const basePath = basePathOf(url);
  const isIncluded = listed(textsOf(settings.include), input);
  const isExcluded = listed([...hidden, textOf(settings.output) ?? '.retype', ...textsOf(settings.exclude)], input);
  const isLeftOut = (path: RepoPath) => isExcluded(path) && !isIncluded(path);
  const isPage = (path: RepoPath) => path.endsWith('.md') && below(path, input) !== undefined && !isLeftOut(path);
  const line = text.split('\n').findIndex((row) => /^\s*"?url"?\s*:/.test(row)) + 1;
  return {
    address: url === undefined ? undefined : { url, file, line },
    basePath,
    staticRoots: [input],
    leavesOut: (path) => path === file || isLeftOut(path) || !(copied.test(path) || isIncluded(path)),
    notes: problem === undefined ? [] : [{ file, ...problem, doubtsAddresses: true }],
    reads: (path) => (isPage(path) ? 'head' : undefined),
    routes: (content) => (isPage(content.path) ? routesOf(content, input, basePath) : []),
    complete: (routes) => withoutGeneratedDoubles(withoutSuperseded(routes)),
    beside: madeFiles(['404.html', 'sitemap.xml', 'robots.txt', 'llms.txt'], basePath, file),
  };
}

const hidden = ['_*', '.*', 'node_modules/'];

/** Files of other kinds are not copied; `_redirects` and `sitemap.xml` neither. */
const copied =
  /\.(?:avif|bmp|css|eps|flac|gif|html?|ico|jpe?g|js|json|m4a|mov|mp[34]|og[gv]|pdf|png|svg|txt|wav|web[mp]|zip)$/i;

function listed(lines: readonly string[], input: RepoPath): (path: RepoPath) => boolean {
  const isListed = ignoreTest(lines);
  return (path) => {
    const inside = below(path, input);
    return inside !== undefined && isListed(inside);
  };
}

function routesOf(file: ContentFile, input: RepoPath, basePath: string): readonly Route[] {
  const { data } = file.frontMatter;
  const inside = below(file.path, input) ?? '';
  const key = ['route', 'permalink'].find((name) => textOf(data[name]) !== undefined);
  const path = key === undefined ? slugPath(inside) : (textOf(data[key]) ?? '');
  const shown: RouteKind = path === '' || path === '/' ? 'home' : isIndex(inside) ? 'section' : 'page';
  const leadsElsewhere = textOf(data.redirect) !== undefined;
  const at = (...parts: readonly string[]) => builtUrl(basePath, ...parts, '/');
  const made = [
    ...lists('tags', textsOf(data.tags ?? data.tag)),
    ...lists('categories', textsOf(data.categories ?? data.category)),
    ...(/^blog\//i.test(inside) && textOf(data.date) !== undefined ? [['blog']] : []),
  ];
  return [
    {
      url: at(path),
      file: file.path,
      kind: leadsElsewhere ? 'redirect' : shown,
      title: pageTitle(file),
      key: leadsElsewhere ? 'redirect' : key,
    },
    ...made.map((parts): Route => ({ url: at(...parts), file: file.path, kind: 'generated' })),
  ];
}

function lists(name: string, values: readonly string[]): readonly (readonly string[])[] {
  return values.length === 0 ? [] : [[name], ...values.map((value) => [name, slug(value)])];
}

const indexNames = ['index', 'readme', 'default'];

function isIndex(inside: string): boolean {
  return indexNames.includes(stemOf(inside));
}

function stemOf(path: string): string {
  return fileName(path).replace(/\.md$/, '').toLowerCase();
}

function slugPath(inside: string): string {
  const names = inside.replace(/\.md$/, '').split('/');
  return (isIndex(inside) ? names.slice(0, -1) : names).map(slug).join('/');
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/ /g, '-')
    .replace(/[^\p{L}\p{N}\p{M}()!._-]/gu, '')
    .replace(/-{2,}/g, '-');
}

/** Of pages at one address `index` goes first, then the order of their names. */
function withoutSuperseded(routes: readonly Route[]): readonly Route[] {
  const rank = ({ file }: Route) => `${(indexNames.indexOf(stemOf(file)) + 4) % 4} ${file.toLowerCase()}`;
  const first = new Map<string, Route>();
  for (const route of routes) {
    if (route.kind === 'generated') continue;
    const key = urlKey(route.url);
    const taken = first.get(key);
    if (taken === undefined || rank(route) < rank(taken)) first.set(key, route);
  }
  return routes.filter((route) => route.kind === 'generated' || first.get(urlKey(route.url)) === route);
}
