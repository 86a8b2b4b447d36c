/**
 * Addresses that the repository declares itself, for sites whose rules nobody can read: a file `.broken-backlinks.json`
 * in the site's folder, its paths seen from there.
 *
 *   {
 *     "address": "https://example.org/docs/",
 *     "static": ["public"],
 *     "pages": {
 *       "content/drafts/**": false,
 *       "content/{lang}/**\/*.md": "/{lang}/{path}/",
 *       "posts/{year}-{month}-{day}-{name}.md": "/blog/{year}/{slug}"
 *     }
 *   }
 *
 * The first glob that matches a file decides; `false` says that it has no page. In globs `*` is a part of a name, `**`
 * any folders, `{lang}` a name or a part of it under that name. In addresses
 *
 *   {lang}               what the glob has under that name
 *   {path}               what matches from the glob's first star on, without extension and without a final `index`
 *   {slug}               `slug` of the front matter, else the file's name without its extension
 *   {year} {month} {day} the parts of the front matter's `date`, unless the glob has them
 *
 * The path of `address` stands in front of every address, as a base path.
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import { parseLooseJson } from '../text/json.ts';
import { compileRegex, type LinearRegex } from '../text/linearRegex.ts';
import { isSettings, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

const configName = '.broken-backlinks.json';

export const declared: Generator = {
  id: 'declared',
  title: 'Declared patterns',
  docs: 'README.md#how-it-knows',

  async detect(repo) {
    return filesNamed(repo, configName).map((config): DetectedSite => {
      return { generator: 'declared', root: folderOf(config), config, because: config, certainty: 1 };
    });
  },

  async open(site, repo) {
    const config = site.config ?? (joinRepo(site.root, configName) as RepoPath);
    const source = (await repo.read(config)) ?? '';
    const data: unknown = parseLooseJson(source);
    const { pages, address, static: folders } = isSettings(data) ? data : {};
    const { patterns, notes } = readPatterns(pages, config, source);
    const url = textOf(address);
    const basePath = basePathOf(url);
    const patternOf = (path: RepoPath) => {
      const inside = below(path, site.root);
      return inside === undefined ? undefined : patterns.find(({ files }) => files.test(inside));
    };
    return {
      address: url === undefined ? undefined : { url, file: config, line: lineOf(source, '"address"') },
      basePath,
      staticRoots: (Array.isArray(folders) ? folders : []).flatMap((name) => joinRepo(site.root, String(name)) ?? []),
      notes,
      reads: (path) => (patternOf(path) === undefined ? undefined : 'head'),
      routes: (file) => {
        const pattern = patternOf(file.path);
        return pattern === undefined ? [] : routesOf(pattern, file, site.root, basePath);
      },
    };
  },
};

export interface DeclaredPattern {
  readonly files: LinearRegex;
  /** Names of the groups of `files`, in order; `path` among them. */
  readonly names: readonly string[];
  /** `undefined` where files have no page. */
  readonly url: string | undefined;
}

/** The declared patterns in the order they are written; what is no pattern comes back as a note. */
export function readPatterns(
  pages: unknown,
  file: RepoPath,
  source: string,
): { readonly patterns: readonly DeclaredPattern[]; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const refuse = (key: string, message: string) => void notes.push({ file, line: lineOf(source, key), message });
  if (!isSettings(pages)) {
    refuse(
      '"pages"',
      `${file} declares no pages; give it "pages" with a glob and an address, such as { "docs/**/*.md": "/{path}/" }.`,
    );
    return { patterns: [], notes };
  }
  const patterns = Object.entries(pages).flatMap(([glob, url]) => {
    if (url !== false && typeof url !== 'string') {
      refuse(JSON.stringify(glob), `${glob} needs an address as text, or false for files without a page.`);
      return [];
    }
    const pattern = compileGlob(glob);
    const missing =
      url === false ? undefined : placeholders(url).find((name) => ![...pattern.names, ...ownNames].includes(name));
    if (missing !== undefined) {
      refuse(JSON.stringify(glob), `{${missing}} in the address ${url} is not in the glob ${glob}; name it there.`);
      return [];
    }
    return [{ ...pattern, url: url === false ? undefined : url }];
  });
  return { patterns, notes };
}

/** Placeholders that need no name in the glob. */
const ownNames = ['path', 'slug', 'year', 'month', 'day'];

function placeholders(url: string): readonly string[] {
  return [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function compileGlob(glob: string): Pick<DeclaredPattern, 'files' | 'names'> {
  const names: string[] = [];
  let source = '';
  let open = false;
  for (const [token, name] of glob.replace(/^\.?\//, '').matchAll(/\{(\w+)\}|\*\*\/|\*\*|\*|[^*{]+|\{/g)) {
    if (token.startsWith('*') && !open) {
      source += '(';
      names.push('path');
      open = true;
    }
    if (name !== undefined) {
      source += '([^/]+?)';
      names.push(name);
    } else if (token === '**/') source += '(?:[^/]+/)*';
    else if (token === '**') source += '.*';
    else if (token === '*') source += '[^/]*';
    else source += token.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
  }
  const files = compileRegex(`^${source}${open ? ')' : ''}$`);
  if (files === undefined) throw new Error(`an escaped glob is a regular expression: ${glob}`);
  return { files, names };
}

function routesOf(
  { files, names, url }: DeclaredPattern,
  file: ContentFile,
  root: RepoPath,
  basePath: string,
): readonly Route[] {
  const inside = below(file.path, root) ?? file.path;
  const groups = files.exec(inside) ?? [];
  const title = pageTitle(file);
  const stem = (path: string) => path.slice(0, path.length - extensionOf(path).length);
  const captured = Object.fromEntries(names.map((name, index) => [name, groups[index + 1] ?? '']));
  if (url === undefined)
    return [{ url: builtUrl(basePath, stem(inside)), file: file.path, kind: 'unpublished', title }];

  const { date, slug } = file.frontMatter.data;
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(textOf(date) ?? '') ?? [];
  const values: Readonly<Record<string, string>> = {
    year,
    month,
    day,
    slug: textOf(slug) ?? stem(fileName(inside)),
    ...captured,
    path: stem(captured.path ?? inside).replace(/(^|\/)index$/, '$1'),
  };
  const path = url.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return [
    {
      url: builtUrl(basePath, path),
      file: file.path,
      kind: path.replace(/\//g, '') === '' ? 'home' : 'page',
      title,
      language: captured.lang,
    },
  ];
}

function lineOf(source: string, text: string): number {
  const at = source.indexOf(text);
  return at < 0 ? 1 : source.slice(0, at).split('\n').length;
}
