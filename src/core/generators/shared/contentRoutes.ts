/**
 * Content files behind dynamic routes: which file fills the parameters of which route, where the route's code names the
 * folder it reads. `posts/hello.md` behind `/blog/[slug]` is `/blog/hello`.
 */

import type { ContentFile, RouteKind } from '../../model.ts';
import { below, extensionOf, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { fillTemplate, replaceMatches } from '../../script/regex.ts';
import { nowhere, type Pattern } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';
import type { NamedFolder } from './contentFolders.ts';

/** A folder of content, and the route its files are shown at. */
export interface ContentRoute extends NamedFolder {
  /** In the notation of route patterns: `blog`, `[slug]`. */
  readonly segments: readonly string[];
  /** Folders in parentheses are no part of an address. */
  readonly dropsGroups?: boolean;
  /** The folder a file lies in is no part of its address; an index beside other files is no page then. */
  readonly dropsSection?: boolean;
  /** Numbers and dates in front of names are no part of an address: `01-start`, `2024-05-06-news`. */
  readonly dropsNumbers?: boolean;
  readonly languages?: ContentLanguages | undefined;
  /** The address of each file, where they are known one by one; other files have none then. */
  readonly addresses?: ReadonlyMap<RepoPath, readonly string[]>;
}

/** Languages of files (`page.fr.mdx`) or of first folders (`fr/page.mdx`), in front of the whole address. */
export interface ContentLanguages {
  readonly codes: readonly string[];
  readonly standard: string;
  readonly are: 'suffixes' | 'folders';
  /** The languages that do not show in addresses. */
  readonly hidden: 'none' | 'standard' | 'all';
  /** Whose pages stand in where a language has none; none do where it is left out. */
  readonly standsIn?: string | undefined;
}

/** The address of one content file, before it is written out. */
export interface ContentAddress {
  readonly segments: readonly string[];
  readonly route: ContentRoute;
  readonly language: string | undefined;
  /** Why it may be another one, as a clause. */
  readonly guess?: string | undefined;
}

/** Parameters that name lists of pages rather than pages. */
const listParameter =
  /^\[+(?:\.\.\.)?(?:tags?|categor(?:y|ies)|topics?|authors?|series|year|month|page|pagenumber|n|num)\]+$/i;

export const contentExtension = /\.(?:md|mdx|mdoc|svx|markdown)$/;

export function isContentOf(routes: readonly ContentRoute[], path: string): boolean {
  return contentExtension.test(path) && routes.some(({ folder }) => below(path, folder) !== undefined);
}

/** Finds the address of a file; the route with the nearest folder is asked first. */
export function contentAddresses(
  routes: readonly ContentRoute[],
  repo: Pick<Repo, 'files'>,
): (path: RepoPath) => ContentAddress | undefined {
  const contentBelow = countBelow(repo);
  const isSectionIndex = sectionIndexes(repo, contentBelow);
  const prepared = routes
    .filter(({ segments }) => !listParameter.test(segments.at(-1) ?? ''))
    .map((route) => {
      const lead = route.segments[0] ?? '';
      // Where the folder has the route's own folder in it, only what lies there is the route's.
      const own = contentBelow.has(`${route.folder}/${lead}`) ? `${lead}/` : '';
      const repeats = repeatedName.test(route.code);
      return { route, own, rename: renamer(route.code), index: indexName(route, repo), repeats };
    });
  return (path) => {
    const candidates = prepared
      .filter(({ route }) => below(path, route.folder) !== undefined)
      .sort(
        (a, b) => b.route.folder.length - a.route.folder.length || nearness(b.route, path) - nearness(a.route, path),
      );
    for (const { route, own, rename, index, repeats } of candidates) {
      if (route.addresses !== undefined) {
        const segments = route.addresses.get(path);
        if (segments !== undefined) return { segments, route, language: undefined };
        continue;
      }
      if (route.dropsSection === true && isSectionIndex(path)) continue;
      const { language, stem: whole } = languageOf(path, route);
      if (!whole.startsWith(own) || /(?:^|\/)\./.test(whole)) continue;
      const stem = whole.slice(own.length);
      const parts = partsOf(route.dropsNumbers === true ? withoutNumbers(stem) : rename(stem), route, index);
      const segments = fill(route.segments, repeats && parts.at(-1) === parts.at(-2) ? parts.slice(0, -1) : parts);
      if (segments === undefined) continue;
      const guess = route.code !== '' && segments.some((name) => orderPrefix.test(name)) ? mayBeOrder : undefined;
      return { segments: [...prefixOf(language, route), ...segments], route, language, guess };
    }
    return undefined;
  };
}

/** `1-start`, `02_install` and `(0)concepts` put names in order, which code may take out of them. */
const orderPrefix = /^\d{1,3}[-_.](?=[^\d.])|^\(\w+\)./;
const mayBeOrder =
  'the numbers in its path may only give the order; only the code of the site shows whether they are part of the address';

/** A page in a folder of its own name: `${slug}/${slug}.md`. */
const repeatedName = /\$\{([\w.]+)\}\/\$\{\1\}\.(?:md|mdx|svx)/;

/** How many content files lie below each folder. */
function countBelow(repo: Pick<Repo, 'files'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of repo.files) {
    if (!contentExtension.test(file)) continue;
    for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder))
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** Tells the head of a section: the index of a folder that holds other content. */
export function sectionIndexes(repo: Pick<Repo, 'files'>, counts = countBelow(repo)): (path: RepoPath) => boolean {
  return (path) => /\/index\.\w+$/.test(path) && (counts.get(folderOf(path)) ?? 0) > 1;
}

/** What a folder's own page is called: `README` where several folders have one and none has an index. */
function indexName({ folder }: ContentRoute, repo: Pick<Repo, 'files'>): 'index' | 'README' {
  const inside = repo.files.filter((file) => contentExtension.test(file) && below(file, folder) !== undefined);
  if (inside.some((file) => /\/index\.\w+$/.test(file))) return 'index';
  return inside.filter((file) => /\/README\.\w+$/.test(file)).length > 1 ? 'README' : 'index';
}

/** The path below the folder without its extension and language. */
function languageOf(
  path: RepoPath,
  { folder, languages }: ContentRoute,
): { readonly language: string | undefined; readonly stem: string } {
  const inside = below(path, folder) ?? '';
  const stem = inside.slice(0, inside.length - extensionOf(inside).length);
  if (languages === undefined) return { language: undefined, stem };
  const { codes, standard, are } = languages;
  const code = codes.find((name) => (are === 'suffixes' ? stem.endsWith(`.${name}`) : stem.startsWith(`${name}/`)));
  if (code === undefined) return { language: standard, stem };
  return { language: code, stem: are === 'suffixes' ? stem.slice(0, -code.length - 1) : stem.slice(code.length + 1) };
}

/** What a language puts in front of the addresses of a route. */
export function prefixOf(language: string | undefined, { languages }: ContentRoute): readonly string[] {
  if (language === undefined || languages === undefined || languages.hidden === 'all') return [];
  return languages.hidden === 'standard' && language === languages.standard ? [] : [language];
}

/** How many of a route's own words stand in the path of the file. */
function nearness({ segments }: ContentRoute, path: string): number {
  const names = path.split('/');
  return segments.filter((segment) => names.includes(segment)).length;
}

/** A path as segments: without a final index, and without groups where they do not count. */
function partsOf(stem: string, { dropsGroups, dropsSection }: ContentRoute, index: string): readonly string[] {
  const parts = stem
    .replace(new RegExp(`(?:^|/)${index}$`), '')
    .split('/')
    .filter((part) => part !== '' && !(dropsGroups === true && /^\(.*\)$/.test(part)));
  return dropsSection === true && parts.length > 2 ? parts.toSpliced(-2, 1) : parts;
}

function withoutNumbers(stem: string): string {
  return stem.replace(/(^|\/)\d[\d-]*-/g, '$1');
}

/** Takes out what the code takes out of names: prefixes of digits, as in `.replace(/^\d{4}-\d{2}-\d{2}-/, '')`. */
function renamer(code: string): (path: string) => string {
  const found = code.matchAll(
    /\.replace(?:All)?\(\s*\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)\s*,\s*(['"`])(\$1)?\3\s*\)/g,
  );
  const steps = [...found].flatMap(([, source = '', flags = '', , group = '']) => {
    if (!/\\d|0-9/.test(source) || !/^\^|\(\^/.test(source)) return [];
    const pattern: Pattern = { kind: 'regex', source, flags, origin: nowhere };
    const replaced = (text: string) => replaceMatches(pattern, text, (match) => fillTemplate(group, match)) ?? text;
    // What begins with `^` is meant for a name, not for a path.
    return [(path: string) => (source.startsWith('^') ? path.replace(/[^/]+$/, replaced) : replaced(path))];
  });
  return (path) => steps.reduce((text, step) => step(text), path);
}

/** Fills a route with the parts of a path; `undefined` when they do not fit exactly. */
export function fill(pattern: readonly string[], parts: readonly string[]): readonly string[] | undefined {
  const result: string[] = [];
  let at = 0;
  for (const [index, segment] of pattern.entries()) {
    const needed = pattern.slice(index + 1).filter((later) => /^\[(?!\[)/.test(later)).length;
    if (!segment.includes('[')) {
      result.push(segment);
      // `content/blog/x.md` behind `/blog/[slug]`: the folder is in the route already.
      if (parts[at] === segment && parts.length - at > needed) at++;
    } else if (/^\[\[?\.\.\./.test(segment)) {
      const taken = parts.slice(at, parts.length - needed);
      if (taken.length === 0 && !segment.startsWith('[[')) return undefined;
      append(result, taken);
      at += taken.length;
    } else if (/^\[+[^\]]+\]+$/.test(segment)) {
      const part = parts[at];
      if (part === undefined) {
        if (segment.startsWith('[[')) continue;
        return undefined;
      }
      result.push(part);
      at++;
    } else return undefined;
  }
  return at === parts.length ? result : undefined;
}

/** What the code that reads the folder makes of drafts, as far as it speaks of them. */
export function contentKind({ frontMatter: { data } }: ContentFile, { code, folder }: ContentRoute): RouteKind {
  if (data.draft === true && /\bdraft\b/i.test(code)) return 'draft';
  if (data.published === false && /\bpublished\b/.test(code)) return 'draft';
  return /(?:^|\/)(?:_?posts?|blog|articles?|news)(?:\/|$)/.test(folder) ? 'post' : 'page';
}
