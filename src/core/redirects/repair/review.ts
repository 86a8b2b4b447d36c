/** What is wrong in the redirect files of a site, each with its place and what would repair it: plain data to be shown. */
import type { Place } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { checkTable } from '../checks/checks.ts';
import { changedTargets, type LinkedPages } from '../checks/guard.ts';
import type { CheckCode, RedirectProblem } from '../checks/problem.ts';
import type { UntoldTarget } from '../checks/untold.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import type { RedirectTable } from '../resolution.ts';
import { kindOf, ownRepair, type RepairOffer, repairOfMisplaced, repairsOfKinds } from './repairOffer.ts';
import { isRepairable } from './repairRules.ts';

/** What is known of all redirects of a site. */
export interface RedirectReview {
  /** Ordered by file and line. */
  readonly findings: readonly RedirectFinding[];
  /** Redirects whose targets may be there or not: "nothing found" says nothing of these. */
  readonly untold?: readonly UntoldTarget[] | undefined;
  readonly rules: number;
  /** The files that hold rules. */
  readonly files: ReadonlySet<RepoPath>;
  /** Of each problem that the user wants left alone and that is not among the findings: by what. */
  readonly silenced?: readonly string[] | undefined;
  /** The files in which one rule may replace others, which is not proved yet. */
  readonly compactable?: readonly RepoPath[] | undefined;
}

/** What is wrong with a line of a redirect file, ready to be shown. */
export interface RedirectFinding {
  /** `unreadable`: a line that should be a rule and is none. */
  readonly code: CheckCode | 'unreadable';
  readonly severity: RedirectProblem['severity'];
  readonly message: string;
  readonly place: Place;
  /** `undefined` where no rule could be read. */
  readonly rule: RedirectRule | undefined;
  /** What answers there or comes next, and what it is: a clause. */
  readonly other: (Place & { readonly what: string }) | undefined;
  /** Best first. */
  readonly fixes: readonly RepairOffer[];
  /** It is for the user to say where the rule should lead, and the rule can be written so. */
  readonly asksTarget: boolean;
}

/** `linkedPages`: what an audit knows, so that changed rules that links come through are told as well; `more`: what the texts of pages showed. */
export function reviewRedirects(
  table: RedirectTable,
  linkedPages?: LinkedPages,
  more: readonly RedirectProblem[] = [],
): RedirectReview {
  const unreadable = table.invalid.flatMap(({ file, line, message, isHidden }): RedirectFinding[] =>
    isHidden ? [] : [{ ...nothingKnown, code: 'unreadable', severity: 'warning', message, place: { file, line } }],
  );
  const { problems: found, untold } = checkTable(table);
  const problems = [...found, ...more, ...(linkedPages ? changedTargets(linkedPages, table) : [])];
  const ofKinds = repairsOfKinds(problems);
  const findings = [...problems.map((problem) => findingOf(problem, ofKinds, table)), ...unreadable];
  findings.sort(({ place: a }, { place: b }) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  return { findings, untold, rules: table.rules.length, files: new Set(table.rules.map(({ file }) => file)) };
}

const nothingKnown = { rule: undefined, other: undefined, fixes: [], asksTarget: false } as const;

function findingOf(
  problem: RedirectProblem,
  ofKinds: ReadonlyMap<string, RepairOffer>,
  { context }: RedirectTable,
): RedirectFinding {
  const { code, severity, rule, message, full } = problem;
  const kind = kindOf(problem);
  const fixes = [ownRepair(problem), kind && ofKinds.get(kind), full && repairOfMisplaced(full.misplaced)];
  return {
    code,
    severity,
    message,
    place: { file: rule.file, line: rule.line },
    rule,
    other: otherOf(problem),
    fixes: fixes.filter((fix) => typeof fix === 'object'),
    asksTarget: asksTarget(problem, context),
  };
}

function asksTarget({ code, rule }: RedirectProblem, context: RedirectContext): boolean {
  if (code !== 'dead-target' && code !== 'draft-target' && code !== 'leads-home') return false;
  // In a page's front matter a rule leads to that page, wherever it says.
  return context.routeOfFile(rule.file) === undefined && isRepairable(rule, { kind: 'retarget', to: '/' });
}

function otherOf({ other, page }: RedirectProblem): RedirectFinding['other'] {
  if (other) return { file: other.file, line: other.line, what: 'The rule that answers there' };
  return page && { file: page.file, line: page.line ?? 1, what: 'The page that is not published' };
}
