/**
 * What vuepress-theme-hope makes beside the pages: with `plugins.blog`, in every language, lists of all articles, stars and
 * days, and one of each category and tag; and an index for every folder that has no page of its own, unless `plugins.catalog`
 * (before it `autoCatalog`) is switched off.
 *
 * https://theme-hope.vuejs.press/guide/blog/, https://theme-hope.vuejs.press/config/plugins/blog.html,
 * https://theme-hope.vuejs.press/config/plugins/catalog.html
 */
import type { Script } from '../../script/script.ts';
import { booleanOf, fromData, isAbsent, textValue, type Value, writtenProperty } from '../../script/value.ts';

/** The lists of a site with that theme; addresses are below the base, without a language. */
export interface HopeLists {
  /** Lists that are there in every language, whatever is in them. */
  readonly always: readonly string[];
  /** The lists that name a page, by its path below the source and its front matter. */
  ofPage(path: string, data: Readonly<Record<string, unknown>>): readonly string[];
  /** Whether folders without a page get one. */
  readonly hasCatalogs: boolean;
}

const usual = {
  article: '/article/',
  category: '/category/',
  categoryItem: '/category/:name/',
  tag: '/tag/',
  tagItem: '/tag/:name/',
  star: '/star/',
  timeline: '/timeline/',
} as const;

/** `undefined` where another theme is used, or what it is given cannot be read. */
export function hopeLists(configuration: Value, script: Script): HopeLists | undefined {
  const theme = writtenProperty(configuration, 'theme');
  const isHope = theme.kind === 'call' && theme.module === 'vuepress-theme-hope' && theme.name.endsWith('hopeTheme');
  const options = isHope ? theme.args[0] : undefined;
  if (options?.kind !== 'object') return undefined;
  const plugins = writtenProperty(options, 'plugins');
  const blog = writtenProperty(plugins, 'blog');
  const isOff = (name: string): boolean => booleanOf(writtenProperty(plugins, name)) === false;
  const hasCatalogs = !isOff('catalog') && !isOff('autoCatalog');
  if (blog.kind !== 'object' && booleanOf(blog) !== true) return { always: [], ofPage: () => [], hasCatalogs };
  const addressOf = (name: keyof typeof usual): string => {
    const own = textValue(writtenProperty(blog, name)) ?? usual[name];
    return `/${own.replace(/^\/+|(?<!\/)\/+$/g, '')}/`;
  };
  const filter = writtenProperty(blog, 'filter');
  const isListed = (path: string, data: Readonly<Record<string, unknown>>): boolean => {
    if (isAbsent(filter)) return data.article === undefined ? !data.home : Boolean(data.article);
    const answer = script.call(filter, fromData({ filePathRelative: path, frontmatter: data }));
    return answer.kind !== 'literal' || Boolean(answer.value);
  };
  const item = (name: 'categoryItem' | 'tagItem', term: string): string =>
    addressOf(name).replace(':name', () => nameOf(term));
  return {
    always: (['article', 'category', 'tag', 'star', 'timeline'] as const).map(addressOf),
    ofPage: (path, data) =>
      isListed(path, data)
        ? [
            ...termsOf(data.category ?? data.categories).map((term) => item('categoryItem', term)),
            ...termsOf(data.tag ?? data.tags).map((term) => item('tagItem', term)),
          ]
        : [],
    hasCatalogs,
  };
}

function termsOf(written: unknown): readonly string[] {
  return (Array.isArray(written) ? written : [written]).flatMap((term: unknown) =>
    typeof term === 'string' || typeof term === 'number' ? [String(term)] : [],
  );
}

function nameOf(term: string): string {
  return term
    .replace(/[ _]/g, '-')
    .replace(/[:?*|\\/<>]/g, '')
    .toLowerCase();
}

/** The folders above an address, up to that of its language, each with a slash at its end. */
export function foldersAbove(address: string, localePath: string): readonly string[] {
  const parts = address.slice(localePath.length).split('/').filter(Boolean);
  return parts.slice(0, -1).map((_, count) => `${localePath}${parts.slice(0, count + 1).join('/')}/`);
}
