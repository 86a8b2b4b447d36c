/**
 * `rewrites`: from the path of a source file to that of its page, the first rule that matches.
 * Keys are path-to-regexp patterns, or regular expressions when they begin with `^`; or it is one function.
 *
 * https://vitepress.dev/guide/routing#route-rewrites
 */
import { compile, type Key, pathToRegexp } from 'path-to-regexp';
import type { Note } from '../../model.ts';
import { doubtfulNote, unreadPartNotes } from '../../script/notes.ts';
import { matchesOf } from '../../script/regex.ts';
import type { Script } from '../../script/script.ts';
import { entriesOf, fromData, isAbsent, nowhere, type Pattern, textValue, type Value } from '../../script/value.ts';

export type Rewrite = (page: string) => string;

export function readRewrites(
  value: Value,
  script: Script,
): { readonly rewrite: Rewrite; readonly notes: readonly Note[] } {
  if (isAbsent(value)) return { rewrite: (page) => page, notes: [] };
  const advice = 'pages it moves are listed at their own paths';
  if (value.kind === 'function') {
    const probe = script.call(value, fromData('probe/page.md'));
    const isKnown = probe.kind === 'literal';
    const note = isKnown ? undefined : doubtfulNote('rewrites', probe, advice);
    const rewrite: Rewrite = (page) => textValue(script.call(value, fromData(page))) || page;
    return { rewrite: isKnown ? rewrite : (page) => page, notes: note ? [note] : [] };
  }
  const unread: Note[] = [];
  const rules = entriesOf(value).flatMap(([from, to]) => {
    const rule = ruleOf(from, textValue(to));
    if (rule !== 'unread') return rule ?? [];
    const { file, line } = to.origin;
    const message = `\`rewrites\` in ${file} has the pattern ${from}, which is not followed here; ${advice}`;
    unread.push({ file, line, message, doubtsAddresses: true });
    return [];
  });
  return {
    rewrite: (page) => {
      for (const rule of rules) {
        const moved = rule(page);
        if (moved !== undefined) return moved;
      }
      return page;
    },
    notes: [...unreadRules(value, advice), ...unread],
  };
}

/** A list that is not known as a whole, or the rules of it that are not: any page may have another address by them. */
function unreadRules(value: Value, advice: string): readonly Note[] {
  const whole = doubtfulNote('rewrites', value, advice);
  if (whole !== undefined) return [whole];
  const rules = entriesOf(value).flatMap(([from, to]) => doubtfulNote(`rewrites.${from}`, to, advice) ?? []);
  if (rules.length > 0) return rules;
  return unreadPartNotes('rewrites', value, advice).map((note) => ({ ...note, doubtsAddresses: true }));
}

type Rule = (page: string) => string | undefined;

/** `unread`: a pattern that the engine in linear time does not know. */
function ruleOf(from: string, to: string | undefined): Rule | 'unread' | undefined {
  if (to === undefined) return undefined;
  try {
    const keys: Key[] = [];
    const { source, flags } = from.startsWith('^') ? pathToRegexp(new RegExp(from), keys) : pathToRegexp(from, keys);
    const toPath = compile(`/${to}`, { validate: false });
    const pattern: Pattern = { kind: 'regex', source: withoutLookingAhead(source), flags, origin: nowhere };
    if (matchesOf(pattern, 'page.md') === undefined) return 'unread';
    return (page) => {
      const match = matchesOf(pattern, page)?.[0];
      return match && filled(toPath, keys, match.groups.slice(1));
    };
  } catch {
    // VitePress stops at such a pattern.
    return undefined;
  }
}

/** `:year-:month`: the package keeps the second name clear of the sign between them by looking ahead; a set says the same. */
function withoutLookingAhead(source: string): string {
  return source.replace(/\(\?:\(\?!(\\?[^\\])\)\[\^([^\]]*)\]\)/g, '[^$1$2]');
}

function filled(
  toPath: (params: object) => string,
  keys: readonly Key[],
  groups: readonly (string | undefined)[],
): string | undefined {
  const params: Record<string, string | string[]> = {};
  for (const [index, { name, modifier, prefix, suffix }] of keys.entries()) {
    const text = groups[index];
    if (text === undefined) continue;
    const isRepeated = modifier === '*' || modifier === '+';
    params[String(name)] = isRepeated ? text.split(prefix + suffix) : text;
  }
  try {
    return toPath(params).slice(1);
  } catch {
    // A parameter of the target has no value for this page; VitePress stops there.
    return undefined;
  }
}
