/**
 * Finds the rules that may answer a path without trying all of them: exact rules by their key, prefixes and patterns
 * by the folders the path lies in. What it yields is in the host's order.
 */
import { compileRegex, maximumRegexSteps, mostSteps } from '../../text/linearRegex.ts';
import type { RedirectRule } from '../format.ts';
import type { Captures, Host } from '../host.ts';

/** A rule that matches an address, with what its pattern caught. */
export interface Match {
  readonly rule: RedirectRule;
  readonly captures: Captures;
}

/** The rules of one host, found by the address they may match. */
export interface RuleIndex {
  /** Every rule that matches, and those not understood that may, in the host's order, worked out one at a time. */
  matches(path: string): Iterable<Match>;
}

interface Placed {
  readonly rule: RedirectRule;
  readonly position: number;
}

type Table = Map<string, Placed[]>;

export function indexRules(rules: readonly RedirectRule[], host: Host): RuleIndex {
  const exact: Table = new Map();
  const prefixes: Table = new Map();
  const patterns: Table = new Map();
  (host.order?.(rules) ?? rules).forEach((rule, position) => {
    const { source } = rule;
    if (source.kind === 'exact') put(exact, host.ruleKey(rule, source.path), { rule, position });
    else if (source.kind === 'prefix') put(prefixes, host.ruleKey(rule, source.path), { rule, position });
    else if (source.kind === 'pattern') put(patterns, folderKey(source.under), { rule, position });
    else if (source.kind === 'unknown') put(patterns, folderKey(source.reach?.under ?? '/'), { rule, position });
  });
  return {
    *matches(path) {
      const keys = host.keys(path);
      const subject = host.subject(path);
      const place = keys[0] ?? subject;
      const lists = [
        ...keys.map((key) => exact.get(key)),
        ...(prefixes.size > 0 ? foldersOf(place).map((folder) => prefixes.get(folder)) : []),
        ...(patterns.size > 0 ? foldersOf(singleSlashes(place)).map((folder) => patterns.get(folder)) : []),
      ].filter((list) => list !== undefined);
      let left = maximumRegexSteps;
      for (const { rule } of merged(lists)) {
        const needed = stepsOf(rule, subject);
        if (needed > left) {
          yield { rule: untried(rule), captures: {} };
          continue;
        }
        left -= needed;
        const captures = capture(rule, subject, host);
        if (captures) yield { rule, captures };
      }
    },
  };
}

/** The most that `capture` takes. */
function stepsOf({ source }: RedirectRule, subject: string): number {
  const regex = source.kind === 'pattern' ? source.regex : source.kind === 'unknown' ? source.reach?.regex : undefined;
  return regex === undefined ? 0 : mostSteps(regex, subject);
}

/** The rule as one that is not understood: it may answer. */
function untried(rule: RedirectRule): RedirectRule {
  const reason = `the patterns up to this one take more than ${maximumRegexSteps / 1e6} million steps on this address`;
  return { ...rule, source: { kind: 'unknown', reason } };
}

function put(table: Table, key: string, placed: Placed): void {
  const list = table.get(key);
  if (list) list.push(placed);
  else table.set(key, [placed]);
}

/** `/a/b` lies in `/`, `/a` and `/a/b`. */
function foldersOf(path: string): readonly string[] {
  const folders = ['/'];
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  if (path.length > 1 && !path.endsWith('/')) folders.push(path);
  return folders;
}

/** A pattern may take a repeated slash for one: where it is looked for, all count as one. */
function singleSlashes(path: string): string {
  return path.includes('//') ? path.replace(/\/{2,}/g, '/') : path;
}

/** A folder that a pattern may name with repeated slashes, as it is looked for. */
function folderKey(under: string): string {
  return under.includes('//') || under.endsWith('/') ? singleSlashes(under).replace(/(.)\/$/, '$1') : under;
}

/** Several lists, each in order, as one. */
function* merged(lists: readonly (readonly Placed[])[]): Iterable<Placed> {
  const cursors = lists.map(() => 0);
  for (;;) {
    let best: Placed | undefined;
    let from = -1;
    lists.forEach((list, i) => {
      const next = list[cursors[i] ?? 0];
      if (next && (!best || next.position < best.position)) [best, from] = [next, i];
    });
    if (!best) return;
    cursors[from] = (cursors[from] ?? 0) + 1;
    yield best;
  }
}

/** What the rule's wildcards caught; `undefined` when it does not match. Of a rule not understood: when it cannot. */
export function capture(rule: RedirectRule, subject: string, host: Host): Captures | undefined {
  const { source } = rule;
  switch (source.kind) {
    case 'exact':
      return {};
    case 'prefix': {
      const key = host.ruleKey(rule, source.path);
      return { rest: key === '/' ? subject : subject.slice(key.length) };
    }
    case 'pattern': {
      const groups = compileRegex(source.regex)?.exec(subject);
      if (!groups) return undefined;
      return Object.fromEntries(source.names.map((name, i) => [name, groups[i + 1] ?? '']));
    }
    case 'unknown': {
      const { regex } = source.reach ?? {};
      return regex === undefined || compileRegex(regex)?.test(subject) !== false ? {} : undefined;
    }
    case 'never':
      return undefined;
    default:
      return source satisfies never;
  }
}
