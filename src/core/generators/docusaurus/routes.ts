/** The addresses of one content file in every language of the site. */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, decodePath, extensionOf, type RepoPath, type UrlPath } from '../../paths.ts';
import { textValue, writtenProperty } from '../../script/value.ts';
import { pageTitle } from '../../text/title.ts';
import { jsYaml4Number, readNumbers } from '../../text/yamlNumbers.ts';
import type { Configuration, Locale } from './configuration.ts';
import type { ContentFolder } from './folders.ts';
import { categorySlug, isCategoryFile } from './sidebars.ts';
import { documentSlug, isFolderPage, pageSlug, postSlug } from './slug.ts';
import { tagsOf } from './tags.ts';

/** A file of a content folder, and whose translation it is. */
export interface Placed {
  readonly folder: ContentFolder;
  /** Path below the source folder, the same for a file and its translations. */
  readonly path: string;
  /** The language whose translation this is; `undefined` for a source. */
  readonly translates: Locale | undefined;
}

/** Where a file belongs; several times when folders of several plugins overlap. */
export function placesOf(file: RepoPath, folders: readonly ContentFolder[]): readonly Placed[] {
  return folders.flatMap((folder): readonly Placed[] => {
    const isContent = (path: string): boolean =>
      folder.plugin.takes(path) || (folder.plugin.kind === 'docs' && isCategoryFile(path));
    const own = below(file, folder.source);
    if (own !== undefined) return isContent(own) ? [{ folder, path: own, translates: undefined }] : [];
    return folder.translations.flatMap(({ locale, folder: translated }) => {
      const path = below(file, translated);
      return path !== undefined && isContent(path) ? [{ folder, path, translates: locale }] : [];
    });
  });
}

export function routesOf(
  file: ContentFile,
  placed: Placed,
  configuration: Configuration,
  has: (path: RepoPath) => boolean,
): readonly Route[] {
  const { folder, path, translates } = placed;
  if (folder.plugin.kind === 'docs' && isCategoryFile(path)) return categoryRoutes(file, placed, configuration);
  // Docusaurus looks for files among the sources only.
  if (translates && !has(`${folder.source}/${path}` as RepoPath)) return publish(file, placed, [translates], true);
  const locales = translates
    ? [translates]
    : folder.translations
        .filter((translation) => !has(`${translation.folder}/${path}` as RepoPath))
        .map(({ locale }) => locale);
  return publish(file, placed, locales, false);

  function publish(source: ContentFile, at: Placed, languages: readonly Locale[], isOrphan: boolean): readonly Route[] {
    return languages.flatMap((locale) => pageRoutes(source, at, locale, isOrphan, configuration));
  }
}

function pageRoutes(
  file: ContentFile,
  { folder, path, translates }: Placed,
  locale: Locale,
  isOrphan: boolean,
  configuration: Configuration,
): readonly Route[] {
  const data = readNumbers(file.frontMatter, jsYaml4Number);
  const url = address(configuration, locale, folder.path, slugOf(folder, path, data));
  const common = {
    file: file.path,
    title: pageTitle(file),
    ...(configuration.locales.length > 1 ? { language: locale.name } : {}),
    ...(folder.version === undefined ? {} : { version: folder.version }),
  };
  const kind = isOrphan ? 'unpublished' : data.draft === true ? 'draft' : kindOf(folder, path, url, locale, translates);
  const page: Route = { url, kind, ...common };
  if (kind === 'draft' || kind === 'unpublished' || data.unlisted === true) return [page];
  const lists = listPaths(folder, data);
  return [
    page,
    ...lists.map(
      (parts): Route => ({
        ...common,
        title: undefined,
        kind: 'generated',
        url: address(configuration, locale, listBase(folder), ...parts),
      }),
    ),
  ];
}

/** A blog's list has no slash of its own at its end, unlike the page of a folder. */
export function listBase({ path }: Pick<ContentFolder, 'path'>): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** Address parts of the generated lists that show a page: of its tags, and for a post those of the blog. */
function listPaths(
  { plugin, tags: permalinks }: ContentFolder,
  data: Readonly<Record<string, unknown>>,
): readonly string[][] {
  if (plugin.kind === 'pages') return [];
  const tags = tagsOf(data, permalinks);
  const base = textValue(writtenProperty(plugin.options, 'tagsBasePath')) ?? 'tags';
  const tagLists = tags.length === 0 ? [] : [[base], ...tags.map((tag) => [base, tag])];
  if (plugin.kind === 'docs') return tagLists;
  const archive = writtenProperty(plugin.options, 'archiveBasePath');
  const hasArchive = !(archive.kind === 'literal' && archive.value === null);
  return [[''], ...(hasArchive ? [[textValue(archive) ?? 'archive']] : []), ...tagLists];
}

function slugOf({ plugin, parser }: ContentFolder, path: string, data: Readonly<Record<string, unknown>>): string {
  const slug = textIn(data.slug);
  switch (plugin.kind) {
    case 'docs': {
      const parsePrefixes = data.parse_number_prefixes !== false;
      return documentSlug(path, { slug, id: textIn(data.id), parsePrefixes }, parser);
    }
    case 'blog':
      return slug ?? postSlug(path);
    case 'pages':
      return (isMarkdown(path) ? slug : undefined) ?? pageSlug(path);
    default: {
      const never: never = plugin.kind;
      return never;
    }
  }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isMarkdown(path: string): boolean {
  return ['.md', '.mdx'].includes(extensionOf(path));
}

function kindOf(
  { plugin }: ContentFolder,
  path: string,
  url: UrlPath,
  locale: Locale,
  translates: Locale | undefined,
): RouteKind {
  if (!locale.isDefault && !translates) return 'fallback';
  if (url === builtUrl(locale.basePath)) return 'home';
  if (plugin.kind === 'blog') return 'post';
  return plugin.kind === 'docs' && isFolderPage(path) ? 'section' : 'page';
}

/** Joins the parts below a language's base and ends them as the site wants its addresses to end. */
export function address({ trailingSlash }: Configuration, { basePath }: Locale, ...parts: readonly string[]): UrlPath {
  const url = builtUrl(basePath, ...parts.map(decodePath).filter((part) => part !== '' && part !== '/'));
  const ends = parts.findLast((part) => part !== '' && part !== '/');
  const isFolder = parts.at(-1) === '/' || (ends?.endsWith('/') ?? true);
  const bare = url.replace(/(?<!\/)\/+$/, '');
  if (bare === builtUrl(basePath).replace(/(?<!\/)\/+$/, '')) return builtUrl(basePath, '/');
  return (trailingSlash === undefined ? (isFolder ? `${bare}/` : bare) : trailingSlash ? `${bare}/` : bare) as UrlPath;
}

function categoryRoutes(
  file: ContentFile,
  { folder, path, translates }: Placed,
  configuration: Configuration,
): readonly Route[] {
  const slug = categorySlug(path, file.text ?? '', folder.sidebars, folder.parser);
  if (slug === undefined || translates) return [];
  return configuration.locales.map((locale) => ({
    url: address(configuration, locale, folder.path, slug),
    file: file.path,
    kind: 'generated',
  }));
}
