/**
 * The lists that Hexo's usual generators make: the home page, the archive, and one of each tag, category, year and month, with their
 * further pages. https://github.com/hexojs/hexo-generator-index and its siblings
 */
import type { Route } from '../../model.ts';
import { builtUrl, type RepoPath } from '../../paths.ts';
import { flagOf, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import type { HexoSite } from './config.ts';

/** Every list that is made of these posts: `routes` hold the first page of each tag and category, once for each post. */
export function withLists(routes: readonly Route[], site: HexoSite, config: RepoPath): readonly Route[] {
  const posts = routes.filter(({ kind }) => kind === 'post').length;
  const own = ['index', 'archive'].flatMap((name): readonly Route[] => {
    if (!site.packages.has(`hexo-generator-${name}`)) return [];
    const settings = settingsAt(site.settings, `${name}_generator`);
    if (flagOf(settings.enabled) === false) return [];
    // Without posts there is no page of them, unless all are on one: https://github.com/hexojs/hexo-pagination
    if (posts === 0 && (name === 'archive' || sizeOf(settings, site) > 0)) return [];
    const folder = name === 'index' ? textOf(settings.path) : (textOf(site.settings.archive_dir) ?? 'archives');
    const url = builtUrl(site.root, folder ?? '', '/');
    return pagesOf({ url, file: config, kind: 'generated' }, posts, name, site);
  });
  return [...routes, ...own, ...furtherPages(routes, site)];
}

/**
 * Files that usual plugins write, by their names below the site.
 * https://github.com/hexojs/hexo-generator-feed https://github.com/hexojs/hexo-generator-sitemap
 * https://github.com/wzpan/hexo-generator-search https://github.com/theme-next/hexo-generator-searchdb
 */
export function pluginFiles({ packages, settings }: HexoSite): readonly string[] {
  const pathsOf = (name: string, key: string, ...usual: readonly string[]) => {
    if (!packages.has(`hexo-generator-${name}`)) return [];
    const named = textsOf(settingsAt(settings, key).path);
    return named.length > 0 ? named : usual;
  };
  const types = textsOf(settingsAt(settings, 'feed').type);
  return [
    ...pathsOf('feed', 'feed', ...(types.length === 0 ? ['atom'] : types).map((type) => `${type}.xml`)),
    ...pathsOf('sitemap', 'sitemap', 'sitemap.xml', 'sitemap.txt'),
    ...pathsOf('search', 'search', 'search.xml'),
    ...pathsOf('searchdb', 'search', 'search.xml'),
  ];
}

function furtherPages(routes: readonly Route[], site: HexoSite): readonly Route[] {
  const tags = builtUrl(site.root, textOf(site.settings.tag_dir) ?? 'tags', '/');
  const archives = builtUrl(site.root, textOf(site.settings.archive_dir) ?? 'archives', '/');
  const generatorOf = (url: string) =>
    url.startsWith(tags) ? 'tag' : url.startsWith(archives) ? 'archive' : 'category';
  const lists = new Map<string, { readonly first: Route; readonly files: Set<RepoPath> }>();
  for (const route of routes) {
    if (route.kind !== 'generated') continue;
    const list = lists.get(route.url) ?? { first: route, files: new Set<RepoPath>() };
    list.files.add(route.file);
    lists.set(route.url, list);
  }
  return [...lists.values()].flatMap(({ first, files }) =>
    pagesOf(first, files.size, generatorOf(first.url), site).slice(1),
  );
}

/** How many are on one page; 0 for all. */
function sizeOf(settings: Settings, site: HexoSite): number {
  const written = settings.per_page ?? site.settings.per_page;
  return written === undefined || written === null ? 10 : Number(written);
}

function pagesOf(first: Route, items: number, generator: string, site: HexoSite): readonly Route[] {
  const settings = settingsAt(site.settings, `${generator}_generator`);
  const size = sizeOf(settings, site);
  const folder = textOf(settings.pagination_dir) ?? textOf(site.settings.pagination_dir) ?? 'page';
  const pages = [first];
  if (!(size > 0)) return pages;
  for (let page = 2; page <= Math.ceil(items / size); page++)
    pages.push({ ...first, url: builtUrl(first.url, folder, String(page), '/') });
  return pages;
}
