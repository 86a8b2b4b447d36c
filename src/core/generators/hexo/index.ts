/**
 * Hexo.
 *
 * - `source/a/b.md` is at `/a/b.html`, `source/a/index.md` at `/a/`; case and signs are kept. `permalink` of the front
 *   matter gives the path from the root.
 * - `source/_posts/name.md` gets `permalink` of the configuration, by default `:year/:month/:day/:title/`, where the
 *   title is the file's name, read by `new_post_name`, with its folders.
 * - Other names that begin with `_` or `.` are passed over; what no renderer knows, or `skip_render` names, is copied.
 *
 * https://hexo.io/docs/permalinks
 */
import type { ContentFile, Route } from '../../model.ts';
import { below, builtUrl, decodePath, extensionOf, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml } from '../../text/yaml.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import {
  type DetectedSite,
  type Generator,
  madeFiles,
  type OpenOptions,
  type Permalinks,
} from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { type HexoSite, readHexoSite } from './config.ts';
import { hexoFrontMatter } from './frontMatter.ts';
import { pluginFiles, withLists } from './lists.ts';
import { type NameReader, nameReader } from './permalink.ts';
import { archiveUrls, postRoute, prettyUrl, termUrls } from './posts.ts';

export const hexo: Generator = {
  id: 'hexo',
  title: 'Hexo',
  docs: 'https://hexo.io/docs/permalinks',
  command: /\bhexo (?:g|generate|d|deploy)\b/,
  detect,
  open,
};

/** Settings that no other generator with a `_config.yml` has. */
const ownKeys = [
  ...['source_dir', 'new_post_name', 'post_asset_folder', 'category_map'],
  ...['tag_dir', 'archive_dir', 'category_dir', 'pagination_dir'],
];

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, '_config.yml')) {
    if (/(?:^|\/)themes\//.test(config)) continue;
    const root = folderOf(config);
    const isSure = await dependsOnHexo(root, repo);
    const { value } = readYaml((await repo.read(config)) ?? '');
    const settings = isSettings(value) ? value : {};
    const hasKeys = ownKeys.some((key) => key in settings);
    if (!isSure && !hasKeys) continue;
    const certainty = inExampleFolder(config) ? 0.4 : isSure ? 0.96 : 0.8;
    found.push({
      generator: 'hexo',
      root,
      config,
      because: isSure ? `${config} and hexo in package.json` : config,
      certainty,
    });
  }
  return found;
}

async function dependsOnHexo(root: RepoPath, repo: Repo): Promise<boolean> {
  const { value } = readYaml((await repo.read(joinRepo(root, 'package.json') ?? root)) ?? '{}');
  if (!isSettings(value)) return false;
  const packages = ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(settingsAt(value, kind)));
  return (
    // Up to version 2 Hexo itself was installed for the whole machine, and a site named its plugins alone.
    packages.some(
      (name) => name === 'hexo' || /^hexo-(?:renderer|generator|deployer|server|filter|tag)\b/.test(name),
    ) || isSettings(value.hexo)
  );
}

interface Place {
  readonly kind: 'post' | 'draft' | 'page' | 'asset' | 'postAsset';
  /** Below the source folder, or below `_posts/` or `_drafts/`. */
  readonly inside: string;
}

async function open({ config, root }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, '_config.yml') ?? root;
  const site = await readHexoSite(file, repo);
  const read = nameReader(site.newPostName);
  const instant = Date.parse(now);
  return {
    address: await addressOf(site, file, repo),
    basePath: site.root,
    staticRoots: [],
    // https://hexo.io/docs/writing#Layout, and `sitemap: false` of hexo-generator-sitemap.
    htmlPages: ['a.html', 'a/index.html'].some((name) => site.skipsRender(name))
      ? undefined
      : { folder: site.source, front: ['layout: false', 'sitemap: false'] },
    notes: site.notes,
    reads(path) {
      const kind = placeOf(path, site)?.kind;
      // Whole, as the opening fence may be missing.
      return kind === undefined ? undefined : kind === 'asset' || kind === 'postAsset' ? 'path' : 'whole';
    },
    routes: (content) => routesOf(content, site, instant, read),
    beside: madeFiles(pluginFiles(site), site.root, file),
    complete: (routes) => complete(routes, site, file),
  };
}

function placeOf(path: RepoPath, site: HexoSite): Place | undefined {
  const inside = below(path, site.source);
  if (inside === undefined || /[~%]$/.test(inside) || site.ignores(path)) return undefined;
  const isRendered = site.renderers[extensionOf(inside)] !== undefined && !site.skipsRender(inside);
  const [, folder, rest = ''] = /^_(posts|drafts)\/(.+)$/.exec(inside) ?? [];
  if (folder === undefined) {
    if (site.excludes(inside) || (/(?:^|\/)[_.]/.test(inside) && !site.includes(inside))) return undefined;
    return { kind: isRendered ? 'page' : 'asset', inside };
  }
  if (/(?:^|\/)[_.]/.test(rest)) return undefined;
  const isPost = isRendered && (!site.assetFolders || extensionOf(rest) === site.postExtension);
  if (!isPost) return site.assetFolders && folder === 'posts' ? { kind: 'postAsset', inside: rest } : undefined;
  return { kind: folder === 'posts' ? 'post' : 'draft', inside: rest };
}

function routesOf(file: ContentFile, site: HexoSite, now: number, read: NameReader): readonly Route[] {
  const place = placeOf(file.path, site);
  if (place === undefined) return [];
  const { kind, inside } = place;
  switch (kind) {
    case 'asset':
      return [{ url: builtUrl(site.root, inside), file: file.path, kind: 'static' }];
    case 'postAsset':
      return [{ url: builtUrl(site.root, assetMark, inside), file: file.path, kind: 'static' }];
    case 'page':
      return [pageRoute(file, inside, site)];
    default: {
      const route = postRoute(file, inside, kind === 'draft', site, now, read);
      if (route.kind !== 'post') return [route];
      const lists = [...termUrls(file, inside, site, read), ...archiveUrls(file, inside, site, read)];
      return [route, ...lists.map((url): Route => ({ url, file: file.path, kind: 'generated' }))];
    }
  }
}

function pageRoute(file: ContentFile, inside: string, site: HexoSite): Route {
  const frontMatter = hexoFrontMatter(file);
  const permalink = textOf(frontMatter.data.permalink);
  const output = site.renderers[extensionOf(inside)] ?? extensionOf(inside);
  const stem = inside.slice(0, inside.length - extensionOf(inside).length);
  const path = permalink === undefined ? stem + output : withOutput(decodePath(permalink), output);
  const url = prettyUrl(builtUrl(site.root, path), site);
  const title = pageTitle({ ...file, frontMatter });
  const kind = output !== '.html' ? 'static' : url === site.root ? 'home' : url.endsWith('/') ? 'section' : 'page';
  return { url, file: file.path, kind, title, key: permalink === undefined ? undefined : 'permalink' };
}

function withOutput(path: string, output: string): string {
  const whole = path.endsWith('/') ? `${path}index` : path;
  return extensionOf(whole) === '' ? whole + output : whole;
}

async function addressOf(site: HexoSite, config: RepoPath, repo: Repo): Promise<Permalinks['address']> {
  if (site.url === undefined || !/^https?:\/\//i.test(site.url)) return undefined;
  const lines = ((await repo.read(config)) ?? '').split('\n');
  const line = lines.findIndex((text) => /^url\s*:/.test(text));
  return { url: site.url, file: config, line: Math.max(line, 0) + 1 };
}

/** Stands for the address of the post whose folder a file lies in, until all posts are known. */
const assetMark = '\0assets';

/** Puts the files of posts beside them, and adds lists. */
function complete(routes: readonly Route[], site: HexoSite, config: RepoPath): readonly Route[] {
  const start = builtUrl(site.root, assetMark, '/');
  const folders = new Map<string, Route>();
  for (const route of routes) {
    const inside = below(route.file, `${site.source}/_posts`);
    if (route.kind === 'post' && inside !== undefined) {
      folders.set(inside.slice(0, inside.length - extensionOf(inside).length), route);
    }
  }
  const all: Route[] = [];
  for (const route of withLists(routes, site, config)) {
    if (route.url.startsWith(start)) {
      const moved = besidePost(route, route.url.slice(start.length), folders);
      if (moved !== undefined) all.push(moved);
      continue;
    }
    all.push(route);
  }
  return withoutGeneratedDoubles(all);
}

function besidePost(route: Route, inside: string, folders: ReadonlyMap<string, Route>): Route | undefined {
  for (let at: string = folderOf(inside); at !== ''; at = folderOf(at)) {
    const post = folders.get(at);
    if (post === undefined) continue;
    const base = post.url.replace(/\.html?$/, '');
    return { ...route, url: builtUrl(base, inside.slice(at.length + 1)) };
  }
  return undefined;
}
