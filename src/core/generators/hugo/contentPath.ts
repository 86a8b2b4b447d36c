/**
 * What the path of a content file says: its language, its place in the tree, and what kind of page it is.
 *
 *   posts/hello.md         a page, `/posts/hello`
 *   posts/hello.fr.md      the same in French, where French is a language of the site; also `hello._language_fr_.md`
 *   posts/hello/index.md   a leaf bundle, `/posts/hello`; all else in its folder are its resources
 *   posts/_index.md        a branch bundle, the page of its section, `/posts`
 *
 * https://gohugo.io/content-management/page-bundles/
 */
import { extensionOf, fileName, folderOf } from '../../paths.ts';
import { logicalPath } from './slug.ts';

/** The path of a content file, as Hugo takes it apart. */
export interface ContentPath {
  readonly type: 'single' | 'leaf' | 'branch';
  /** From the file name; `undefined` when it names none. */
  readonly language: string | undefined;
  /** The page's path as the author wrote it, without extension and language: `/posts/Hello World`; empty for the home page. */
  readonly written: string;
  /** The same as Hugo compares it: `/posts/hello-world`. */
  readonly logical: string;
  /** File name without extension and language. */
  readonly name: string;
  /** Folder of the file below the content root. */
  readonly folder: string;
}

/** `path` lies below the content root; `isLanguage` knows the site's languages, also those switched off. */
export function parseContentPath(path: string, isLanguage: (key: string) => boolean): ContentPath {
  const folder = folderOf(path) as string;
  const file = fileName(path);
  const stem = file.slice(0, file.length - extensionOf(file).length);
  const parts = stem.includes('.') ? stem.split('.') : [stem];
  const named = parts.map((part) => /^_language_(.+)_$/.exec(part.toLowerCase())?.[1] ?? part.toLowerCase());
  const at = named.findLastIndex((part, index) => index > 0 && isLanguage(part));
  const language = at > 0 ? named[at] : undefined;
  const name = at > 0 ? parts.slice(0, at).join('.') : stem;
  const bundle = name.toLowerCase();
  const type = bundle === 'index' ? 'leaf' : bundle === '_index' ? 'branch' : 'single';
  const inside = type === 'single' ? (folder === '' ? name : `${folder}/${name}`) : folder;
  const written = inside === '' ? '' : `/${inside}`;
  return { type, language, written, logical: logicalPath(written), name, folder };
}

/** The last part of a path and what stands before it: `/a/b` is `/a` and `b`. */
export function splitLast(path: string): readonly [string, string] {
  const cut = path.lastIndexOf('/');
  return [path.slice(0, cut), path.slice(cut + 1)];
}

/** The first segment of a page below the root; empty for pages in the root and for bundles there. */
export function sectionOf(logical: string, type: ContentPath['type']): string {
  const end = logical.indexOf('/', 1);
  if (end > 0) return logical.slice(1, end);
  return type === 'branch' ? logical.slice(1) : '';
}
