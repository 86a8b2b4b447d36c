/**
 * Gridsome.
 *
 * - `src/pages/a/OurTeam.vue` is at `/a/our-team/`, `Index.vue` at its folder's address, `[id].vue` at a pattern.
 * - Files that a plugin makes nodes of are at the path that `templates` (before it `route`) gives their type, filled with
 *   fields of the node as names (`:title`), as they are (`:title_raw`, `:id`) or parts of the date; else at the places of
 *   their files. A type is shown where its template is there: `src/templates/Post.vue`.
 * - What is referred to (`tags: { create: true }`) is a node of its own.
 * - `@paginate` makes further pages; how many there are of a template is not known.
 *
 * https://gridsome.org/docs/pages/, https://gridsome.org/docs/templates/, https://gridsome.org/docs/config/#permalinks
 */
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { fromData, textValue } from '../../script/value.ts';
import { pageTitle } from '../../text/title.ts';
import { padded, readDate } from '../../text/writtenDate.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import { type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { type GridsomeSettings, type NodeFiles, type NodePath, readSettings } from './settings.ts';

/** A node as its path is made of it. */
type Fields = Readonly<Record<string, unknown>>;

export const gridsome: Generator = {
  id: 'gridsome',
  title: 'Gridsome',
  docs: 'https://gridsome.org/docs/pages/',
  command: /\bgridsome build\b/,

  async detect(repo) {
    return filesNamed(repo, 'gridsome.config.js', 'gridsome.config.ts').map((config) => ({
      generator: 'gridsome',
      root: folderOf(config),
      config,
      because: config,
      certainty: inExampleFolder(config) ? 0.4 : 0.95,
    }));
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const file = config ?? joinRepo(root, 'gridsome.config.js') ?? root;
    const site = await readSettings(root, file, repo);
    const server = await serverPages(root, repo);
    const url = textValue(site.siteUrl);
    const { origin } = site.siteUrl;
    const whole = url === undefined ? undefined : `${url.replace(/(?<!\/)\/+$/, '')}${builtUrl(site.basePath, '/')}`;
    return {
      address: whole === undefined ? undefined : { url: whole, file: origin.file, line: origin.line },
      basePath: site.basePath,
      staticRoots: [joinRepo(root, 'static') ?? root],
      inFolders: true,
      notes: [...site.notes, ...server.notes],
      reads: (path) => {
        if (pagePath(path, site) !== undefined) return 'whole';
        return collectionsAt(path, site).length > 0 ? 'head' : undefined;
      },
      routes: (content) => [...pageRoutes(content, site), ...nodeRoutes(content, site, server.notes.length > 0)],
      complete: (routes) => withoutGeneratedDoubles([...routes, ...madeRoutes(routes, site, file, server)]),
      beside: madeFiles(site.plugins.has('@gridsome/plugin-sitemap') ? ['sitemap.xml'] : [], site.basePath, file),
    };
  },
};

function address({ basePath, hasSlash }: GridsomeSettings, path: string): Route['url'] {
  const bare = path.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, '');
  return builtUrl(basePath, bare === '' ? '/' : hasSlash ? `${bare}/` : bare);
}

/** The path of a component of `src/pages`, in the notation of routes. */
function pagePath(file: RepoPath, { pages, slugify }: GridsomeSettings): string | undefined {
  const inside = below(file, pages);
  if (inside === undefined || extensionOf(inside) !== '.vue') return undefined;
  const stem = fileName(inside).slice(0, -'.vue'.length);
  const parts = [...folderOf(inside).split('/'), ...(/^[iI]ndex$/.test(stem) ? [] : [stem])].filter(Boolean);
  return parts.map((part) => (part.includes('[') ? part : slugify(part))).join('/');
}

const paginated = /\ball([A-Z]\w*)\s*\(([^()]{0,200})\)\s*@paginate/;

function pageRoutes(file: ContentFile, site: GridsomeSettings): readonly Route[] {
  const path = pagePath(file.path, site);
  if (path === undefined) return [];
  const isIndex = /(?:^|\/)[iI]ndex\.vue$/.test(file.path);
  const kind = path.includes('[') ? 'dynamic' : path === '' ? 'home' : isIndex ? 'section' : 'page';
  const own: Route = { url: address(site, path), file: file.path, kind, title: pageTitle(file) };
  // The number of pages hangs on what is read from elsewhere as well.
  if (kind === 'dynamic' || !paginated.test(file.text ?? '')) return [own];
  return [own, { url: address(site, `${path}/[page]`), file: file.path, kind: 'dynamic' }];
}

function collectionsAt(file: RepoPath, { collections }: GridsomeSettings): readonly NodeFiles[] {
  return collections.filter(({ folder, takes }) => {
    const inside = below(file, folder);
    return inside !== undefined && takes(inside);
  });
}

/** `isCoded`: gridsome.server.js may make pages of what no template shows. */
function nodeRoutes(file: ContentFile, site: GridsomeSettings, isCoded: boolean): readonly Route[] {
  return collectionsAt(file.path, site).flatMap((collection): readonly Route[] => {
    const { data } = file.frontMatter;
    const placed = filePath(file.path, collection, site);
    // A page may show all of them, or use what they say.
    const hidden: Route = { url: address(site, placed), file: file.path, kind: 'unpublished', title: pageTitle(file) };
    const own = collection.paths.map((path): Route => {
      const kind = typeof path === 'string' && /:year\b/.test(path) ? 'post' : 'page';
      const route = pathOfNode(path, { ...data, path: placed }, site);
      return { ...route, file: file.path, kind, title: pageTitle(file) };
    });
    const terms = collection.created.flatMap(({ field, typeName }) =>
      valuesOf(data[field]).flatMap((value) =>
        (site.templates.get(typeName) ?? []).map(
          (path): Route => ({
            ...pathOfNode(path, { id: value, title: value }, site),
            file: file.path,
            kind: 'generated',
          }),
        ),
      ),
    );
    return [...(own.length > 0 || isCoded ? own : [hidden]), ...terms];
  });
}

/** Where a node is without a path of its type: its file's place, by names. */
function filePath(file: RepoPath, { folder, indexes, prefix }: NodeFiles, { slugify }: GridsomeSettings): string {
  const inside = below(file, folder) ?? file;
  const name = fileName(inside).replace(/\.[^.]*$/, '');
  const parts = folderOf(inside).split('/').filter(Boolean).map(slugify);
  return [...(prefix === '' ? [] : [prefix]), ...parts, ...(indexes.includes(name) ? [] : [slugify(name)])].join('/');
}

function pathOfNode(path: NodePath | undefined, node: Fields, site: GridsomeSettings): Pick<Route, 'url' | 'guess'> {
  if (path === undefined) return { url: address(site, String(node.path)) };
  if (typeof path === 'string') return { url: address(site, filled(path, node, site)) };
  const made = site.script && textValue(site.script.call(path, fromData(node)));
  if (made !== undefined) return { url: address(site, made) };
  return { url: address(site, String(node.path)), guess: 'a function of gridsome.config.js makes its path' };
}

const parameter = /:(\w+)(?:\([^()]*\))?([?*+])?/g;

function filled(path: string, node: Fields, site: GridsomeSettings): string {
  const date = readDate(node.date);
  return path.replace(parameter, (_, name: string) => {
    const [, field = name, suffix] = /^(.*[^_])_([a-z]+)$/.exec(name) ?? [];
    if (field === 'year' && node.year === undefined && date) return padded(date.year, 4);
    if (field === 'month' && node.month === undefined && date) return padded(date.month, 2);
    if (field === 'day' && node.day === undefined && date) return padded(date.day, 2);
    const isTitled = field === 'slug' && node.slug === undefined;
    const values = valuesOf(fieldOf(node, isTitled ? ['title'] : field.split('__')));
    return values.map((value) => (field === 'id' || suffix === 'raw' ? value : site.slugify(value))).join('/');
  });
}

function fieldOf(node: Fields, path: readonly string[]): unknown {
  const [name = '', ...rest] = path;
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  if (rest.length === 0) return value;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? fieldOf(value as Fields, rest)
    : undefined;
}

function valuesOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown) =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [],
  );
}

/** The page for what is not found, pages that gridsome.server.js names, and patterns of types that come from elsewhere. */
function madeRoutes(
  routes: readonly Route[],
  site: GridsomeSettings,
  config: RepoPath,
  server: ServerPages,
): readonly Route[] {
  const known = new Set(
    site.collections.flatMap(({ typeName, created }) => [typeName, ...created.map((one) => one.typeName)]),
  );
  const patterns = [...site.templates].flatMap(([typeName, paths]) =>
    known.has(typeName) ? [] : paths.flatMap((path) => (typeof path === 'string' ? [patternOf(path)] : [])),
  );
  const missing = address(site, '404');
  return [
    { url: builtUrl(site.basePath, '404.html'), file: config, kind: 'generated' },
    ...(routes.some(({ url }) => url === missing) ? [] : [{ url: missing, file: config, kind: 'generated' } as const]),
    ...patterns.map((path): Route => ({ url: address(site, path), file: config, kind: 'dynamic' })),
    ...server.paths.map(
      (path): Route => ({
        url: address(site, path),
        file: server.file ?? config,
        kind: path.includes('[') ? 'dynamic' : 'generated',
      }),
    ),
  ];
}

function patternOf(path: string): string {
  return path.replace(parameter, (_, name: string, repeat?: string) =>
    repeat === '*' ? `[[...${name}]]` : `[${name}]`,
  );
}

interface ServerPages {
  readonly file: RepoPath | undefined;
  readonly paths: readonly string[];
  readonly notes: readonly Note[];
}

/** Paths that are written where `createPage` is called; what code makes of them is a pattern. */
async function serverPages(root: RepoPath, repo: Repo): Promise<ServerPages> {
  const file = ['gridsome.server.js', 'gridsome.server.ts', 'gridsome.server/index.js']
    .map((name) => joinRepo(root, name))
    .find((path) => path !== undefined && repo.has(path));
  const text = ((file && (await repo.read(file))) ?? '').replace(/^[ \t]*\/\/.*$/gm, '');
  const calls = [...text.matchAll(/\bcreatePage\(/g)].length;
  const written = [...text.matchAll(/\bcreatePage\(\s*\{\s*path:\s*(["'`])([^"'`\n]{1,300})\1/g)].map(
    ([, , path = '']) => patternOf(path.replace(/\$\{[^{}]*\}/g, '[name]')),
  );
  const makesNodes = /\b(?:addNode|addCollection|addContentType)\(/.test(text);
  const unread = calls > written.length ? 'pages' : makesNodes ? 'content' : undefined;
  const message = `${file} makes ${unread} by code that is not run here; what it publishes beside the files is not listed.`;
  return {
    file,
    paths: written,
    notes: unread === undefined || file === undefined ? [] : [{ file, line: 1, message }],
  };
}
