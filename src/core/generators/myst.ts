/**
 * MyST, and Jupyter Book from version 2.
 *
 * - The pages are those of `project.toc` in `myst.yml`, or every document below it. The first is at `/`; any other at
 *   the slug of its name alone, whatever its folder: `guide/02-The wick.md` is at `/the-wick`, the next of the same name
 *   at `/the-wick-1`. With `site.options.folders` the folders stay in front.
 * - `BASE_URL` of the build puts a path in front.
 *
 * https://mystmd.org/guide/table-of-contents
 * https://mystmd.org/guide/website-metadata
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { buildVariables } from '../script/project/environment.ts';
import { globTest } from '../text/glob.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

const documents = ['.md', '.ipynb', '.tex'];
const longest = 50;

export const myst: Generator = {
  id: 'myst',
  title: 'MyST',
  docs: 'https://mystmd.org/guide/table-of-contents',
  command: /\b(?:myst|jupyter-book|jupyter book) build\b|\bmyst start\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'myst.yml')) {
      const { value } = readYaml((await repo.read(config)) ?? '');
      if (!isSettings(value) || !('site' in value)) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.95;
      found.push({ generator: 'myst', root: folderOf(config), config, because: config, certainty });
    }
    return found;
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'myst.yml') ?? root;
  const { value, problem } = readYaml((await repo.read(file)) ?? '');
  const settings = isSettings(value) ? value : {};
  const hasFolders = settingsAt(settings, 'site', 'options').folders === true;
  const all = repo.files.filter((path) => isDocument(path, root));
  const toc = settingsAt(settings, 'project').toc;
  const ordered = toc === undefined ? impliedOrder(all, root, settings) : tocOrder(toc, root, all);
  const addresses = addressesOf(ordered, root, hasFolders);
  const base = await readBase(root, file, repo);
  const notes: Note[] = [...base.notes];
  if (problem) notes.push({ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
  return {
    isVersioned: true,
    basePath: base.path,
    staticRoots: [],
    notes,
    reads: (path) => (isDocument(path, root) ? 'head' : undefined),
    routes: (content) => routesOf(content, root, { addresses, hasFolders, isHere: repo.has, base: base.path }),
  };
}

/** What the repository itself puts in front of all addresses where it builds the site. */
async function readBase(root: RepoPath, file: RepoPath, repo: Repo): Promise<{ path: string; notes: readonly Note[] }> {
  const set = await buildVariables(root, repo);
  const known = set.get('BASE_URL');
  if (known !== undefined) return { path: basePathOf(known, 'path'), notes: [] };
  if (!set.has('BASE_URL')) return { path: '/', notes: [{ file, message: unknownBase, wantsAddress: true }] };
  return { path: '/', notes: [{ file, message: computedBase, wantsAddress: true, doubtsAddresses: true }] };
}

const computedBase =
  'The path below which MyST builds the site is in BASE_URL, which the build of this repository sets to what only that build knows; addresses are given without it. Name the address in .broken-backlinks.json, such as { "site": "https://example.org/book/" }.';

const unknownBase =
  'The path below which MyST builds a site stands in no file, but in BASE_URL when it is built; addresses are given without one. Name the address in .broken-backlinks.json, such as { "site": "https://example.org/book/" }.';

function isDocument(path: RepoPath, root: RepoPath): boolean {
  const inside = below(path, root);
  return (
    inside !== undefined &&
    documents.includes(extensionOf(path)) &&
    !/(?:^|\/)(?:\.|_build\/|node_modules\/)/.test(inside)
  );
}

/** The files that the table of contents names, in its order. */
function tocOrder(toc: unknown, root: RepoPath, all: readonly RepoPath[]): readonly RepoPath[] {
  if (Array.isArray(toc)) return [...new Set(toc.flatMap((entry) => tocOrder(entry, root, all)))];
  if (!isSettings(toc)) return [];
  const [written, pattern] = [textOf(toc.file), textOf(toc.pattern)];
  const names = written === undefined ? [] : ['', ...documents].map((extension) => joinRepo(root, written + extension));
  const own = names.find((name): name is RepoPath => name !== undefined && all.includes(name));
  const test = pattern === undefined ? undefined : globTest(pattern);
  const matched = test === undefined ? [] : all.filter((file) => test(below(file, root) ?? ''));
  return [...(own === undefined ? [] : [own]), ...matched, ...tocOrder(toc.children ?? [], root, all)];
}

/** Files before folders, and of each folder its index first. */
function impliedOrder(all: readonly RepoPath[], root: RepoPath, settings: Settings): readonly RepoPath[] {
  const excluded = textsOf(settingsAt(settings, 'project').exclude).map((glob) => globTest(glob));
  const shown = all.filter((file) => !excluded.some((test) => test(below(file, root) ?? '')));
  const indexes = ['index', 'readme', 'main'];
  const rank = (file: RepoPath) => {
    const at = indexes.indexOf(stemOf(file).toLowerCase());
    return at < 0 ? indexes.length : at;
  };
  const depth = (file: RepoPath) => file.split('/').length;
  return [...shown].sort((a, b) => depth(a) - depth(b) || rank(a) - rank(b) || (a < b ? -1 : 1));
}

function stemOf(file: RepoPath): string {
  return fileName(file).slice(0, -extensionOf(file).length);
}

function addressesOf(ordered: readonly RepoPath[], root: RepoPath, hasFolders: boolean): ReadonlyMap<RepoPath, string> {
  const taken = new Map<string, number>();
  const addresses = new Map<RepoPath, string>();
  for (const file of ordered) {
    const slug = slugOf(file, root, hasFolders);
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    addresses.set(file, addresses.size === 0 ? '' : before === 0 ? slug : `${slug}-${before}`);
  }
  return addresses;
}

function slugOf(file: RepoPath, root: RepoPath, hasFolders: boolean): string {
  const slug = slugOfName(stemOf(file));
  const folder = folderOf(below(file, root) ?? '');
  if (!hasFolders || folder === '') return slug;
  const folders = folder.split('/').map(slugOfName).join('/');
  return slug === 'index' ? folders : `${folders}/${slug}`;
}

/** Without the number in front, unless it is a year or a long one, or nothing else. */
function slugOfName(name: string): string {
  const isYear = /^[12]\d{3}(?!\d)|^\d{5}/.test(name);
  const plain = isYear ? name : name.replace(/^[0-9_.-]+/, '') || name;
  const slug = plain
    .replaceAll('&', ' and ')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return slug.slice(0, longest);
}

interface Book {
  /** In front of all addresses. */
  readonly base: string;
  readonly addresses: ReadonlyMap<RepoPath, string>;
  readonly hasFolders: boolean;
  isHere(file: RepoPath): boolean;
}

function routesOf(file: ContentFile, root: RepoPath, { addresses, hasFolders, isHere, base }: Book): readonly Route[] {
  const address = addresses.get(file.path);
  const title = pageTitle(file);
  const url = builtUrl(base, address ?? slugOf(file.path, root, hasFolders));
  if (address === undefined && isHere(file.path)) return [{ url, file: file.path, kind: 'unpublished', title }];
  return [{ url, file: file.path, kind: address === '' ? 'home' : 'page', title }];
}
