/** What a quick fix does to a redirect file: plain data, made into edits on the text of the moment. */
import type { RepoPath } from '../../paths.ts';
import type { FileEdit } from '../../text/edits.ts';
import type { RedirectProblem, Repair } from '../checks/problem.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import { isRepairable, type RuleRepair, repairRules } from './repairRules.ts';

/** A quick fix of redirects: repairs of one or many rules, all in one file. */
export interface RepairOffer {
  /** Label of the quick fix. */
  readonly title: string;
  readonly file: RepoPath;
  readonly repairs: readonly RuleRepair[];
  /** Nothing is lost by it, and nothing is to be decided. */
  readonly isPreferred: boolean;
  /** To be shown, before and after, and confirmed. */
  readonly isPreviewed: boolean;
}

/** The fix of one rule alone; `undefined` where there is none, or it could not be written. */
export function ownRepair({ code, rule, repair }: RedirectProblem): RepairOffer | undefined {
  if (!repair || !isRepairable(rule, repair)) return undefined;
  return {
    title: code === 'target-changed' ? againTitle(rule, repair) : titleOf(rule, repair),
    file: rule.file,
    repairs: [{ rule, repair }],
    isPreferred: code === 'chain',
    isPreviewed: false,
  };
}

/**
 * Makes a rule permanent whose author wrote a temporary status: nothing is wrong with it, so nobody is told, and it is
 * offered to who asks. `undefined` where the rule is none of these, or says more than could be written anew.
 */
export function permanentRepair(rule: RedirectRule): RepairOffer | undefined {
  const isTemporary = !rule.statusIsDefault && [302, 303, 307].includes(rule.status);
  const isPlain = rule.conditions.length === 0 && (rule.query?.length ?? 0) === 0;
  const repair = { kind: 'permanent' } as const;
  if (!isTemporary || !isPlain || !isRepairable(rule, repair)) return undefined;
  const fix = { title: titleOf(rule, repair), file: rule.file, repairs: [{ rule, repair }] };
  return { ...fix, isPreferred: false, isPreviewed: false };
}

function againTitle(rule: RedirectRule, repair: Repair): string {
  return repair.kind === 'retarget' ? `Lead ${rule.from} to ${repair.to} again` : titleOf(rule, repair);
}

function titleOf({ from, host }: RedirectRule, repair: Repair): string {
  switch (repair.kind) {
    case 'retarget':
      return `Lead ${from} straight to ${repair.to}`;
    case 'remove':
      return `Remove the redirect of ${from}${afterRemoval(host)}`;
    case 'reorder':
      return `Move the redirect of ${from} to where it answers`;
    case 'permanent':
      return `Make the redirect of ${from} permanent (301)`;
    default:
      return repair satisfies never;
  }
}

/** The fixes of everything of one kind in a file, by the key of their kind; of two rules or more. */
export function repairsOfKinds(problems: readonly RedirectProblem[]): ReadonlyMap<string, RepairOffer> {
  const groups = new Map<string, RuleRepair[]>();
  for (const problem of problems) {
    const { rule, repair } = problem;
    const key = kindOf(problem);
    if (!repair || key === undefined || !isRepairable(rule, repair)) continue;
    const known = groups.get(key);
    if (known) known.push({ rule, repair });
    else groups.set(key, [{ rule, repair }]);
  }
  return new Map(
    [...groups].flatMap(([key, repairs]) => {
      const [first] = repairs;
      if (!first || repairs.length < 2) return [];
      const fix: RepairOffer = {
        title: titleOfAll(repairs.length, first),
        file: first.rule.file,
        repairs,
        isPreferred: false,
        isPreviewed: false,
      };
      return [[key, fix] as const];
    }),
  );
}

/** What is repaired together: one thing to decide, and nothing that answers today is taken out. */
export function kindOf({ code, rule, repair }: RedirectProblem): string | undefined {
  if (!repair || code === 'target-changed' || (repair.kind === 'remove' && code !== 'duplicate')) return undefined;
  return `${repair.kind} ${rule.format} ${rule.file}`;
}

function titleOfAll(count: number, { rule: { file, host }, repair }: RuleRepair): string {
  switch (repair.kind) {
    case 'retarget':
      return `Lead all ${count} chains of ${file} straight to their ends`;
    case 'remove':
      return `Remove all ${count} duplicates from ${file}${afterRemoval(host)}`;
    case 'reorder':
      return `Move all ${count} redirects of ${file} that never answer to where they answer`;
    case 'permanent':
      return `Make all ${count} redirects without a status in ${file} permanent (301)`;
    default:
      return repair satisfies never;
  }
}

function afterRemoval(host: RedirectRule['host']): string {
  const left = hostOf(host).afterRemoval;
  return left === undefined ? '' : `, then ${left}`;
}

/** Moves rules that need no wildcard above the first one, where a limit of their own counts. */
export function repairOfMisplaced(rules: readonly RedirectRule[]): RepairOffer | undefined {
  const repairs = rules.map((rule): RuleRepair => ({ rule, repair: { kind: 'reorder' } }));
  const [first] = repairs;
  if (!first) return undefined;
  return {
    title: `Move ${rules.length} redirects of single addresses above the first wildcard of ${first.rule.file}`,
    file: first.rule.file,
    repairs,
    isPreferred: false,
    isPreviewed: true,
  };
}

/** The edit of a fix on the text as it is at this moment; a sentence when it cannot be made. */
export function redirectEdit(
  { file, repairs }: RepairOffer,
  text: string | undefined,
  context: RedirectContext,
): FileEdit | { readonly refused: string } {
  if (text === undefined) return { refused: `${file} no longer exists.` };
  const edits = repairRules(repairs, text, context);
  return 'refused' in edits ? edits : { file, before: text, edits };
}
