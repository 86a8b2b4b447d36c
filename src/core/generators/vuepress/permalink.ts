/**
 * The address of a page below the base.
 *
 * `README.md` and `index.md` are their folder's page, others end in `.html`. `permalink` replaces that; a pattern
 * (`permalinkPattern`, in version 1 `permalink`) is filled with the date and the name of the file, whose own date goes.
 *
 * https://vuepress.vuejs.org/guide/page.html#routing, https://v1.vuepress.vuejs.org/guide/permalinks.html
 */
import { fileName, folderOf } from '../../paths.ts';

/** Everything that the permalink of a page is made of. */
export interface PermalinkParts {
  /** Below the source folder. */
  readonly path: string;
  readonly permalink: unknown;
  readonly date: unknown;
  /** The pattern that holds for this page; `undefined` when there is none. */
  readonly pattern: string | undefined;
  /** Address of the page's language: `/` or `/zh/`. */
  readonly localePath: string;
}

/** The path of a page by its file alone; `README` is written in any letter case, and `index` in version 1 alone. */
export function inferredPath(path: string, version: 1 | 2): string {
  const name =
    version === 1 ? /^(.*\/)?(?:readme|index)\.md$/i : /^(.*\/)?(?:[Rr][Ee][Aa][Dd][Mm][Ee]\.[Mm][Dd]|index\.md)$/;
  const index = name.exec(path);
  return index ? `/${index[1] ?? ''}` : `/${path.replace(/\.(?:md|vue)$/, '.html')}`;
}

export function secondVersionPath(page: PermalinkParts): string {
  const inferred = inferredPath(page.path, 2);
  const { pattern } = page;
  if (typeof page.permalink === 'string') return sanitized(page.permalink);
  if (page.permalink === null || pattern === undefined) return sanitized(inferred);
  const [year = '0000', month = '00', day = '00'] = dateOf(page) ?? [];
  const filled = pattern
    .replace(/:year/, year)
    .replace(/:month/, month.padStart(2, '0'))
    .replace(/:day/, day.padStart(2, '0'))
    .replace(/:slug/, () => bareName(page.path))
    .replace(/:raw/, () => inferred.slice(1));
  return sanitized(`${page.localePath}/${filled}`.replace(/\/{2,}/g, '/'));
}

/** Characters that file systems or URLs give a meaning become `_`, and no name begins with one. */
export function sanitized(path: string): string {
  const invalid = /[\p{Cc}"#$%&*+,:;<=>?[\]^`{|}]/gu;
  return path
    .split('/')
    .map((segment) => segment.replace(invalid, '_').replace(/^_+/, ''))
    .join('/');
}

export function firstVersionPath(page: PermalinkParts, slugify: (text: string) => string): string {
  const own = typeof page.permalink === 'string' ? page.permalink : undefined;
  const pattern = own ?? page.pattern;
  const inferred = inferredPath(page.path, 1);
  if (pattern === undefined) return inferred;
  const [year = '', month = '', day = ''] = dateOf(page) ?? [];
  const filled = pattern
    .replace(/:year/g, year)
    .replace(/:month/g, month.padStart(2, '0'))
    .replace(/:i_month/g, String(Number(month)))
    .replace(/:day/g, day.padStart(2, '0'))
    .replace(/:i_day/g, String(Number(day)))
    .replace(/:slug/g, () => slugify(bareName(page.path)))
    .replace(/:regular/g, () => inferred.slice(1));
  const whole = `${page.localePath}/${filled}`.replace(/\/{2,}/g, '/');
  return /(?:\.html|\/)$/.test(whole) ? whole : `${whole}/`;
}

/** The file's name without extension and date. */
function bareName(path: string): string {
  const name = fileName(path).replace(/\.[^.]*$/, '');
  return /\d{4}-\d{1,2}(?:-\d{1,2})?-(.*)/s.exec(name)?.[1] ?? name;
}

/** Year, month and day: of the front matter, else of the file's name, else of its folders. */
function dateOf({ path, date }: PermalinkParts): readonly string[] | undefined {
  const written = typeof date === 'string' ? /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(date) : null;
  const named = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-/.exec(fileName(path));
  const folders = /(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?(?:\/|$)/.exec(folderOf(path));
  const found = written ?? named ?? folders;
  return found ? [found[1] ?? '', found[2] ?? '', found[3] ?? '01'] : undefined;
}

/** How version 1 makes a name of a title: accents and punctuation go. */
export function firstVersionSlug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\p{Cc}/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’–—<>,.?/]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();
}
