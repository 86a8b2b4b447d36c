/** Regular expressions that come from a repository, run in an engine that takes time linear in the text. */
import { RE2JS } from 're2js';
import { splitLookAhead } from './lookAround.ts';

/** A pattern that takes steps in proportion to the text, whatever is written in it. */
export interface LinearRegex {
  /** The most steps that one character of a text takes: `{500}` makes a short pattern a long one. */
  readonly size: number;
  test(text: string): boolean;
  /** The groups of a match anywhere in the text (anchors are the pattern's own), the whole match first. */
  exec(text: string): readonly (string | undefined)[] | undefined;
}

/** Steps of patterns for one question to one host, about a second: a site of ten thousand patterns takes fewer. */
export const maximumRegexSteps = 16_000_000;

/** The most steps it takes to look for a pattern in a text. */
export function mostSteps(source: string, text: string): number {
  return (compileRegex(source)?.size ?? 0) * (text.length + 1);
}

const compiled = new Map<string, LinearRegex | undefined>();

/**
 * `undefined` when the engine cannot express it: look-around but for a look-ahead at a fixed place, back references, or a
 * mistake.
 */
export function compileRegex(source: string): LinearRegex | undefined {
  if (compiled.has(source)) return compiled.get(source);
  if (compiled.size > 5000) compiled.clear();
  const regex = compile(source) ?? withLookAhead(source);
  compiled.set(source, regex);
  return regex;
}

function compile(source: string): LinearRegex | undefined {
  try {
    const regex = RE2JS.compile(source);
    return {
      size: regex.programSize(),
      test: (text) => regex.matcher(text).find(),
      exec(text) {
        const matcher = regex.matcher(text);
        if (!matcher.find()) return undefined;
        return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? undefined);
      },
    };
  } catch {
    // Not a pattern of this engine: the caller says so at the rule.
    return undefined;
  }
}

function withLookAhead(source: string): LinearRegex | undefined {
  const split = splitLookAhead(source);
  const rest = split && compileRegex(split.rest);
  const head = split && compile(split.head);
  if (!rest || !head) return undefined;
  const isThere = (text: string) => head.test(text) === split.isWanted;
  return {
    size: head.size + rest.size,
    test: (text) => isThere(text) && rest.test(text),
    exec: (text) => (isThere(text) ? rest.exec(text) : undefined),
  };
}

/** Every match replaced, `$1` standing for a group; `undefined` when the engine cannot express the pattern. */
export function replaceLinear(source: string, text: string, by: string): string | undefined {
  try {
    return RE2JS.compile(source).matcher(text).replaceAll(by);
  } catch {
    // As for `compileRegex`; or `by` names a group that is not there.
    return undefined;
  }
}
