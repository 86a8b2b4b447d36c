/**
 * The address of a document below its version, and of a blog post below its blog.
 *
 * Documents: number prefixes of folders and files go (`02-guide/1. start` is `guide/start`); `index`, `readme` and a
 * file named like its folder are the folder's page; `slug` is absolute or relative to the folder; `id` replaces the
 * file's name. Posts: `2023-01-31-title` is `2023/01/31/title`, folders before the date follow it.
 *
 * https://docusaurus.io/docs/create-doc#doc-urls, https://docusaurus.io/docs/blog#blog-post-date
 */
import { fileName, folderOf } from '../../paths.ts';

/** Takes the number off one segment. */
export type NumberPrefixParser = (segment: string) => string;

export const defaultPrefixParser: NumberPrefixParser = (segment) => {
  // Dates and version numbers only look like a prefix.
  if (/^\d+[-_.]\d+/.test(segment)) return segment;
  return /^\d+\s*[-_.]+\s*([^-_.\s].*)$/s.exec(segment)?.[1] ?? segment;
};

export const keepPrefixes: NumberPrefixParser = (segment) => segment;

/** What the front matter of a document says of its address. */
export interface DocumentNames {
  readonly slug: string | undefined;
  readonly id: string | undefined;
  readonly parsePrefixes: boolean;
}

export function documentSlug(path: string, names: DocumentNames, parser: NumberPrefixParser): string {
  const strip = names.parsePrefixes ? parser : keepPrefixes;
  if (names.slug?.startsWith('/')) return names.slug;
  const folder = folderOf(path);
  const folderSlug = folder === '' ? '/' : `/${folder.split('/').map(strip).join('/')}/`;
  if (!names.slug && isFolderPage(path)) return folderSlug;
  return resolveUrl(names.slug ?? names.id ?? strip(stemOf(path)), folderSlug);
}

/** Compared before any number is taken off: `06-same/06-same.md` is one, `06-same/same.md` is not. */
export function isFolderPage(path: string): boolean {
  const folder = fileName(folderOf(path)).toLowerCase();
  return ['index', 'readme', folder].includes(stemOf(path).toLowerCase());
}

function stemOf(path: string): string {
  return fileName(path).replace(/(?<=.)\.[^.]*$/s, '');
}

/** A relative path seen from a folder that ends in a slash; a trailing `.`, `..` or slash leaves one. */
function resolveUrl(path: string, folder: string): string {
  const kept: string[] = [];
  const parts = [...folder.split('/'), ...path.split('/')];
  for (const part of parts) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  const isFolder = ['', '.', '..'].includes(parts.at(-1) ?? '');
  return `/${kept.join('/')}${isFolder && kept.length > 0 ? '/' : ''}`;
}

const datedPost = /^(?<folder>.*)(?<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?<text>.*?)(?:\/index)?\.mdx?$/s;

export function postSlug(path: string): string {
  const { folder = '', date, text = '' } = datedPost.exec(path)?.groups ?? {};
  if (date === undefined) return `/${path.replace(/(?:\/index)?\.mdx?$/, '')}`;
  return `/${date.replaceAll('-', '/')}/${folder}${text}`;
}

/** Standalone pages: only `index` is the folder's page. */
export function pageSlug(path: string): string {
  const index = /^(.*\/)?index\.(?:mdx?|jsx?|tsx?)$/is.exec(path);
  return index ? `/${index[1] ?? ''}` : `/${path.replace(/\.(?:mdx?|jsx?|tsx?)$/, '')}`;
}
