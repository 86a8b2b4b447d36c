/**
 * Gatsby: components of `src/pages` (`pageFiles.ts`), and what gatsby-node makes of Markdown (`createdPages.ts`).
 *
 * https://www.gatsbyjs.com/docs/reference/routing/creating-routes/
 */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  fileName,
  folderOf,
  joinRepo,
  type RepoPath,
  type UrlPath,
  urlKey,
} from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { unreadNote } from '../../script/notes.ts';
import { type Script, scriptReader } from '../../script/script.ts';
import { dataOf, entriesOf, itemsOf, property, textValue } from '../../script/value.ts';
import { pageTitle } from '../../text/title.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { type Created, createdPages } from './createdPages.ts';
import { inThemeLanguages } from './languages.ts';
import { type ContentNode, fileNodeOf, nodeType } from './nodes.ts';
import { clientPattern, collectionPath, isClientRoute, isCollectionRoute, modelType, pagePath } from './pageFiles.ts';
import { type GatsbySettings, readSettings } from './settings.ts';
import { themesAmong } from './themes.ts';

const configNames = ['js', 'cjs', 'mjs', 'ts'].map((extension) => `gatsby-config.${extension}`);
const nodeFile = /^gatsby-node\.(?:[cm]?js|ts)$/;

interface Site {
  readonly settings: GatsbySettings;
  readonly script: Script | undefined;
  /** Paths that gatsby-node makes whatever the content is. */
  readonly fixed: readonly string[];
  /** Collection routes among the page files. */
  readonly collectionRoutes: readonly string[];
}

export const gatsby: Generator = {
  id: 'gatsby',
  title: 'Gatsby',
  docs: 'https://www.gatsbyjs.com/docs/reference/routing/creating-routes/',
  command: /\bgatsby build\b/,

  async detect(repo) {
    const configs = filesNamed(repo, ...configNames);
    const themes = configs.length > 1 ? await themesAmong(configs, repo) : new Set<RepoPath>();
    return configs.flatMap((path): readonly DetectedSite[] => {
      if (themes.has(path)) return [];
      return [{ generator: 'gatsby', root: folderOf(path), config: path, because: path, certainty: 0.95 }];
    });
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const scripts = scriptReader(repo, root);
    const settings = await readSettings(root, config, scripts, repo);
    const node = repo.files.find((path) => folderOf(path) === root && nodeFile.test(fileName(path)));
    const script = node && (await scripts.read(node));
    const made = script && createdPages(script, undefined, settings.siteMetadata);
    const site: Site = {
      settings,
      script,
      fixed: made?.pages.map(({ path }) => path) ?? [],
      collectionRoutes: repo.files.flatMap((path) => {
        const found = pagePath(path, settings);
        return found !== undefined && isCollectionRoute(found) ? found : [];
      }),
    };
    const translated = (routes: readonly Route[]) => inThemeLanguages(routes, settings.basePath, settings.languages);
    const url = textValue(settings.siteUrl);
    const { origin } = settings.siteUrl;
    return {
      address:
        url === undefined
          ? undefined
          : {
              url: `${url.replace(/(?<!\/)\/+$/, '')}${builtUrl(settings.basePath, '/')}`,
              file: origin.file,
              line: origin.line,
            },
      basePath: settings.basePath,
      beside: madeFiles(settings.made, settings.basePath, config ?? root),
      staticRoots: [joinRepo(root, 'static') ?? root],
      inFolders: true,
      notes: [...settings.notes, ...(script?.notes ?? []), ...(script ? await unreadPages(site, script, repo) : [])],
      content:
        script &&
        settings.sources.map(({ folder }) => ({ folder, by: 'gatsby-source-filesystem', file: config ?? root })),
      reads: (path) => {
        if (contentNodes(path, site).length > 0) return 'head';
        return pagePath(path, settings) === undefined ? undefined : 'path';
      },
      routes: (file) => translated(withoutDoubles([...pageFileRoutes(file, site), ...contentRoutes(file, site)])),
      complete: (routes) => {
        const own = site.fixed.map(
          (path): Route => ({ url: address(path, settings), file: node ?? root, kind: 'generated' }),
        );
        return withoutGeneratedDoubles([...routes, ...translated(own)]);
      },
    };
  },
};

/** Says so when the first content files get no page because gatsby-node is beyond this reader. */
async function unreadPages(site: Site, script: Script, repo: Repo): Promise<readonly Note[]> {
  let samples = 0;
  let count = 0;
  let unread: Created['unread'];
  for (const path of repo.files) {
    if (contentNodes(path, site).length === 0) continue;
    count++;
    if (samples >= 5) continue;
    samples++;
    const text = await repo.readHead(path);
    const file: ContentFile = { path, frontMatter: readFrontMatter(text ?? '', path) };
    if (contentRoutes(file, site).length > 0) return [];
    for (const node of nodesOf(file, site)) unread ??= createdPages(script, node, site.settings.siteMetadata).unread;
  }
  const what = count === 1 ? 'the address of 1 file' : `the addresses of ${count} files`;
  const advice = `${what} may be unknown`;
  const note = unread && unreadNote('createPages', unread, advice);
  return note === undefined
    ? []
    : [{ ...note, declarable: { below: site.settings.sources[0]?.folder ?? site.settings.root } }];
}

function contentNodes(
  path: RepoPath,
  { settings }: Site,
): readonly { readonly type: ContentNode['type']; readonly source: GatsbySettings['sources'][number] }[] {
  const type = nodeType(path, settings);
  if (type === undefined) return [];
  return settings.sources.filter(({ folder }) => below(path, folder) !== undefined).map((source) => ({ type, source }));
}

function nodesOf(file: ContentFile, site: Site): readonly ContentNode[] {
  return contentNodes(file.path, site).map(({ type, source }) => fileNodeOf(file, source, type));
}

function contentRoutes(file: ContentFile, site: Site): readonly Route[] {
  const { settings, script, fixed, collectionRoutes } = site;
  const title = pageTitle(file);
  return nodesOf(file, site).flatMap((node): readonly Route[] => {
    const created = script && createdPages(script, node, settings.siteMetadata);
    const known = created?.node ?? node;
    const pages = (created?.pages ?? []).filter(({ path }) => !fixed.includes(path));
    const told = pages.filter(({ path, context }) => isToldOwn(path, dataOf(context), known));
    const made = pages.map((page): Route => {
      // Only where no page is told which node it shows, its name has to say.
      const isOwn =
        told.length > 0
          ? told.includes(page)
          : isNamedLike(page.path, file.path) && !isOfTerm(dataOf(page.context), known);
      const kind = isOwn ? kindOf(page.path, file.path) : 'generated';
      return { url: address(page.path, settings), file: file.path, kind, ...(isOwn ? { title } : {}) };
    });
    const collected = collectionRoutes.flatMap((route): readonly Route[] => {
      const path = collectionPath(route, known);
      return path === undefined
        ? []
        : [{ url: pageAddress(path, settings), file: file.path, kind: kindOf(path, file.path), title }];
    });
    return [...made, ...collected];
  });
}

/** A page of the node itself has its path, or is handed its id or path; a list is not. */
function isToldOwn(path: string, context: unknown, { content }: ContentNode): boolean {
  const fields = entriesOf(property(content, 'fields')).map(([, value]) => dataOf(value));
  const matter = ['slug', 'path', 'permalink'].map((key) => dataOf(property(content, 'frontmatter', key)));
  const known = [dataOf(property(content, 'id')), ...fields, ...matter];
  const own = new Set(known.filter((value) => typeof value === 'string' && value !== ''));
  const handed = typeof context === 'object' && context !== null ? Object.values(context) : [];
  return own.has(path) || handed.some((value) => own.has(value as string));
}

/** A page that is handed one of the node's tags lists what has that tag. */
function isOfTerm(context: unknown, { content }: ContentNode): boolean {
  const handed = typeof context === 'object' && context !== null ? Object.values(context) : [];
  const terms = entriesOf(property(content, 'frontmatter')).flatMap(([, value]) =>
    itemsOf(value).map((item) => dataOf(item)),
  );
  return handed.some((value) => terms.includes(value));
}

function isNamedLike(path: string, file: RepoPath): boolean {
  const last = lastName(path)
    .replace(/\.html$/, '')
    .toLowerCase();
  const named = fileName(file).replace(/\.[^.]*$/, '');
  const stem = (named === 'index' ? lastName(folderOf(file)) : named).toLowerCase();
  return last !== '' && (stem.endsWith(last) || last.endsWith(stem));
}

function lastName(path: string): string {
  return path.replace(/\/$/, '').replace(/^.*\//s, '');
}

function kindOf(path: string, file: RepoPath): RouteKind {
  if (path.replace(/\//g, '') === '') return 'home';
  if (/(?:^|\/)(?:_?posts?|blog|articles|news)\//.test(file)) return 'post';
  return /^index\./.test(fileName(file)) ? 'section' : 'page';
}

function pageFileRoutes({ path: file }: ContentFile, { settings }: Site): readonly Route[] {
  const path = pagePath(file, settings);
  if (path === undefined) return [];
  const url = pageAddress(path, settings);
  if (isCollectionRoute(path)) {
    const isKnown = [...path.matchAll(/\{(\w+)\./g)].every(
      ([, model = '']) => modelType(model) === 'MarkdownRemark' || modelType(model) === 'Mdx',
    );
    return isKnown
      ? []
      : [{ url: builtUrl(settings.basePath, path.replace(/\{(\w+)\.(\w+)[^}]*\}/g, '[$1$2]')), file, kind: 'dynamic' }];
  }
  if (isClientRoute(path)) return [{ url: builtUrl(settings.basePath, clientPattern(path)), file, kind: 'dynamic' }];
  const kind = path === '' ? 'home' : /^index\./.test(fileName(file)) ? 'section' : 'page';
  const page: Route = { url, file, kind };
  return path === '404' ? [page, { ...page, url: builtUrl(settings.basePath, '404.html') }] : [page];
}

/** The address of a page file: before Gatsby 5 the page creator ends it in a slash, whatever the option says then. */
function pageAddress(path: string, settings: GatsbySettings): UrlPath {
  return address(path === '' ? '/' : settings.pagesEndInSlash ? `/${path}/` : `/${path}`, settings);
}

/** `trailingSlash` leaves files alone. */
function address(path: string, { basePath, trailingSlash }: GatsbySettings): UrlPath {
  const url = builtUrl(basePath, decodePath(path));
  const isFile = /\.(?:html|json|js|map|txt|xml|pdf)$/.test(path);
  if (path === '/' || trailingSlash === 'ignore' || trailingSlash === 'legacy' || isFile) return url;
  return trailingSlash === 'always' ? builtUrl(url, '/') : (url.replace(/(.)\/$/, '$1') as UrlPath);
}

function withoutDoubles(routes: readonly Route[]): readonly Route[] {
  const seen = new Set<string>();
  return routes.filter(({ url, kind }) => {
    const key = `${kind} ${urlKey(url)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
