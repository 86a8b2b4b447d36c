/** What is wrong in the redirect files of a site, each with its place and what would mend it: plain data to be shown. */
import type { Place } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import type { FileEdit } from '../text/edits.ts';
import { type CheckCode, checkRedirects, type RedirectProblem, type RedirectRemedy } from './checks.ts';
import type { RedirectContext, RedirectRule } from './format.ts';
import { mend } from './mend.ts';
import type { RedirectTable } from './resolution.ts';

/** What is known of all redirects of a site. */
export interface RedirectReview {
  /** Ordered by file and line. */
  readonly findings: readonly RedirectFinding[];
  readonly rules: number;
  /** The files that hold rules. */
  readonly files: ReadonlySet<RepoPath>;
}

export interface RedirectFinding {
  /** `unreadable`: a line that should be a rule and is none. */
  readonly code: CheckCode | 'unreadable';
  readonly severity: RedirectProblem['severity'];
  readonly message: string;
  readonly place: Place;
  /** `undefined` where no rule could be read. */
  readonly rule: RedirectRule | undefined;
  /** The rule that answers instead, or next. */
  readonly other: Place | undefined;
  readonly fix: RedirectFix | undefined;
}

/** One change of one rule. */
export interface RedirectFix {
  /** Label of the quick fix. */
  readonly title: string;
  readonly rule: RedirectRule;
  readonly remedy: RedirectRemedy;
  /** Nothing is lost by it, and nothing is to be decided. */
  readonly isPreferred: boolean;
}

export function reviewRedirects(table: RedirectTable): RedirectReview {
  const unreadable = table.invalid.flatMap(({ file, line, message, isHidden }): RedirectFinding[] =>
    isHidden ? [] : [{ ...nothingKnown, code: 'unreadable', severity: 'warning', message, place: { file, line } }],
  );
  const findings = [...checkRedirects(table).map(findingOf), ...unreadable];
  findings.sort(({ place: a }, { place: b }) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  return { findings, rules: table.rules.length, files: new Set(table.rules.map(({ file }) => file)) };
}

const nothingKnown = { rule: undefined, other: undefined, fix: undefined } as const;

function findingOf({ code, severity, rule, message, other, remedy }: RedirectProblem): RedirectFinding {
  return {
    code,
    severity,
    message,
    place: { file: rule.file, line: rule.line },
    rule,
    other: other && { file: other.file, line: other.line },
    fix: remedy && { title: titleOf(rule, remedy), rule, remedy, isPreferred: remedy.kind === 'retarget' },
  };
}

function titleOf({ from }: RedirectRule, remedy: RedirectRemedy): string {
  switch (remedy.kind) {
    case 'retarget':
      return `Lead ${from} straight to ${remedy.to}`;
    case 'remove':
      return `Remove the redirect of ${from}`;
    case 'reorder':
      return `Move the redirect of ${from} to where it answers`;
    case 'permanent':
      return `Make the redirect of ${from} permanent (301)`;
    default:
      return remedy satisfies never;
  }
}

/** The edit of a fix on the text as it is at this moment; a sentence when it cannot be made. */
export function mendingEdit(
  { rule, remedy }: RedirectFix,
  text: string | undefined,
  context: RedirectContext,
): FileEdit | { readonly refused: string } {
  if (text === undefined) return { refused: `${rule.file} is not there any more.` };
  const edits = mend(rule, remedy, text, context);
  return 'refused' in edits ? edits : { file: rule.file, before: text, edits };
}
