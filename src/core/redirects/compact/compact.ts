/** Many rules of one folder as one pattern, where that is proved to lead every known address to the same place. */
import type { RepoPath } from '../../paths.ts';
import { composeEdits } from '../../text/composeEdits.ts';
import { applyEdits, type FileEdit, type TextEdit } from '../../text/edits.ts';
import { redirectFormats } from '../editing/formats.ts';
import type { Redirect, RedirectFormat, RedirectRule } from '../format.ts';
import { removals } from '../repair/repairRules.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from '../simulate/table.ts';
import { groupsOf } from './groups.ts';
import { addressesOf, end, endsOf, isUntried, othersAnswered, withoutBeyond } from './proof.ts';

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
  for (const { redirect, ways, rules } of groups) {
    const folder = redirect.from.replace(/(?<!\/)\/+$/, '');
    const others = table.rules.filter((rule) => rule.file !== file || !rules.some((own) => own.from === rule.from));
    if (others.some((rule) => isUntried(rule, folder))) continue;
    const format = formatOf(rules[0]);
    if (format === undefined) continue;
    const cuts = removals(format, rules, text, table.context);
    if ('refused' in cuts) continue;
    const told = withoutBeyond(ends, rules);
    const whole = { file, text, own, table, ends: told, format, cuts };
    const found = answeredAlready(rules, redirect, folder, whole) ?? byOneRule(rules, ways, folder, whole);
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
  readonly format: RedirectFormat;
  /** What takes out the rules that are to go. */
  readonly cuts: readonly TextEdit[];
}

/** Rules that can go as they are, since one that stays answers all of their addresses in the same way. */
function answeredAlready(
  rules: readonly RedirectRule[],
  redirect: Redirect,
  folder: string,
  { file, text, table, ends, cuts }: WholeFile,
): Compaction | undefined {
  const edit = { file, before: text, edits: cuts };
  const next = tableAfter(edit, table);
  const [sample] = rules[0] ? addressesOf(rules[0]) : [];
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
  ways: readonly Redirect[],
  folder: string,
  { file, text, own, table, ends, format, cuts }: WholeFile,
): Compaction | undefined {
  const rest = applyEdits(text, cuts);
  for (const redirect of ways) {
    const added = format.add([redirect], rest, file, table.context);
    if ('refused' in added) continue;
    const edit = { file, before: text, edits: composeEdits(cuts, added) };
    const next = tableAfter(edit, table);
    const written = next.rules.filter((one) => one.file === file && !own.some((old) => old.from === one.from));
    if (written.length === 0 || written.length >= rules.length || !isAsBefore(ends, next)) continue;
    // What is forced is forced for pages that nobody can list.
    if (written.some(({ force }) => force !== rules[0]?.force)) continue;
    return { rules, redirect, written, edit, others: othersAnswered(folder, rules, table, next), addresses: ends.size };
  }
  return undefined;
}

function isAsBefore(ends: ReadonlyMap<string, string>, after: RedirectTable): boolean {
  return [...ends].every(([url, before]) => end(after.resolve(url)) === before);
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
