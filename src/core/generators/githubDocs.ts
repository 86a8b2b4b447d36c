/**
 * The builder of GitHub Docs.
 *
 * - `content/a/b.md` is at `/en/a/b`, `index.md` its folder's page; other languages lie in repositories of their own.
 * - `versions` of the front matter says for which products a page is written: `fpt` has no part in addresses, `ghec` is
 *   `/en/enterprise-cloud@latest/a/b`, `ghes` is `/en/enterprise-server@latest/a/b`. `feature` stands for the versions
 *   of `data/features/<name>.yml`.
 * - The site knows what the `children` of `content/index.md` lead to, and nothing else. An `index.md` is published in the
 *   versions of the pages below it, whatever its own are.
 *
 * https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter
 */

import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { ContentFile, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isSettings, type Settings, settingsAt, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';

export const githubDocs: Generator = {
  id: 'github-docs',
  title: 'GitHub Docs',
  docs: 'https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter',

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const file of filesNamed(repo, 'index.md')) {
      if (fileName(folderOf(file)) !== 'content') continue;
      const { data } = readFrontMatter((await repo.readHead(file)) ?? '', file);
      if (!isSettings(data.versions) || !Array.isArray(data.children)) continue;
      const certainty = inExampleFolder(file) ? 0.4 : 0.96;
      const because = `versions and children in ${file}`;
      found.push({ generator: 'github-docs', root: folderOf(folderOf(file)), config: undefined, because, certainty });
    }
    return found;
  },

  async open({ root }, repo) {
    const content = joinRepo(root, 'content') ?? root;
    const features = await readFeatures(joinRepo(root, 'data/features') ?? root, repo);
    return {
      basePath: '/',
      staticRoots: [],
      notes: [],
      reads: (path) => (sourceOf(path, content) === undefined ? undefined : 'head'),
      routes: (file) => routesOf(file, content, features),
      complete: listsOf(await readChildren(content, repo), content),
    };
  },
};

/** Path of a section → paths of the pages and sections that it lists. */
type Children = ReadonlyMap<string, readonly string[]>;

async function readChildren(content: RepoPath, repo: Repo): Promise<Children> {
  const children = new Map<string, readonly string[]>();
  for (const file of filesNamed(repo, 'index.md')) {
    const path = sourceOf(file, content)?.replace(/(?:^|\/)index$/, '');
    if (path === undefined) continue;
    const { data } = readFrontMatter((await repo.readHead(file)) ?? '', file);
    const listed = textsOf(data.children).map((name) => name.replace(/^\/+|(?<!\/)\/+$/g, ''));
    children.set(
      path,
      listed.map((name) => (path === '' ? name : `${path}/${name}`)),
    );
  }
  return children;
}

/** Leaves out what no section lists, and gives each section the versions of what is below it. */
function listsOf(children: Children, content: RepoPath): (routes: readonly Route[]) => readonly Route[] {
  const listed = new Set<string>(['']);
  for (const path of listed) for (const child of children.get(path) ?? []) listed.add(child);
  const pathOf = ({ file }: Route) => sourceOf(file, content)?.replace(/(?:^|\/)index$/, '') ?? '';
  return (routes) => {
    const versions = new Map<string, Set<string>>();
    for (const route of routes) {
      const path = pathOf(route);
      if (children.has(path) || !listed.has(path) || route.version === undefined) continue;
      for (let above: string | undefined = path; above !== undefined; above = sectionAround(above))
        versions.set(above, (versions.get(above) ?? new Set()).add(route.version));
    }
    const sections = new Set<string>();
    return routes.flatMap((route) => {
      const path = pathOf(route);
      if (!listed.has(path)) return [{ ...route, kind: 'unpublished' as const }];
      const below = children.has(path) ? versions.get(path) : undefined;
      if (below === undefined) return [route];
      if (sections.has(path)) return [];
      sections.add(path);
      return routesIn(path, below).map((part) => ({ ...route, ...part }));
    });
  };
}

function sectionAround(path: string): string | undefined {
  return path === '' ? undefined : path.replace(/(?:^|\/)[^/]+$/, '');
}

type Features = ReadonlyMap<string, Settings>;

/** In the order in which a page's main address is chosen. */
const products = [
  ['fpt', ''],
  ['ghec', 'enterprise-cloud@latest'],
  ['ghes', 'enterprise-server@latest'],
] as const;

async function readFeatures(folder: RepoPath, repo: Repo): Promise<Features> {
  const features = new Map<string, Settings>();
  for (const file of repo.files) {
    const name = /^([^/]+)\.yml$/.exec(below(file, folder) ?? '')?.[1];
    if (name === undefined) continue;
    const { value } = readYaml((await repo.read(file)) ?? '');
    if (isSettings(value)) features.set(name, settingsAt(value, 'versions'));
  }
  return features;
}

/** The path of a page below `content` without its extension. */
function sourceOf(path: RepoPath, content: RepoPath): string | undefined {
  const inside = below(path, content);
  return inside?.endsWith('.md') && fileName(inside) !== 'README.md' ? inside.slice(0, -3) : undefined;
}

function routesOf(file: ContentFile, content: RepoPath, features: Features): readonly Route[] {
  const source = sourceOf(file.path, content);
  if (source === undefined) return [];
  const path = source.replace(/(^|\/)index$/, '');
  const kind: RouteKind = path === '' ? 'home' : path === source ? 'page' : 'section';
  const versions = versionsOf(settingsAt(file.frontMatter.data, 'versions'), features);
  // A page without versions is written for all of them.
  const shown = versions.size === 0 ? new Set(products.map(([product]) => product)) : versions;
  const title = pageTitle(file);
  return routesIn(path, shown).map((part) => ({ ...part, file: file.path, kind, title, language: 'en' }));
}

/** The addresses of a page in some versions. */
function routesIn(path: string, versions: ReadonlySet<string>): readonly Pick<Route, 'url' | 'version'>[] {
  return products
    .filter(([product]) => versions.has(product))
    .map(([product, part]) => ({
      url: builtUrl(['en', part, path].filter((name) => name !== '').join('/')),
      version: product,
    }));
}

function versionsOf(written: Settings, features: Features): ReadonlySet<string> {
  const named = textsOf(written.feature).flatMap((name) => Object.keys(features.get(name) ?? {}));
  return new Set([...Object.keys(written).filter((key) => key !== 'feature'), ...named]);
}
