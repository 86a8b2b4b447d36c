/**
 * Globs as users write them in settings and site configurations, matched in time linear in the path:
 * the pattern becomes a small program whose states are all followed at once, so no pattern can stall the editor.
 *
 *   *      any run of characters within one segment
 *   **     as a whole segment: any number of segments, also none
 *   ?      one character, not a slash
 *   [a-z]  one of these; [!a] and [^a] one of the others, never a slash
 *   {a,b}  either; may be nested
 *   @(a|b) ?(a) *(a) +(a)   once, at most once, any number of times, at least once
 *   \*     the character itself
 *
 * `!(a)` is no regular building block and matches nothing.
 */

import { compile, run } from './globProgram.ts';
import { hasDeepBrackets } from './nesting.ts';

export interface GlobOptions {
  readonly ignoreCase?: boolean;
  /** `*`, `**` and `?` match names that begin with a dot; true unless said otherwise. */
  readonly dot?: boolean;
  /** What `**` means: whole segments (most tools), or any characters wherever it stands, slashes too (Go's gobwas/glob). */
  readonly doubleStar?: 'segments' | 'anything';
}

export type PathTest = (path: string) => boolean;

const mostGroups = 30;

/** A test for whole paths. */
export function globTest(pattern: string, options: GlobOptions = {}): PathTest {
  const text = options.ignoreCase ? pattern.toLowerCase() : pattern;
  const plain = plainTest(text.replace(/^\.\//, ''), options);
  if (plain !== undefined) return options.ignoreCase ? (path) => plain(path.toLowerCase()) : plain;
  // No pattern that means something has so many groups in groups.
  if (hasDeepBrackets(text, '{(', '})', mostGroups)) return () => false;
  const program = compile(text.replace(/^\.\//, ''), options);
  const prefix = /^[^*?[\]{}()!@+\\]*(?=$|[*[{\\])/.exec(text.replace(/^\.\//, ''))?.[0] ?? '';
  return (path) => {
    const subject = options.ignoreCase ? path.toLowerCase() : path;
    return subject.startsWith(prefix) && run(program, subject);
  };
}

/**
 * Text, and text followed by `**` that matches anything, alone or in one pair of braces: the patterns that are asked
 * about every page of a site. `undefined` for all others.
 */
function plainTest(pattern: string, { doubleStar, dot }: GlobOptions): PathTest | undefined {
  const braced = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(pattern);
  const [, before = '', inner = '', after = ''] = braced ?? [];
  const alternatives = braced === null ? [pattern] : inner.split(',').map((part) => before + part + after);
  const anything = doubleStar === 'anything' && dot !== false;
  const tests = alternatives.map((alternative): PathTest | undefined => {
    const start = anything && alternative.endsWith('**') ? alternative.slice(0, -2) : undefined;
    if (/[*?[\]{}()!@+\\]/.test(start ?? alternative)) return undefined;
    return start === undefined ? (path) => path === alternative : (path) => path.startsWith(start);
  });
  if (tests.includes(undefined)) return undefined;
  return (path) => tests.some((test) => test?.(path));
}

/** A path matches when one of the patterns does and none of those that begin with `!`. */
export function globsTest(patterns: readonly string[], options: GlobOptions = {}): PathTest {
  const wanted = patterns.filter((pattern) => !isNegated(pattern)).map((pattern) => globTest(pattern, options));
  const unwanted = patterns.filter(isNegated).map((pattern) => globTest(pattern.slice(1), options));
  return (path) => wanted.some((test) => test(path)) && !unwanted.some((test) => test(path));
}

/**
 * The rules of a `.gitignore` or a list like it, for paths of files relative to its folder; the last rule that
 * matches decides. Unlike git, a file below an ignored folder may be taken back by a later `!` rule.
 * https://git-scm.com/docs/gitignore#_pattern_format
 */
export function ignoreTest(lines: string | readonly string[], options: GlobOptions = {}): PathTest {
  const rules = (typeof lines === 'string' ? lines.split(/\r?\n/) : lines).flatMap((line) => {
    const bare = line.trimEnd();
    // A backslash keeps the blank behind it.
    const trimmed = bare.endsWith('\\') ? bare + line.slice(bare.length, bare.length + 1) : bare;
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const ignored = !trimmed.startsWith('!');
    return [{ ignored, test: ignoreRule(ignored ? trimmed : trimmed.slice(1), options) }];
  });
  return (path) => rules.findLast((rule) => rule.test(path))?.ignored ?? false;
}

function ignoreRule(rule: string, options: GlobOptions): PathTest {
  const onlyFolders = rule.endsWith('/');
  const bare = rule.replace(/\/+$/, '');
  // A rule about names in any folder asks each name alone: the stars in front of it would be tried at every letter.
  if (!/\/|\*\*/.test(bare) && options.dot !== false && options.doubleStar !== 'anything') {
    const isNamed = globTest(bare, options);
    return (path) => (onlyFolders ? path.split('/').slice(0, -1) : path.split('/')).some(isNamed);
  }
  const anchored = bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`;
  const inside = globTest(`${anchored}/**`, options);
  if (onlyFolders) return inside;
  const itself = globTest(anchored, options);
  return (path) => itself(path) || inside(path);
}

function isNegated(pattern: string): boolean {
  return pattern.startsWith('!') && !pattern.startsWith('!(');
}
