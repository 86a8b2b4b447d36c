/**
 * Fern, with the navigation of its documentation in `fern/docs.yml` and the files it names for products and versions.
 *
 * - A page is at the slugs of the tab, the sections and itself, where none is written made of their names
 *   (`Getting Started` is `getting-started`); `slug` of its front matter replaces them.
 * - `skip-slug` adds nothing; the first version is also published without its slug.
 * - A section without a page of its own, a tab, a version and the top of the site lead to the first page in them.
 * - What the navigation does not name is not published. Pages of API definitions have no file.
 *
 * https://buildwithfern.com/learn/docs/configuration/navigation
 * https://buildwithfern.com/learn/docs/seo/configuring-slugs
 */
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, Note, Route } from '../../model.ts';
import { builtUrl, folderOf, joinRepo, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml, type YamlReading } from '../../text/yaml.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { readNavigation } from './navigation.ts';
import { placeBelow, withoutVersion } from './slugs.ts';
import type { Navigation, NavigationPage } from './walk.ts';

export const fern: Generator = {
  id: 'fern',
  title: 'Fern',
  docs: 'https://buildwithfern.com/learn/docs/configuration/navigation',
  command: /\bfern(?:-api)? (?:generate\b.* --docs|docs\b)/,
  detect,
  open,
};

/** Other tools have a `docs.yml`, too: Fern's lies beside its `fern.config.json`. */
async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, 'docs.yml', 'docs.yaml')) {
    const root = folderOf(config);
    const project = joinRepo(root, 'fern.config.json');
    if (project === undefined || !repo.has(project)) continue;
    const certainty = inExampleFolder(config) ? 0.4 : 0.95;
    found.push({ generator: 'fern', root, config, because: config, certainty });
  }
  return found;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, 'docs.yml') as RepoPath);
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const { url, basePath } = instanceOf(settings);
  const base = basePath.replace(/^\/|\/$/g, '');
  const navigation = await readNavigation(file, settings, base, repo, (page) => fullSlugOf(page, repo));
  const pages = pagesByFile(navigation.pages);
  const order = new Map([...pages.keys()].map((page, i) => [page, i]));
  const folders = new Set(navigation.folders.map((slug) => builtUrl(slug)));
  return {
    address: url === undefined ? undefined : { url, file, line: lineIn(text, url) },
    basePath,
    staticRoots: [],
    notes: notesOf(navigation, file, problem),
    reads: (path) => (path === file ? 'path' : pages.has(path) ? 'head' : undefined),
    routes: (content) =>
      content.path === file ? madeRoutes(navigation, file) : routesOf(content, pages.get(content.path) ?? [], basePath),
    complete: (routes) => withoutTaken(routes, order),
    beside: (path) => (folders.has(path) ? { url: path, file, kind: 'generated' } : undefined),
  };
}

/** The address of the site itself is that of its first instance; others are for previews. */
function instanceOf(settings: Settings): { readonly url: string | undefined; readonly basePath: UrlPath } {
  const [first] = Array.isArray(settings.instances) ? settings.instances : [];
  const instance = isSettings(first) ? first : {};
  const own = textOf(instance.url);
  const [custom] = textsOf(instance['custom-domain']);
  const basePath = basePathOf(own);
  return { url: custom ?? own, basePath: basePath === '/' ? basePathOf(custom) : basePath };
}

async function fullSlugOf(file: RepoPath, repo: Repo): Promise<string | undefined> {
  return textOf(readFrontMatter((await repo.read(file)) ?? '', file).data.slug);
}

function pagesByFile(pages: readonly NavigationPage[]): ReadonlyMap<RepoPath, readonly NavigationPage[]> {
  const byFile = new Map<RepoPath, NavigationPage[]>();
  for (const page of pages) {
    const known = byFile.get(page.file);
    if (known === undefined) byFile.set(page.file, [page]);
    else known.push(page);
  }
  return byFile;
}

function routesOf(file: ContentFile, pages: readonly NavigationPage[], basePath: string): readonly Route[] {
  const full = textOf(file.frontMatter.data.slug);
  const routes = new Map<UrlPath, Route>();
  for (const page of pages) {
    const isSkipped = page.isSkipped && full === undefined;
    const { slug } = placeBelow(page.at, { full, own: page.own, isSkipped });
    for (const each of [withoutVersion(slug, page.isDefaultOf), slug]) {
      if (each === undefined) continue;
      const url = builtUrl(each);
      const kind = `${url}/` === basePath || url === '/' ? 'home' : page.isSection ? 'section' : 'page';
      const key = full === undefined ? undefined : 'slug';
      if (!routes.has(url)) routes.set(url, { url, file: file.path, kind, title: pageTitle(file) ?? page.title, key });
    }
  }
  return [...routes.values()];
}

/** Which pages there are below an API only its definition tells. */
function madeRoutes({ made }: Navigation, file: RepoPath): readonly Route[] {
  const urls = new Set(made.map((slug) => builtUrl(slug, '[...page]')));
  return [...urls].map((url) => ({ url, file, kind: 'dynamic' }));
}

/** Of two pages at one address the one that the navigation names first is published. */
function withoutTaken(routes: readonly Route[], order: ReadonlyMap<RepoPath, number>): readonly Route[] {
  const place = ({ file }: Route) => order.get(file) ?? order.size;
  const first = new Map<string, Route>();
  for (const route of routes) {
    const key = urlKey(route.url);
    const taken = first.get(key);
    if (taken === undefined || place(route) < place(taken)) first.set(key, route);
  }
  return routes.filter((route) => first.get(urlKey(route.url)) === route);
}

function notesOf({ missing, made }: Navigation, file: RepoPath, problem: YamlReading['problem']): readonly Note[] {
  const notes: Note[] = problem === undefined ? [] : [{ file, ...problem, doubtsAddresses: true }];
  if (missing.length > 0) {
    const which =
      missing.length === 1 ? '1 file of the navigation is' : `${missing.length} files of the navigation are`;
    const message = `${which} not in this repository, such as ${missing.slice(0, 3).join(', ')}: Fern publishes no docs until they are here, or the navigation names them no more.`;
    notes.push({ file, message });
  }
  if (made.length > 0) {
    const below = [...new Set(made)].slice(0, 3).map((slug) => `/${slug}`);
    const message = `Pages below ${below.join(', ')} are made of API definitions and are not listed here: whether an address there is published cannot be told.`;
    notes.push({ file, message });
  }
  return notes;
}

function lineIn(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}
