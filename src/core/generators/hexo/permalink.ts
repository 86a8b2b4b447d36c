/** Hexo's permalinks, file name patterns and slugs. https://hexo.io/docs/permalinks */
import { ownMember } from '../../data/ownMember.ts';
import { compileRegex } from '../../text/linearRegex.ts';

const parameter = /:(\w*[^_\W])/g;

/** What cannot be known here becomes a part of a pattern: `[id]`. */
export function fillPermalink(pattern: string, values: Readonly<Record<string, string | undefined>>): string {
  return pattern.replace(parameter, (_, name: string) => ownMember(values, name) ?? `[${name}]`);
}

export function hasDateInPermalink(pattern: string): boolean {
  return /:(?:year|month|day|i_month|i_day|hour|minute|second|timestamp|hash)(?![a-z_])/.test(pattern);
}

export type NameReader = (name: string) => Readonly<Record<string, string>> | undefined;

const segments: Readonly<Record<string, string>> = {
  year: '(\\d{4})',
  month: '(\\d{2})',
  day: '(\\d{2})',
  i_month: '(\\d{1,2})',
  i_day: '(\\d{1,2})',
  hash: '([0-9a-f]{12})',
};

/** Reads names that were made by a pattern such as `:year-:month-:day-:title`. */
export function nameReader(pattern: string): NameReader {
  const names: string[] = [];
  const source = pattern.replace(/[|\\{}()[\]^$+*?.-]/g, '\\$&').replace(parameter, (_, name: string) => {
    names.push(name);
    return ownMember(segments, name) ?? '(.+?)';
  });
  // The usual pattern: the whole name is the title.
  if (source === '(.+?)') return (name) => ({ [names[0] ?? 'title']: name });
  const regex = compileRegex(`^${source}$`);
  return (name) => {
    const match = regex?.exec(name);
    if (match === undefined) return undefined;
    return Object.fromEntries(names.map((key, index) => [key, match[index + 1] ?? '']));
  };
}

/** Letters with marks become plain, runs of blanks and signs one hyphen; letter case stays unless asked otherwise. */
export function slugize(text: string, transform: 0 | 1 | 2 = 0): string {
  const plain = text
    .normalize('NFD')
    .replace(/([A-Za-z])\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .replace(/[ßæœøłđħıÆŒØŁĐĦ]/g, (letter) => letters[letter] ?? letter);
  const slug = plain
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\0-\x1f]/g, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return transform === 1 ? slug.toLowerCase() : transform === 2 ? slug.toUpperCase() : slug;
}

const letters: Readonly<Record<string, string>> = {
  ...{ ß: 's', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i' },
  ...{ Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ħ: 'H' },
};
