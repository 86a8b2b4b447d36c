/** TOML read as values. Dates and times are text again; integers beyond 2^53 are text too. https://toml.io/en/v1.0.0 */
import { parse, TomlDate, TomlError } from 'smol-toml';
import { hasDeepBrackets, mostLevels, nestedTooDeep } from './nesting.ts';
import type { YamlReading } from './yaml.ts';

export function readToml(text: string): YamlReading {
  try {
    if (hasDeepBrackets(text)) throw new SyntaxError(nestedTooDeep);
    return { value: plainValue(parse(text, { integersAsBigInt: 'asNeeded' })) };
  } catch (error) {
    const line = error instanceof TomlError ? error.line : 1;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { value: undefined, problem: { message, line } };
  }
}

function plainValue(value: unknown, level = 0): unknown {
  // Names with dots nest without brackets.
  if (level > mostLevels) throw new SyntaxError(nestedTooDeep);
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=$|Z|[+-])/, '');
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, level + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainValue(entry, level + 1)]));
  }
  return value;
}
