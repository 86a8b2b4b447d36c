/**
 * What Hugo makes of numbers and switches where it wants text: `slug: 007` is the number 7, `slug: true` the word.
 * Its reader of YAML was yaml.v2 until 0.151 and is goccy/go-yaml since; they differ on `08` and `1e3`.
 */
import type { FrontMatter } from '../../model.ts';
import { lowerKeys, type Settings, textOf } from '../../text/settings.ts';
import { goccyNumber, inDigits, withUnquoted, yamlV2Number } from '../../text/yamlNumbers.ts';

/** The values of a page by keys in lower case, with the numbers that Hugo reads. */
export function hugoValues({ data, unquoted = [] }: FrontMatter): Settings {
  return lowerKeys(withUnquoted(data, unquoted, (text) => digitsOf(text, yamlV2Number(text)) ?? text)) as Settings;
}

/** Integers beyond 2^53 lose digits as numbers here; Hugo keeps those below 2^64. */
function digitsOf(written: string, number: number | undefined): string | undefined {
  if (number === undefined) return undefined;
  return /^[1-9]\d{0,19}$/.test(written) && BigInt(written) < 2n ** 64n ? written : inDigits(number);
}

/** Why the address is not certain, where Hugo's two readers take its key for different values. */
export function numberGuess({ data, unquoted }: FrontMatter, key: string | undefined): string | undefined {
  const written = unquoted?.find((text) => text.item === undefined && text.key.toLowerCase() === key)?.key;
  if (written === undefined) return undefined;
  const text = String(data[written]);
  if (yamlV2Number(text) === goccyNumber(text)) return undefined;
  return `Hugo until 0.151 reads ${key}: ${text} as a number, later versions as text; quotes make it text in both`;
}

/** Text, numbers in digits, and switches as words. */
export function hugoText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? inDigits(value) : textOf(value);
}
