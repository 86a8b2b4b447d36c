/**
 * Further pages of lists of posts.
 *
 * - jekyll-paginate: `paginate` posts on a page, of the `index.html` nearest to `paginate_path`, the later ones at that path;
 *   a post with `hidden` is in none.
 * - jekyll-paginate-v2: pages with `pagination: { enabled: true }`, and `autopages` of each tag and category. How many
 *   there are depends on filters, so they are a pattern.
 *
 * https://github.com/jekyll/jekyll-paginate https://github.com/sverrirs/jekyll-paginate-v2
 */
import type { ContentFile, Route } from '../../model.ts';
import { builtUrl, folderOf, joinRepo, type RepoPath, type UrlPath } from '../../paths.ts';
import { flagOf, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import type { JekyllSite } from './config.ts';
import { categoriesOf, type DocumentPlace, wordsOf, writtenIn } from './documents.ts';
import { slugify } from './slugify.ts';

/** The pages of the list of all posts. */
export interface PostList {
  readonly template: RepoPath;
  readonly size: number;
  readonly path: string;
}

/** How the list of all posts is parted; `undefined` where it is not. */
export function postListOf(site: JekyllSite, files: readonly RepoPath[]): PostList | undefined {
  const size = Math.trunc(Number(site.settings.paginate ?? 0));
  // A theme brings the plugins that its gem depends on.
  const isOn = site.plugins.has('jekyll-paginate') || textOf(site.settings.theme) !== undefined;
  if (!(size > 0) || !isOn || site.plugins.has('jekyll-paginate-v2')) return undefined;
  const path = textOf(site.settings.paginate_path) ?? '/page:num';
  if (!path.includes(':num')) return undefined;
  const held = new Set(files);
  for (let folder = folderOf(path.replace(/^\/+|(?<!\/)\/+$/g, '')); ; folder = folderOf(folder)) {
    const template = joinRepo(site.source, folder, 'index.html');
    if (template !== undefined && held.has(template)) return { template, size, path };
    if (folder === '') return undefined;
  }
}

/** A mark of each post that such a list holds, from which `withFurtherPages` counts them. */
export function listedPost(file: ContentFile, { path }: PostList, site: JekyllSite): readonly Route[] {
  const { hidden } = file.frontMatter.data;
  if (hidden !== undefined && hidden !== null && hidden !== false) return [];
  return [{ url: pageUrl(path, 1, site), file: file.path, kind: 'generated' }];
}

/** With the later pages in place of the marks. */
export function withFurtherPages(routes: readonly Route[], pagination: PostList, site: JekyllSite): readonly Route[] {
  const mark = pageUrl(pagination.path, 1, site);
  const isMark = ({ url, kind, file }: Route) => kind === 'generated' && url === mark && file !== pagination.template;
  const posts = new Set(routes.filter(isMark).map(({ file }) => file)).size;
  const pages: Route[] = [];
  for (let page = 2; page <= Math.ceil(posts / pagination.size); page++)
    pages.push({ url: pageUrl(pagination.path, page, site), file: pagination.template, kind: 'generated' });
  return [...routes.filter((route) => !isMark(route)), ...pages];
}

function pageUrl(path: string, page: number, site: JekyllSite): UrlPath {
  return builtUrl(site.baseUrl, path.replace(':num', String(page)), '/');
}

/** The pages behind the first one of a list that jekyll-paginate-v2 parts. */
export function laterPages(route: Route, data: Settings, site: JekyllSite): readonly Route[] {
  const own = settingsAt(data, 'pagination');
  const common = partedBy(site);
  if (common === undefined || flagOf(own.enabled) !== true || route.kind === 'unpublished') return [];
  const first = textOf(data.permalink) === undefined ? route.url.replace(/[^/]*$/, '') : route.url.replace(/\/?$/, '/');
  return [{ ...route, url: laterUrl(first, textOf({ ...common, ...own }.permalink)), kind: 'dynamic' }];
}

function partedBy(site: JekyllSite): Settings | undefined {
  const settings = settingsAt(site.settings, 'pagination');
  return site.plugins.has('jekyll-paginate-v2') && flagOf(settings.enabled) === true ? settings : undefined;
}

function laterUrl(first: string, permalink = '/page:num/'): UrlPath {
  const path = permalink.replace(':num', '[page]').replace(':max', '[pages]');
  return builtUrl(first, /\/$|\.html$/.test(path) ? path : `${path}.html`);
}

/** The lists of a document's tags and categories that `autopages` ask for. */
export function autoPages(file: ContentFile, place: DocumentPlace, site: JekyllSite): readonly Route[] {
  const common = partedBy(site);
  const settings = settingsAt(site.settings, 'autopages');
  if (common === undefined || flagOf(settings.enabled) !== true) return [];
  const { values } = writtenIn(file, place, site);
  if (values.pagination !== undefined) return [];
  const names = {
    tags: [...wordsOf(values.tags), ...textsOf(values.tag)],
    categories: categoriesOf(place, values, site),
    collections: [place.collection.label],
  };
  const kinds = [
    ['tags', '/tag/:tag', ':tag'],
    ['categories', '/category/:cat', ':cat'],
    ['collections', '/collection/:coll', ':coll'],
  ] as const;
  return kinds.flatMap(([kind, usual, placeholder]) => {
    const own = settingsAt(settings, kind);
    if (flagOf(own.enabled) === false) return [];
    const template = textOf(own.permalink) ?? usual;
    return [...new Set(names[kind].flatMap((name) => name.split(/[;,]/)))].flatMap((name): readonly Route[] => {
      const slug = slugOf(name.trim().toLowerCase(), settingsAt(own, 'slugify'));
      if (slug === undefined || slug === '') return [];
      const url = builtUrl(
        site.baseUrl,
        template.replace(placeholder, () => slug),
        '/',
      );
      const route: Route = { url, file: file.path, kind: 'generated' };
      return [route, { ...route, url: laterUrl(url, textOf(common.permalink)), kind: 'dynamic' }];
    });
  });
}

function slugOf(name: string, settings: Settings): string | undefined {
  const mode = textOf(settings.mode) ?? 'none';
  if (mode === 'default' || mode === 'pretty') return slugify(name, mode);
  if (mode === 'raw') return name.replace(/\s+/g, '-').replace(/^-|-$/g, '');
  if (mode === 'ascii') return name.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return mode === 'latin' ? undefined : name;
}
