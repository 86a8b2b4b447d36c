/** The edits that repair problems, on the text as it is at this moment. */
import { type RepoPath, urlPath } from '../../paths.ts';
import { composeEdits } from '../../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import type { Repair } from '../checks/problem.ts';
import { redirectFormats } from '../editing/formats.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { refuseGenerated, withGenerated } from '../writing/generatedRules.ts';
import { statusAnew } from '../writing/placement.ts';

/** `rule` may come from an earlier reading: it is looked up again in the text. */
export function repairRule(
  rule: RedirectRule,
  repair: Repair,
  text: string,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  return repairRules([{ rule, repair }], text, context);
}

/** A rule as it was read, and what is to become of it. */
export interface RuleRepair {
  readonly rule: RedirectRule;
  readonly repair: Repair;
}

/**
 * Repairs many rules of one file in one format. Those that are not there any more, or cannot be said anew, stay as they
 * are; a refusal when that is all of them.
 */
export function repairRules(
  repairs: readonly RuleRepair[],
  text: string,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const [first] = repairs;
  if (!first) return [];
  const { file, from } = first.rule;
  const format = redirectFormats.find(({ id }) => id === first.rule.format);
  const rules = format ? withGenerated(format.parse(text, file, context).rules) : [];
  const find = finder(rules);
  const written: Redirect[] = [];
  const moved: Redirect[] = [];
  const gone: RedirectRule[] = [];
  let refused: Refusal | undefined;
  for (const { rule, repair } of repairs) {
    const current = find(rule);
    const redirect = current && rewriting(current, repair);
    if (!current) refused ??= { refused: `${file} has changed; the rule for ${from} no longer exists.` };
    else if (redirect && 'refused' in redirect) refused ??= redirect;
    else {
      if (repair.kind === 'remove' || repair.kind === 'reorder') gone.push(current);
      if (redirect) (repair.kind === 'reorder' ? moved : written).push(redirect);
    }
  }
  if (!format || (refused && written.length + gone.length === 0)) return refused ?? [];
  return takenOutAndAdded(format, gone, [...written, ...moved], { text, file, context });
}

/** What was taken out may be added again at another place. */
function takenOutAndAdded(
  format: RedirectFormat,
  gone: readonly RedirectRule[],
  wanted: readonly Redirect[],
  { text, file, context }: { readonly text: string; readonly file: RepoPath; readonly context: RedirectContext },
): readonly TextEdit[] | Refusal {
  const cuts = removals(format, gone, text, context);
  if ('refused' in cuts) return cuts;
  const rest = applyEdits(text, cuts);
  const added = format.add(wanted, rest, file, context);
  return 'refused' in added ? added : composeEdits(cuts, added);
}

/** Whether a repair can be written at all: only a rule for one address or for a folder can be said anew. */
export function isRepairable(rule: RedirectRule, repair: Repair): boolean {
  const redirect = rewriting(rule, repair);
  return redirect === undefined || !('refused' in redirect);
}

/** What a repair writes; `undefined` when it only takes out. */
function rewriting(rule: RedirectRule, repair: Repair): Redirect | Refusal | undefined {
  const refused = refuseGenerated(rule);
  if (refused) return refused;
  switch (repair.kind) {
    case 'remove':
      return undefined;
    case 'retarget':
      return asRedirect(rule, repair.to, statusAnew(rule));
    case 'permanent':
      return asRedirect(rule, rule.to, 301);
    case 'reorder':
      return asRedirect(rule, rule.to, statusAnew(rule));
    default:
      return repair satisfies never;
  }
}

/** The edits that take rules out, each on what the one before has left. */
export function removals(
  format: RedirectFormat,
  rules: readonly RedirectRule[],
  text: string,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  let edits: readonly TextEdit[] = [];
  let rest = text;
  // From the end, so that the places of the others stay right.
  for (const rule of [...rules].sort((a, b) => b.start - a.start)) {
    const cut = format.remove(rule, rest, context);
    if ('refused' in cut) return cut;
    edits = composeEdits(edits, cut);
    rest = applyEdits(rest, cut);
  }
  return edits;
}

/** Looks a rule up by what it says, in its line where several say so. */
function finder(rules: readonly RedirectRule[]): (wanted: RedirectRule) => RedirectRule | undefined {
  const known = new Map<string, RedirectRule[]>();
  for (const rule of rules) {
    const key = `${rule.from} ${rule.to}`;
    const same = known.get(key);
    if (same) same.push(rule);
    else known.set(key, [rule]);
  }
  return ({ from, to, line }) => {
    const same = known.get(`${from} ${to}`);
    return same?.find((rule) => rule.line === line) ?? same?.[0];
  };
}

/** Only a rule for one address, or one for everything below a folder, can be said anew. */
function asRedirect(rule: RedirectRule, to: string, status: Redirect['status']): Redirect | Refusal {
  if (rule.source.kind === 'exact') return { from: rule.source.path, to, status };
  // A rule beyond the host's limit is a plain one all the same.
  const plain = rule.source.kind === 'never' && /^\/[^*:()[\]]*$/.test(rule.from);
  if (plain) return { from: urlPath(rule.from), to, status };
  const folder = /^(\/[^*:]*)\/(?:\*|:(\w+)\*)$/.exec(rule.from);
  const target = /^(.*)\/:(?:splat|(\w+)\*?)$/.exec(to);
  if (!folder?.[1] || target?.[1] === undefined) return { refused: `${rule.from} is a pattern; change it by hand.` };
  return { from: urlPath(`${folder[1]}/`), to: `${target[1]}/`, status, below: true };
}
