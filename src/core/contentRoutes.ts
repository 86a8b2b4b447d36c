/**
 * Content files behind dynamic routes: which file fills the parameters of which route, where the route's code names the
 * folder it reads. `posts/hello.md` behind `/blog/[slug]` is `/blog/hello`.
 */
import type { NamedFolder } from './contentFolders.ts';
import type { ContentFile, RouteKind } from './model.ts';
import { below, extension, type RepoPath } from './paths.ts';
import { fillTemplate, replaceMatches } from './text/scriptRegex.ts';
import { nowhere, type Pattern } from './text/scriptValue.ts';

export interface ContentRoute extends NamedFolder {
  /** In the notation of route patterns: `blog`, `[slug]`. */
  readonly segments: readonly string[];
  /** Folders in parentheses are no part of an address. */
  readonly dropsGroups?: boolean;
}

/** Parameters that name lists of pages rather than pages. */
const listParameter =
  /^\[+(?:\.\.\.)?(?:tags?|categor(?:y|ies)|topics?|authors?|series|year|month|page|pagenumber|n|num)\]+$/i;

const contentEnding = /\.(?:md|mdx|mdoc|svx|markdown)$/;

export function isContentOf(routes: readonly ContentRoute[], path: string): boolean {
  return contentEnding.test(path) && routes.some(({ folder }) => below(path, folder) !== undefined);
}

/** The segments of a file's address and the route that shows it; the route with the nearest folder is asked first. */
export function contentAddress(
  routes: readonly ContentRoute[],
  path: RepoPath,
): { readonly segments: readonly string[]; readonly route: ContentRoute } | undefined {
  const candidates = routes
    .filter(({ folder, segments }) => below(path, folder) !== undefined && !listParameter.test(segments.at(-1) ?? ''))
    .sort((a, b) => b.folder.length - a.folder.length || nearness(b, path) - nearness(a, path));
  for (const route of candidates) {
    const segments = fill(route.segments, partsOf(path, route));
    if (segments !== undefined) return { segments, route };
  }
  return undefined;
}

/** How many of a route's own words stand in the path of the file. */
function nearness({ segments }: ContentRoute, path: string): number {
  const names = path.split('/');
  return segments.filter((segment) => names.includes(segment)).length;
}

/** The path below the folder as the code makes a slug of it: without ending, index and what it replaces. */
function partsOf(path: RepoPath, { folder, code, dropsGroups }: ContentRoute): readonly string[] {
  const inside = below(path, folder) ?? '';
  const stem = inside.slice(0, inside.length - extension(inside).length);
  const renamed = replacements(code).reduce((text, replace) => replace(text), stem);
  return renamed
    .replace(/(?:^|\/)index$/, '')
    .split('/')
    .filter((part) => part !== '' && !(dropsGroups === true && /^\(.*\)$/.test(part)));
}

/** Prefixes of digits that the code takes out of names: `.replace(/^\d{4}-\d{2}-\d{2}-/, '')`. */
function replacements(code: string): readonly ((text: string) => string)[] {
  const found = code.matchAll(
    /\.replace(?:All)?\(\s*\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)\s*,\s*(['"`])(\$1)?\3\s*\)/g,
  );
  return [...found].flatMap(([, source = '', flags = '', , group = '']) => {
    if (!/\\d|0-9/.test(source) || !/^\^|\(\^/.test(source)) return [];
    const pattern: Pattern = { kind: 'regex', source, flags, origin: nowhere };
    const replaced = (text: string) => replaceMatches(pattern, text, (match) => fillTemplate(group, match)) ?? text;
    // What begins with `^` is meant for a name, not for a path.
    return [(path: string) => (source.startsWith('^') ? path.replace(/[^/]+$/, replaced) : replaced(path))];
  });
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
      result.push(...taken);
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
