/**
 * What the YAML readers of generators take for a number where ours keeps the text as it stands: `007`, `0b11`, `.5`.
 * They do not agree, so the one that reads the page is asked. Decimal numbers of one spelling are numbers everywhere
 * and are no matter of these.
 */

import type { FrontMatter } from '../model.ts';

/** A text without quotes, by its key, and of a list which item. */
export type UnquotedText = NonNullable<FrontMatter['unquoted']>[number];

/** Text without quotes that some reader takes for a number. */
export const oddNumber = /^[-+]?(?:0[xob][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?)$/;

/** How one reader reads such text; `undefined` where it takes it for text. */
export type NumberReading = (text: string) => number | undefined;

/** Go's yaml.v2. https://github.com/go-yaml/yaml/blob/v2/resolve.go */
export const yamlV2Number: NumberReading = (text) => {
  const plain = text.replaceAll('_', '');
  if (text.startsWith('_')) return undefined;
  return withBase(plain, true) ?? decimalIn(plain, /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/);
};

/** goccy/go-yaml: a zero in front is always octal, and an exponent needs a dot. */
export const goccyNumber: NumberReading = (text) => {
  const plain = text.replaceAll('_', '');
  if (text.startsWith('_')) return undefined;
  const isFloat = plain.includes('.');
  if (!isFloat && /^[-+]?0./.test(plain)) return withBase(plain, true);
  return decimalIn(plain, isFloat ? /^[-+]?(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?$/ : /^[-+]?\d+$/);
};

/** js-yaml 4, as Docusaurus 3.10 and Eleventy 3 read: zeros in front mean nothing, and `_` makes text of it. */
export const jsYaml4Number: NumberReading = (text) => {
  if (/^[-+]?0[xob]/.test(text)) return withBase(text, true);
  return decimalIn(text, /^(?:[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)$/);
};

/** js-yaml 3, as gray-matter 4 and so Gatsby, Docusaurus until 3.9 and Eleventy 2 read: `0o` is text, and nothing else may begin with a zero. */
export const jsYaml3Number: NumberReading = (text) => {
  const plain = text.replaceAll('_', '');
  if (/^_|_$/.test(text)) return undefined;
  const sign = plain.replace(/^[-+]/, '');
  if (/^0[\dxb]/.test(sign)) return withBase(plain, false);
  return decimalIn(plain, /^(?:[-+]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)$/);
};

/** `0x1F`, `0b11`, `017`, and where the reader knows it `0o17`. */
function withBase(text: string, knowsLetter: boolean): number | undefined {
  const [, sign, letter, digits = ''] = /^([-+]?)0([xob]?)([\da-fA-F]+)$/.exec(text) ?? [];
  if (letter === undefined || (letter === 'o' && !knowsLetter)) return undefined;
  const base = letter === 'x' ? 16 : letter === 'b' ? 2 : 8;
  if ([...digits].some((digit) => Number.parseInt(digit, 16) >= base)) return undefined;
  return Number.parseInt(digits, base) * (sign === '-' ? -1 : 1);
}

function decimalIn(text: string, shape: RegExp): number | undefined {
  return shape.test(text) ? Number(text) : undefined;
}

/** The values of a front matter with the numbers that its reader takes them for. */
export function readNumbers({ data, unquoted = [] }: FrontMatter, reading: NumberReading): FrontMatter['data'] {
  return withUnquoted(data, unquoted, (text) => reading(text) ?? text);
}

/** Values in which the texts without quotes are read anew. */
export function withUnquoted(
  data: FrontMatter['data'],
  unquoted: readonly UnquotedText[],
  read: (text: string) => unknown,
): FrontMatter['data'] {
  if (unquoted.length === 0) return data;
  const values: Record<string, unknown> = { ...data };
  for (const { key, item } of unquoted) {
    const value = values[key];
    if (item === undefined) values[key] = read(String(value));
    else if (Array.isArray(value)) values[key] = value.map((one, at) => (at === item ? read(String(one)) : one));
  }
  return values;
}

/** A number in digits alone, as Go prints it without an exponent: `1e21` is a one with 21 zeros. */
export function inDigits(number: number): string {
  const [, sign = '', first = '', rest = '', power] = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(String(number)) ?? [];
  if (power === undefined) return String(number);
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}
