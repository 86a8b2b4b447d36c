/** TOML read as values. Dates and times are text again; integers beyond 2^53 are text too. https://toml.io/en/v1.0.0 */
import { parse, TomlDate, TomlError } from 'smol-toml';
import type { Reading } from './yaml.ts';

export function readToml(text: string): Reading {
  try {
    return { value: plainValue(parse(text, { integersAsBigInt: 'asNeeded' })) };
  } catch (error) {
    const line = error instanceof TomlError ? error.line : 1;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { value: undefined, problem: { message, line } };
  }
}

function plainValue(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=$|Z|[+-])/, '');
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainValue(entry)]));
  }
  return value;
}
