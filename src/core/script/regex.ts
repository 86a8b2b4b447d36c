/** Regular expressions of a repository's scripts, run by a linear-time engine: a hostile one cannot hang the editor. */
import { RE2JS } from 're2js';
import type { Pattern } from './value.ts';

/** A match of a pattern of the script; `undefined` stands for a group that took no part. */
export interface SafeMatch {
  readonly index: number;
  /** The whole match, then the groups. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** Letters times states: the engine looks at every state for every letter at worst. */
const mostWork = 5_000_000;

/** Matches of the pattern in the text, all of them for a global one; `undefined` when the engine cannot run it. */
export function matchesOf(pattern: Pattern, text: string): readonly SafeMatch[] | undefined {
  const compiled = compile(pattern);
  if (!compiled || compiled.programSize() * text.length > mostWork) return undefined;
  const matcher = compiled.matcher(text);
  const names = Object.entries(compiled.namedGroups());
  const found: SafeMatch[] = [];
  while (matcher.find()) {
    const groups: (string | undefined)[] = [];
    for (let group = 0; group <= compiled.groupCount(); group++) groups.push(matcher.group(group) ?? undefined);
    found.push({
      index: matcher.start(),
      groups,
      named: Object.fromEntries(names.map(([name, group]) => [name, groups[group]])),
    });
    if (!pattern.flags.includes('g')) break;
  }
  return found;
}

/** `String.replace` with a text or a function as the replacement; `undefined` when it cannot be told. */
export function replaceMatches(
  pattern: Pattern,
  text: string,
  replacement: (match: SafeMatch) => string | undefined,
): string | undefined {
  const matches = matchesOf(pattern, text);
  if (!matches) return undefined;
  let result = '';
  let at = 0;
  for (const match of matches) {
    const replaced = replacement(match);
    if (replaced === undefined) return undefined;
    result += text.slice(at, match.index) + replaced;
    at = match.index + (match.groups[0]?.length ?? 0);
  }
  return result + text.slice(at);
}

/** The replacement text of `String.replace` with `$1`, `$<name>`, `$&` and `$$` filled in. */
export function fillTemplate(template: string, match: SafeMatch): string {
  return template.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/g, (whole, dollar, all, group, name) => {
    if (dollar) return '$';
    if (all) return match.groups[0] ?? '';
    if (name) return match.named[name as string] ?? '';
    const number = Number(group);
    return number > 0 && number < match.groups.length ? (match.groups[number] ?? '') : (whole as string);
  });
}

/** `String.split` by a pattern. */
export function splitBy(pattern: Pattern, text: string): readonly string[] | undefined {
  const matches = matchesOf({ ...pattern, flags: `${pattern.flags}g` }, text);
  if (!matches) return undefined;
  const parts: string[] = [];
  let at = 0;
  for (const match of matches) {
    const length = match.groups[0]?.length ?? 0;
    if (length === 0) continue;
    parts.push(text.slice(at, match.index));
    at = match.index + length;
  }
  return [...parts, text.slice(at)];
}

/** The patterns of a loop are asked again and again. */
const compiledPatterns = new Map<string, RE2JS | undefined>();

function compile(pattern: Pattern): RE2JS | undefined {
  const key = `${pattern.flags}/${pattern.source}`;
  if (!compiledPatterns.has(key)) {
    if (compiledPatterns.size > 1000) compiledPatterns.clear();
    compiledPatterns.set(key, compiledAnew(pattern));
  }
  return compiledPatterns.get(key);
}

function compiledAnew({ source, flags }: Pattern): RE2JS | undefined {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), bits | RE2JS.LOOKBEHINDS);
  } catch {
    // Lookaheads and back references are beyond a linear-time engine; the caller says that the value is unknown.
    return undefined;
  }
}
