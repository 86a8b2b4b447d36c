/** Many rules of one folder as one pattern, where that is proved to lead every known address to the same place. */
import { type RepoPath, type UrlPath, urlPath } from '../paths.ts';
import { applyEdits, type TextEdit } from '../text/edits.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule } from './format.ts';
import type { RedirectTable, Resolution } from './resolution.ts';
import { tableOf } from './table.ts';
import { isOffSite } from './target.ts';

export interface Compaction {
  readonly file: RepoPath;
  /** The rules that go. */
  readonly rules: readonly RedirectRule[];
  /** The one that takes their place. */
  readonly redirect: Redirect;
  /** The whole text before and after, to be shown. */
  readonly before: string;
  readonly after: string;
}

/** Fewer rules than this are easier to read as they are. */
const fewest = 3;

/** The largest proved compactions of one file, largest first. `known`: every address of pages, ledger and rules. */
export function compactions(
  format: RedirectFormat,
  file: RepoPath,
  text: string,
  table: RedirectTable,
  known: readonly string[],
): readonly Compaction[] {
  const own = table.rules.filter((rule) => rule.file === file && rule.format === format.id);
  const groups = [...groupsOf(own).values()].filter(({ rules }) => rules.length >= fewest);
  groups.sort((a, b) => b.rules.length - a.rules.length);
  return groups.flatMap(({ redirect, rules }) => {
    const after = replaced(format, file, text, redirect, rules, table.context);
    if (after === undefined) return [];
    const others = table.rules.filter((rule) => !own.includes(rule));
    const parsed = format.parse(after, file, table.context);
    const settings = new Map(parsed.settings && parsed.host ? [[parsed.host, parsed.settings]] : []);
    const next = tableOf([...others, ...parsed.rules], [], settings, table.context);
    const sources = rules.flatMap(({ source }) => (source.kind === 'exact' ? [source.path as string] : []));
    const same = [...known, ...sources].every((url) => end(table.resolve(url)) === end(next.resolve(url)));
    return same ? [{ file, rules, redirect, before: text, after }] : [];
  });
}

interface Group {
  readonly redirect: Redirect;
  readonly rules: RedirectRule[];
}

/** Rules whose source and target have the same end, by the folders in front of it. */
function groupsOf(rules: readonly RedirectRule[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const rule of rules) {
    if (rule.source.kind !== 'exact' || rule.conditions.length > 0 || rule.force || isOffSite(rule.to)) continue;
    if (rule.status !== 301 && rule.status !== 308) continue;
    const split = commonEnd(rule.source.path, rule.to);
    if (!split) continue;
    const [from, to] = split;
    const key = `${from} ${to}`;
    const group = groups.get(key) ?? { redirect: { from, to, status: rule.status, below: true }, rules: [] };
    group.rules.push(rule);
    groups.set(key, group);
  }
  return groups;
}

/** `/docs/a/b` and `/guides/a/b` are `/docs/` and `/guides/`; `undefined` when nothing is left in front. */
function commonEnd(from: string, to: string): readonly [UrlPath, string] | undefined {
  const [left, right] = [from.split('/'), to.split('/')];
  let shared = 0;
  while (shared < left.length - 2 && shared < right.length - 1 && left.at(-1 - shared) === right.at(-1 - shared))
    shared++;
  const tail = left.slice(left.length - shared).join('/');
  if (shared === 0 || tail === '') return undefined;
  const cut = (path: string) => path.slice(0, path.length - tail.length);
  const [here, there] = [cut(from), cut(to)];
  return here === '/' || here === there || here === '' ? undefined : [urlPath(here), there === '' ? '/' : there];
}

function replaced(
  format: RedirectFormat,
  file: RepoPath,
  text: string,
  redirect: Redirect,
  rules: readonly RedirectRule[],
  context: RedirectContext,
): string | undefined {
  let rest = text;
  // From the end, so that the places of the others stay right.
  for (const rule of [...rules].sort((a, b) => b.start - a.start)) rest = applyEdits(rest, format.remove(rule, rest));
  const edits: readonly TextEdit[] | { readonly refused: string } = format.add([redirect], rest, file, context);
  return 'refused' in edits ? undefined : applyEdits(rest, edits);
}

/** Where an address ends, as one word to compare. */
function end({ outcome, steps }: Resolution): string {
  if ('route' in outcome) return `${outcome.kind} ${outcome.route.url}`;
  return `${outcome.kind} ${'url' in outcome ? outcome.url : (steps.at(-1)?.location ?? '')} ${steps.at(-1)?.status ?? ''}`;
}
