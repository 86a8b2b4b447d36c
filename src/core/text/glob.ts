/**
 * Globs as users write them in settings and site configurations, matched in time linear in the path:
 * the pattern becomes a small program whose states are all followed at once, so no pattern can stall the editor.
 * The language is that of fast-glob, with names that begin with a dot; https://github.com/mrmlnc/fast-glob#pattern-syntax
 *
 *   *      any run of characters within one segment
 *   **     as a whole segment: any number of segments, also none
 *   ?      one character, not a slash
 *   [a-z]  one of these; [!a] and [^a] one of the others, never a slash; [slug] also the folder of that name
 *   {a,b}  either; may be nested; {1..3} is {1,2,3}
 *   @(a|b) ?(a) *(a) +(a)   once, at most once, any number of times, at least once; (a|b) is @(a|b)
 *   !(a|b) anything else within one segment; not within another group
 *   \*     the character itself
 *
 * Unlike there, parentheses without a bar are the characters themselves, as in the folder `(group)`.
 */

import { alternativesOf, type GlobForms, globForms } from './globs/globForms.ts';
import { compile, type GlobOptions, type Instruction, starSlot } from './globs/globProgram.ts';
import { captureGlob, runGlob, type Saved } from './globs/globRun.ts';
import { hasEmptyName, segmentGlob } from './globs/segmentGlob.ts';
import { hasDeepBrackets } from './nesting.ts';

export type { GlobOptions } from './globs/globProgram.ts';

export type PathTest = (path: string) => boolean;

const mostGroups = 30;

/** Whether a pattern can be followed at all; one that cannot matches nothing. */
export function isGlob(pattern: string): boolean {
  return formsOf(pattern.replace(/^!(?!\()/, ''), {}) !== undefined;
}

/** A test for whole paths. What is too deep, or has too many forms, matches nothing. */
export function globTest(pattern: string, options: GlobOptions = {}): PathTest {
  const written = pattern.replace(/^\.\//, '');
  const text = options.ignoreCase ? written.toLowerCase() : written;
  const inCase = (test: PathTest): PathTest => (options.ignoreCase ? (path) => test(path.toLowerCase()) : test);
  const plain = plainTest(text, options);
  if (plain !== undefined) return inCase(plain);
  const bySegment = options.doubleStar === 'anything' ? undefined : segmentGlob(text, options.dot ?? true);
  if (bySegment !== undefined) {
    let slow: PathTest | undefined;
    return inCase((path) => {
      if (!hasEmptyName(path)) return bySegment(path);
      slow ??= programTest(text, options);
      return slow(path);
    });
  }
  return inCase(programTest(text, options));
}

function programTest(text: string, options: GlobOptions): PathTest {
  const forms = formsOf(text, options);
  if (forms === undefined) return () => false;
  const [wanted, unwanted] = [forms.wanted, forms.unwanted].map((each) =>
    each.map((form) => formTest(form, compile(form, options))),
  );
  return (path) => wanted?.some((test) => test(path)) === true && !unwanted?.some((test) => test(path));
}

function formsOf(pattern: string, { doubleStar }: GlobOptions): GlobForms | undefined {
  // No pattern that means something has so many groups in groups.
  if (hasDeepBrackets(pattern, '{(', '})', mostGroups)) return undefined;
  return doubleStar === 'anything' ? { wanted: [pattern], unwanted: [] } : globForms(pattern);
}

function formTest(form: string, program: readonly Instruction[]): PathTest {
  const prefix = /^[^*?[\]{}()!@+\\|]*(?=$|[*[{\\])/.exec(form)?.[0] ?? '';
  return (path) => path.startsWith(prefix) && runGlob(program, path);
}

/** What a path has for the `{name}` of a glob. */
export interface GlobMatch {
  readonly names: Readonly<Record<string, string>>;
  /** What matches from the first star on; `undefined` where the pattern has none. */
  readonly fromStar: string | undefined;
}

/** A glob that says which part of a path each of its names stands for. */
export interface CapturingGlob {
  /** The names that stand in the pattern. */
  readonly names: readonly string[];
  /** `undefined` for a path that does not match. */
  match(path: string): GlobMatch | undefined;
}

/** A glob in which `{name}` is at least one character of a segment under that name; `undefined` for one that is not followed. */
export function capturingGlob(pattern: string): CapturingGlob | undefined {
  const forms = formsOf(pattern, {});
  if (forms === undefined) return undefined;
  const compiled = (all: readonly string[]) =>
    all.map((form) => {
      const names: string[] = [];
      const program = compile(form, {}, names);
      return { program, names, test: formTest(form, program) };
    });
  const [wanted, unwanted] = [compiled(forms.wanted), compiled(forms.unwanted)];
  return {
    names: [...new Set(wanted.flatMap(({ names }) => names))],
    match(path) {
      const found = wanted.find(({ test }) => test(path));
      if (found === undefined || unwanted.some(({ test }) => test(path))) return undefined;
      return matchOf(captureGlob(found.program, path) ?? [], found.names, path);
    },
  };
}

function matchOf(saved: Saved, names: readonly string[], path: string): GlobMatch {
  const star = saved[starSlot];
  const values = names.flatMap((name, i) => {
    const [start, end] = [saved[1 + 2 * i], saved[2 + 2 * i]];
    return start === undefined || end === undefined ? [] : [[name, path.slice(start, end)] as const];
  });
  return { names: Object.fromEntries(values), fromStar: star === undefined ? undefined : path.slice(star) };
}

/**
 * Text, and text followed by `**` that matches anything, alone or in one pair of braces: the patterns that are asked
 * about every page of a site. `undefined` for all others.
 */
function plainTest(pattern: string, { doubleStar, dot }: GlobOptions): PathTest | undefined {
  const braced = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(pattern);
  const [, before = '', inner = '', after = ''] = braced ?? [];
  // Braces around one name are characters; a range is a list.
  if (braced !== null && doubleStar !== 'anything' && !inner.includes(',')) return undefined;
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

/** The globs of a list that is written with commas; those in braces, brackets and parentheses are their own. */
export function splitGlobs(text: string): readonly string[] {
  return alternativesOf(text).flatMap((pattern) => (pattern.trim() === '' ? [] : [pattern.trim()]));
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
  const bare = rule.replace(/(?<!\/)\/+$/, '');
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
