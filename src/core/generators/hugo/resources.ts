/**
 * Files beside the pages that are published as they are: PDFs, images, data.
 *
 *   leaf/index.md, leaf/a/file.pdf   below the address of the leaf bundle's page, whatever its slug: `/leaf/a/file.pdf`
 *   posts/_index.md, posts/file.pdf  the same for a section's page, with files right in its folder
 *   posts/files/file.pdf             any other file stays where it lies, in the case it is written in
 *
 * https://gohugo.io/content-management/page-resources/
 */
import type { Route, RouteKind } from '../../model.ts';
import { builtUrl, extensionOf, fileName, folderOf, type RepoPath, type UrlPath } from '../../paths.ts';
import { flagOf, type Settings, settingsAt } from '../../text/settings.ts';
import type { HugoLanguage } from './site.ts';
import { logicalPath } from './slug.ts';
import type { BundlePage, ContentTree, Placed } from './tree.ts';

/** The page a file belongs to. */
export interface OwnerPage {
  readonly url: UrlPath;
  /** `url` of its front matter gave the address. */
  readonly isUrlWritten: boolean;
  readonly values: Settings;
  /** Why the page is kept back, and its files with it: a draft, a date. */
  readonly heldBack: RouteKind | undefined;
}

/** A plain file as one language sees it, with the bundle it belongs to; `undefined` for none. */
export interface PlacedResource {
  readonly place: Placed;
  readonly bundle: BundlePage | undefined;
}

/** In a leaf bundle, every language of the bundle has the file, unless it has one of its own: `photo.fr.png`. */
export function resourcePlaces(
  file: RepoPath,
  languages: readonly HugoLanguage[],
  tree: ContentTree,
): readonly PlacedResource[] {
  const places = tree.placesOf(file);
  const [first] = places;
  if (first === undefined) return [];
  const { folder, language, name } = first;
  const leaves = languages.flatMap(({ key }) => {
    const bundle = tree.leafAround(key, folder);
    return bundle === undefined ? [] : [{ place: { ...first, key }, bundle }];
  });
  if (leaves.length === 0) {
    const logical = folder === '' ? '' : `/${logicalPath(folder)}`;
    return places.map((place) => ({ place, bundle: tree.branch(place.key, logical) }));
  }
  if (language !== undefined) return leaves.filter(({ place }) => place.key === language);
  const ownName = (key: string) => `${folderOf(file)}/${name}.${key}${extensionOf(file)}` as RepoPath;
  return leaves.filter(({ place }) => !tree.has(ownName(place.key)));
}

/** Where a plain file is published. */
export function resourceRoute(
  file: RepoPath,
  { place, bundle }: PlacedResource,
  language: HugoLanguage,
  page: OwnerPage | undefined,
): Route {
  const base = { file, language: place.key };
  const name = fileName(file);
  if (bundle === undefined || page === undefined) {
    return { ...base, url: builtUrl(language.basePath, language.prefix, place.folder, name), kind: 'static' };
  }
  const inside = place.folder.slice(bundle.place.folder.length);
  const url = builtUrl(folderOfPage(page), inside, name);
  return { ...base, url, kind: page.heldBack ?? (isPublishedAlone(page.values) ? 'static' : 'unpublished') };
}

/** Beside a page that is called by a file name; below the name of one that only ends with `.html`. */
function folderOfPage({ url, isUrlWritten }: OwnerPage): string {
  if (url.endsWith('/')) return url;
  const path = url as string as RepoPath;
  if (isUrlWritten || fileName(path).startsWith('index.')) return `${folderOf(path)}/`;
  return `${url.slice(0, url.length - extensionOf(path).length)}/`;
}

/** `publishResources: false` publishes only what a template links to. */
function isPublishedAlone(values: Settings): boolean {
  const build = settingsAt(values, values._build === undefined ? 'build' : '_build');
  return flagOf(build.publishresources) !== false;
}
