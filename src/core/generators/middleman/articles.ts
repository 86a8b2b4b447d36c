/**
 * The articles of Middleman's blogs: `sources` tells which files they are, `permalink` where they go, by parts of the
 * file's name, its front matter and its date. https://middlemanapp.com/basics/blogging/
 */
import { ownMember } from '../../data/ownMember.ts';
import type { ContentFile, RouteKind } from '../../model.ts';
import { compileRegex, type LinearRegex } from '../../text/linearRegex.ts';
import { textOf } from '../../text/settings.ts';
import { instantOf, inZone, padded, readDate, type WrittenDate } from '../../text/writtenDate.ts';
import type { MiddlemanBlog } from './blogSettings.ts';

/** A blog with what its templates say, taken apart. */
export interface OpenBlog extends MiddlemanBlog {
  readonly reader: Reader;
  /** Files beside an article, in the folder of its name. */
  readonly besideReader: Reader;
}

interface Reader {
  readonly names: readonly string[];
  readonly regex: LinearRegex | undefined;
}

export function openBlog(blog: MiddlemanBlog): OpenBlog {
  return { ...blog, reader: readerOf(blog.sources), besideReader: readerOf(besideOf(blog.sources)) };
}

/** `a/{title}.html` with `{path}` in the folder `a/{title}`. */
function besideOf(template: string): string {
  return `${template.replace(/\.[^.{}/]+$/, '')}/{path}`;
}

const forms: Readonly<Record<string, string>> = { year: '(\\d{4})', month: '(\\d{2})', day: '(\\d{2})' };

function readerOf(template: string): Reader {
  const names: string[] = [];
  const source = template.split(/(\{\+?\w+\})/).map((part) => {
    const name = /^\{\+?(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    names.push(name);
    return ownMember(forms, name) ?? '(.*?)';
  });
  return { names, regex: compileRegex(`^${source.join('')}$`) };
}

type Parts = Readonly<Record<string, string>>;

export function partsOf(path: string, { names, regex }: Reader): Parts | undefined {
  const match = regex?.exec(path);
  return match && Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? '']));
}

/** What of an article the site's configuration tells. */
export interface ArticleSite {
  readonly timeZone: string;
  readonly now: string;
  /** Before version 4.0.2 of the extension a slug was taken as it is, and underscores were kept elsewhere. */
  readonly keepsSlugs: boolean;
}

/** An article: where it goes, and what lists it is on. */
export interface Article {
  /** As a file of the site, before `directory_indexes`. */
  readonly target: string;
  readonly kind: RouteKind;
  readonly date: WrittenDate;
  readonly tags: readonly string[];
}

/** `undefined` where it has no date, with which the build stops. */
export function articleOf(file: ContentFile, parts: Parts, blog: OpenBlog, site: ArticleSite): Article | undefined {
  const { data } = file.frontMatter;
  const date = dateOf(data.date, parts, site.timeZone);
  const slug = textOf(data.slug) ?? (blog.reader.names.includes('title') ? parts.title : textOf(data.title));
  if (date === undefined || slug === undefined) return undefined;
  const keeps = blog.keepsUnderscores ?? site.keepsSlugs;
  const title = site.keepsSlugs ? slug : parameterized(slug, keeps);
  const values: Record<string, string> = {};
  for (const [, name = ''] of blog.permalink.matchAll(/\{(\w+)\}/g)) {
    const own = textOf(data[name]);
    values[name] = own === undefined ? (ownMember(parts, name) ?? '') : parameterized(own, keeps);
  }
  Object.assign(values, dateParts(date), { title });
  const isFuture = !blog.publishesFuture && instantOf(date, site.timeZone) > Date.parse(site.now);
  const isKept = data.published === false || data.published === 'false';
  return {
    target: expanded(blog.permalink, values),
    kind: isKept ? 'unpublished' : isFuture ? 'future' : 'post',
    date,
    tags: tagsOf(data.tags),
  };
}

export function dateParts({ year, month, day }: WrittenDate): Parts {
  return { year: String(year), month: padded(month), day: padded(day) };
}

export function expanded(template: string, values: Parts): string {
  return template
    .replace(/\{\+?(\w+)\}/g, (_, name: string) => ownMember(values, name) ?? '')
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '');
}

function dateOf(written: unknown, parts: Parts, timeZone: string): WrittenDate | undefined {
  const date = readDate(written);
  // The day of the site's own zone.
  if (date !== undefined) return date.offset === undefined ? date : inZone(instantOf(date, timeZone), timeZone);
  return readDate(`${parts.year}-${parts.month}-${parts.day}`);
}

function tagsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(',').map((tag) => tag.trim());
  return Array.isArray(value) ? value.flatMap((tag: unknown) => textOf(tag) ?? []) : [];
}

/**
 * Letters with marks become plain, runs of blanks and signs one hyphen; letters that have no plain form stay.
 * https://github.com/middleman/middleman-blog/blob/master/lib/middleman-blog/uri_templates.rb
 */
export function parameterized(text: string, keepsUnderscores: boolean): string {
  const slug = text
    .replace(/\?$/, '')
    .normalize('NFC')
    .replace(/[^\0-\x7f]/gu, (letter) => plainLetter(letter))
    .toLowerCase()
    .replace(/[^a-z0-9\-_\u0080-\u{10ffff}]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return keepsUnderscores ? slug : slug.replaceAll('_', '-');
}

function plainLetter(letter: string): string {
  const plain = letters[letter] ?? letter.normalize('NFD').replace(/\p{Mn}+/gu, '');
  return /^[A-Za-z]+$/.test(plain) ? plain : letter;
}

const letters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'ng' },
  ...{ Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'Th', Ħ: 'H', ẞ: 'SS' },
};
