/** The dynamic pages of a site with what they make of collections. */

import type { File } from '@babel/types';
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, Note, Route, RouteKind } from '../../model.ts';
import { extensionOf, fileName, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { unreadNote } from '../../script/notes.ts';
import { blankAround } from '../../script/parse.ts';
import { walk } from '../../script/scope.ts';
import type { Script } from '../../script/script.ts';
import type { Value } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';
import { behindComments } from '../../text/markup/comments.ts';
import { pageTitle } from '../../text/title.ts';
import { type Collection, collectionsOf, entryData, entryValue, isDataFile } from './collections.ts';
import type { AstroConfiguration } from './configuration.ts';
import { addressOf, fillParameters, isDynamic, type PageFile, patternOf, readPageFile } from './pageFiles.ts';
import { isRedirectPage } from './redirectPage.ts';
import { type StaticPath, type StaticPaths, staticPaths } from './staticPaths.ts';

/** A page with parameters in its path, and the addresses its script gives it. */
export interface DynamicPage {
  readonly page: PageFile;
  readonly script: Script;
  /** Only leads elsewhere. */
  readonly isRedirect: boolean;
  /** Addresses that depend on no entry. */
  readonly fixed: readonly string[];
  /** Pages 2 and following of a list, as many as its entries may fill. */
  readonly further: readonly string[];
  /** Nothing tells the other addresses: the pattern stands for them. */
  readonly isOpen: boolean;
  /** The collections its addresses may depend on. */
  readonly asked: ReadonlySet<string>;
  /** The one collection a page rendered on request looks its entry up in. */
  readonly looksUp: string | undefined;
}

export async function readDynamicPages(
  configuration: AstroConfiguration,
  collections: readonly Collection[],
  repo: Repo,
): Promise<{ readonly pages: readonly DynamicPage[]; readonly notes: readonly Note[] }> {
  const pages: DynamicPage[] = [];
  const notes: Note[] = [];
  for (const file of repo.files) {
    const page = readPageFile(file, configuration);
    if (!page || !isDynamic(page.path)) continue;
    const text = await repo.read(file);
    const script = text === undefined ? undefined : await configuration.scripts.read(file, scriptPart(file, text));
    if (!script || text === undefined) continue;
    append(notes, script.notes);
    const made = await dynamicPage(page, script, isRedirectPage(text), collections, repo);
    pages.push(made.page);
    if (made.note && !page.isEndpoint) notes.push(made.note);
  }
  return { pages, notes };
}

/** The script of a component stands between its two fences. */
function scriptPart(file: RepoPath, text: string): string {
  if (extensionOf(file) !== '.astro') return text;
  const fence = behindComments(text);
  const start = fence + 3;
  const end = text.startsWith('---', fence) ? text.indexOf('\n---', start) : -1;
  return end >= 0 ? blankAround(text, start, end) : blankAround(text, 0, 0);
}

async function dynamicPage(
  page: PageFile,
  script: Script,
  isRedirect: boolean,
  collections: readonly Collection[],
  repo: Repo,
): Promise<{ readonly page: DynamicPage; readonly note?: Note | undefined }> {
  const used = script.tree ? collectionNames(script.tree) : [];
  const hasPaths = script.exported('getStaticPaths').kind === 'function';
  if (!hasPaths) {
    const own = used.length === 1 ? used[0] : undefined;
    const params = page.path.match(/\[/g)?.length;
    return {
      page: {
        page,
        script,
        isRedirect,
        fixed: [],
        further: [],
        isOpen: own === undefined || params !== 1,
        asked: new Set(used),
        looksUp: params === 1 ? own : undefined,
      },
    };
  }
  const bare = staticPaths(script, undefined, undefined);
  const asked = collections.filter(({ name }) => bare.asked.has(name));
  const samples = (await Promise.all(asked.map((collection) => sampleEntries(collection, repo)))).flat();
  const tried = samples.map(([name, entry]) => staticPaths(script, name, entry));
  const unread = bare.unread ?? tried.find((result) => result.unread)?.unread;
  const fixed = bare.paths.flatMap(({ params }) => fillParameters(page.path, params) ?? []);
  const guessed = unread !== undefined && asked.length === 1 && showsEntries(page.path) ? asked[0]?.name : undefined;
  const files =
    guessed === undefined
      ? 'the addresses it makes are not known'
      : `the addresses of the collection \`${guessed}\` are guessed from its ids`;
  const unknown = [...bare.asked].find((name) => !collections.some((collection) => collection.name === name));
  const note = unread
    ? (unreadNote('getStaticPaths', unread, files) ?? undefined)
    : unknown === undefined
      ? undefined
      : { message: unknownEntries(page.file, unknown) };
  const folder = guessed === undefined ? undefined : asked[0]?.folder;
  return {
    page: {
      page,
      script,
      isRedirect,
      fixed,
      further: furtherPages(page, bare, asked, repo),
      isOpen: (unread !== undefined && guessed === undefined) || unknown !== undefined,
      asked: bare.asked,
      looksUp: guessed,
    },
    note: note && {
      ...note,
      declarable: folder === undefined ? undefined : { below: folder },
      file: page.file,
      message: note.message.replace(/ in \S* /, ` of ${page.file} `),
    },
  };
}

/** A loader of one's own may take entries from anywhere. https://docs.astro.build/en/reference/content-loader-reference/ */
function unknownEntries(file: RepoPath, collection: string): string {
  return `${file} makes pages of the collection \`${collection}\`, whose loader gives no files of their own to its entries; their addresses are not known`;
}

function furtherPages(
  page: PageFile,
  { pageSize, paths }: StaticPaths,
  asked: readonly Collection[],
  repo: Repo,
): readonly string[] {
  if (pageSize === undefined) return [];
  const entries = repo.files.filter((file) => collectionsOf(file, asked).length > 0).length;
  const numbers = Array.from({ length: Math.max(0, Math.ceil(entries / pageSize) - 1) }, (_, index) => index + 2);
  return paths
    .filter(({ params }) => params.has('page') && params.get('page') === undefined)
    .flatMap(({ params }) =>
      numbers.flatMap((number) => fillParameters(page.path, new Map([...params, ['page', String(number)]])) ?? []),
    );
}

/** One parameter, and not one that names a list. */
function showsEntries(path: string): boolean {
  const names = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = '']) => name);
  return names.length === 1 && !/^(?:page|tags?|categor|author|lang|locale|year|month|series)/i.test(names[0] ?? '');
}

/** Some entries, to see whether the page's code can be followed. */
async function sampleEntries(collection: Collection, repo: Repo): Promise<readonly (readonly [string, Value])[]> {
  const found: (readonly [string, Value])[] = [];
  for (const file of repo.files) {
    const [known] = collectionsOf(file, [collection]);
    if (!known) continue;
    const text = isDataFile(file) ? await repo.read(file) : await repo.readHead(file);
    if (text === undefined) continue;
    const content: ContentFile = { path: file, frontMatter: readFrontMatter(text, file), text };
    const id = collection.idOf(known[1], entryData(content));
    if (id !== undefined) found.push([collection.name, entryValue(collection, id, content, known[1])]);
    if (found.length === sampleSize) break;
  }
  return found;
}

const sampleSize = 3;

/** The collections a page asks for by name. */
function collectionNames(tree: File): readonly string[] {
  const names = new Set<string>();
  walk(tree.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return;
    if (!/^get(?:Collection|Entry|EntryBySlug|LiveEntry)$/.test(node.callee.name)) return;
    const [first] = node.arguments;
    if (first?.type === 'StringLiteral') names.add(first.value);
  });
  return [...names];
}

/** The addresses a dynamic page gives to one entry. */
export function entryRoutes(
  dynamic: DynamicPage,
  collection: Collection,
  id: string,
  file: ContentFile,
  path: string,
  configuration: AstroConfiguration,
): readonly Route[] {
  const { page, script, isRedirect } = dynamic;
  if (!dynamic.asked.has(collection.name)) return [];
  const made = (filled: string, kind: RouteKind): Route => ({
    url: addressOf(page, filled, configuration),
    file: file.path,
    kind: page.isEndpoint ? 'generated' : isRedirect ? 'redirect' : kind,
    ...(kind === 'generated' ? {} : { title: pageTitle(file) }),
  });
  const kind = kindOf(collection, file.path);
  if (dynamic.looksUp !== undefined) {
    const name = /\[(?:\.\.\.)?(\w+)\]/.exec(page.path)?.[1] ?? '';
    const filled = fillParameters(page.path, new Map([[name, id]]));
    return filled === undefined ? [] : [made(filled, kind)];
  }
  const pathsFor = (given: string, of = file): readonly StaticPath[] =>
    staticPaths(script, collection.name, entryValue(collection, given, of, path)).paths;
  const fixed = new Set(dynamic.fixed);
  const own = pathsFor(id).flatMap((found) => {
    const filled = fillParameters(page.path, found.params);
    return filled === undefined || fixed.has(filled) ? [] : [{ filled, showsEntry: found.showsEntry }];
  });
  if (own.length === 0) return [];
  // What stays the same under another id is a list the entry stands in: a tag, a year.
  const others = own.every(({ showsEntry }) => showsEntry)
    ? new Set<string | undefined>()
    : new Set(pathsFor(`${id}-other`).map(({ params }) => fillParameters(page.path, params)));
  const bare = withoutRedirects(file);
  const kept = bare && new Set(pathsFor(id, bare).map(({ params }) => fillParameters(page.path, params)));
  return own.map(({ filled, showsEntry }) => {
    if (kept?.has(filled) === false) return made(filled, 'redirect');
    return made(filled, showsEntry || !others.has(filled) ? kind : 'generated');
  });
}

/** The file as if it had no old addresses: what is not made of it then leads on. `undefined` where it has none. */
function withoutRedirects(file: ContentFile): ContentFile | undefined {
  const { frontMatter } = file;
  const entries = Object.entries(frontMatter.data);
  const others = entries.filter(([key]) => !/redirect|alias|old_?(?:url|path|slug)/i.test(key));
  if (others.length === entries.length) return undefined;
  return { ...file, frontMatter: { ...frontMatter, data: Object.fromEntries(others) } };
}

function kindOf({ name }: Collection, path: RepoPath): RouteKind {
  if (/blog|post|news|article|note/i.test(name)) return 'post';
  return /^index\./.test(fileName(path)) ? 'section' : 'page';
}

/** The routes of the page's own file: fixed addresses, and the pattern when there may be others. */
export function ownRoutes(dynamic: DynamicPage, configuration: AstroConfiguration): readonly Route[] {
  const { page, isRedirect, fixed, further, isOpen } = dynamic;
  const kind = isRedirect ? 'redirect' : page.isEndpoint ? 'generated' : 'page';
  const made = (path: string, as: RouteKind): Route => ({
    url: addressOf(page, path, configuration),
    file: page.file,
    kind: as,
  });
  const listed = [
    ...[...new Set(fixed)].map((path) => made(path, kind)),
    ...further.map((path) => made(path, 'generated')),
  ];
  return isOpen ? [...listed, { url: patternOf(page, configuration), file: page.file, kind: 'dynamic' }] : listed;
}
