/** Where a page is written, from its kind, path, slug, `url` or expanded permalink. https://gohugo.io/content-management/urls/ */
import { builtUrl, decodePath, type UrlPath } from '../../paths.ts';
import { type PathStyle, sanitizePath } from './slug.ts';

/** A page of Hugo with everything that its address depends on. */
export interface Addressed {
  readonly kind: 'home' | 'section' | 'taxonomy' | 'term' | 'page';
  readonly basePath: string;
  /** Of the language. */
  readonly prefix: string;
  /** In the case the style asks for: `/posts/hello`; empty for the home page. */
  readonly path: string;
  readonly isBundle: boolean;
  /** Empty when the page has none. */
  readonly slug: string;
  /** `url` of the front matter, tokens expanded. */
  readonly url: string | undefined;
  /** What the permalink pattern gave. */
  readonly permalink: string | undefined;
  readonly ugly: boolean;
  readonly style: PathStyle;
  readonly output: OutputFile;
}

/** The file a page is written to: `index.html`, unless its outputs have no HTML. */
export interface OutputFile {
  readonly name: string;
  readonly extension: string;
  /** Folder in front of the page's path, as for AMP. */
  readonly folder: string;
  /** It lies in the folder of the page also where addresses are ugly, as feeds do. */
  readonly noUgly?: boolean;
}

export const htmlOutput: OutputFile = { name: 'index', extension: '.html', folder: '' };

export function addressOf(page: Addressed): UrlPath {
  if (page.kind !== 'home' && page.url !== undefined) return fromUrl(page, page.url);
  const file = page.output.name + page.output.extension;
  const isBranch = page.kind !== 'page';
  if (page.path === '' && isBranch && page.permalink === undefined) return place(page, page.output.folder, file);
  // A space at the end of a permalink is a hyphen, as the slash of its folder follows.
  const written = page.permalink === undefined ? pathWithSlug(page) : `${page.permalink}/`;
  const path = sanitizePath(written, page.style);
  // A single page called like the file it would be written to stands for its folder.
  const namedIndex = !isBranch && !page.isBundle && (page.slug || lastOf(page.path)) === page.output.name;
  const ugly = page.ugly && page.output.noUgly !== true;
  const isUgly = (ugly && (!isBranch || page.kind === 'term')) || (namedIndex && page.permalink === undefined);
  if (!isUgly) return place(page, page.output.folder, path, file);
  return place(page, page.output.folder, path.replace(/\/$/, '') + page.output.extension);
}

/** A leading slash means the site's root, otherwise that of the language; case and characters are the author's. */
function fromUrl(page: Addressed, url: string): UrlPath {
  const clean = url.includes('..') ? cleanPath(`/${url}`) : url;
  const isFile = clean.includes('.') && !clean.endsWith('/');
  const isRelative = !url.startsWith('/') && !(clean.startsWith('/') && isBelow(clean, page.prefix));
  const prefix = isRelative ? page.prefix : '';
  const file = isFile ? '' : page.output.name + page.output.extension;
  return place({ ...page, prefix }, page.output.folder, decodePath(clean), file);
}

/** The language may stand in front already; `prefix` is empty for one that has none. */
function isBelow(url: string, prefix: string): boolean {
  return prefix !== '' && url.startsWith(`/${prefix}`);
}

function pathWithSlug({ path, slug, kind }: Addressed): string {
  return slug === '' || kind !== 'page' ? path : `${path.slice(0, path.lastIndexOf('/'))}/${slug}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function place(page: Addressed, ...parts: readonly string[]): UrlPath {
  const url = builtUrl(page.basePath, page.prefix, ...parts.filter((part) => part !== ''));
  return url.endsWith('/index.html') ? (url.slice(0, -'index.html'.length) as UrlPath) : url;
}

/** Go's `path.Clean`: no `.`, `..` or double slashes, none at the end. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/** The path that a permalink pattern gives with its tokens replaced. */
export function expandedPath(expanded: string): string {
  return cleanPath(unescapeQuery(expanded));
}

/** Go's `url.QueryUnescape`: a plus is a space there. */
export function unescapeQuery(text: string): string {
  if (!/[+%]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
