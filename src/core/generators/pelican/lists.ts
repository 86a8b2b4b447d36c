/**
 * The lists that Pelican makes of articles, with their further pages.
 * https://docs.getpelican.com/en/latest/settings.html#pagination
 */
import type { Route } from '../../model.ts';
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import type { WrittenDate } from '../../text/writtenDate.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import type { RouteAt } from '../shared/generator.ts';
import { formatUrl } from './format.ts';
import { authorsOf, type Metadata } from './metadata.ts';
import type { PelicanSettings } from './settings.ts';
import { pelicanSlug } from './slug.ts';

/** The lists an article appears in. */
export function articleLists(
  route: Route,
  data: Metadata,
  date: WrittenDate | undefined,
  settings: PelicanSettings,
): readonly Route[] {
  const urls: string[] = [];
  const add = (name: 'CATEGORY' | 'TAG' | 'AUTHOR', slug: string) => {
    if (slug === '' || settings.setting(`${name}_SAVE_AS`) === '') return;
    urls.push(formatUrl(settings.setting(`${name}_URL`), { slug }, undefined));
  };
  add('CATEGORY', pelicanSlug(data.category ?? '', settings.categorySlugs));
  for (const author of authorsOf(data)) add('AUTHOR', pelicanSlug(author, settings.authorSlugs));
  for (const tag of (data.tags ?? '').split(/[;,]/)) add('TAG', pelicanSlug(tag.trim(), settings.tagSlugs));
  for (const period of date === undefined ? [] : ['YEAR', 'MONTH', 'DAY']) {
    const path = formatUrl(settings.setting(`${period}_ARCHIVE_SAVE_AS`), {}, date, settings.dateLanguage);
    // One whose names only the machine's language tells is left out.
    if (path !== '' && !/\[\w+\]/.test(path)) urls.push(shownPath(path));
  }
  const { file, language } = route;
  return urls.map((url): Route => ({ url: builtUrl(settings.basePath, url), file, kind: 'generated', language }));
}

/** One route of what several articles give rise to, and the lists that are made of all of them. */
export function completeLists(routes: readonly Route[], settings: PelicanSettings, config: RepoPath): readonly Route[] {
  const lists = settings.directTemplates
    .filter(({ path }) => path !== '')
    .map(({ path }): Route => ({ url: builtUrl(settings.basePath, shownPath(path)), file: config, kind: 'generated' }));
  return withoutGeneratedDoubles([...routes, ...lists, ...furtherPages(routes, settings, config)]);
}

/** `index2.html` of the home page, `tag/x2.html` of a tag. */
function furtherPages(routes: readonly Route[], settings: PelicanSettings, config: RepoPath): readonly Route[] {
  const { pageSize } = settings;
  if (pageSize === undefined) return [];
  const counted = new Map<string, { readonly first: Route; items: number }>();
  const count = (first: Route) => {
    const known = counted.get(first.url);
    if (known === undefined) counted.set(first.url, { first, items: 1 });
    else known.items++;
  };
  const listed = new Set<RepoPath>();
  // A translation stands in no list.
  const isMain = ({ language }: Route) => (language ?? settings.defaultLanguage) === settings.defaultLanguage;
  for (const route of routes) {
    if (route.kind !== 'generated' || !isMain(route)) continue;
    listed.add(route.file);
    if (isPaginated(route, settings)) count(route);
  }
  const home = settings.directTemplates.find(({ name, path }) => name === 'index' && path !== '');
  const isPost = (route: Route) => route.kind === 'post' && isMain(route) && listed.has(route.file);
  if (home !== undefined) {
    const url = builtUrl(settings.basePath, shownPath(home.path));
    for (const _ of routes.filter(isPost)) count({ url, file: config, kind: 'generated' });
  }
  return [...counted.values()].flatMap(({ first, items }) =>
    Array.from({ length: Math.max(Math.ceil(items / pageSize) - 1, 0) }, (_, i): Route => {
      const path = first.url.endsWith('/') ? `${first.url}index.html` : first.url;
      return { ...first, url: builtUrl(path.replace(/(\.\w+)?$/, `${i + 2}$1`)) };
    }),
  );
}

/** Whether it is of a kind whose lists have several pages; those of days, months and years have one. */
function isPaginated({ url }: Route, settings: PelicanSettings): boolean {
  return ['TAG', 'CATEGORY', 'AUTHOR'].some((name) => {
    const [start = ''] = settings.setting(`${name}_URL`).split('{');
    return start !== '' && url.startsWith(builtUrl(settings.basePath, start));
  });
}

function shownPath(path: string): string {
  return path.replace(/(^|\/)index\.html$/, '$1');
}

/**
 * The feeds of a site that is published: of all articles, and of each category, author and tag. Their settings have usual
 * values in `pelicanconf.py` that switch few of them on. https://docs.getpelican.com/en/latest/settings.html#feed-settings
 */
export function feedAt(path: UrlPath, routeAt: RouteAt, settings: PelicanSettings, file: RepoPath): Route | undefined {
  const feed: Route = { url: path, file, kind: 'generated' };
  for (const { name, form } of settings.feeds) {
    const [before = '', after] = form.split(/\{slug\}|%s/);
    const start = builtUrl(settings.basePath, before);
    if (after === undefined) {
      if (path === start) return feed;
      continue;
    }
    if (!path.startsWith(start) || !path.endsWith(after)) continue;
    const slug = path.slice(start.length, path.length - after.length);
    const list = formatUrl(settings.setting(`${name}_URL`), { slug }, undefined);
    if (slug !== '' && list !== '' && routeAt(builtUrl(settings.basePath, list)) !== undefined) return feed;
  }
  return undefined;
}
