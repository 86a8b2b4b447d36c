/**
 * bookdown, for books of R Markdown.
 *
 * - The chapters are the R Markdown files of the folder, or those that `_bookdown.yml` lists, `index.Rmd` first; names that
 *   begin with `_` are left out. They are put together and cut at their headings: see `pages.ts` for the names.
 * - With `split_by: rmd` every file is a page of its name; with `none` all is one page named after `book_filename`.
 * - The code is not run: what it writes is not known.
 *
 * https://pkg.yihui.org/bookdown/build-the-book.html
 * https://pkg.yihui.org/bookdown/html.html
 */
import { concluded } from '../../concluded.ts';
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { append } from '../../text/longLists.ts';
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
import { type Headings, headingsOf } from './headings.ts';
import { type BookPage, type BookState, bookPages, bookStart, htmlName, type Placed } from './pages.ts';
import { type BookSettings, readBookSettings, sourceKind } from './settings.ts';
import { keepsSignsSince, type NameRule, nameRule } from './version.ts';

export const bookdown: Generator = {
  id: 'bookdown',
  title: 'bookdown',
  docs: 'https://pkg.yihui.org/bookdown/build-the-book.html',
  command: /\bbookdown::|\brender_book\s*\(/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    const roots = new Map<RepoPath, RepoPath>();
    for (const index of filesNamed(repo, 'index.Rmd', 'index.rmd')) {
      if (/^[ \t]*site\s*:.*\bbookdown_site\b/m.test((await repo.readHead(index)) ?? ''))
        roots.set(folderOf(index), index);
    }
    for (const config of filesNamed(repo, '_bookdown.yml')) roots.set(folderOf(config), config);
    for (const [root, config] of roots) {
      const book = await readBookSettings(root, repo);
      if (book === undefined || book.files.length === 0) continue;
      // What is left of a book: chapters without their first file, or one document.
      const isWhole = repo.has(book.index) && (book.split.level > 0 || fileName(config) !== '_bookdown.yml');
      const certainty = inExampleFolder(config) || !isWhole ? 0.4 : 0.93;
      found.push({ generator: 'bookdown', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

/** The headings of a book in their order, and what each file finds decided by those before it. */
interface Contents {
  readonly pages: ReadonlyMap<RepoPath, readonly BookPage[]>;
  readonly headings: ReadonlyMap<RepoPath, Headings>;
  readonly notes: readonly Note[];
  startOf(file: RepoPath): BookState;
}

/** What is known of a book before its chapters are read. */
type Book = BookSettings & { readonly rule: NameRule };

async function open({ root, config }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, '_bookdown.yml') ?? root;
  const settings = await readBookSettings(root, repo);
  if (settings === undefined) return nothing(root);
  const book: Book = { ...settings, rule: await nameRule(root, settings.output, repo, now) };
  const contents = await readContents(book, repo);
  const basePath = basePathOf(book.url?.url);
  const isSource = (path: RepoPath) =>
    contents.headings.has(path) || (sourceKind(path, root, book) !== undefined && !fileName(path).startsWith('_'));
  const hasOutput = repo.has((joinRepo(book.output, 'index.html') ?? book.output) as RepoPath);
  return {
    address: book.url,
    since: book.rule.isEarlier ? undefined : keepsSignsSince,
    basePath,
    // What was built and is kept is what is served, also what is left of chapters that are gone.
    staticRoots: [hasOutput ? book.output : root],
    leavesOut: (path) => !(hasOutput ? isBuilt(path, book.output) : isCopied(path, root)),
    notes: [...book.notes, ...contents.notes],
    reads: (path) => (isSource(path) ? 'whole' : undefined),
    routes: (content) => (isSource(content.path) ? routesOf(content, book, contents, basePath, repo) : []),
    untold: (path) => (book.split.isByFile || book.split.level === 0 || !isPagePath.test(path) ? undefined : untold),
    beside: madeFiles(['404.html', 'search_index.json', 'reference-keys.txt', ...printed(book)], basePath, file),
  };
}

const isPagePath = /\/[^/]+\.html$|\/[^/.]+$/;

const untold =
  'The pages of this book are named after headings, and what a heading said before it was changed in its place is not searched for.';

function nothing(root: RepoPath): Permalinks {
  return { basePath: '/', staticRoots: [root], notes: [], reads: () => undefined, routes: () => [] };
}

/** The book as one file, by its other formats. */
function printed({ formats, name }: BookSettings): readonly string[] {
  const endings = { pdf: /pdf_/, epub: /epub_/, docx: /word_/ };
  return Object.entries(endings).flatMap(([ending, test]) =>
    formats.some((format) => test.test(format)) ? [`${name}.${ending}`] : [],
  );
}

function isBuilt(path: RepoPath, output: RepoPath): boolean {
  return below(path, output) !== undefined && !/\.(?:r?md|yml|rproj)$/i.test(path);
}

/** Pages take files along that they show; which ones is not looked for. */
function isCopied(path: RepoPath, root: RepoPath): boolean {
  return (
    /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|pdf|mp4|webm|woff2?)$/i.test(path) &&
    !/(?:^|\/)[_.]/.test(below(path, root) ?? '')
  );
}

async function readHeadings(path: RepoPath, repo: Repo): Promise<Headings | undefined> {
  return concluded(repo, path, { name: 'headings of R Markdown', from: 'whole', of: headingsOf });
}

/** Files that take each other in are followed so far. */
const deepest = 5;

async function readContents(book: Book, repo: Repo): Promise<Contents> {
  const headings = new Map<RepoPath, Headings>();
  const notes: Note[] = [];
  const placed: Placed[] = [];
  const add = async (file: RepoPath, chapter: RepoPath, depth: number): Promise<void> => {
    const own = await readHeadings(file, repo);
    if (own === undefined || headings.has(file)) return;
    headings.set(file, own);
    if (own.madeAt !== undefined && book.split.level > 0) notes.push(madeNote(file, own.madeAt));
    let at = 0;
    for (const child of [...own.children, { file: '', at: own.headings.length }]) {
      for (const heading of own.headings.slice(at, child.at)) placed.push({ file, chapter, heading });
      at = child.at;
      const path = child.file === '' ? undefined : joinRepo(book.root, child.file);
      if (path !== undefined && depth < deepest) await add(path, chapter, depth + 1);
    }
  };
  for (const file of book.files) await add(file, file, 0);
  const { pages, states, ids } = bookPages(placed, bookStart, book);
  const firstOf = new Map<string, number>();
  for (const [place, id] of ids.entries()) if (id !== undefined && !firstOf.has(id)) firstOf.set(id, place);
  const starts = startsOf(book, placed);
  if (!book.split.isByFile) append(notes, unknownNotes(pages));
  return {
    pages: byFile(pages),
    headings,
    notes,
    startOf(file) {
      const place = starts(file);
      const state = states[place] ?? { ...bookStart, isBegun: pages.length > 0 };
      return { ...state, isTaken: (id) => (firstOf.get(id) ?? Number.POSITIVE_INFINITY) < place };
    },
  };
}

function byFile(pages: readonly BookPage[]): ReadonlyMap<RepoPath, readonly BookPage[]> {
  const files = new Map<RepoPath, BookPage[]>();
  for (const page of pages) {
    const known = files.get(page.file);
    if (known === undefined) files.set(page.file, [page]);
    else known.push(page);
  }
  return files;
}

/** The place of the first heading of a file; one that is not there stands where its name would be. */
function startsOf({ files, index }: BookSettings, placed: readonly Placed[]): (file: RepoPath) => number {
  const starts = new Map<RepoPath, number>();
  for (const [place, { file }] of placed.entries()) if (!starts.has(file)) starts.set(file, place);
  return (file) => {
    const known = starts.get(file);
    if (known !== undefined) return known;
    if (file === index) return 0;
    const next = files.find((other) => other !== index && other > file && starts.has(other));
    return next === undefined ? placed.length : (starts.get(next) ?? placed.length);
  };
}

function madeNote(file: RepoPath, line: number): Note {
  const message = 'Code here may write headings: pages that begin with them are not known, as no code is run.';
  return { file, line, message };
}

/** A heading that code computes has a name that nobody knows before it is run. */
function unknownNotes(pages: readonly BookPage[]): readonly Note[] {
  return pages.flatMap(({ file, line, name }) => {
    if (name !== undefined) return [];
    const message =
      'The address of this chapter is made from its heading, which code computes: it is not known. Give the heading a name, such as {#name}.';
    return [{ file, line, message }];
  });
}

function routesOf(
  content: ContentFile,
  book: Book,
  contents: Contents,
  basePath: string,
  repo: Repo,
): readonly Route[] {
  const { path } = content;
  const isLeftOut = !contents.headings.has(path) && repo.has(path);
  const routes = pagesOfFile(content, book, contents).flatMap(({ name, title, isDoubtful }): readonly Route[] => {
    if (name === undefined) return [];
    const isHome = name === 'index.html';
    const url = builtUrl(basePath, isHome ? '/' : name);
    const guess = isDoubtful ? otherName : undefined;
    return [{ url, file: path, kind: isLeftOut ? 'unpublished' : isHome ? 'home' : 'page', title, guess }];
  });
  return isLeftOut ? routes.slice(0, 1) : routes;
}

const otherName = 'bookdown gave such a heading another file before 0.23, and nothing here says which version is used';

function pagesOfFile(
  { path, text }: ContentFile,
  book: Book,
  contents: Contents,
): readonly Pick<BookPage, 'name' | 'title' | 'isDoubtful'>[] {
  const known = contents.headings.get(path);
  const own = text === undefined ? known : headingsOf(text);
  const title = own?.headings[0]?.text;
  const isTakenIn = known !== undefined && !book.files.includes(path);
  if (book.split.isByFile) return isTakenIn ? [] : [{ name: htmlName(fileName(path)), title, isDoubtful: false }];
  if (book.split.level === 0)
    return path === book.files[0] ? [{ name: htmlName(`${book.name}.html`), title, isDoubtful: false }] : [];
  if (own === undefined) return [];
  if (JSON.stringify(own) === JSON.stringify(known)) return contents.pages.get(path) ?? [];
  const placed = own.headings.map((heading) => ({ file: path, chapter: path, heading }));
  return bookPages(placed, contents.startOf(path), book).pages;
}
