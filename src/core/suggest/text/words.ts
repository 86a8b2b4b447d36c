/** Words of paths, titles and headings, made comparable. */
import { detached } from '../../text/detached.ts';
import { eachOnce } from '../../text/remembered.ts';

/** Words that tell pages apart too rarely to be worth their place. */
const common: ReadonlySet<string> = new Set(
  'a an and are as at be by for from has have how in into is it its of on or that the this to was what when where which with you your html index'.split(
    ' ',
  ),
);

/** The words of a text in lower case without plural endings; `theReadMore-page_2` is `the`-less `read more page 2`. */
export function words(text: string): readonly string[] {
  return stems(rawWords(text));
}

/** As {@link words}, of words that are parted already. */
export function stems(raw: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const word of raw) if (!common.has(word)) found.push(stem(word));
  return found;
}

/** The same as {@link rawWords} with a space between them. */
export function spacedWords(text: string): string {
  return isPlain.test(text) ? text : rawWords(text).join(' ');
}

/** All words in lower case, in order. */
export function rawWords(text: string): readonly string[] {
  if (isPlain.test(text)) return text.split(' ');
  if (isAscii.test(text)) return asciiWords(text);
  const split = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase();
  return split.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The plainest texts and most others; the general way takes several times as long. */
const isPlain = /^[a-z\d]+(?: [a-z\d]+)*$/;
const isAscii = /^[\0-\x7f]*$/;

function asciiWords(text: string): readonly string[] {
  const split = /[A-Z]/.test(text)
    ? text
        .replace(/([a-z\d])([A-Z])/g, '$1 $2')
        .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
        .toLowerCase()
    : text;
  return split.match(/[a-z\d]+/g) ?? [];
}

/** The least stemming that joins singular and plural, and the forms of a verb as they stand in titles. */
function stem(word: string): string {
  return word.length <= 3 ? word : stemOnce(word);
}

const stemOnce = eachOnce((word) => detached(stemOf(word)));

function stemOf(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ation') && word.length > 8) return word.slice(0, -5);
  if (word.endsWith('ion') && word.length > 6) return word.slice(0, -3);
  if (word.endsWith('ing') && word.length > 6) return undouble(word.slice(0, -3));
  if (word.endsWith('ed') && word.length > 5) return undouble(word.slice(0, -2));
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s')) return dropE(word.slice(0, -1));
  return dropE(word);
}

function undouble(root: string): string {
  return /([bdfgmnprt])\1$/.test(root) ? root.slice(0, -1) : root;
}

function dropE(word: string): string {
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}

/** How alike two short texts are by their letter pairs, 0 to 1. */
export function letterLikeness(a: string, b: string): number {
  return likenessOfLetters(a)(b);
}

/** As {@link letterLikeness}, of one text and many others. */
export function likenessOfLetters(text: string): (other: string) => number {
  const places = new Map<number, number>();
  const counts = new Int32Array(text.length);
  for (let i = 1; i < text.length; i++) {
    const pair = letterPair(text, i);
    const place = places.get(pair) ?? places.size;
    places.set(pair, place);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const left = new Int32Array(text.length);
  return (other) => {
    if (other === text) return 1;
    if (text.length < 2 || other.length < 2) return 0;
    left.set(counts);
    let shared = 0;
    for (let i = 1; i < other.length; i++) {
      const place = places.get(letterPair(other, i));
      if (place === undefined || left[place] === 0) continue;
      shared++;
      left[place] = (left[place] ?? 0) - 1;
    }
    return (2 * shared) / (text.length + other.length - 2);
  };
}

/** A letter and the one before it as one number. */
function letterPair(text: string, at: number): number {
  return text.charCodeAt(at - 1) * 0x10000 + text.charCodeAt(at);
}
