/**
 * Pelican.
 *
 * - An article is at `ARTICLE_URL`, by default `/{slug}.html`, a page at `/pages/{slug}.html`; the slug is made of the
 *   title, in ASCII. The folder is the category and no part of the address unless a setting says so.
 * - `Slug`, `URL` and `Save_as` of the metadata decide first; another `Lang` than the site's adds it to the slug.
 * - Articles without a date, and with `Status: skip`, are not published; drafts have addresses of their own.
 *
 * https://docs.getpelican.com/en/latest/settings.html#url-settings
 */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath, urlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { readDate, sinceInstant, type WrittenDate } from '../../text/writtenDate.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import {
  type DetectedSite,
  type Generator,
  madeFiles,
  type OpenOptions,
  type Permalinks,
} from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { asfConfigName } from './asfSettings.ts';
import { formatUrl } from './format.ts';
import { articleLists, completeLists, feedAt } from './lists.ts';
import { authorsOf, type Metadata, metadataOf, readMetadata } from './metadata.ts';
import { type PelicanSettings, readSettings } from './settings.ts';
import { pelicanSlug } from './slug.ts';

export const pelican: Generator = {
  id: 'pelican',
  title: 'Pelican',
  docs: 'https://docs.getpelican.com/en/latest/settings.html#url-settings',
  command: /\bpelican\b/,

  async detect(repo) {
    const plain = filesNamed(repo, 'pelicanconf.py');
    const made = filesNamed(repo, asfConfigName).filter(
      (file) => !plain.some((own) => folderOf(own) === folderOf(file)),
    );
    return [...plain, ...made].map((config): DetectedSite => {
      const certainty = inExampleFolder(config) ? 0.4 : 0.95;
      return { generator: 'pelican', root: folderOf(config), config, because: config, certainty };
    });
  },

  open,
};

async function open({ config, root }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'pelicanconf.py') ?? root;
  const settings = await readSettings(file, root, repo);
  const instant = Date.parse(now);
  const map = madeFiles(settings.map === undefined ? [] : [settings.map], settings.basePath, file);
  return {
    address: settings.address,
    basePath: settings.basePath,
    staticRoots: [],
    notes: settings.notes,
    reads(path) {
      const kind = placeOf(path, settings)?.kind;
      return kind === undefined ? undefined : kind === 'static' ? 'path' : 'whole';
    },
    routes: (content) => routesOf(content, settings, instant),
    beside: (path, routeAt) => feedAt(path, routeAt, settings, file) ?? map(path),
    complete: (routes) => completeLists([...templatePages(settings, repo), ...routes], settings, file),
  };
}

interface Place {
  readonly kind: 'article' | 'page' | 'static';
  /** Below the content folder. */
  readonly path: string;
}

function placeOf(path: RepoPath, settings: PelicanSettings): Place | undefined {
  const inside = below(path, settings.path);
  if (inside === undefined || /(?:^|\/)\./.test(inside) || inside.split('/').some(settings.ignores)) return undefined;
  const isIn = (folders: readonly string[]) => folders.some((folder) => within(inside, folder));
  const isPage = isIn(settings.pagePaths) && !isIn(settings.pageExcludes);
  const isArticle = isIn(settings.articlePaths) && !isIn([...settings.articleExcludes, ...settings.pagePaths]);
  if (settings.readable.has(extensionOf(inside))) {
    if (isPage) return { kind: 'page', path: inside };
    if (isArticle) return { kind: 'article', path: inside };
  }
  return isIn(settings.staticPaths) ? { kind: 'static', path: inside } : undefined;
}

/** In a folder, or the file itself; the empty folder is all of them. */
function within(path: string, folder: string): boolean {
  const tidy = folder.replace(/^\.?\/+|(?<!\/)\/+$/g, '');
  return tidy === '' || tidy === '.' || path === tidy || path.startsWith(`${tidy}/`);
}

function routesOf(file: ContentFile, settings: PelicanSettings, now: number): readonly Route[] {
  const place = placeOf(file.path, settings);
  if (place === undefined) return [];
  const extra = settings.extraMetadata[place.path] ?? {};
  if (place.kind === 'static') {
    const path = extra.save_as ?? extra.path ?? place.path;
    const url = builtUrl(settings.basePath, formatUrl(settings.setting('STATIC_URL'), { path }, undefined));
    return [{ url, file: file.path, kind: 'static' }];
  }
  const data = metadataFor(place, readMetadata(file.path, file.text ?? ''), extra, settings);
  const date = dateOf(data, settings);
  const slug = data.slug || slugOf(place, data, settings);
  const language = (data.lang ?? settings.defaultLanguage).toLowerCase();
  const status = hiddenKind(place, data, date, settings, now);
  const values = {
    ...data,
    slug,
    lang: language,
    path: place.path,
    category: pelicanSlug(data.category ?? '', settings.categorySlugs),
    author: pelicanSlug(data.author ?? '', settings.authorSlugs),
  };
  const name = settingName(place, status?.kind, language !== settings.defaultLanguage);
  const path = addressOf(data, (suffix) =>
    settings.isUnread(name + suffix)
      ? undefined
      : formatUrl(settings.setting(name + suffix), values, date, settings.dateLanguage),
  );
  // A page that is saved nowhere is not written.
  const hidden = status ?? (path === '' ? { kind: 'unpublished' as const, key: undefined } : undefined);
  const url = builtUrl(settings.basePath, path.replace(/(^|\/)index\.html$/, '$1'));
  const isHome = url === builtUrl(settings.basePath, '/');
  const own: RouteKind = isHome ? 'home' : place.kind === 'article' ? 'post' : 'page';
  const kind = hidden?.kind ?? (/\[\w+\]/.test(path) ? 'dynamic' : own);
  const title = data.title || undefined;
  const key = hidden?.key ?? ['save_as', 'url', 'slug'].find((entry) => data[entry] !== undefined);
  const route: Route = { url, file: file.path, kind, title, language, key };
  const isListed = hidden === undefined && place.kind === 'article' && data.status?.trim() !== 'hidden';
  return isListed ? [route, ...articleLists(route, data, date, settings)] : [route];
}

function settingName(place: Place, hidden: RouteKind | undefined, isTranslated: boolean): string {
  const isDraft = hidden === 'draft' || hidden === 'future';
  const subject = isDraft ? (place.kind === 'page' ? 'DRAFT_PAGE' : 'DRAFT') : place.kind.toUpperCase();
  return `${subject}${isTranslated ? '_LANG' : ''}`;
}

/**
 * The file that is written decides. `url` only names it, and is kept where it can be the same page.
 * https://docs.getpelican.com/en/latest/settings.html#url-settings
 */
function addressOf(data: Metadata, setting: (suffix: '_URL' | '_SAVE_AS') => string | undefined): string {
  const url = data.url ?? setting('_URL');
  const file = data.save_as ?? setting('_SAVE_AS') ?? url ?? '';
  return file !== '' && url && tidyAddress(url) === tidyAddress(file) ? url : file;
}

const tidyAddress = (path: string): string => urlPath(`/${path}`).replace(/\/index\.html$|\.html$|\/$/, '');

/** Settings, then the path, then the file itself. */
function metadataFor(place: Place, own: Metadata, extra: Metadata, settings: PelicanSettings): Metadata {
  const stem = fileName(place.path).slice(0, -extensionOf(place.path).length);
  const folder = fileName(folderOf(place.path));
  const ofPath: Record<string, string> = {};
  const groups = [
    metadataOf(settings.filenamePattern, stem),
    settings.pathPattern === undefined ? {} : metadataOf(settings.pathPattern, place.path),
    settings.useFolder && folder !== '' ? { category: folder } : {},
  ];
  for (const group of groups) for (const [key, value] of Object.entries(group)) ofPath[key] ??= value;
  const base = {
    category: settings.defaultCategory,
    ...(settings.author === undefined ? {} : { author: settings.author }),
  };
  const author = own.author ?? authorsOf(own)[0];
  const all = { ...base, ...settings.defaultMetadata, ...extra, ...ofPath, ...nonEmpty(own) };
  return author === undefined ? all : { ...all, author };
}

/** Empty keys are as good as none, but for the two that take an address away. */
function nonEmpty(data: Metadata): Metadata {
  return Object.fromEntries(
    Object.entries(data).filter(([key, value]) => value.trim() !== '' || key === 'save_as' || key === 'url'),
  );
}

function slugOf(place: Place, data: Metadata, settings: PelicanSettings): string {
  const isBase = settings.slugSource === 'basename';
  const source = isBase ? fileName(place.path).slice(0, -extensionOf(place.path).length) : (data.title ?? '');
  return pelicanSlug(source, settings.slugs);
}

function dateOf(data: Metadata, settings: PelicanSettings): WrittenDate | undefined {
  // The program's reader of dates passes quotes over.
  const written = readDate(data.date?.replaceAll('_', ' ').replace(/^(['"])(.*)\1$/, '$2'));
  return written ?? (settings.defaultDate === 'fs' ? undefined : readDate(settings.defaultDate));
}

function hiddenKind(
  place: Place,
  data: Metadata,
  date: WrittenDate | undefined,
  settings: PelicanSettings,
  now: number,
): { readonly kind: RouteKind; readonly key: string | undefined } | undefined {
  const status = (data.status ?? 'published').trim();
  if (status === 'draft') return { kind: 'draft', key: 'status' };
  if (status !== 'published' && status !== 'hidden') return { kind: 'unpublished', key: 'status' };
  if (!data.title) return { kind: 'unpublished', key: undefined };
  if (place.kind === 'page') return undefined;
  if (date === undefined) return settings.defaultDate === 'fs' ? undefined : { kind: 'unpublished', key: undefined };
  const isFuture = !settings.withFuture && sinceInstant(date, now, settings.timeZone) > 0;
  return isFuture ? { kind: 'future', key: 'date' } : undefined;
}

function templatePages(settings: PelicanSettings, repo: Repo): readonly Route[] {
  return Object.entries(settings.templatePages).flatMap(([template, path]): readonly Route[] => {
    const file = joinRepo(settings.path, template);
    if (file === undefined || !repo.has(file)) return [];
    const url = builtUrl(settings.basePath, path.replace(/(^|\/)index\.html$/, '$1'));
    return [{ url, file, kind: 'page' }];
  });
}
