/** The addresses of posts and drafts. https://hexo.io/docs/permalinks */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { builtUrl, decodePath, extensionOf, fileName, type UrlPath } from '../../paths.ts';
import { flagOf, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { instantOf, inZone, padded, readDate, type WrittenDate } from '../../text/writtenDate.ts';
import type { HexoSite } from './config.ts';
import { hexoFrontMatter } from './frontMatter.ts';
import { fillPermalink, type NameReader, slugize } from './permalink.ts';

/** `inside` is the path below `_posts/` or `_drafts/`. */
export function postRoute(
  file: ContentFile,
  inside: string,
  isDraft: boolean,
  site: HexoSite,
  now: number,
  read: NameReader,
): Route {
  const name = inside.slice(0, inside.length - extensionOf(inside).length);
  const info = read(name);
  const values = valuesOf(file, info);
  const slug = info?.title ?? slugize(name);
  const date = dateOf(values, info, site);
  const written = textOf(values.permalink);
  const path = written === undefined ? permalinkOf(values, slug, date, info, site) : decodePath(written);
  const closed = site.assetFolders && !/(?:\/|\.html)$/.test(path) ? `${path}/` : path;
  const url = prettyUrl(builtUrl(site.root, closed), site);
  const base = { url, file: file.path, title: pageTitle({ ...file, frontMatter: hexoFrontMatter(file) }) };
  const key = written === undefined ? undefined : 'permalink';
  const hidden = hiddenKind(values, date, isDraft, site, now);
  if (hidden !== undefined) return { ...base, kind: hidden, key: hidden === 'unpublished' ? 'published' : key };
  return { ...base, kind: /\[\w+\]/.test(url) && written === undefined ? 'dynamic' : 'post', key };
}

/** What the name gives by `new_post_name` is told by the name alone, but for its title and day. */
const namesOwn = new Set(['title', 'year', 'month', 'day', 'i_month', 'i_day', 'hash']);

/** What a post says of itself, its name before its front matter. */
function valuesOf(file: ContentFile, info: ReturnType<NameReader>): Settings {
  const told = Object.entries(info ?? {}).filter(([key]) => !namesOwn.has(key));
  return { ...hexoFrontMatter(file).data, ...Object.fromEntries(told) };
}

function permalinkOf(
  values: Settings,
  slug: string,
  date: WrittenDate | undefined,
  info: Readonly<Record<string, string>> | undefined,
  site: HexoSite,
): string {
  const others = { ...site.permalinkDefaults, ...info, ...values };
  const texts = Object.entries(others).flatMap(([key, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return fillPermalink(site.permalink, {
    ...Object.fromEntries(texts),
    ...(date === undefined ? noDate : dateValues(date)),
    id: textOf(values.id),
    hash: undefined,
    title: slug,
    slug,
    name: fileName(slug),
    post_title: slugize(textOf(values.title) ?? '', 1),
    category: categorySlug(values, site),
  });
}

/** Without a date in front matter or name Hexo takes the time the file was made, which git does not keep. */
const dateNames = ['year', 'month', 'day', 'i_month', 'i_day', 'hour', 'minute', 'second', 'timestamp'] as const;
const noDate = Object.fromEntries(dateNames.map((name) => [name, undefined]));

function dateValues(date: WrittenDate): Readonly<Record<string, string>> {
  return {
    year: padded(date.year, 4),
    month: padded(date.month),
    day: padded(date.day),
    i_month: String(date.month),
    i_day: String(date.day),
    hour: padded(date.hour),
    minute: padded(date.minute),
    second: padded(date.second),
    timestamp: String(instantOf(date) / 1000),
  };
}

/**
 * As the clock of a machine that keeps UTC shows it: Hexo reads what is written as a time of the site's zone
 * (after turning one with an offset to UTC) and prints it in that of the machine.
 */
function dateOf(
  values: Settings,
  info: Readonly<Record<string, string>> | undefined,
  site: HexoSite,
): WrittenDate | undefined {
  const { year, month, i_month, day, i_day } = info ?? {};
  const inName = year === undefined ? undefined : readDate(`${year}-${month ?? i_month}-${day ?? i_day}`);
  const written = readDate(values.date) ?? inName;
  if (written === undefined) return undefined;
  const local = written.offset === undefined ? written : inZone(instantOf(written), 'UTC');
  return inZone(instantOf({ ...local, offset: undefined }, site.timeZone), 'UTC');
}

/** The last of the nested categories, with those above it. */
function categorySlug(values: Settings, site: HexoSite): string {
  const written = values.categories ?? values.category;
  const list = Array.isArray(written) ? written : [written];
  const last: unknown = list.at(-1);
  const path = Array.isArray(last) ? textsOf(last) : textsOf(list.filter((entry) => !Array.isArray(entry)));
  if (path.length === 0) return textOf(site.settings.default_category) ?? 'uncategorized';
  return path.map((name) => nameSlug(name, 'category_map', site)).join('/');
}

/** A tag or category as a part of its address. */
function nameSlug(name: string, map: 'category_map' | 'tag_map', site: HexoSite): string {
  const transform = Number(site.settings.filename_case);
  const mapped = textOf(settingsAt(site.settings, map)[name]) ?? name;
  return slugize(mapped, transform === 1 || transform === 2 ? transform : 0);
}

function hiddenKind(
  values: Settings,
  date: WrittenDate | undefined,
  isDraft: boolean,
  site: HexoSite,
  now: number,
): RouteKind | undefined {
  if (isDraft) return site.renderDrafts ? undefined : 'draft';
  if (flagOf(values.published) === false && !site.renderDrafts) return 'unpublished';
  const isFuture = date !== undefined && instantOf(date) > now;
  return isFuture && !site.future ? 'future' : undefined;
}

/** The addresses of a post's tags and categories. */
export function termUrls(file: ContentFile, inside: string, site: HexoSite, read: NameReader): readonly UrlPath[] {
  const data = valuesOf(file, read(inside.slice(0, inside.length - extensionOf(inside).length)));
  const urls: UrlPath[] = [];
  if (site.packages.has('hexo-generator-tag')) {
    const folder = textOf(site.settings.tag_dir) ?? 'tags';
    for (const name of textsOf(data.tags ?? data.tag))
      urls.push(builtUrl(site.root, folder, nameSlug(name, 'tag_map', site), '/'));
  }
  if (site.packages.has('hexo-generator-category')) {
    const folder = textOf(site.settings.category_dir) ?? 'categories';
    const written = data.categories ?? data.category;
    const list = Array.isArray(written) ? written : [written];
    const paths = list.some(Array.isArray) ? list.map(textsOf) : [textsOf(list)];
    for (const path of paths) {
      const slugs = path.map((name) => nameSlug(name, 'category_map', site));
      for (const end of slugs.keys()) urls.push(builtUrl(site.root, folder, ...slugs.slice(0, end + 1), '/'));
    }
  }
  return urls;
}

/**
 * The archives of a post's year, month and day, which are made where the settings do not say otherwise; of a post without a
 * date, whose day is that of the build, none. https://github.com/hexojs/hexo-generator-archive
 */
export function archiveUrls(file: ContentFile, inside: string, site: HexoSite, read: NameReader): readonly UrlPath[] {
  const settings = settingsAt(site.settings, 'archive_generator');
  const isOn = (name: string, usual = true) => flagOf(settings[name]) ?? usual;
  if (!site.packages.has('hexo-generator-archive') || !isOn('enabled') || !isOn('yearly')) return [];
  const name = inside.slice(0, inside.length - extensionOf(inside).length);
  const date = dateOf(hexoFrontMatter(file).data, read(name), site);
  if (date === undefined) return [];
  const { month = '', day = '' } = dateValues(date);
  const folder = textOf(site.settings.archive_dir) ?? 'archives';
  const urlOf = (...more: readonly string[]) => builtUrl(site.root, folder, String(date.year), ...more, '/');
  return [urlOf(), ...(isOn('monthly') ? [urlOf(month)] : []), ...(isOn('daily', false) ? [urlOf(month, day)] : [])];
}

/** Without the endings the site leaves out of its links. */
export function prettyUrl(url: UrlPath, site: HexoSite): UrlPath {
  if (url.endsWith('/index.html')) return url.slice(0, -'index.html'.length) as UrlPath;
  return (site.keepHtml || !url.endsWith('.html') ? url : url.slice(0, -'.html'.length)) as UrlPath;
}
