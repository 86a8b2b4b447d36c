/**
 * GitBook, with its content kept in git.
 *
 * - Below `root` of `.gitbook.yaml` `a/b.md` is at `/a/b`, `a/README.md` at `/a`, the first page at `/`.
 * - The pages are those of `SUMMARY.md`; without one, all of the folder.
 * - `redirects` of `.gitbook.yaml` lead from a path to a file.
 * - Which host and path a space has is set in GitBook and stands in no file.
 *
 * https://gitbook.com/docs/getting-started/git-sync/content-configuration
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isSettings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, markdownOf, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { navigationPlaces } from './shared/navigation.ts';
import { summaryFiles, unescaped, withoutAnchor } from './shared/summary.ts';

export const gitbook: Generator = {
  id: 'gitbook',
  title: 'GitBook',
  docs: 'https://gitbook.com/docs/getting-started/git-sync/content-configuration',
  detect,
  open,
};

/**
 * A summary alone is one of HonKit as well, or a list of something else where most files are not in it; the folder in
 * which GitBook keeps images tells that it was here.
 */
async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  const configs = filesNamed(repo, '.gitbook.yaml', '.gitbook.yml');
  for (const config of configs) {
    const certainty = inExampleFolder(config) ? 0.4 : 0.93;
    found.push({ generator: 'gitbook', root: folderOf(config), config, because: config, certainty });
  }
  for (const summary of filesNamed(repo, 'SUMMARY.md')) {
    const root = folderOf(summary);
    const isTaken = configs.some((config) => below(summary, folderOf(config)) !== undefined);
    const isOther = ['book.json', 'book.js', 'book.toml', '../book.toml', '_quarto.yml'].some((name) =>
      has(root, name, repo),
    );
    if (isTaken || isOther) continue;
    const linked = [...summaryFiles((await repo.read(summary)) ?? '', root, fileOf).keys()].filter((file) =>
      repo.has(file),
    );
    const around = repo.files.filter((file) => file.endsWith('.md') && below(file, root) !== undefined);
    if (linked.length === 0 || (!hasAssets(root, repo) && linked.length < around.length / 2)) continue;
    const certainty = inExampleFolder(summary) ? 0.3 : hasAssets(root, repo) ? 0.9 : 0.45;
    found.push({ generator: 'gitbook', root, config: undefined, because: summary, certainty });
  }
  return found;
}

/** The folder in which GitBook itself keeps images. */
function hasAssets(root: RepoPath, { files }: Repo): boolean {
  const folder = joinRepo(root, '.gitbook') ?? root;
  return files.some((file) => below(file, folder) !== undefined);
}

function has(folder: RepoPath, name: string, repo: Repo): boolean {
  const file = joinRepo(folder, name);
  return file !== undefined && repo.has(file);
}

interface Book {
  readonly folder: RepoPath;
  readonly readme: RepoPath | undefined;
  /** The pages by their file with their names; `undefined` where every file is one. */
  readonly pages: ReadonlyMap<RepoPath, string> | undefined;
  isHere(file: RepoPath): boolean;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const { value, problem } = readYaml(config === undefined ? '' : ((await repo.read(config)) ?? ''));
  const settings = isSettings(value) ? value : {};
  const structure = settingsAt(settings, 'structure');
  const folder = joinRepo(root, textOf(settings.root) ?? '') ?? root;
  const summaryFile = joinRepo(folder, textOf(structure.summary) ?? 'SUMMARY.md');
  const summary = summaryFile === undefined ? undefined : await repo.read(summaryFile);
  const book: Book = {
    folder,
    readme: joinRepo(folder, textOf(structure.readme) ?? 'README.md'),
    pages: summary === undefined ? undefined : summaryFiles(summary, folderOf(summaryFile ?? folder), fileOf),
    isHere: (file) => repo.has(file),
  };
  const file = config ?? summaryFile ?? folder;
  const redirects = redirectsOf(settingsAt(settings, 'redirects'), file, config);
  // https://gitbook.com/docs/publishing-documentation/llm-ready-docs https://gitbook.com/docs/publishing-documentation/site-settings
  const made = madeFiles(['sitemap.xml', 'sitemap-pages.xml', 'robots.txt', 'llms.txt', 'llms-full.txt'], '/', file);
  const notes: Note[] = [{ file, message: unknownPlace, wantsAddress: true }];
  if (problem) notes.push({ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
  if (config === undefined && !hasAssets(root, repo))
    notes.push({ file, message: noConfiguration, doubtsAddresses: true });
  const isPage = (path: RepoPath) =>
    below(path, folder) !== undefined && path.endsWith('.md') && path !== summaryFile && !/(?:^|\/)\./.test(path);
  return {
    basePath: '/',
    staticRoots: [],
    isVersioned: true,
    notes,
    reads: (path) => (isPage(path) ? 'head' : undefined),
    routes: (content) => (isPage(content.path) ? routesOf(content, book) : []),
    complete: (routes) => [...routes, ...redirects],
    beside: (path, routeAt) => made(path) ?? markdownOf(path, routeAt),
    places: async () => navigationPlaces(book.pages?.keys() ?? []),
  };
}

function fileOf(written: string): string {
  return withoutAnchor(unescaped(written)).replaceAll('%20', ' ');
}

const unknownPlace =
  'GitBook does not say in the repository at which address, and below which path, it publishes these pages; addresses are given without such a path. Name the address in .broken-backlinks.json, such as { "site": "https://docs.example.org/product/" }.';

const noConfiguration =
  'There is a table of contents of GitBook and no configuration of it, so that GitBook’s own addresses (/a/b for a/b.md) are assumed. If HonKit makes the site, add its book.json.';

function routesOf(file: ContentFile, book: Book): readonly Route[] {
  const inside = below(file.path, book.folder) ?? '';
  const stem = inside.replace(/\.md$/, '');
  const isIndex = fileName(stem).toLowerCase() === 'readme';
  const path = isIndex ? folderOf(stem) : stem;
  const isHome = file.path === book.readme;
  const name = book.pages?.get(file.path);
  const isPage = book.pages === undefined || name !== undefined || isHome || !book.isHere(file.path);
  const shown: RouteKind = isHome ? 'home' : isIndex ? 'section' : 'page';
  // Names become slugs, by rules that are not published.
  const guess = /^[a-z0-9/.-]*$/.test(path)
    ? undefined
    : 'GitBook makes a name of its own for the address of this file';
  return [
    {
      url: isHome ? builtUrl('/') : builtUrl(path),
      file: file.path,
      kind: isPage ? shown : 'unpublished',
      title: pageTitle(file) ?? name,
      ...(guess === undefined ? {} : { guess }),
    },
  ];
}

function redirectsOf(
  redirects: Readonly<Record<string, unknown>>,
  file: RepoPath,
  config: RepoPath | undefined,
): readonly Route[] {
  if (config === undefined) return [];
  return Object.keys(redirects).map((from) => ({
    url: builtUrl(from.replace(/\/$/, '')),
    file,
    kind: 'redirect',
    key: 'redirects',
  }));
}
