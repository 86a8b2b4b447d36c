/** The settings of Middleman's blogs. https://github.com/middleman/middleman-blog/blob/master/lib/middleman-blog/extension.rb */
import type { RubyValue } from '../../ruby/values.ts';
import { textOf } from '../../text/settings.ts';
import type { ConfigCall } from './program.ts';

/** A blog: its templates of addresses, all with its prefix in front. */
export interface MiddlemanBlog {
  readonly name: string | undefined;
  readonly permalink: string;
  readonly sources: string;
  readonly tagLink: string;
  readonly tagTemplate: string | undefined;
  /** Of the lists of a year, a month and a day: where they are, and what they are made of. */
  readonly calendar: readonly { readonly link: string; readonly template: string | undefined }[];
  /** Not pages of their own. */
  readonly templates: readonly string[];
  /** Its lists go on at further pages. */
  readonly isPaginated: boolean;
  readonly pageLink: string;
  readonly publishesFuture: boolean;
  readonly keepsUnderscores: boolean | undefined;
}

export function blogsIn(calls: readonly ConfigCall[]): readonly MiddlemanBlog[] {
  const found: Record<string, RubyValue>[] = [];
  for (const { name, args, options, owner } of calls) {
    if (name === 'activate' && args[0] === 'blog') found.push({ ...options });
    if (owner?.args[0]?.value !== 'blog') continue;
    const key = name.startsWith(`${owner.params[0]}.`) ? /\.(\w+)=$/.exec(name)?.[1] : undefined;
    const last = found.at(-1);
    if (key !== undefined && last !== undefined) last[key] = args[0];
  }
  return found.map(blogOf);
}

function blogOf(options: Readonly<Record<string, RubyValue>>): MiddlemanBlog {
  const text = (key: string) => textOf(options[key]);
  const prefix = text('prefix');
  const at = (path: string) =>
    `${prefix === undefined ? '' : `${prefix}/`}${path}`.replace(/\/{2,}/g, '/').replace(/^\//, '');
  const link = (key: string, usual: string) => at(braced(text(key) ?? usual));
  const template = (key: string) => text(`${key}_template`)?.replace(/^\//, '');
  const lists = (['year', 'month', 'day'] as const).map((key) => ({
    link: link(
      `${key}_link`,
      { year: '{year}.html', month: '{year}/{month}.html', day: '{year}/{month}/{day}.html' }[key],
    ),
    template: options[`generate_${key}_pages`] === false ? undefined : (template(key) ?? template('calendar')),
  }));
  const templates = ['calendar', 'year', 'month', 'day', 'tag'].flatMap((key) => template(key) ?? []);
  return {
    name: text('name'),
    permalink: link('permalink', '{year}/{month}/{day}/{title}.html'),
    sources: link('sources', '{year}-{month}-{day}-{title}.html'),
    tagLink: link('taglink', 'tags/{tag}.html'),
    tagTemplate: options.generate_tag_pages === false ? undefined : template('tag'),
    calendar: lists,
    templates,
    isPaginated: options.paginate === true,
    pageLink: braced(text('page_link') ?? 'page/{num}'),
    publishesFuture: options.publish_future_dated === true,
    keepsUnderscores:
      typeof options.preserve_underscores_in_slugs === 'boolean' ? options.preserve_underscores_in_slugs : undefined,
  };
}

/** `:year/:title` is written `{year}/{title}` as well. */
function braced(template: string): string {
  return template.replace(/:([A-Za-z0-9]+)/g, '{$1}');
}
