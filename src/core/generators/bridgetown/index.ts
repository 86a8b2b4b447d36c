/**
 * Bridgetown.
 *
 * - A file of `src` with front matter is a page: `a/b.md` is at `/a/b/`, `a/index.md` at `/a/`, `feed.xml` keeps its name.
 *   Files without front matter are copied, names that begin with `_` are neither.
 * - `_posts/2024-03-05-name.md` goes by the site's permalink, `/:categories/:year/:month/:day/:slug/` where it names none, a
 *   document of a collection with `output: true` to `/:collection/:path/`. `permalink` of the front matter or of
 *   `_defaults.yml` says otherwise.
 * - A page with `prototype` is made once for each term, one with `paginate` once for each part of its list.
 *
 * https://www.bridgetownrb.com/docs/content/permalinks
 */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { flagOf, isSettings, type Settings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { instantOf, inZone, padded, readDate, type WrittenDate } from '../../text/writtenDate.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import {
  type DetectedSite,
  type Generator,
  madeFiles,
  type OpenOptions,
  type Permalinks,
} from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { addressBy, datedNameOf, pathOf, permalinkEnding } from './permalink.ts';
import { type BridgetownCollection, type BridgetownSite, configNames, readBridgetown } from './settings.ts';

export const bridgetown: Generator = {
  id: 'bridgetown',
  title: 'Bridgetown',
  docs: 'https://www.bridgetownrb.com/docs/content/permalinks',
  command: /\bbridgetown (?:build|deploy)\b|^[ \t]*gem ['"]bridgetown['"]/m,

  async detect(repo) {
    const found = new Map<RepoPath, DetectedSite>();
    const add = (root: RepoPath, config: RepoPath) => {
      const certainty = inExampleFolder(config) ? 0.3 : 0.96;
      if (!found.has(root)) found.set(root, { generator: 'bridgetown', root, config, because: config, certainty });
    };
    for (const config of filesNamed(repo, ...configNames)) add(folderOf(config), config);
    for (const config of filesNamed(repo, 'initializers.rb')) {
      if (fileName(folderOf(config)) !== 'config') continue;
      if (((await repo.read(config)) ?? '').includes('Bridgetown.configure')) add(folderOf(folderOf(config)), config);
    }
    return [...found.values()];
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'bridgetown.config.yml') ?? root;
  const site = await readBridgetown(root, file, repo);
  const basePath = basePathOf(site.basePath, 'path');
  const { url } = site;
  return {
    address: url && { url: `${url.text.replace(/(?<!\/)\/+$/, '')}${basePath}`, file: url.file, line: url.line },
    basePath,
    staticRoots: [],
    // A file without front matter is copied to its own place. https://www.bridgetownrb.com/docs/static-files
    htmlPages: { folder: site.source, front: [] },
    notes: site.notes,
    reads: (path) => {
      const inside = below(path, site.source);
      if (inside === undefined || placeOf(inside, site) === undefined) return undefined;
      return isText(path, site) ? 'head' : 'path';
    },
    routes: (content) => routesOf(content, site, basePath, Date.parse(now)),
    beside: madeFiles(['sitemap.xml', 'feed.xml', '_bridgetown/'], basePath, file),
  };
}

/** Files that may have front matter. */
const texts = new Set([
  ...['', '.html', '.htm', '.erb', '.serb', '.liquid', '.slim', '.haml', '.rb', '.xml', '.json', '.txt', '.css', '.js'],
  ...['.webmanifest', '.svg', '.csv', '.ics'],
]);

function isText(path: string, { markdown }: BridgetownSite): boolean {
  return texts.has(extensionOf(path)) || markdown.has(extensionOf(path));
}

interface Place {
  readonly collection: BridgetownCollection;
  /** From the top of the source, without the folder of the collections. */
  readonly path: string;
}

/** The collection a file lies in; `undefined` of what is passed over. */
function placeOf(inside: string, site: BridgetownSite): Place | undefined {
  if (site.excluded.some((entry) => inside === entry || inside.startsWith(`${entry.replace(/\/$/, '')}/`)))
    return undefined;
  const path = site.collectionsDir === '' ? inside : (below(inside, site.collectionsDir) ?? inside);
  const [first = '', ...others] = path.split('/');
  const own = site.collections.find(({ label }) => first === `_${label}` && others.length > 0);
  const names = own === undefined ? path.split('/') : others;
  const isKept = (name: string) => name === '.well-known' || name === '.htaccess' || name === '_redirects';
  const isPassedOver = names.some((name, at) => {
    const isName = at === names.length - 1;
    return !isKept(name) && (/^[.#~]|~$/.test(name) || (name.startsWith('_') && (isName || own === undefined)));
  });
  const collection = own ?? site.collections.find(({ label }) => label === 'pages');
  return isPassedOver || collection === undefined ? undefined : { collection, path };
}

function routesOf(file: ContentFile, site: BridgetownSite, basePath: string, now: number): readonly Route[] {
  const inside = below(file.path, site.source) ?? '';
  const place = placeOf(inside, site);
  if (place === undefined) return [];
  const { collection, path } = place;
  // A file that begins with JSON has no front matter.
  if (file.frontMatter.format !== 'yaml') {
    return collection.label === 'pages' || collection.isWritten
      ? [{ url: builtUrl(basePath, path), file: file.path, kind: 'static' }]
      : [];
  }
  const data: Settings = { ...site.defaults(inside, collection.label), ...file.frontMatter.data };
  const date = readDate(data.date) ?? readDate(datedNameOf(path).day);
  const address = addressOf(place, data, date ?? inZone(now, 'UTC'), site);
  const hidden = hiddenKind(collection, data, date, site, now);
  const kind = hidden ?? kindOf(collection, address);
  const route: Route = { url: builtUrl(basePath, address), file: file.path, kind, title: pageTitle(file) };
  if (hidden !== undefined) return [route];
  if (isSettings(data.prototype)) {
    return [{ ...route, url: builtUrl(basePath, folderOf(path), '[term]', '/'), kind: 'dynamic' }];
  }
  const parts: Route = { ...route, url: builtUrl(basePath, address, 'page', '[number]', '/'), kind: 'dynamic' };
  return isSettings(data.paginate) ? [route, parts] : [route];
}

function hiddenKind(
  collection: BridgetownCollection,
  data: Settings,
  date: WrittenDate | undefined,
  { isUnpublished, isFuture }: BridgetownSite,
  now: number,
): RouteKind | undefined {
  const isKeptBack = flagOf(data.published) === false && !isUnpublished;
  if (isKeptBack || !isWritten(collection, data)) return 'unpublished';
  return date !== undefined && !isFuture && instantOf(date, 'UTC') > now ? 'future' : undefined;
}

function isWritten({ isWritten }: BridgetownCollection, data: Settings): boolean {
  return isWritten && !(isSettings(data.config) && data.config.output === false);
}

function kindOf({ label }: BridgetownCollection, address: string): RouteKind {
  if (address === '/') return 'home';
  const extension = extensionOf(address);
  if (extension !== '' && extension !== '.html' && extension !== '.htm') return 'generated';
  return label === 'posts' ? 'post' : 'page';
}

function addressOf({ collection, path }: Place, data: Settings, date: WrittenDate, site: BridgetownSite): string {
  const locale = localeOf(path, data, site);
  const isPrefixed = locale !== undefined && (locale !== site.defaultLocale || site.prefixesDefault);
  const withoutLocale = (name: string) =>
    locale !== undefined && name.endsWith(`.${locale}`) ? name.slice(0, -locale.length - 1) : name;
  const slug = textOf(data.slug) ?? withoutLocale(datedNameOf(path).slug);
  const written = textOf(data.permalink);
  const end = written === undefined || written.endsWith('/') ? '' : permalinkEnding(written);
  const prefix = isPrefixed ? locale : undefined;
  const parts = {
    path: { raw: withoutLocale(pathOf(path)) },
    name: datedNameOf(path).slug,
    slug,
    title: textOf(data.title) ?? slug.replace(/[_ ]/g, '-'),
    locale: prefix,
    lang: prefix,
    collection: collection.label,
    categories: [...new Set(wordsOf(data.categories ?? data.category))],
    year: padded(date.year, 4),
    month: padded(date.month),
    day: padded(date.day),
    i_day: String(date.day),
    i_month: String(date.month),
    short_year: padded(date.year % 100),
  };
  const ending = end !== '' && end !== '.*' ? end : outputOf(path, site);
  return addressBy(written ?? collection.permalink, parts, ending, site.slugifyMode);
}

/** Templates and Markdown become HTML, all other files keep their extension. */
function outputOf(path: string, { markdown }: BridgetownSite): string {
  const extension = extensionOf(path);
  const isTemplate = ['.erb', '.serb', '.liquid', '.slim', '.haml', '.rb'].includes(extension);
  return isTemplate || markdown.has(extension) ? '.html' : extension;
}

function localeOf(path: string, data: Settings, { locales, defaultLocale }: BridgetownSite): string | undefined {
  const written = textOf(data.locale) ?? textOf(data.language) ?? textOf(data.lang);
  const inName = fileName(path).split('.').slice(1, -1).at(-1);
  return [written, inName].find((name) => name !== undefined && locales.includes(name)) ?? defaultLocale;
}

/** A text is split at blanks, the entries of a list are not. */
function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : textsOf(value);
}
