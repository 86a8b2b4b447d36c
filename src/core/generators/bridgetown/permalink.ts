/** How Bridgetown makes an address of a permalink. https://www.bridgetownrb.com/docs/content/permalinks */
import { ownMember } from '../../data/ownMember.ts';
import { extensionOf, fileName, folderOf } from '../../paths.ts';

/** What takes the place of each part of a permalink; a list is one part for each entry, a `raw` text stays as it is. */
export type Parts = Readonly<Record<string, string | readonly string[] | { readonly raw: string } | undefined>>;

/** Only a whole part that begins with a colon is replaced; `ending` is that of the file that is written. */
export function addressBy(permalink: string, parts: Parts, ending: string, mode: string): string {
  const end = permalinkEnding(permalink);
  const bare = end === '' ? permalink : permalink.slice(0, -end.length);
  const folders = bare
    .split('/')
    .flatMap((part) => (part.startsWith(':') ? filled(part.slice(1), parts, mode) : [part]));
  const whole = folders.filter((part) => part !== '').join('/');
  const path = ending === '.html' ? whole.replace(/\/index$/, '') : whole;
  if (end === '.*' || !/\.html?$/.test(ending)) return `/${path}${ending}`;
  if (end !== '') return `/${path}${end}`;
  return permalink.endsWith('/') ? `/${path}/`.replace(/^\/(?:index\/|\/)$/, '/') : `/${path}`;
}

/** `.html` of `/:categories/:title.html`. */
export function permalinkEnding(permalink: string): string {
  return /(?<=[^/])\.[^./]*$/.exec(permalink)?.[0] ?? '';
}

function filled(name: string, parts: Parts, mode: string): readonly string[] {
  if (!Object.hasOwn(parts, name)) return [name];
  const value = parts[name];
  if (value === undefined) return [];
  if (typeof value === 'string') return [slugify(value, mode)];
  return 'raw' in value ? [value.raw] : [value.map((entry) => slugify(entry, mode)).join('/')];
}

const patterns: Readonly<Record<string, RegExp>> = {
  raw: /\s+/g,
  default: /[^\p{M}\p{L}\p{Nd}]+/gu,
  pretty: /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu,
  simple: /[^\p{M}\p{L}\p{Nd}]+/gu,
  ascii: /[^A-Za-z0-9]+/g,
  latin: /[^\p{M}\p{L}\p{Nd}]+/gu,
};

/** `slugify` of Bridgetown's utils.rb. */
function slugify(text: string, mode: string): string {
  const pattern = ownMember(patterns, mode);
  return (pattern === undefined ? text : text.replace(pattern, '-').replace(/^-|-$/g, '')).toLowerCase();
}

const dated = /^(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$/;

/** The day in front of a name, and the name without it and without its extension. */
export function datedNameOf(path: string): { readonly day: string | undefined; readonly slug: string } {
  const name = fileName(path);
  const [, day, slug] = dated.exec(name) ?? [];
  return { day, slug: slug ?? withoutExtension(name) };
}

/** The path without days, without parts that begin with `_`, and without the extension. */
export function pathOf(path: string): string {
  const plain = path.split('/').flatMap((name) => {
    const [, , slug = '', extension = ''] = dated.exec(name) ?? [];
    const own = slug === '' ? name : slug + extension;
    return own.startsWith('_') ? [] : [own];
  });
  const joined = plain.join('/');
  const folder = folderOf(joined);
  return `${folder === '' ? '' : `${folder}/`}${withoutExtension(fileName(joined))}`;
}

function withoutExtension(name: string): string {
  return extensionOf(name) === '' ? name : name.slice(0, name.lastIndexOf('.'));
}
