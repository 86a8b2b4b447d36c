/**
 * HonKit, and the GitBook of the command line that it continues.
 *
 * - The pages are the files that `SUMMARY.md` links to, and the readme: `a/b.md` is at `/a/b.html`, `README.md` at its
 *   folder (`Readme.md` is not, but for that of the book); `GLOSSARY.md` is one too. Other Markdown is copied as it is,
 *   like every file. A link is the name of the file as it is written, without `#`.
 * - `root` of `book.json` names the folder, `structure` its readme and summary.
 * - `.bookignore`, `.ignore` and `.gitignore` beside `book.json` name what is left out.
 * - With `LANGS.md`, each folder it links to is a book of its own below its name.
 *
 * https://honkit.netlify.app/structure
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { ignoreTest } from '../text/glob.ts';
import { parseJson, parseLooseJson } from '../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { navigationPlaces } from './shared/navigation.ts';
import { summaryFiles, withoutAnchor } from './shared/summary.ts';

const sources = new Set(['.md', '.markdown', '.mdown', '.adoc', '.asciidoc']);
const leftOut = /(?:^|\/)(?:\.|_book\/|_layouts\/|node_modules\/)/;
const ignoreFiles = ['.ignore', '.gitignore', '.bookignore'];

export const honkit: Generator = {
  id: 'honkit',
  title: 'HonKit',
  docs: 'https://honkit.netlify.app/structure',
  command: /\b(?:honkit|gitbook) build\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    const languages: RepoPath[] = [];
    for (const config of filesNamed(repo, 'book.json', 'book.js')) {
      const root = folderOf(config);
      const settings = await readConfig(config, repo);
      const folder = joinRepo(root, textOf(settings.root) ?? '') ?? root;
      const contents = [textOf(settingsAt(settings, 'structure').summary) ?? 'SUMMARY.md', 'LANGS.md'];
      if (!contents.some((name) => structureFile(folder, name, repo))) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.92;
      found.push({ generator: 'honkit', root, config, because: config, certainty });
      const list = await repo.read(joinRepo(folder, 'LANGS.md') ?? folder);
      for (const name of languageFolders(list ?? '')) languages.push(joinRepo(folder, name) ?? folder);
    }
    // The book of a language may have a configuration of its own, and is a part of the whole.
    return found.filter(({ root }) => !languages.includes(root));
  },

  open,
};

async function readConfig(file: RepoPath, repo: Repo): Promise<Settings> {
  const value: unknown = file.endsWith('.json') ? parseLooseJson((await repo.read(file)) ?? '') : undefined;
  return isSettings(value) ? value : {};
}

/** Files that no page is made of and that are not copied, by lists as git has them. https://honkit.netlify.app/pages#ignoring-files--folders */
async function ignoredIn(root: RepoPath, repo: Repo): Promise<(path: RepoPath) => boolean> {
  const lists = await Promise.all(ignoreFiles.map((name) => repo.read(joinRepo(root, name) ?? root)));
  const isListed = ignoreTest(lists.map((list) => list ?? '').join('\n'));
  return (path) => isListed(below(path, root) ?? path);
}

async function notesOf(file: RepoPath, repo: Repo): Promise<readonly Note[]> {
  if (file.endsWith('.js')) {
    const message = `${file} is a program and is not read: its usual values are assumed. Write root and structure into a book.json.`;
    return [{ file, message }];
  }
  try {
    parseJson((await repo.read(file)) ?? '{}');
    return [];
  } catch {
    // What is said of it differs from one engine to the next.
    const message = 'Not read: it is not valid JSON, and HonKit builds no site with it.';
    return [{ file, message, doubtsAddresses: true }];
  }
}

/** One book, or the book of one language. */
interface Book {
  readonly folder: RepoPath;
  /** In front of its addresses. */
  readonly prefix: string;
  readonly readme: RepoPath | undefined;
  readonly glossary: RepoPath | undefined;
  readonly summary: RepoPath | undefined;
  readonly pages: ReadonlyMap<RepoPath, string>;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'book.json') ?? root;
  const settings = await readConfig(file, repo);
  const folder = joinRepo(root, textOf(settings.root) ?? '') ?? root;
  const languages = await repo.read(joinRepo(folder, 'LANGS.md') ?? folder);
  const list = languages === undefined ? undefined : joinRepo(folder, 'LANGS.md');
  const folders = languages === undefined ? [''] : languageFolders(languages);
  const books = await Promise.all(folders.map((name) => readBook(folder, name, settings, repo)));
  const bookOf = (path: RepoPath) => books.find((book) => below(path, book.folder) !== undefined);
  const isIgnored = await ignoredIn(root, repo);
  const isLeft = (path: RepoPath) => leftOut.test(below(path, folder) ?? '') || isIgnored(path);
  const isSource = (path: RepoPath) => sources.has(extensionOf(path)) && !isLeft(path);
  const notes = await notesOf(file, repo);
  return {
    basePath: '/',
    staticRoots: [folder],
    leavesOut: (path) => bookOf(path)?.pages.has(path) !== false || fileName(path) === 'book.json' || isLeft(path),
    notes,
    reads: (path) => (isSource(path) && bookOf(path) !== undefined ? 'head' : undefined),
    routes: (content) => {
      const book = bookOf(content.path);
      return book === undefined || !isSource(content.path) ? [] : routesOf(content, book, (path) => repo.has(path));
    },
    // The page to choose a language on.
    complete: (routes) =>
      list === undefined ? routes : [...routes, { url: builtUrl('/'), file: list, kind: 'generated' }],
    places: async () => navigationPlaces(books.flatMap(({ pages }) => [...pages.keys()])),
    beside: madeFiles(['search_index.json', 'search_plus_index.json'], '/', file),
  };
}

function languageFolders(text: string): readonly string[] {
  return [...text.matchAll(/\]\(\s*(?:\.\/)?([\w-]+)\/?(?:README\.md)?\s*\)/gi)].map(([, name = '']) => name);
}

async function readBook(root: RepoPath, name: string, settings: Settings, repo: Repo): Promise<Book> {
  const folder = joinRepo(root, name) ?? root;
  // https://honkit.netlify.app/languages: the configuration of a language extends that of the whole.
  const own = name === '' ? settings : await readConfig(joinRepo(folder, 'book.json') ?? folder, repo);
  const structure = { ...settingsAt(settings, 'structure'), ...settingsAt(own, 'structure') };
  const named = (part: string) => structureFile(folder, textOf(structure[part]) ?? `${part.toUpperCase()}.md`, repo);
  const [summary, readme, glossary] = [named('summary'), named('readme'), named('glossary')];
  const pages = summaryFiles(
    (summary === undefined ? undefined : await repo.read(summary)) ?? '',
    folder,
    withoutAnchor,
  );
  return { folder, prefix: name, readme, summary, glossary, pages };
}

/** A file of that name in any letter case and with the first ending of these that one has, as `findParsableFile` finds it. */
function structureFile(folder: RepoPath, name: string, { files }: Repo): RepoPath | undefined {
  const path = joinRepo(folder, name);
  if (path === undefined) return undefined;
  const stem = path.slice(0, path.length - extensionOf(path).length).toLowerCase();
  const near = files.filter((file) => folderOf(file) === folderOf(path) && file.toLowerCase().startsWith(`${stem}.`));
  for (const ending of sources) {
    const found = near.find((file) => file.toLowerCase() === stem + ending);
    if (found !== undefined) return found;
  }
  return undefined;
}

function routesOf(file: ContentFile, book: Book, isHere: (path: RepoPath) => boolean): readonly Route[] {
  const inside = below(file.path, book.folder) ?? '';
  const stem = inside.slice(0, -extensionOf(inside).length);
  const isHome = file.path === book.readme;
  const isIndex = isHome || fileName(stem) === 'README';
  const url = builtUrl(book.prefix, isHome ? '/' : isIndex ? `${folderOf(stem)}/` : `${stem}.html`);
  const name = book.pages.get(file.path);
  const title = pageTitle(file) ?? name;
  if (name === undefined && !isHome && file.path !== book.glossary && isHere(file.path)) {
    if (file.path === book.summary) return [];
    return [{ url: builtUrl(book.prefix, inside), file: file.path, kind: 'static' }];
  }
  const kind: RouteKind = isHome && book.prefix === '' ? 'home' : isIndex ? 'section' : 'page';
  return [{ url, file: file.path, kind, title }];
}
