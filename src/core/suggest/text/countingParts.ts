/**
 * What counts in an address: digits, months, ordinals and number words, single letters, stages before a release. Two
 * addresses that differ in them are two pages: another release, another year, the next chapter. It is never a slip.
 */

const numerals: readonly (readonly string[])[] = [
  ['zero', 'zeroth'],
  ['one', 'first', 'i'],
  ['two', 'second', 'ii'],
  ['three', 'third', 'iii'],
  ['four', 'fourth', 'iv'],
  ['five', 'fifth'],
  ['six', 'sixth', 'vi'],
  ['seven', 'seventh', 'vii'],
  ['eight', 'eighth', 'viii'],
  ['nine', 'ninth', 'ix'],
  ['ten', 'tenth'],
  ['eleven', 'eleventh', 'xi'],
  ['twelve', 'twelfth', 'xii'],
];

/** What follows upon each other though nobody counts it. */
const others =
  'monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter alpha beta gamma rc'.split(' ');

/**
 * The months of English, German, French, Spanish, Italian, Dutch and Portuguese, without accents, and the short ones of
 * English: those of other languages are English words, such as `set` and `out`. They are what `Intl` says, which would take
 * longer to ask than most commands take to start.
 */
const months = [
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
];

/** `July` and `Jul` are 7, as they are in `2023-07`. */
const counting: ReadonlyMap<string, string> = new Map([
  ...others.map((word) => [word, word] as const),
  ...numerals.flatMap((words, number) => words.map((word) => [word, `${number}`] as const)),
  ...months.flatMap((names) => names.split(' ').map((name, i) => [name, `${i + 1}`] as const)),
]);

function plainText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Every counting part of a path, in order, without zeros in front: `v1.02-july` has `1`, `2`, `7`. A letter by itself
 * counts where it ends a name, as in `appendix-b`, or is one; elsewhere it is a word, as in `create-a-page`.
 */
export function countingParts(path: string): readonly string[] {
  return path.split('/').flatMap((segment) => partsOf(segment).flatMap(({ count }) => count ?? []));
}

/** Words and numbers of a name, with what each of them counts. */
function partsOf(segment: string): readonly { readonly text: string; readonly count: string | undefined }[] {
  const texts = (plainText(segment).match(/\p{N}+|\p{L}+/gu) ?? []).flatMap(dayParts);
  return texts.map((text, i) => {
    if (/^\p{N}/u.test(text)) return { text, count: text.replace(/^0+(?=.)/, '') };
    const isEnd = i === texts.length - 1;
    if (text.length === 1) return { text, count: isEnd ? (counting.get(text) ?? text) : undefined };
    return { text, count: counting.get(text) };
  });
}

/** `20201125` is the day that is written `2020-11-25` elsewhere. */
function dayParts(text: string): readonly string[] {
  return joinedDay.exec(text)?.slice(1) ?? [text];
}

const joinedDay = /^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/**
 * The parts of a path without the numbers that a program gave its entries, as in `/post/452469789/name`: they say nothing
 * of the page where its name follows. A year, a day or a chapter is shorter, or is one.
 */
export function withoutSerials(segments: readonly string[]): readonly string[] {
  return segments.filter(
    (segment, i) => i === segments.length - 1 || !/^\d{6,}$/.test(segment) || joinedDay.test(segment),
  );
}

/** A number in front by which pages are sorted: `04-dates`. */
export function withoutOrder(name: string): string {
  return name.replace(/^\d{1,3}[-_.](?=\p{L})/u, '');
}

/** Two names of the same words, of which one counts what the other does not, or otherwise: `release-1`, `release-1.3`. */
export function differInCountAlone(a: string, b: string): boolean {
  if (withoutOrder(a) === b || withoutOrder(b) === a) return false;
  const words = (name: string): string =>
    partsOf(name)
      .flatMap(({ text, count }) => (count === undefined ? text : []))
      .join(' ');
  return !countAlike(countingParts(a), countingParts(b)) && words(a) === words(b);
}

/** Each of the two has counting parts that the other has not. A part that only one of them has tells nothing here. */
export function countOtherwise(a: readonly string[], b: readonly string[]): boolean {
  return without(a, b).length > 0 && without(b, a).length > 0;
}

/** The same counting parts, each as often, whatever their order. */
function countAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && without(a, b).length === 0;
}

/** Whether a slip of letters may have turned the one path into the other: never one of what counts. */
export function mayBeTypo(a: string, b: string): boolean {
  return countAlike(countingParts(a), countingParts(b)) || lookAlike(a, b);
}

/** The same but for digits that look like letters: `instal1`, `g0al`. */
export function lookAlike(a: string, b: string): boolean {
  const shape = (text: string): string =>
    text.toLowerCase().replace(/[1i]/g, 'l').replace(/0/g, 'o').replace(/5/g, 's');
  return shape(a) === shape(b);
}

/** What `a` has more often than `b`. */
export function without(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = [...b];
  return a.filter((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
