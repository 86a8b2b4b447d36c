/** `pelicanconf.py`, and `publishconf.py` over it, read as text. https://docs.getpelican.com/en/latest/settings.html */

import { siteTarget } from '../../backlinks/siteTarget.ts';
import type { Note } from '../../model.ts';
import { fileName, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type PythonAssignment, type PythonValue, readPythonAssignments } from '../../python/literals.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { asfConfigName, readAsfSettings } from './asfSettings.ts';
import type { SlugStyle } from './slug.ts';

/** What `pelicanconf.py` says of addresses. */
export interface PelicanSettings {
  readonly address: { readonly url: string; readonly file: RepoPath; readonly line: number } | undefined;
  readonly basePath: string;
  /** Folder of the content. */
  readonly path: RepoPath;
  readonly articlePaths: readonly string[];
  readonly articleExcludes: readonly string[];
  readonly pagePaths: readonly string[];
  readonly pageExcludes: readonly string[];
  /** Held against the name of each file and of each folder that it lies in. */
  readonly ignores: PathTest;
  readonly staticPaths: readonly string[];
  /** Endings of files that are read as content; of `READERS` those that it switches off are left out. */
  readonly readable: ReadonlySet<string>;
  readonly defaultLanguage: string;
  readonly defaultCategory: string;
  readonly defaultMetadata: Readonly<Record<string, string>>;
  readonly extraMetadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `DEFAULT_DATE` gives articles without a date one; `fs` takes it from the file. */
  readonly defaultDate: string | undefined;
  readonly timeZone: string;
  /** Names of months are in it. */
  readonly dateLanguage: string;
  /** Templates that are pages of their own, below the content folder, and the files they are written to. */
  readonly templatePages: Readonly<Record<string, string>>;
  /** Lists of everything, and the files they are written to; empty for one that is not. */
  readonly directTemplates: readonly { readonly name: string; readonly path: string }[];
  /** Articles on a page; `undefined` where all are on one, or the further ones are not called as usual. */
  readonly pageSize: number | undefined;
  /** Feeds that are written: of which kind of list, and the form of their files. */
  readonly feeds: readonly { readonly name: string; readonly form: string }[];
  /** The map of the site that the plugin for it writes. https://github.com/pelican-plugins/sitemap */
  readonly map: string | undefined;
  readonly withFuture: boolean;
  readonly useFolder: boolean;
  readonly filenamePattern: string;
  readonly pathPattern: string | undefined;
  readonly slugSource: string;
  readonly slugs: SlugStyle;
  readonly categorySlugs: SlugStyle;
  readonly tagSlugs: SlugStyle;
  readonly authorSlugs: SlugStyle;
  readonly author: string | undefined;
  /** A URL or file setting: `ARTICLE_URL`; empty where it is switched off. */
  setting(name: string): string;
  /** The setting is there, and is no literal. */
  isUnread(name: string): boolean;
  readonly notes: readonly Note[];
}

const defaults: Readonly<Record<string, string>> = {
  ARTICLE_URL: '{slug}.html',
  ARTICLE_SAVE_AS: '{slug}.html',
  ARTICLE_LANG_URL: '{slug}-{lang}.html',
  ARTICLE_LANG_SAVE_AS: '{slug}-{lang}.html',
  DRAFT_URL: 'drafts/{slug}.html',
  DRAFT_SAVE_AS: 'drafts/{slug}.html',
  DRAFT_LANG_URL: 'drafts/{slug}-{lang}.html',
  DRAFT_LANG_SAVE_AS: 'drafts/{slug}-{lang}.html',
  PAGE_URL: 'pages/{slug}.html',
  PAGE_SAVE_AS: 'pages/{slug}.html',
  PAGE_LANG_URL: 'pages/{slug}-{lang}.html',
  PAGE_LANG_SAVE_AS: 'pages/{slug}-{lang}.html',
  DRAFT_PAGE_URL: 'drafts/pages/{slug}.html',
  DRAFT_PAGE_SAVE_AS: 'drafts/pages/{slug}.html',
  DRAFT_PAGE_LANG_URL: 'drafts/pages/{slug}-{lang}.html',
  DRAFT_PAGE_LANG_SAVE_AS: 'drafts/pages/{slug}-{lang}.html',
  STATIC_URL: '{path}',
  CATEGORY_URL: 'category/{slug}.html',
  CATEGORY_SAVE_AS: 'category/{slug}.html',
  TAG_URL: 'tag/{slug}.html',
  TAG_SAVE_AS: 'tag/{slug}.html',
  AUTHOR_URL: 'author/{slug}.html',
  AUTHOR_SAVE_AS: 'author/{slug}.html',
  YEAR_ARCHIVE_SAVE_AS: '',
  MONTH_ARCHIVE_SAVE_AS: '',
  DAY_ARCHIVE_SAVE_AS: '',
};

export async function readSettings(config: RepoPath, root: RepoPath, repo: Repo): Promise<PelicanSettings> {
  const known = new Map<string, PythonAssignment & { readonly file: RepoPath }>();
  const publish = joinRepo(root, 'publishconf.py');
  const problems: Note[] = [];
  const sources: string[] = [];
  for (const file of [config, publish]) {
    if (file === undefined || !repo.has(file)) continue;
    const source = (await repo.read(file)) ?? '';
    sources.push(source);
    append(problems, conflictNotes(file, source));
    const asf = fileName(file) === asfConfigName ? readAsfSettings(file, source) : undefined;
    append(problems, asf?.notes ?? []);
    const assignments = asf?.assignments ?? readPythonAssignments(source);
    for (const [name, assigned] of assignments) known.set(name, { ...assigned, file });
  }
  const value = (name: string): PythonValue => known.get(name)?.value;
  const text = (name: string): string | undefined => {
    const found = value(name);
    return typeof found === 'string' ? found : undefined;
  };
  const list = (name: string, otherwise: readonly string[]): readonly string[] => {
    const found = value(name);
    if (typeof found === 'string') return [found];
    return Array.isArray(found) ? found.filter((entry) => typeof entry === 'string') : otherwise;
  };
  const site = known.get('SITEURL');
  const url = text('SITEURL');
  const style = (name: string): SlugStyle => ({
    useUnicode: value('SLUGIFY_USE_UNICODE') === true,
    keepCase: value('SLUGIFY_PRESERVE_CASE') === true,
    substitutions: pairs(value(name)) ?? pairs(value('SLUG_REGEX_SUBSTITUTIONS')),
  });
  const folder = text('PATH') ?? 'content';
  const unread = [...Object.keys(defaults), 'PATH'].filter((name) => known.has(name) && value(name) === undefined);
  return {
    address:
      url !== undefined && site !== undefined && siteTarget(url) !== undefined
        ? { url, file: site.file, line: site.line }
        : undefined,
    basePath: basePathOf(url),
    path: joinRepo(root, folder) ?? root,
    articlePaths: list('ARTICLE_PATHS', ['']),
    articleExcludes: list('ARTICLE_EXCLUDES', []),
    pagePaths: list('PAGE_PATHS', ['pages']),
    pageExcludes: list('PAGE_EXCLUDES', []),
    ignores: globsTest(list('IGNORE_FILES', [])),
    staticPaths: list('STATIC_PATHS', ['images']),
    readable: readableBy(value('READERS'), sources),
    defaultLanguage: (text('DEFAULT_LANG') ?? 'en').toLowerCase(),
    defaultCategory: text('DEFAULT_CATEGORY') ?? 'misc',
    defaultMetadata: texts(value('DEFAULT_METADATA')),
    extraMetadata: nested(value('EXTRA_PATH_METADATA')),
    defaultDate: text('DEFAULT_DATE') ?? dateTuple(value('DEFAULT_DATE')),
    timeZone: text('TIMEZONE') ?? 'UTC',
    dateLanguage: languageOfLocale(list('LOCALE', [])[0]),
    templatePages: literalTexts(value('TEMPLATE_PAGES')),
    directTemplates: list('DIRECT_TEMPLATES', ['index', 'tags', 'categories', 'authors', 'archives']).map((name) => {
      const key = `${name.toUpperCase()}_SAVE_AS`;
      return { name, path: value(key) === false ? '' : (text(key) ?? `${name}.html`) };
    }),
    pageSize: known.has('PAGINATION_PATTERNS') || known.has('PAGINATED_TEMPLATES') ? undefined : pageSizeOf(value),
    feeds: Object.entries(feedDefaults).flatMap(([name, usual]) => {
      const form = known.has(name) ? text(name) : usual;
      const language = text('DEFAULT_LANG') ?? 'en';
      return form === undefined ? [] : [{ name: name.split('_')[0] ?? '', form: form.replace('{lang}', language) }];
    }),
    map: mapOf(value('PLUGINS'), value('SITEMAP')),
    withFuture: value('WITH_FUTURE_DATES') !== false,
    useFolder: value('USE_FOLDER_AS_CATEGORY') !== false,
    filenamePattern: text('FILENAME_METADATA') ?? '(?P<date>\\d{4}-\\d{2}-\\d{2}).*',
    pathPattern: text('PATH_METADATA') || undefined,
    slugSource: text('SLUGIFY_SOURCE') ?? 'title',
    slugs: style('SLUG_REGEX_SUBSTITUTIONS'),
    categorySlugs: style('CATEGORY_REGEX_SUBSTITUTIONS'),
    tagSlugs: style('TAG_REGEX_SUBSTITUTIONS'),
    authorSlugs: style('AUTHOR_REGEX_SUBSTITUTIONS'),
    author: text('AUTHOR'),
    setting: (name) => (value(name) === false ? '' : (text(name) ?? defaults[name] ?? '')),
    isUnread: (name) => unread.includes(name),
    notes: problems.concat(
      site !== undefined && site.value === undefined ? [computedAddress(site)] : [],
      unread.map((name) => {
        const { file, line } = known.get(name) ?? { file: config, line: 1 };
        const message = `${name} is not a plain text here, so its usual value is assumed. Write it as a literal.`;
        return { file, line, message, doubtsAddresses: true };
      }),
    ),
  };
}

function computedAddress({ file, line }: { readonly file: RepoPath; readonly line: number }): Note {
  const message = `SITEURL in ${file} is computed, and addresses are given without the path that it may end in. Write it as a literal, or name the address in .broken-backlinks.json, such as { "site": "https://example.org/blog/" }.`;
  return { file, line, message, wantsAddress: true, doubtsAddresses: true };
}

const feedDefaults: Readonly<Record<string, string | undefined>> = {
  FEED_ATOM: undefined,
  FEED_RSS: undefined,
  FEED_ALL_ATOM: 'feeds/all.atom.xml',
  FEED_ALL_RSS: undefined,
  CATEGORY_FEED_ATOM: 'feeds/{slug}.atom.xml',
  CATEGORY_FEED_RSS: undefined,
  AUTHOR_FEED_ATOM: 'feeds/{slug}.atom.xml',
  AUTHOR_FEED_RSS: 'feeds/{slug}.rss.xml',
  TAG_FEED_ATOM: undefined,
  TAG_FEED_RSS: undefined,
  TRANSLATION_FEED_ATOM: 'feeds/all-{lang}.atom.xml',
  TRANSLATION_FEED_RSS: undefined,
};

function pageSizeOf(value: (name: string) => PythonValue): number | undefined {
  const size = value('DEFAULT_PAGINATION');
  const orphans = value('DEFAULT_ORPHANS');
  return typeof size === 'number' && size > 0 && (orphans === undefined || orphans === 0) ? size : undefined;
}

/** Python refuses such a file whole; what was read of it may be of either side. */
function conflictNotes(file: RepoPath, source: string): readonly Note[] {
  const line = source.split('\n').findIndex((text) => /^(?:<{7}|>{7}) /.test(text)) + 1;
  if (line === 0) return [];
  const message = `${file} holds a merge that is not finished, so that its settings are not certain. Finish the merge.`;
  return [{ file, line, message, doubtsAddresses: true }];
}

function isMap(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: PythonValue): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(literalTexts(value)).map(([key, text]) => [key.toLowerCase(), text]));
}

function literalTexts(value: PythonValue): Readonly<Record<string, string>> {
  if (!isMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const usuallyRead = ['.md', '.markdown', '.mkd', '.mdown', '.rst', '.html', '.htm'];

/** `MarkdownReader.file_extensions.append('mdtext')` */
const addedEnding = /\bMarkdownReader\.file_extensions\.append\(\s*["'](\w+)["']\s*\)/g;

/** `READERS = {'html': None}` copies HTML as it is. https://docs.getpelican.com/en/latest/settings.html#readers */
function readableBy(readers: PythonValue, sources: readonly string[]): ReadonlySet<string> {
  const off = new Set(isMap(readers) ? Object.keys(readers).filter((ending) => readers[ending] === null) : []);
  const added = sources.flatMap((source) => [...source.matchAll(addedEnding)].map(([, ending]) => `.${ending}`));
  return new Set([...usuallyRead, ...added].filter((ending) => !off.has(ending.slice(1))));
}

/** `fr_FR.UTF-8`; without one it is the machine's, which is English on those that build sites. */
function languageOfLocale(locale: string | undefined): string {
  const [, language, region] = /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(locale ?? '') ?? [];
  if (language === undefined || language === 'en') return 'en';
  return region === undefined ? language : `${language}-${region}`;
}

function nested(value: PythonValue): Readonly<Record<string, Readonly<Record<string, string>>>> {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, texts(entry)]));
}

function pairs(value: PythonValue): readonly (readonly [string, string])[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((pair: PythonValue) => {
    const [from, to] = Array.isArray(pair) ? (pair as readonly PythonValue[]) : [];
    return typeof from === 'string' && typeof to === 'string' ? [[from, to] as const] : [];
  });
}

/** `(2012, 3, 2, 14, 1, 1)` */
function dateTuple(value: PythonValue): string | undefined {
  if (!Array.isArray(value) || value.length < 3) return undefined;
  return value.slice(0, 3).join('-');
}

/** In text or XML, by the setting `format`. */
function mapOf(plugins: PythonValue, options: PythonValue): string | undefined {
  const names = Array.isArray(plugins) ? plugins : [];
  if (!names.some((name) => typeof name === 'string' && /(?:^|[._])sitemap$/.test(name))) return undefined;
  const isText = typeof options === 'object' && options !== null && 'format' in options && options.format === 'txt';
  return isText ? 'sitemap.txt' : 'sitemap.xml';
}
