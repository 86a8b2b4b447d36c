/** The edits that write redirects, and keep the way of every visitor to one step. */

import { asAddress, encodeUrl, type RepoPath, type UrlPath } from '../paths.ts';
import { redirectFormats } from '../redirects/editing/formats.ts';
import { tableOfText } from '../redirects/editing/trial.ts';
import type { Redirect, RedirectFormat, Refusal } from '../redirects/format.ts';
import { repairRule } from '../redirects/repair/repairRules.ts';
import { leadingRule, type RedirectTable } from '../redirects/resolution.ts';
import { changesFor } from '../redirects/writing/insert.ts';
import type { Fix } from '../report/findings.ts';
import { composeEdits } from '../text/composeEdits.ts';
import { applyEdits, type FileEdit, type TextEdit } from '../text/edits.ts';
import { append } from '../text/longLists.ts';

/** What becomes of fixes against the texts of this moment. */
export interface WrittenFixes {
  /** One for each file that changes. */
  readonly edits: readonly FileEdit[];
  /** The fixes whose redirect is new; one that was there before is not. */
  readonly written: readonly Fix[];
  readonly refused: readonly RefusedFix[];
}

/** What could not be written: a fix, or one spelling of a fix that was. */
export interface RefusedFix extends Refusal {
  readonly fix: Fix;
  readonly spelling?: UrlPath | undefined;
}

interface Addition {
  readonly fix: Fix;
  readonly redirect: Redirect;
}

/**
 * Rules that led to an old address lead on, then the redirects are added. `read` gives the text of this moment, or says
 * why the file cannot be edited.
 */
export async function editsOf(
  fixes: readonly Fix[],
  table: RedirectTable,
  read: (file: RepoPath) => Promise<string | undefined | Refusal>,
): Promise<WrittenFixes> {
  const files = new Map<RepoPath, FileEdit>();
  const additions = new Map<string, Addition[]>();
  const edit = async (file: RepoPath, change: (text: string) => readonly TextEdit[] | Refusal) => {
    const before = files.has(file) ? undefined : await read(file);
    if (typeof before === 'object') return before;
    const known = files.get(file) ?? { file, before, edits: [] };
    const made = change(applyEdits(known.before ?? '', known.edits));
    if (!('refused' in made)) files.set(file, { ...known, edits: composeEdits(known.edits, made) });
    return made;
  };
  for (const fix of fixes) {
    const redirects = [...(fix.exceptions ?? []), fix.redirect];
    for (const change of redirects.flatMap((redirect) => changesFor(redirect, table))) {
      if (change.kind === 'add') {
        const key = `${fix.format} ${fix.file}`;
        const group = additions.get(key);
        const addition = { fix, redirect: change.redirect };
        if (group === undefined) additions.set(key, [addition]);
        else group.push(addition);
      } else {
        // A chain that cannot be made shorter still arrives.
        await edit(change.rule.file, (text) => repairRule(change.rule, change, text, table.context));
      }
    }
  }
  const written: Fix[] = [];
  const refused: RefusedFix[] = [];
  for (const group of additions.values()) {
    const [first] = group;
    const format = redirectFormats.find(({ id }) => id === first?.fix.format);
    if (!first || !format) {
      append(
        refused,
        group.map(({ fix }) => ({ fix, refused: `No redirect format is called ${fix.format}.` })),
      );
      continue;
    }
    const { file } = first.fix;
    const made = await edit(file, (text) => {
      const unmet = group.flatMap((addition) => unmetBy(addition, { format, text, file, table }));
      const met = group.filter(({ fix }) => !unmet.some((refusal) => refusal.fix === fix));
      append(refused, unmet);
      const outcome = withSpellings(added(met, format, text, file, table), met, { format, text, file, table });
      append(written, outcome.written);
      append(refused, outcome.refused);
      return outcome.edits;
    });
    if ('refused' in made)
      append(
        refused,
        [...new Set(group.map(({ fix }) => fix))].map((fix) => ({ ...made, fix })),
      );
  }
  return { edits: [...files.values()].filter(({ edits }) => edits.length > 0), written, refused };
}

/** What was added to a text until now. */
interface Added {
  readonly edits: readonly TextEdit[];
  readonly written: readonly Fix[];
  readonly refused: WrittenFixes['refused'];
}

/** Where something is added. */
interface Target {
  readonly format: RedirectFormat;
  readonly text: string;
  readonly file: RepoPath;
  readonly table: RedirectTable;
}

/** Refused where the page has addresses with an escaped slash alone, and none of them would be led on. */
function unmetBy({ fix, redirect }: Addition, { format, text, file, table }: Target): readonly RefusedFix[] {
  const { escaped = [], spellings = [] } = fix;
  if (escaped.length === 0 || spellings.length > 0 || redirect.from !== fix.redirect.from) return [];
  const made = format.add([redirect], text, file, table.context);
  if ('refused' in made) return [];
  const trial = tableOfText(applyEdits(text, made), format, file, table);
  if (escaped.some((path) => leadingRule(trial.resolve(path)) !== undefined)) return [];
  const [path = ''] = escaped;
  const reason = `${path} has an escaped slash, and a redirect from ${encodeUrl(redirect.from)} does not answer it there. Write it by hand, if the host can say it.`;
  return [{ fix, refused: reason }];
}

/**
 * The redirects stand; now each spelling that the host would not answer by them is written as well. One of each page at a
 * time, as one may cover the next.
 */
function withSpellings(before: Added, group: readonly Addition[], { format, text, file, table }: Target): Added {
  const refusedMain = new Set(before.refused.map(({ fix }) => fix));
  const open = new Map<Fix, { readonly redirect: Redirect; readonly left: UrlPath[] }>();
  for (const { fix, redirect } of group) {
    const isMain = redirect.from === fix.redirect.from && !refusedMain.has(fix);
    if (isMain && fix.spellings !== undefined) open.set(fix, { redirect, left: [...fix.spellings] });
  }
  const also = new Map<Fix, UrlPath[]>();
  let now = before;
  while (open.size > 0) {
    const trial = tableOfText(applyEdits(text, now.edits), format, file, table);
    const wanted: Addition[] = [];
    for (const [fix, { redirect, left }] of open) {
      const next = left.findIndex((path) => leadingRule(trial.resolve(asAddress(path))) === undefined);
      const from = next < 0 ? undefined : left.splice(0, next + 1).at(-1);
      if (from === undefined) open.delete(fix);
      else wanted.push({ fix, redirect: { ...redirect, from } });
    }
    const round = added(wanted, format, text, file, table, { ...now, written: [], refused: [] });
    const failed = new Set(round.refused.map(({ spelling }) => spelling));
    for (const { fix, redirect } of wanted)
      if (!failed.has(redirect.from) && round.written.includes(fix))
        also.set(fix, [...(also.get(fix) ?? []), redirect.from]);
    const written = [...new Set([...now.written, ...round.written])];
    now = { edits: round.edits, written, refused: [...now.refused, ...round.refused] };
  }
  const told = (fix: Fix): Fix => (fix.spellings === undefined ? fix : { ...fix, spellings: also.get(fix) });
  return { ...now, written: now.written.map(told) };
}

/**
 * All at once, so that they stand alike and the file is read a few times for all of them. Where one of them cannot be
 * written or was there before, the halves are tried, down to that one; one by one where a rule for a folder is among
 * them, which may stand in front of another.
 */
function added(
  additions: readonly Addition[],
  format: RedirectFormat,
  text: string,
  file: RepoPath,
  { context }: RedirectTable,
  start: Added = { edits: [], written: [], refused: [] },
): Added {
  const add = (some: readonly Addition[], now: string) =>
    format.add(
      some.map(({ redirect }) => redirect),
      now,
      file,
      context,
    );
  const count = (now: string) => format.parse(now, file, context).rules.length;
  const addSome = (some: readonly Addition[], before: Added): Added => {
    const [first] = some;
    if (first === undefined) return before;
    const now = applyEdits(text, before.edits);
    const made = add(some, now);
    if (some.length === 1) return withOne(first, made, before);
    if (!('refused' in made) && (made.length === 0 || addsEach(some, made, now))) {
      const fixes = made.length === 0 ? [] : some.map(({ fix }) => fix);
      return withEdits(before, made, fixes);
    }
    const half = Math.ceil(some.length / 2);
    return addSome(some.slice(half), addSome(some.slice(0, half), before));
  };
  /** None was there before: together they add as many rules as the first one does for each of them. */
  const addsEach = (some: readonly Addition[], edits: readonly TextEdit[], now: string): boolean => {
    const alone = add(some.slice(0, 1), now);
    if ('refused' in alone) return false;
    const known = count(now);
    const each = count(applyEdits(now, alone)) - known;
    return each > 0 && count(applyEdits(now, edits)) - known === each * some.length;
  };
  if (!additions.some(({ redirect }) => redirect.below)) return addSome(additions, start);
  return additions.reduce((before, addition) => addSome([addition], before), start);
}

function withOne({ fix, redirect }: Addition, made: readonly TextEdit[] | Refusal, before: Added): Added {
  if ('refused' in made) {
    const spelling = fix.spellings?.find((path) => path === redirect.from);
    return { ...before, refused: [...before.refused, { ...made, fix, spelling }] };
  }
  return withEdits(before, made, made.length === 0 ? [] : [fix]);
}

function withEdits(before: Added, made: readonly TextEdit[], fixes: readonly Fix[]): Added {
  const written = [...new Set([...before.written, ...fixes])];
  return { ...before, edits: composeEdits(before.edits, made), written };
}
