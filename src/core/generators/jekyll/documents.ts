/** The addresses of posts, drafts and the documents of collections. https://jekyllrb.com/docs/collections/ */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { builtUrl, extensionOf, fileName } from '../../paths.ts';
import { flagOf, type Settings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { instantOf, inZone, readDate, sinceInstant, type WrittenDate } from '../../text/writtenDate.ts';
import type { JekyllCollection, JekyllSite } from './config.ts';
import { isLedOn, outputExtension, permalinkIn, writtenPath } from './pages.ts';
import { slugify } from './slugify.ts';
import { datePlaceholders, expandTemplate } from './template.ts';

/** A file in the folder of a collection. */
export interface DocumentPlace {
  readonly collection: JekyllCollection;
  /** Path from the folder of the collections: `de/_posts/2024-01-02-x.md`. */
  readonly path: string;
  /** Path inside the collection's folder. */
  readonly inside: string;
  readonly isDraft: boolean;
}

const datedName = /^(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$/;

/** Where a file of the site lies among the collections; `undefined` when it is in none, or is not read there. */
export function placeDocument(path: string, site: JekyllSite): DocumentPlace | undefined {
  const inCollections = site.collectionsDir === '' ? path : path.slice(site.collectionsDir.length + 1);
  if (site.collectionsDir !== '' && !path.startsWith(`${site.collectionsDir}/`)) return undefined;
  for (const collection of site.collections) {
    if (collection.label === 'posts' || collection.label === 'data') continue;
    const folder = `_${collection.label}`;
    if (!inCollections.startsWith(`${folder}/`)) continue;
    const inside = inCollections.slice(folder.length + 1);
    return site.filter.collection(inside, folder)
      ? { collection, path: inCollections, inside, isDraft: false }
      : undefined;
  }
  const [posts] = site.collections;
  const [, above = '', folder, inside = ''] = /^((?:.*\/)?)(_posts|_drafts)\/(.+)$/.exec(inCollections) ?? [];
  if (posts === undefined || folder === undefined) return undefined;
  const isRead =
    (above === '' || site.filter.page(above.slice(0, -1))) && site.filter.collection(inside, above + folder);
  if (!isRead || (folder === '_posts' && !datedName.test(fileName(inside)))) return undefined;
  return { collection: posts, path: inCollections, inside, isDraft: folder === '_drafts' };
}

/** What a document says of itself, with what the configuration adds: its front matter and the day it is of. */
export function writtenIn(
  file: ContentFile,
  place: DocumentPlace,
  site: JekyllSite,
): { readonly values: Settings; readonly written: WrittenDate | undefined } {
  // A key without a value leaves that of the defaults (`deep_merge_hashes` in utils.rb); of a page it does not.
  const own = Object.entries(file.frontMatter.data).filter(([, value]) => value !== null);
  const values = { ...site.defaults(place.path, place.collection.label), ...Object.fromEntries(own) };
  const dateInName = datedName.exec(fileName(place.path))?.[1];
  const written =
    dateOf(values.date, site) ?? (dateInName === undefined ? undefined : dateOf(fullYear(dateInName), site));
  return { values, written };
}

export function documentRoute(
  file: ContentFile,
  place: DocumentPlace,
  site: JekyllSite,
  now: number,
): Route | undefined {
  const { collection } = place;
  const { values, written } = writtenIn(file, place, site);
  const isPost = collection.label === 'posts';
  const name = fileName(place.path);
  const slugInName = datedName.exec(name)?.[2];
  const date = written ?? inZone(now, site.timeZone);
  const extension = extensionOf(name) === '' ? '' : name.slice(name.lastIndexOf('.'));
  const stem = name.slice(0, name.length - extension.length);
  const slug = textOf(values.slug) ?? (slugInName ?? stem).replace(/\.+$/, '');
  const categories = categoriesOf(place, values, site);
  const permalink = permalinkIn(values);
  const output = outputExtension(extension, permalink, site);
  const path = expandTemplate(permalink ?? collection.template, {
    ...Object.fromEntries([...site.placeholders].map(([placeholder, key]) => [placeholder, textOf(values[key]) ?? ''])),
    ...datePlaceholders(date),
    collection: collection.label,
    path: cleanedPath(place, extension),
    name: slugify(stem),
    title: slugify(slug, 'pretty', true),
    slug: slugify(slug),
    categories: [...new Set(categories.map((category) => category.toLowerCase()))].join('/'),
    slugified_categories: [...new Set(categories.map((category) => slugify(category)))].join('/'),
    output_ext: output,
  });
  if (path === undefined) return undefined;
  const url = builtUrl(site.baseUrl, writtenPath(path, output));
  const hidden = hiddenKind(place, values, written, site, now);
  const isRedirect = hidden === undefined && isLedOn(values.redirect_to, site);
  const kind: RouteKind = hidden ?? (isRedirect ? 'redirect' : isPost ? 'post' : 'page');
  if (isRedirect) return { url, file: file.path, kind, title: pageTitle(file), key: 'redirect_to' };
  const key =
    hidden === 'unpublished'
      ? 'published'
      : permalink !== undefined && 'permalink' in file.frontMatter.data
        ? 'permalink'
        : undefined;
  return { url, file: file.path, kind, title: pageTitle(file), key };
}

/** As clocks in the site's zone show it. A full date and time without an offset is read as UTC by YAML itself. */
function dateOf(value: unknown, site: JekyllSite): WrittenDate | undefined {
  const date = readDate(value);
  if (date === undefined) return undefined;
  const isYamlTime = date.offset === undefined && typeof value === 'string' && yamlTime.test(value.trim());
  if (date.offset === undefined && !isYamlTime)
    return { ...date, offset: inZone(instantOf(date, site.timeZone), site.timeZone).offset };
  return inZone(instantOf(date, 'UTC'), site.timeZone);
}

const yamlTime = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d/;

/** `24-3-9` is of this century. */
function fullYear(date: string): string {
  return date.replace(/^(\d{2})-/, (_, year: string) => `${Number(year) > 68 ? '19' : '20'}${year}-`);
}

/** Without its extension and without the first mention of the collection's folder. */
function cleanedPath({ path, collection }: DocumentPlace, extension: string): string {
  return path
    .slice(0, path.length - extension.length)
    .replace(`_${collection.label}`, '')
    .replace(/\.+$/, '');
}

/** Folders above `_posts`, then defaults and front matter. */
export function categoriesOf(place: DocumentPlace, values: Settings, site: JekyllSite): readonly string[] {
  const defaults = site.defaults(place.path, place.collection.label);
  const folders = place.collection.label === 'posts' ? (place.path.split(/\/?_(?:posts|drafts)\//)[0] ?? '') : '';
  const above = folders === place.path ? [] : folders.split('/').filter((name) => name !== '');
  const single = values.category;
  const named =
    single === undefined || single === null ? [] : Array.isArray(single) ? textsOf(single) : textsOf(single);
  return [...new Set([...above, ...wordsOf(defaults.categories), ...wordsOf(values.categories), ...named])];
}

/** A text is split at blanks, the entries of a list are not. */
export function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : textsOf(value);
}

function hiddenKind(
  place: DocumentPlace,
  values: Settings,
  date: WrittenDate | undefined,
  site: JekyllSite,
  now: number,
): RouteKind | undefined {
  if (place.isDraft && !site.showDrafts) return 'draft';
  if (flagOf(values.published) === false && !site.unpublished) return 'unpublished';
  if (!place.collection.isWritten) return 'unpublished';
  const isFuture = date !== undefined && sinceInstant(date, now, site.timeZone) > 0;
  return isFuture && !site.future && !place.collection.future ? 'future' : undefined;
}
