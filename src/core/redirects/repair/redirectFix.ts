/** What a quick fix does to a redirect file: plain data, made into edits on the text of the moment. */
import type { RepoPath } from '../../paths.ts';
import type { FileEdit } from '../../text/edits.ts';
import type { RedirectProblem, RedirectRemedy } from '../checks/problem.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import { isMendable, type Mending, mendAll } from './mend.ts';

export interface RedirectFix {
  /** Label of the quick fix. */
  readonly title: string;
  readonly file: RepoPath;
  readonly mendings: readonly Mending[];
  /** Nothing is lost by it, and nothing is to be decided. */
  readonly isPreferred: boolean;
  /** To be shown, before and after, and confirmed. */
  readonly isPreviewed: boolean;
}

/** The fix of one rule alone; `undefined` where there is none, or it could not be written. */
export function ownFix({ code, rule, remedy }: RedirectProblem): RedirectFix | undefined {
  if (!remedy || !isMendable(rule, remedy)) return undefined;
  return {
    title: code === 'target-changed' ? againTitle(rule, remedy) : titleOf(rule, remedy),
    file: rule.file,
    mendings: [{ rule, remedy }],
    isPreferred: code === 'chain',
    isPreviewed: false,
  };
}

/**
 * Makes a rule permanent whose author wrote a temporary status: nothing is wrong with it, so nobody is told, and it is
 * offered to who asks. `undefined` where the rule is none of these, or says more than could be written anew.
 */
export function permanentFix(rule: RedirectRule): RedirectFix | undefined {
  const isTemporary = !rule.statusIsDefault && [302, 303, 307].includes(rule.status);
  const isPlain = rule.conditions.length === 0 && (rule.query?.length ?? 0) === 0;
  const remedy = { kind: 'permanent' } as const;
  if (!isTemporary || !isPlain || !isMendable(rule, remedy)) return undefined;
  const fix = { title: titleOf(rule, remedy), file: rule.file, mendings: [{ rule, remedy }] };
  return { ...fix, isPreferred: false, isPreviewed: false };
}

function againTitle(rule: RedirectRule, remedy: RedirectRemedy): string {
  return remedy.kind === 'retarget' ? `Lead ${rule.from} to ${remedy.to} again` : titleOf(rule, remedy);
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

/** The fixes of everything of one kind in a file, by the key of their kind; of two rules or more. */
export function fixesOfKinds(problems: readonly RedirectProblem[]): ReadonlyMap<string, RedirectFix> {
  const groups = new Map<string, Mending[]>();
  for (const problem of problems) {
    const { rule, remedy } = problem;
    const key = kindOf(problem);
    if (!remedy || key === undefined || !isMendable(rule, remedy)) continue;
    const known = groups.get(key);
    if (known) known.push({ rule, remedy });
    else groups.set(key, [{ rule, remedy }]);
  }
  return new Map(
    [...groups].flatMap(([key, mendings]) => {
      const [first] = mendings;
      if (!first || mendings.length < 2) return [];
      const fix: RedirectFix = {
        title: titleOfAll(mendings.length, first),
        file: first.rule.file,
        mendings,
        isPreferred: false,
        isPreviewed: false,
      };
      return [[key, fix] as const];
    }),
  );
}

/** What is mended together: one thing to decide, and nothing that answers today is taken out. */
export function kindOf({ code, rule, remedy }: RedirectProblem): string | undefined {
  if (!remedy || code === 'target-changed' || (remedy.kind === 'remove' && code !== 'duplicate')) return undefined;
  return `${remedy.kind} ${rule.format} ${rule.file}`;
}

function titleOfAll(count: number, { rule: { file }, remedy }: Mending): string {
  switch (remedy.kind) {
    case 'retarget':
      return `Lead all ${count} chains of ${file} straight to their ends`;
    case 'remove':
      return `Remove all ${count} duplicates from ${file}`;
    case 'reorder':
      return `Move all ${count} redirects of ${file} that never answer to where they do`;
    case 'permanent':
      return `Make all ${count} redirects without a status in ${file} permanent (301)`;
    default:
      return remedy satisfies never;
  }
}

/** Moves rules that need no wildcard above the first one, where a limit of their own counts. */
export function fixOfMisplaced(rules: readonly RedirectRule[]): RedirectFix | undefined {
  const mendings = rules.map((rule): Mending => ({ rule, remedy: { kind: 'reorder' } }));
  const [first] = mendings;
  if (!first) return undefined;
  return {
    title: `Move ${rules.length} redirects of single addresses above the first wildcard of ${first.rule.file}`,
    file: first.rule.file,
    mendings,
    isPreferred: false,
    isPreviewed: true,
  };
}

/** The edit of a fix on the text as it is at this moment; a sentence when it cannot be made. */
export function redirectEdit(
  { file, mendings }: RedirectFix,
  text: string | undefined,
  context: RedirectContext,
): FileEdit | { readonly refused: string } {
  if (text === undefined) return { refused: `${file} is not there any more.` };
  const edits = mendAll(mendings, text, context);
  return 'refused' in edits ? edits : { file, before: text, edits };
}
