/**
 * What Eleventy makes of a template's path.
 *
 * - `a/b.md` is at `/a/b/`, `a/index.md` and `a/a.md` at `/a/`; a date in the name stays: `/2024-01-02-x/`.
 * - `page.fileSlug` and `page.filePathStem` leave that date out.
 *
 * https://www.11ty.dev/docs/permalinks/ · https://www.11ty.dev/docs/data-eleventy-supplied/#fileslug
 */
import { fileName, folderOf } from '../../paths.ts';

/** The path without its template extension; `undefined` when it is no template. */
export function withoutFormat(path: string, formats: readonly string[]): string | undefined {
  const name = fileName(path);
  const format = formats.find((extension) => name.length > extension.length + 1 && name.endsWith(`.${extension}`));
  return format === undefined ? undefined : path.slice(0, path.length - format.length - 1);
}

/** The path of the output below the site, as a permalink: `/a/b/`. */
export function defaultPermalink(stem: string, extension: string): string {
  if (extension !== 'html') return `/${stem}.${extension}`;
  const folder = folderOf(stem);
  const name = fileName(stem);
  const at = folder === '' ? '/' : `/${folder}/`;
  return name === 'index' || name === fileName(folder) ? at : `${at}${name}/`;
}

export function filePathStem(stem: string): string {
  const folder = folderOf(stem);
  return `${folder === '' ? '' : `/${folder}`}/${withoutDate(fileName(stem))}`;
}

export function fileSlug(stem: string): string {
  const slug = withoutDate(fileName(stem));
  return slug === 'index' ? withoutDate(fileName(folderOf(stem))) : slug;
}

function withoutDate(name: string): string {
  return /\d{4}-\d{2}-\d{2}-(.*)/.exec(name)?.[1] ?? name;
}

/** The address of a permalink: `/a/index.html` is `/a/`, and so is `./a/`; `/a/index/` is a folder of that name. */
export function addressOf(permalink: string): string {
  return permalink.replace(/^(?:\.\/)+/, '').replace(/(^|\/)index(?:\.html)?$/, '$1');
}
