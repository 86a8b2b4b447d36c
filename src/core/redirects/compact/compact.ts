/** Many rules of one folder as one pattern, where that is proved to lead every known address to the same place. */
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import { composeEdits } from '../../text/composeEdits.ts';
import { applyEdits, type FileEdit, type TextEdit } from '../../text/edits.ts';
import { redirectFormats } from '../editing/formats.ts';
import type { Redirect, RedirectFormat, RedirectRule } from '../format.ts';
import { removals } from '../repair/repairRules.ts';
import type { RedirectTable } from '../resolution.ts';
import { sampleOf } from '../simulate/ruleSample.ts';
import { tableOf } from '../simulate/table.ts';
import { isOffSite } from '../target.ts';
import { end, endsOf, isUntried, othersAnswered } from './proof.ts';

/** Rules that one rule can take the place of. */
export interface Compaction {
  /** The rules that go. */
  readonly rules: readonly RedirectRule[];
  /** The one that takes their place. */
  readonly redirect: Redirect;
  /**
   * It, as it is written: more than one rule where the host's wildcards do not catch the folder itself, none where a rule
   * that is there already answers alike.
   */
  readonly written: readonly RedirectRule[];
  /** That rule. */
  readonly answering?: RedirectRule | undefined;
  readonly edit: FileEdit;
  /** What it does to addresses that nobody knows, where they are answered otherwise than before; a clause. */
  readonly others: string | undefined;
  /** How many known addresses were followed before and after. */
  readonly addresses: number;
}

/** Fewer rules than this are easier to read as they are. */
const fewest = 3;

/** The files that have enough rules of one folder; whether one rule can replace them is not asked, which takes longer. */
export function compactableFiles(rules: readonly RedirectRule[]): readonly RepoPath[] {
  const files = new Map<RepoPath, RedirectRule[]>();
  for (const rule of rules) {
    const known = files.get(rule.file);
    if (known) known.push(rule);
    else files.set(rule.file, [rule]);
  }
  const isMany = (own: readonly RedirectRule[]) =>
    [...groupsOf(own).values()].some((group) => group.rules.length >= fewest);
  return [...files].flatMap(([file, own]) => (isMany(own) ? [file] : []));
}

/** What a compaction is proved on besides the rules. */
export interface KnownSite {
  /** Every address that is or was published; see `knownAddresses`. */
  readonly addresses: readonly string[];
  /** Why more may be published below a folder than is known, as a clause; see `unlistedBelow`. */
  unlisted?(folder: string): string | undefined;
}

/** The largest proved compactions of one file, largest first. */
export function compactions(
  file: RepoPath,
  text: string,
  table: RedirectTable,
  known: KnownSite,
): readonly Compaction[] {
  return [...proved(file, text, table, known)];
}

/** All wanted compactions of one file, each on the text the one before left, and the one edit that makes them. */
export function compactAll(
  file: RepoPath,
  text: string,
  table: RedirectTable,
  known: KnownSite,
  isWanted: (compaction: Compaction) => boolean = () => true,
): { readonly compactions: readonly Compaction[]; readonly edit: FileEdit } {
  const made: Compaction[] = [];
  let edits: readonly TextEdit[] = [];
  let [rest, now] = [text, table];
  for (;;) {
    const next = firstOf(proved(file, rest, now, known), isWanted);
    if (next === undefined) return { compactions: made, edit: { file, before: text, edits } };
    made.push(next);
    edits = composeEdits(edits, next.edit.edits);
    rest = applyEdits(rest, next.edit.edits);
    now = tableAfter(next.edit, now);
  }
}

function firstOf<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}

function* proved(file: RepoPath, text: string, table: RedirectTable, known: KnownSite): Generator<Compaction, void> {
  const own = formatsOf(file, table).flatMap((format) => format.parse(text, file, table.context).rules);
  const groups = [...groupsOf(own).values()].filter(({ rules }) => rules.length >= fewest);
  groups.sort((a, b) => b.rules.length - a.rules.length);
  if (groups.length === 0) return;
  const ends = endsOf(table, known.addresses);
  for (const { redirect, rules } of groups) {
    const folder = redirect.from.replace(/\/+$/, '');
    const others = table.rules.filter((rule) => rule.file !== file || !rules.some((own) => own.from === rule.from));
    if (others.some((rule) => isUntried(rule, folder))) continue;
    const whole = { file, text, own, table, ends };
    const found = answeredAlready(rules, redirect, folder, whole) ?? byOneRule(rules, redirect, folder, whole);
    if (found !== undefined && (found.others === undefined || !isMorePublished(folder, table, known))) yield found;
  }
}

/** A rule for the folder would stand in front of what nobody can list. */
function isMorePublished(folder: string, { context }: RedirectTable, { unlisted }: KnownSite): boolean {
  return context.publishesElsewhere?.(`${folder}/`) === true || unlisted?.(folder) !== undefined;
}

/** A file with its rules, and where all addresses end by them. */
interface WholeFile {
  readonly file: RepoPath;
  readonly text: string;
  readonly own: readonly RedirectRule[];
  readonly table: RedirectTable;
  readonly ends: ReadonlyMap<string, string>;
}

/** Rules that can go as they are, since one that stays answers all of their addresses in the same way. */
function answeredAlready(
  rules: readonly RedirectRule[],
  redirect: Redirect,
  folder: string,
  { file, text, table, ends }: WholeFile,
): Compaction | undefined {
  const format = formatOf(rules[0]);
  const edits = format && removals(format, rules, text, table.context);
  if (edits === undefined || 'refused' in edits) return undefined;
  const edit = { file, before: text, edits };
  const next = tableAfter(edit, table);
  const sample = rules[0] && sampleOf(rules[0]);
  const left = sample === undefined ? undefined : next.resolve(sample).steps[0]?.rule;
  // Where it stands now, above which the lines may go.
  const answering = left && table.rules.find((rule) => rule.file === left.file && rule.from === left.from);
  if (answering === undefined || !isAsBefore(ends, next)) return undefined;
  const others = othersAnswered(folder, rules, table, next);
  return others === undefined
    ? { rules, redirect, written: [], answering, edit, others, addresses: ends.size }
    : undefined;
}

function byOneRule(
  rules: readonly RedirectRule[],
  redirect: Redirect,
  folder: string,
  { file, text, own, table, ends }: WholeFile,
): Compaction | undefined {
  const edit = replacing(file, text, redirect, rules, table);
  if (!edit) return undefined;
  const next = tableAfter(edit, table);
  const written = next.rules.filter((one) => one.file === file && !own.some((old) => old.from === one.from));
  if (written.length === 0 || written.length >= rules.length || !isAsBefore(ends, next)) return undefined;
  return { rules, redirect, written, edit, others: othersAnswered(folder, rules, table, next), addresses: ends.size };
}

function isAsBefore(ends: ReadonlyMap<string, string>, after: RedirectTable): boolean {
  return [...ends].every(([url, before]) => end(after.resolve(url)) === before);
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
    if (rule.generatedTogether !== undefined) continue;
    if ((rule.query?.length ?? 0) > 0 || (rule.status !== 301 && rule.status !== 308)) continue;
    const split = commonEnd(rule.source.path, rule.to);
    if (!split) continue;
    const [from, to] = split;
    const key = `${rule.format} ${from} ${to}`;
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
  return here === '/' || here === there || here === '' ? undefined : [builtUrl(here), there === '' ? '/' : there];
}

function replacing(
  file: RepoPath,
  text: string,
  redirect: Redirect,
  rules: readonly RedirectRule[],
  { context }: RedirectTable,
): FileEdit | undefined {
  const format = formatOf(rules[0]);
  if (!format) return undefined;
  const cuts = removals(format, rules, text, context);
  if ('refused' in cuts) return undefined;
  const added = format.add([redirect], applyEdits(text, cuts), file, context);
  return 'refused' in added ? undefined : { file, before: text, edits: composeEdits(cuts, added) };
}

/** Every redirect of the site as it would be after the edit. */
function tableAfter({ file, before = '', edits }: FileEdit, table: RedirectTable): RedirectTable {
  const after = applyEdits(before, edits);
  const read = new Set<string>();
  // In their place, as what is read first answers first.
  const rules = table.rules.flatMap((rule): readonly RedirectRule[] => {
    if (rule.file !== file) return [rule];
    if (read.has(rule.format)) return [];
    read.add(rule.format);
    return formatOf(rule)?.parse(after, file, table.context).rules ?? [];
  });
  return tableOf(rules, table.invalid, table.settings, table.context);
}

/** The formats that read rules in the file. */
function formatsOf(file: RepoPath, { rules }: RedirectTable): readonly RedirectFormat[] {
  const ids = new Set(rules.flatMap((rule) => (rule.file === file ? [rule.format] : [])));
  return redirectFormats.filter(({ id }) => ids.has(id));
}

function formatOf(rule: RedirectRule | undefined): RedirectFormat | undefined {
  return redirectFormats.find(({ id }) => id === rule?.format);
}
