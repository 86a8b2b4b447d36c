/**
 * Addresses that the repository declares itself, for files whose rules nobody can read: `pages` of
 * `.broken-backlinks.json`, its paths seen from the file's folder. They are added to the site that is detected there.
 *
 *   {
 *     "site": "https://example.org/docs/",
 *     "static": ["public"],
 *     "pages": {
 *       "content/drafts/**": false,
 *       "content/{lang}/**\/*.{md,mdx}": "/{lang}/{path}/",
 *       "posts/{year}-{month}-{day}-{name}.md": "/blog/{year}/{slug}"
 *     }
 *   }
 *
 * The first glob that matches a file decides; `false` says that it has no page, a list that it has several addresses. Globs are those of fast-glob (see
 * text/glob.ts), and `{lang}` is a name or a part of it under that name. In addresses
 *
 *   {lang}               what the glob has under that name
 *   {path}               what matches from the glob's first star on, without extension and without a final `index`
 *   {slug}               `slug` of the front matter, else the file's name without its extension
 *   {year} {month} {day} the parts of the front matter's `date`, unless the glob has them
 *
 * The path of `site` stands in front of every address, as a base path; that of the detected site where none is given.
 */
import { readSiteFile, type SiteFile, type WrittenPattern } from '../../configuration/siteFile.ts';
import { ownMember } from '../../data/ownMember.ts';
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type CapturingGlob, capturingGlob, type GlobMatch } from '../../text/glob.ts';
import { textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import type { Permalinks } from './generator.ts';
import { nearMisses } from './nearMisses.ts';
import { basePathOf } from './siteAddress.ts';

/** A `.broken-backlinks.json` as it stands; without values where there is none. */
export async function siteFileAt(file: RepoPath, repo: Repo): Promise<SiteFile> {
  const text = repo.has(file) ? await repo.read(file) : undefined;
  if (text !== undefined) return readSiteFile(file, text);
  const message = `${file} cannot be read. Save it as text in UTF-8, or remove it.`;
  const notes = repo.has(file) ? [{ file, line: 1, message }] : [];
  return { file, folder: folderOf(file), values: {}, notes };
}

/** The rules of one file; what it declares lies below `basePath` where it names no address of its own. */
export function declaredPermalinks(
  { file, folder, values, notes }: SiteFile,
  repo: Repo,
  basePath: string,
): Permalinks {
  const written = values.site ?? values.address;
  const { patterns, notes: refused } = compilePatterns(values.pages ?? [], file);
  const base = written === undefined ? basePath : basePathOf(written.value);
  const statics = (values.static ?? []).map(({ value, line }) => ({ value, line, root: joinRepo(folder, value) }));
  const outside = statics.flatMap(({ value, line, root }): readonly Note[] =>
    root === undefined ? [{ file, line, message: `${value} is no folder of this repository.` }] : [],
  );
  const patternOf = (path: RepoPath) => {
    const inside = below(path, folder);
    if (inside === undefined) return undefined;
    for (const pattern of patterns) {
      const match = pattern.glob.match(inside);
      if (match !== undefined) return { pattern, match };
    }
    return undefined;
  };
  return {
    address: written && { url: written.value, file, line: written.line },
    basePath: base,
    staticRoots: statics.flatMap(({ root }) => root ?? []),
    notes: [...notes, ...refused, ...outside, ...unmatched(patterns, file, folder, repo)].sort(byLine),
    reads: (path) => (patternOf(path) === undefined ? undefined : 'head'),
    routes: (content) => {
      const found = patternOf(content.path);
      return found === undefined ? [] : routesOf(found.pattern, found.match, content, folder, base);
    },
  };
}

function byLine(a: Note, b: Note): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

interface DeclaredPattern {
  readonly glob: CapturingGlob;
  readonly written: WrittenPattern;
}

/** The declared patterns in the order they are written; what is no pattern comes back as a note. */
function compilePatterns(
  pages: readonly WrittenPattern[],
  file: RepoPath,
): { readonly patterns: readonly DeclaredPattern[]; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const patterns = pages.flatMap((written) => {
    const { glob: text, value: addresses, line } = written;
    const refuse = (message: string) => void notes.push({ file, line, message });
    const glob = capturingGlob(text.replace(/^\//, ''));
    if (glob === undefined) {
      refuse(`${text} has too many groups, or !(…) inside of one; write it as several patterns.`);
      return [];
    }
    const known = [...glob.names, ...ownNames];
    const missing = addresses.flatMap(placeholders).find((name) => !known.includes(name));
    if (missing === undefined) return [{ glob, written }];
    refuse(`{${missing}} in the address ${addresses.join(' or ')} is not in the glob ${text}; name it there.`);
    return [];
  });
  return { patterns, notes };
}

/** Placeholders that need no name in the glob. */
const ownNames = ['path', 'slug', 'year', 'month', 'day'];

function placeholders(url: string): readonly string[] {
  return [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Every pattern for which there is no file, or none that another pattern leaves to it. */
function unmatched(
  patterns: readonly DeclaredPattern[],
  file: RepoPath,
  folder: RepoPath,
  { files }: Repo,
): readonly Note[] {
  const inside = files.flatMap((path) => (path === file ? [] : (below(path, folder) ?? [])));
  return patterns.flatMap(({ glob, written }, rank): readonly Note[] => {
    const own = inside.filter((path) => glob.match(path) !== undefined);
    const { line, glob: text } = written;
    if (own.length === 0) return [{ file, line, message: `${text} matches no file. ${nearMisses(text, inside)}` }];
    const before = patterns.slice(0, rank);
    const first = (path: string) => before.find((other) => other.glob.match(path) !== undefined);
    const [taken] = own.every((path) => first(path) !== undefined) ? own : [];
    const by = taken === undefined ? undefined : first(taken);
    if (by === undefined) return [];
    const message = `${text} decides nothing: the patterns before it, such as ${by.written.glob}, match all of its files. Write it before them.`;
    return [{ file, line, message }];
  });
}

function routesOf(
  { written }: DeclaredPattern,
  { names, fromStar }: GlobMatch,
  file: ContentFile,
  root: RepoPath,
  basePath: string,
): readonly Route[] {
  const inside = below(file.path, root) ?? file.path;
  const title = pageTitle(file);
  const stem = (path: string) => path.slice(0, path.length - extensionOf(path).length);
  if (written.value.length === 0)
    return [{ url: builtUrl(basePath, stem(inside)), file: file.path, kind: 'unpublished', title }];

  const { date, slug } = file.frontMatter.data;
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(textOf(date) ?? '') ?? [];
  const values: Readonly<Record<string, string>> = {
    year,
    month,
    day,
    slug: textOf(slug) ?? stem(fileName(inside)),
    path: stem(fromStar ?? inside).replace(/(^|\/)index$/, '$1'),
    ...names,
  };
  return written.value.map((address): Route => {
    const filled = address.replace(/\{(\w+)\}/g, (whole, name: string) => ownMember(values, name) ?? whole);
    // An index has no name of its own: `/{path}.html` is the page of its folder.
    const path = filled.replace(/(^|\/)\.html?$/, '$1');
    const kind = path.replace(/\//g, '') === '' ? 'home' : 'page';
    return { url: builtUrl(basePath, path), file: file.path, kind, title, language: names.lang };
  });
}
