/** What lies in the content folders: bundles, sections and their values, and which file a page comes from. */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { Note } from '../../model.ts';
import { below, extensionOf, fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { Settings } from '../../text/settings.ts';
import { type CascadeRule, cascadeRules } from './cascade.ts';
import { type ContentPath, parseContentPath } from './contentPath.ts';
import type { ContentMount } from './mounts.ts';
import { hugoValues } from './scalars.ts';
import type { HugoSite } from './site.ts';
import { logicalPath } from './slug.ts';
import { type FolderPages, folderPages } from './unknownLanguage.ts';

/** A content file as one language sees it. */
export interface Placed extends ContentPath {
  /** The language it is published in here. */
  readonly key: string;
  /** Another language's file, shown where this language has none of its own. */
  readonly isFallback: boolean;
  /** Of its mount; the lowest wins. */
  readonly order: number;
}

/** The page of a bundle, as its own front matter gives it. */
export interface BundlePage {
  readonly place: Placed;
  readonly values: Settings;
}

/** A section, with the front matter it hands down. */
export interface Branch extends BundlePage {
  readonly cascade: readonly CascadeRule[];
}

/** All content of a site, by its place in the tree of sections. */
export interface ContentTree extends Pick<FolderPages, 'hasBundle' | 'doubtedLeafAround'> {
  /** Every language that sees this file; empty for a file outside the content. */
  placesOf(path: RepoPath): readonly Placed[];
  isContentFile(path: RepoPath): boolean;
  /** A file in a content folder that is no page and is published as it is. */
  isPlainFile(path: RepoPath): boolean;
  /** Whether the repository has such a file. */
  has(path: RepoPath): boolean;
  /** The outermost leaf bundle around the files of a folder; asked for folders that hold plain files. */
  leafAround(language: string, folder: string): BundlePage | undefined;
  /** The folder, or one above it, is a leaf bundle, so that the file is a resource of its page. */
  isResource(place: Placed): boolean;
  /** Whether any section hands values down. */
  readonly hasCascades: boolean;
  /** The section page of a logical path; `undefined` when none is written. */
  branch(language: string, logical: string): Branch | undefined;
  /** Another file is the page at this place. */
  isShadowed(path: RepoPath, place: Placed): boolean;
  readonly notes: readonly Note[];
}

/** A content adapter, of one language where it names one: its pages come from data. https://gohugo.io/content-management/content-adapters/ */
const dataPages = /(?:^|\/)_content(?:\.[\w-]+)?\.gotmpl$/;

/** `knowsBundles`: whether the version of Hugo that builds the site makes resources of what lies beside an `index.md`. */
export async function readTree(
  site: HugoSite,
  mounts: readonly ContentMount[],
  repo: Repo,
  knowsBundles = true,
): Promise<ContentTree> {
  const keys = new Set([...site.languages.map(({ key }) => key), ...site.disabledLanguages]);
  const isLanguage = (key: string) => keys.has(key);
  const ignored = site.ignoreFiles.flatMap((source) => compileRegex(source) ?? []);
  const known = new Map<RepoPath, readonly Placed[]>();
  const leaves = new Set<string>();
  const leafFiles: { readonly path: RepoPath; readonly place: Placed }[] = [];
  const plainFolders = new Set<string>();
  const branches = new Map<string, Branch>();
  const owners = new Map<string, { readonly path: RepoPath; readonly order: number }>();
  const notes: Note[] = [];
  const folders = folderPages();

  const seen = new Set<RepoPath>();
  const isContentFile = (path: RepoPath): boolean => seen.has(path) || isContent(path);
  const isTaken = (path: RepoPath): boolean =>
    mounts.some((mount) => inMount(mount, path) !== undefined) &&
    !isPassedOver(path) &&
    !ignored.some((regex) => regex.test(`/${path}`));
  const isContent = (path: RepoPath): boolean => site.contentExtensions.has(extensionOf(path)) && isTaken(path);
  const isPlainFile = (path: RepoPath): boolean =>
    !site.contentExtensions.has(extensionOf(path)) && !dataPages.test(path) && isTaken(path);

  const place = (path: RepoPath): readonly Placed[] => {
    const places: Placed[] = [];
    for (const [order, mount] of mounts.entries()) {
      const inside = inMount(mount, path);
      if (inside === undefined) continue;
      const parsed = parseContentPath(inside, isLanguage);
      for (const key of parsed.language === undefined ? mount.languages : [parsed.language]) {
        if (places.some((known) => known.key === key && known.logical === parsed.logical)) continue;
        places.push({ ...parsed, key, order, isFallback: parsed.language === undefined && key !== mount.owner });
      }
    }
    return places;
  };

  /** The folders of addresses that an adapter fills: in its language, or in all where it says so. */
  const filledBy = async (path: RepoPath): Promise<readonly string[]> => {
    const isOfAll = /\.EnableAllLanguages\b/.test((await repo.read(path)) ?? '');
    return place(path).flatMap(({ folder, key }) =>
      site.languages
        .filter((language) => isOfAll || language.key === key)
        .map(({ prefix }) => {
          const inside = logicalPath(`/${folder}`).replace(/^\/+|(?<!\/)\/+$/g, '');
          return inside === '' ? '' : `${prefix.replace(/(?<!\/)\/+$/, '')}/${inside}/`.replace(/^\//, '');
        }),
    );
  };

  for (const path of repo.files) {
    if (dataPages.test(path) && mounts.some((mount) => inMount(mount, path) !== undefined)) {
      const message = `${path} makes pages from data when the site is built; their addresses are unknown.`;
      notes.push({ file: path, line: 1, message, makesPages: await filledBy(path) });
    }
    if (isPlainFile(path)) for (const { folder } of place(path)) plainFolders.add(logicalPath(folder));
    if (!isContent(path)) continue;
    seen.add(path);
    if (mounts.length === 1 && !/^_?index\./i.test(fileName(path))) continue;
    const places = place(path);
    if (mounts.length > 1) known.set(path, places);
    for (const placed of places) {
      folders.add(path, placed);
      if (placed.type === 'leaf' && knowsBundles) {
        leaves.add(logicalPath(placed.folder));
        leafFiles.push({ path, place: placed });
      }
      if (mounts.length === 1) continue;
      const { order } = placed;
      if (order < (owners.get(ownerKey(placed))?.order ?? mounts.length)) owners.set(ownerKey(placed), { path, order });
    }
    const branchPlaces = places.filter(({ type }) => type === 'branch');
    if (branchPlaces.length > 0) await readBranch(path, branchPlaces, repo, branches, site.environment);
  }

  const leafPages = await readLeaves(leafFiles, plainFolders, repo);
  return {
    ...folders,
    isContentFile,
    isPlainFile,
    has: (path) => repo.has(path),
    placesOf: (path) => known.get(path) ?? (isContentFile(path) || isPlainFile(path) ? place(path) : []),
    leafAround: (language, folder) => {
      let found: BundlePage | undefined;
      for (let at: string = logicalPath(folder); at !== ''; at = folderOf(at)) {
        found = leafPages.get(`${language}\0${at}`) ?? found;
      }
      return found;
    },
    isResource: ({ type, folder }) => {
      if (leaves.size === 0) return false;
      const start = logicalPath(folder);
      for (let at: string = type === 'leaf' ? folderOf(start) : start; ; at = folderOf(at)) {
        if (leaves.has(at) && !(type === 'leaf' && at === start)) return true;
        if (at === '') return false;
      }
    },
    hasCascades: [...branches.values()].some(({ cascade }) => cascade.length > 0),
    branch: (language, logical) => branches.get(`${language}\0${logical}`),
    isShadowed: (path, placed) => owners.size > 0 && (owners.get(ownerKey(placed))?.path ?? path) !== path,
    notes,
  };
}

function ownerKey({ key, logical, type }: Placed): string {
  return `${key}\0${type === 'branch' ? '_' : ''}${logical}`;
}

/** The path below the content root; `undefined` when the mount does not hold it. */
function inMount(mount: ContentMount, path: RepoPath): string | undefined {
  if (path === mount.source) return mount.target;
  const inside = below(path, mount.source);
  if (inside === undefined || !mount.accepts(inside)) return undefined;
  return mount.target === '' ? inside : `${mount.target}/${inside}`;
}

/** Names that begin with a dot or `#`, or end with a tilde, and what lies in such folders. */
function isPassedOver(path: RepoPath): boolean {
  return /(?:^|\/)(?:[.#]|[^/]*~(?:\/|$))/.test(path);
}

async function readBranch(
  path: RepoPath,
  places: readonly Placed[],
  repo: Repo,
  branches: Map<string, Branch>,
  environment: string,
) {
  const text = await repo.readHead(path);
  if (text === undefined) return;
  const values = hugoValues(readFrontMatter(text, path));
  for (const place of places) {
    const at = `${place.key}\0${place.logical}`;
    if (branches.has(at)) continue;
    const cascade = cascadeRules(values.cascade, { language: place.key, environment });
    branches.set(at, { place, values, cascade });
  }
}

/** The leaf bundles that hold plain files: only what their pages say decides where those are published. */
async function readLeaves(
  files: readonly { readonly path: RepoPath; readonly place: Placed }[],
  plainFolders: ReadonlySet<string>,
  repo: Repo,
): Promise<ReadonlyMap<string, BundlePage>> {
  const holding = new Set<string>();
  for (const folder of plainFolders) for (let at = folder; at !== ''; at = folderOf(at)) holding.add(at);
  const pages = new Map<string, BundlePage>();
  for (const { path, place } of files) {
    const folder = logicalPath(place.folder);
    const text = holding.has(folder) ? await repo.readHead(path) : undefined;
    const at = `${place.key}\0${folder}`;
    if (text === undefined || pages.has(at)) continue;
    pages.set(at, { place, values: hugoValues(readFrontMatter(text, path)) });
  }
  return pages;
}
