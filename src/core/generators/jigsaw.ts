/**
 * Jigsaw.
 *
 * - `source/a/b.blade.php` and `b.md` are at `/a/b/`, `a/index.blade.php` at `/a/`, `a.blade.xml` at `/a.xml`. Other files are
 *   copied. What begins with `_` at the top of `source` is none of these.
 * - The folder `_posts` holds the items of a collection of that name, at `/posts/name` or by the `path` that config.php gives:
 *   `blog/{date|Y-m-d}/{filename}`, `{-title}` with hyphens. `permalink` of the front matter says otherwise.
 *
 * `config.php` is a program and is not run: what is no literal is unknown.
 *
 * https://jigsaw.tighten.com/docs/collections-path/
 */
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { flagOf, isSettings, type Settings, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { padded, readDate } from '../text/writtenDate.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf, isOfNobody } from './shared/siteAddress.ts';

export const jigsaw: Generator = {
  id: 'jigsaw',
  title: 'Jigsaw',
  docs: 'https://jigsaw.tighten.com/docs/content/',
  command: /\bjigsaw build\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const manifest of filesNamed(repo, 'composer.json')) {
      const root = folderOf(manifest);
      const config = joinRepo(root, 'config.php');
      const source = joinRepo(root, 'source');
      if (source === undefined || !repo.files.some((file) => file.startsWith(`${source}/`))) continue;
      if (!/"(?:tightenco|tighten)\/jigsaw"/.test((await repo.read(manifest)) ?? '')) continue;
      const hasConfig = config !== undefined && repo.has(config);
      const certainty = inExampleFolder(manifest) ? 0.3 : 0.95;
      const because = `jigsaw in ${manifest}`;
      found.push({ generator: 'jigsaw', root, config: hasConfig ? config : undefined, because, certainty });
    }
    return found;
  },

  open,
};

interface Collection {
  /** As config.php gives it; `undefined` where code makes it. */
  readonly path: string | undefined;
  readonly isMadeByCode: boolean;
  /** Its items need not name what they extend. */
  readonly hasLayout: boolean;
}

interface Site {
  readonly source: RepoPath;
  readonly basePath: string;
  readonly collections: ReadonlyMap<string, Collection>;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const source = joinRepo(root, 'source') ?? root;
  const file = config ?? joinRepo(root, 'composer.json') ?? root;
  const text = (config && (await repo.read(config))) ?? '';
  const production = joinRepo(root, 'config.production.php') ?? root;
  const address = addressIn(production, (await repo.read(production)) ?? '') ?? addressIn(file, text);
  const site = { source, basePath: basePathOf(address?.url), collections: collectionsIn(text) };
  return {
    address,
    basePath: site.basePath,
    staticRoots: [source],
    leavesOut: (path) => below(path, source)?.startsWith('_') === true || fileName(path) === '.DS_Store',
    notes: codeNotes(site, file, text),
    reads: (path) => (pageOf(path, site) === undefined ? undefined : 'head'),
    routes: (content) => routesOf(content, site),
    beside: madeFiles(['sitemap.xml', 'assets/build/mix-manifest.json'], site.basePath, file),
  };
}

/** A site that is built on a machine for looking at it has no address. */
function addressIn(file: RepoPath, text: string): Permalinks['address'] {
  const url = /["']baseUrl["'][ \t]*=>[ \t]*["']([^"'\n]+)["']/.exec(text);
  if (url === null || isOfNobody(url[1])) return undefined;
  return { url: url[1] ?? '', file, line: text.slice(0, url.index).split('\n').length };
}

/** `'collections' => ['posts' => ['path' => 'blog/{filename}']]`. */
function collectionsIn(text: string): ReadonlyMap<string, Collection> {
  const plain = withoutComments(text);
  const start = /["']collections["'][ \t]*=>[ \t]*\[/.exec(plain);
  const found = new Map<string, Collection>();
  if (start === null) return found;
  let depth = 0;
  let name: string | undefined;
  const token = /(["'])([^"'\n]*)\1[ \t]*=>[ \t]*(?:(["'])([^"'\n]*)\3)?|["']([^"'\n]*)["']|[[\](){}]/g;
  token.lastIndex = start.index + start[0].length;
  for (let match = token.exec(plain); match !== null; match = token.exec(plain)) {
    const [whole, , key, , value, listed] = match;
    if (/^[[({]$/.test(whole)) depth++;
    else if (/^[\])}]$/.test(whole)) depth--;
    else if (depth === 0) {
      name = key ?? listed;
      if (name !== undefined) found.set(name, { path: undefined, isMadeByCode: false, hasLayout: false });
    } else if (depth === 1 && name !== undefined) {
      const known = found.get(name) ?? { path: undefined, isMadeByCode: false, hasLayout: false };
      if (key === 'path') found.set(name, { ...known, path: value, isMadeByCode: value === undefined });
      if (key === 'extends') found.set(name, { ...known, hasLayout: true });
    }
    if (depth < 0) break;
  }
  return found;
}

function withoutComments(text: string): string {
  const [first = '', ...others] = text.split('/*');
  const code = [first, ...others.map((part) => (part.includes('*/') ? part.slice(part.indexOf('*/') + 2) : ''))];
  return code.join('').replace(/(^|[ \t])(?:\/\/|#)[^\n]*/gm, '$1');
}

function codeNotes({ collections, source, basePath }: Site, file: RepoPath, text: string): readonly Note[] {
  const names = [...collections].filter(([, { isMadeByCode }]) => isMadeByCode).map(([name]) => name);
  const [first] = names;
  if (first === undefined) return [];
  const line = text.split('\n').findIndex((row) => row.includes(`'${first}'`) || row.includes(`"${first}"`)) + 1;
  const message = `The path of the collection ${names.join(', ')} is made by code, and addresses of its items are not known here.`;
  const folder = joinRepo(source, `_${first}`) ?? source;
  const addresses = [`${builtUrl(basePath, slugify(first, '-'))}/{path}/`];
  return [{ file, line: Math.max(line, 1), message, doubtsAddresses: true, declarable: { below: folder, addresses } }];
}

const markdown = new Set(['.md', '.markdown', '.mdown']);

/** What is made of a file: its place, its name without extensions, and how the page ends. */
interface Page {
  readonly collection: string | undefined;
  readonly folder: string;
  readonly name: string;
  readonly ending: string;
  readonly isMarkdown: boolean;
}

function pageOf(path: RepoPath, { source, collections }: Site): Page | undefined {
  const inside = below(path, source);
  if (inside === undefined) return undefined;
  const [first = ''] = inside.split('/');
  const collection = first.startsWith('_') && inside.includes('/') ? first.slice(1) : undefined;
  if (first.startsWith('_') && (collection === undefined || !collections.has(collection))) return undefined;
  const name = fileName(inside);
  const [, bladeName, bladeEnd = ''] = /^(.+)\.blade\.(\w+)$/.exec(name) ?? [];
  const isText = markdown.has(extensionOf(name));
  if (bladeName === undefined && !isText) return undefined;
  const ending = isText || bladeEnd === 'php' ? 'html' : bladeEnd.toLowerCase();
  const stem = (bladeName ?? name.slice(0, -extensionOf(name).length)).replace(/\.blade$/, '');
  return { collection, folder: folderOf(inside), name: stem, ending, isMarkdown: isText };
}

function routesOf(file: ContentFile, site: Site): readonly Route[] {
  const page = pageOf(file.path, site);
  if (page === undefined) return [];
  const { data } = file.frontMatter;
  const path = addressOf(page, data, site);
  if (path === undefined) return [];
  const url = builtUrl(site.basePath, path);
  const isHome = url === builtUrl(site.basePath);
  const own: RouteKind = isHome ? 'home' : page.collection === 'posts' ? 'post' : 'page';
  const hasLayout = data.extends !== undefined || site.collections.get(page.collection ?? '')?.hasLayout === true;
  const isHidden = flagOf(data.published) === false && page.collection !== undefined;
  const kind = isHidden || (page.isMarkdown && !hasLayout) ? 'unpublished' : own;
  const route: Route = { url, file: file.path, kind, title: pageTitle(file) };
  if (!isSettings(data.pagination) || kind === 'unpublished') return [route];
  return [route, { ...route, url: builtUrl(site.basePath, path, '[page]', '/'), kind: 'dynamic' }];
}

function addressOf({ collection, folder, name, ending }: Page, data: Settings, site: Site): string | undefined {
  const written = textOf(data.permalink);
  if (written !== undefined) return written.replace(/(^|\/)index\.html$/, '$1');
  if (collection === undefined) {
    if (ending !== 'html') return `${folder}/${name}.${ending}`;
    return name === 'index' ? `${folder}/` : `${folder}/${name}/`;
  }
  const known = site.collections.get(collection);
  if (known?.isMadeByCode === true) return undefined;
  const slug = slugify(name, '-');
  if (known?.path === undefined || known.path === '') return `${slugify(collection, '-')}/${slug}/`;
  if (!known.path.includes('{')) return `${known.path}/${slug}/`;
  const values: Settings = { ...data, filename: name, collection };
  return `${known.path.replace(/\{([^}]*)\}/g, (_, part: string) => filledIn(part, values))}/`;
}

/** `{title}`, `{-title}` with hyphens, `{date|Y-m-d}`. */
function filledIn(part: string, values: Settings): string {
  const [key = '', format] = part.split('|');
  const separator = /^[A-Za-z]/.test(key) ? undefined : key.slice(0, 1);
  const value = values[separator === undefined ? key : key.slice(1)];
  const date = format === undefined ? undefined : readDate(value);
  const text = format === undefined ? (textOf(value) ?? '') : date === undefined ? '' : formatted(date, format);
  return separator === undefined ? text : slugify(text, separator);
}

function formatted(date: { year: number; month: number; day: number }, format: string): string {
  const parts: Readonly<Record<string, string>> = {
    Y: padded(date.year, 4),
    y: padded(date.year % 100),
    m: padded(date.month),
    n: String(date.month),
    d: padded(date.day),
    j: String(date.day),
  };
  return format.replace(/[A-Za-z]/g, (letter) => parts[letter] ?? letter);
}

/** As Laravel does it, with points kept. */
function slugify(text: string, separator: string): string {
  const other = separator === '-' ? '_' : '-';
  const ascii = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const kept = [...ascii.replaceAll(other, separator)].filter((c) => c === separator || /[\p{L}\p{N}\s.]/u.test(c));
  return kept
    .join('')
    .split(/\s/)
    .flatMap((word) => word.split(separator))
    .filter((word) => word !== '')
    .join(separator);
}
