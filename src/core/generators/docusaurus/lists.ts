/** Pages that Docusaurus makes by itself besides those each content file asks for. */
import type { Route } from '../../model.ts';
import { below, builtUrl, type RepoPath, urlKey } from '../../paths.ts';
import { textValue, writtenProperty } from '../../script/value.ts';
import type { Configuration, Locale } from './configuration.ts';
import type { ContentFolder } from './folders.ts';
import { address, listBase } from './routes.ts';

export function withListPages(
  routes: readonly Route[],
  folders: readonly ContentFolder[],
  configuration: Configuration,
): readonly Route[] {
  const made = configuration.locales.flatMap((locale) => [
    ...folders.flatMap((folder) => categories(folder, locale, configuration)),
    ...folders.flatMap((folder) => furtherPages(routes, folder, locale, configuration)),
    ...folders.flatMap((folder) => authorPages(folder, locale, configuration)),
    ...folders.flatMap((folder) => firstPage(routes, folder, locale, configuration)),
    { url: builtUrl(locale.basePath, '404.html'), file: configuration.file, kind: 'generated' } as const,
  ]);
  return withoutDoubles([...routes, ...made]);
}

/** The list of a blog. One without posts has it from version 3.10 on, one of unlisted posts in every version. */
function firstPage(
  routes: readonly Route[],
  folder: ContentFolder,
  locale: Locale,
  configuration: Configuration,
): readonly Route[] {
  const { plugin, source, translations, hasEmptyList } = folder;
  if (plugin.kind !== 'blog') return [];
  const sources = [source, ...translations.map((translation) => translation.folder)];
  const isOfBlog = (file: RepoPath) => sources.some((place) => below(file, place) !== undefined);
  const hasPosts = routes.some(({ file, kind }) => kind === 'post' && isOfBlog(file));
  if (!hasPosts && hasEmptyList === false) return [];
  const guess = 'Docusaurus makes the list of a blog without posts from version 3.10 on';
  const isSure = hasPosts || hasEmptyList === true;
  const url = address(configuration, locale, listBase(folder));
  return [{ url, file: configuration.file, kind: 'generated', ...(!isSure && { guess }) }];
}

function categories({ sidebars, path }: ContentFolder, locale: Locale, configuration: Configuration): readonly Route[] {
  const { file } = sidebars;
  if (file === undefined) return [];
  return sidebars.categories.map((slug) => ({
    url: address(configuration, locale, path, slug),
    file,
    kind: 'generated',
  }));
}

function authorPages(
  { authors, path, plugin }: ContentFolder,
  locale: Locale,
  configuration: Configuration,
): readonly Route[] {
  if (authors === undefined) return [];
  const base = textValue(writtenProperty(plugin.options, 'authorsBasePath')) ?? 'authors';
  return authors.slugs.map((slug) => ({
    url: address(configuration, locale, path, base, ...(slug === '' ? [] : [slug])),
    file: authors.file,
    kind: 'generated',
    ...(authors.guess !== undefined && { guess: authors.guess }),
  }));
}

/** Page 2 and following of a blog's lists: each listed post brought the route of every list that shows it. */
function furtherPages(
  routes: readonly Route[],
  { plugin, path, source, translations }: ContentFolder,
  locale: Locale,
  configuration: Configuration,
): readonly Route[] {
  if (plugin.kind !== 'blog') return [];
  const option = writtenProperty(plugin.options, 'postsPerPage');
  if (textValue(option) === 'ALL') return [];
  const size = option.kind === 'literal' && typeof option.value === 'number' ? Math.max(1, option.value) : 10;
  const pageBase = textValue(writtenProperty(plugin.options, 'pageBasePath')) ?? 'page';
  const folders = [source, ...translations.map(({ folder }) => folder)];
  const shown = new Map<string, { readonly file: RepoPath; readonly count: number }>();
  for (const { url, kind, file } of routes) {
    if (kind !== 'generated' || !folders.some((folder) => file.startsWith(`${folder}/`))) continue;
    shown.set(url, { file, count: (shown.get(url)?.count ?? 0) + 1 });
  }
  const base = address(configuration, locale, listBase({ path }));
  const tags = address(
    configuration,
    locale,
    path,
    textValue(writtenProperty(plugin.options, 'tagsBasePath')) ?? 'tags',
  );
  return [...shown].flatMap(([url, { file, count }]): readonly Route[] => {
    // The list of all tags has one page.
    const isOfTag = url !== tags && url.startsWith(`${tags.replace(/\/$/, '')}/`);
    if (url !== base && !isOfTag) return [];
    return Array.from({ length: Math.ceil(count / size) - 1 }, (_, index) => ({
      url: address(configuration, { ...locale, basePath: '/' }, url, pageBase, String(index + 2)),
      file,
      kind: 'generated',
    }));
  });
}

/** Keeps one of the generated pages at one address, and none where a file has its page. */
function withoutDoubles(routes: readonly Route[]): readonly Route[] {
  const pages = new Set(routes.filter(({ kind }) => kind !== 'generated').map(({ url }) => urlKey(url)));
  const seen = new Set<string>();
  return routes.filter(({ url, kind }) => {
    if (kind !== 'generated') return true;
    const key = urlKey(url);
    if (pages.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
