/**
 * mdBook.
 *
 * - The chapters are the files that `SUMMARY.md` of the folder `book.src` (`src`) links to: `a/b.md` is at `/a/b.html`,
 *   `a/README.md` in any letter case at `/a/index.html`, unless the `index` preprocessor is off. A link without a file is
 *   a draft, which has no page; Markdown that the summary does not name has none either.
 * - The first chapter is the home page as well.
 * - Every other file of the folder is copied as it is.
 * - `404.html`, `print.html`, `toc.html` and the index of the search are made beside the chapters.
 * - `output.html.site-url` says below which folder the book is served.
 *
 * https://rust-lang.github.io/mdBook/format/summary.html
 * https://rust-lang.github.io/mdBook/format/configuration/index.html
 */

import { siteTarget } from '../backlinks/siteTarget.ts';
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readToml } from '../text/toml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type OpenOptions, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { navigationPlaces } from './shared/navigation.ts';
import { basePathOf } from './shared/siteAddress.ts';
import { summaryFiles } from './shared/summary.ts';

export const mdbook: Generator = {
  id: 'mdbook',
  title: 'mdBook',
  docs: 'https://rust-lang.github.io/mdBook/format/summary.html',
  command: /\bmdbook build\b/,
  detect,
  open,
};

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, 'book.toml')) {
    const root = folderOf(config);
    const { value } = readToml((await repo.read(config)) ?? '');
    const hasSummary = repo.has(summaryIn(sourceFolder(root, isSettings(value) ? value : {})));
    const certainty = inExampleFolder(config) ? 0.4 : hasSummary ? 0.95 : 0.5;
    found.push({ generator: 'mdbook', root, config, because: config, certainty });
  }
  return found;
}

interface Book {
  readonly source: RepoPath;
  readonly basePath: string;
  /** The chapters by their file, in the order of the summary, with the name it gives them. */
  readonly chapters: ReadonlyMap<RepoPath, string>;
  /** `README.md` becomes `index.html`. */
  readonly hasIndexes: boolean;
  /** Whether a file is there today: one that is gone was a chapter, as far as anybody can tell. */
  isHere(file: RepoPath): boolean;
}

async function open({ config, root }: DetectedSite, repo: Repo, _options: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'book.toml') ?? root;
  const text = (await repo.read(file)) ?? '';
  const { value, problem } = readToml(text);
  const settings = isSettings(value) ? value : {};
  const html = settingsAt(settings, 'output', 'html');
  const siteUrl = textOf(html['site-url']);
  const source = sourceFolder(root, settings);
  const summary = await repo.read(summaryIn(source));
  const book: Book = {
    source,
    basePath: basePathOf(siteUrl, 'path'),
    chapters: summaryFiles(summary ?? '', source),
    hasIndexes: hasIndexes(settings),
    isHere: (path) => repo.has(path),
  };
  const notes: Note[] = [];
  if (problem) notes.push({ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
  if (summary === undefined) {
    const message = `${summaryIn(source)} is missing, so no chapter is known: mdBook builds no book without it.`;
    notes.push({ file, message, doubtsAddresses: true });
  }
  return {
    address: addressOf(html, file, text),
    basePath: book.basePath,
    staticRoots: [source],
    notes,
    leavesOut: (path) => path === summaryIn(source),
    reads: (path) => (isInBook(path, book) ? 'head' : undefined),
    routes: (content) => routesOf(content, book),
    places: async () => navigationPlaces(book.chapters.keys()),
    beside: madeFiles(
      ['404.html', 'print.html', 'toc.html', 'searchindex.json', 'searchindex.js'],
      book.basePath,
      file,
    ),
  };
}

function sourceFolder(root: RepoPath, settings: Settings): RepoPath {
  return joinRepo(root, textOf(settingsAt(settings, 'book').src) ?? 'src') ?? root;
}

function summaryIn(source: RepoPath): RepoPath {
  return joinRepo(source, 'SUMMARY.md') ?? source;
}

/** `cname` names the host; `site-url` may be a whole address. */
function addressOf(html: Settings, file: RepoPath, text: string): Permalinks['address'] {
  const [siteUrl, cname] = [textOf(html['site-url']), textOf(html.cname)];
  const isWhole = siteUrl !== undefined && /^https?:\/\//i.test(siteUrl);
  const url = isWhole ? siteUrl : cname === undefined ? undefined : `https://${cname}${basePathOf(siteUrl, 'path')}`;
  if (url === undefined || siteTarget(url) === undefined) return undefined;
  const key = isWhole ? 'site-url' : 'cname';
  const line = text.split('\n').findIndex((row) => row.trimStart().startsWith(key)) + 1;
  return { url, file, line };
}

/** https://rust-lang.github.io/mdBook/format/configuration/preprocessors.html */
function hasIndexes(settings: Settings): boolean {
  const usesDefaults = settingsAt(settings, 'build')['use-default-preprocessors'] !== false;
  return usesDefaults || isSettings(settingsAt(settings, 'preprocessor').index);
}

/** The summary is no page: what is changed in it changes the whole book. */
function isInBook(path: RepoPath, book: Book): boolean {
  return below(path, book.source) !== undefined && path !== summaryIn(book.source) && isChapterFile(path, book);
}

/** Markdown is never copied; what else the summary names is a chapter all the same. */
function isChapterFile(path: RepoPath, { chapters }: Book): boolean {
  return extensionOf(path) === '.md' || chapters.has(path);
}

function routesOf(file: ContentFile, book: Book): readonly Route[] {
  const inside = below(file.path, book.source);
  if (inside === undefined || !isInBook(file.path, book)) return [];
  const url = builtUrl(book.basePath, pagePath(inside, book));
  const name = book.chapters.get(file.path);
  const title = pageTitle(file) ?? name;
  if (name === undefined && book.isHere(file.path)) return [{ url, file: file.path, kind: 'unpublished', title }];
  const home = builtUrl(book.basePath, '/');
  if (url === home) return [{ url, file: file.path, kind: 'home', title }];
  const [first] = book.chapters.keys();
  const page: Route = { url, file: file.path, kind: url.endsWith('/') ? 'section' : 'page', title };
  return file.path === first ? [page, { url: home, file: file.path, kind: 'home', title }] : [page];
}

/** `a/b.html`; the folder for its index. */
function pagePath(inside: string, { hasIndexes: isOn }: Book): string {
  const stem = inside.slice(0, inside.length - extensionOf(inside).length);
  const named = isOn ? stem.replace(/(^|\/)readme$/i, '$1index') : stem;
  return /(?:^|\/)index$/.test(named) ? named.slice(0, -'index'.length) : `${named}.html`;
}
