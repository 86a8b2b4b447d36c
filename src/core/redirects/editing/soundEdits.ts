/**
 * The door through which every edit of a redirect file goes: only files that read as they should are edited, and only
 * by edits that leave every other rule as it was and are read again as what was asked for.
 */
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../../paths.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { lastTwo } from '../../text/remembered.ts';
import type {
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectFormat,
  RedirectRule,
  Refusal,
  RestOfAddress,
  WritePlan,
} from '../format.ts';
import { fileProblem, type SyntaxProblem, syntaxIn } from '../syntaxProblem.ts';
import { isOffSite, splitTarget } from '../target.ts';
import { refuseSyntax } from '../writing/refuseSyntax.ts';
import { hasSigns, unsayable } from './proved.ts';

/** A format whose plans can be compared before they are proved, as proving one may read and edit a page. */
export interface SoundFormat extends RedirectFormat {
  /** Where the redirect would be written if that can be done there. */
  draft: RedirectFormat['plan'];
  /** The plan, or why it cannot be done. */
  proved(plan: WritePlan, redirect: Redirect, context: RedirectContext): Promise<WritePlan | Refusal>;
}

/** The format, refusing edits of files that do not parse, and its own where they would say something else than was asked. */
export function editingSoundly(format: RedirectFormat): SoundFormat {
  const known = lastTwo<SyntaxProblem | undefined>();
  const problemOf = (text: string, file: RepoPath, context: RedirectContext) =>
    known(`${file}\n${text}`, () => fileProblem(format, text, file, () => format.parse(text, file, context)));
  return {
    ...format,
    add: rememberingLast((redirects, text, file, context) => {
      const foreign = refuseSyntax(syntaxIn(format, file), file, format.title, format.writes);
      if (foreign) return foreign;
      const uncarried = redirects.find(({ rest = {} }) => keysOf(rest).some((key) => !format.carries?.includes(key)));
      if (uncarried) return { refused: `${format.title} cannot say how the rest of ${uncarried.from} goes along.` };
      const problem = problemOf(text, file, context);
      if (problem) return broken(format, file, problem);
      const edits = format.add(redirects, text, file, context);
      if ('refused' in edits) return edits;
      const before = format.parse(text, file, context);
      if (edits.length === 0) return unsayable(redirects, before, format, context) ?? edits;
      const after = applyEdits(text, edits);
      const unsafe = { refused: `The redirect cannot be added to ${file} safely; write it there by hand.` };
      if (problemOf(after, file, context)) return unsafe;
      const parsed = format.parse(after, file, context);
      const misread = unsayable(redirects, parsed, format, context);
      if (misread) return misread;
      const isSound = isAddition(redirects, before, parsed) && isSettled(format.add(redirects, after, file, context));
      return isSound ? edits : unsafe;
    }),
    draft(redirect, context) {
      return format.plan.call(this, redirect, context);
    },
    async plan(redirect, context) {
      const plan = await this.draft(redirect, context);
      return 'refused' in plan ? plan : this.proved(plan, redirect, context);
    },
    async proved(plan, redirect, context) {
      // Whether a page has a place for it, only its front matter tells.
      if (!(hasSigns(redirect) || format.reads === 'head')) return plan;
      const edits = this.add([redirect], (await context.repo.read(plan.file)) ?? '', plan.file, context);
      return 'refused' in edits ? edits : plan;
    },
    remove(rule, text, context) {
      const problem = problemOf(text, rule.file, context);
      if (problem) return broken(format, rule.file, problem);
      const edits = format.remove(rule, text, context);
      if ('refused' in edits) return edits;
      const after = applyEdits(text, edits);
      const parse = (now: string) => format.parse(now, rule.file, context);
      if (problemOf(after, rule.file, context) === undefined && isRemoval(rule, parse(text), parse(after)))
        return edits;
      const { from, file, line } = rule;
      return { refused: `Taking out ${from} (line ${line}) would change more of ${file}; change it by hand.` };
    },
  };
}

function keysOf(rest: RestOfAddress): readonly (keyof RestOfAddress)[] {
  return (['slash', 'dropsQuery'] as const).filter((key) => rest[key] !== undefined);
}

/** Whoever plans a redirect and then writes it asks twice for one addition. */
function rememberingLast(add: RedirectFormat['add']): RedirectFormat['add'] {
  const known = new WeakMap<RedirectContext, { asked: readonly unknown[]; edits: ReturnType<RedirectFormat['add']> }>();
  return (redirects, text, file, context) => {
    const asked = [file, text, ...redirects];
    const last = known.get(context);
    if (last?.asked.length === asked.length && asked.every((part, i) => part === last.asked[i])) return last.edits;
    const edits = add(redirects, text, file, context);
    known.set(context, { asked, edits });
    return edits;
  };
}

function broken(format: RedirectFormat, file: RepoPath, { line, message }: SyntaxProblem): Refusal {
  if (syntaxIn(format, file) === 'page') {
    return {
      refused: `The front matter of ${file} cannot be extended: line ${line} has a mistake (${message}); correct it first.`,
    };
  }
  return { refused: `${file} has a mistake in line ${line} (${message}) and is not edited; correct it first.` };
}

/** Whether nothing is gone or changed but what has the source of a new redirect, or led to one, and nothing else came. */
function isAddition(redirects: readonly Redirect[], before: ParsedRedirects, after: ParsedRedirects): boolean {
  // Some hosts do not count the case of letters.
  const key = (path: UrlPath) => urlKey(path).toLowerCase();
  const sources = new Set(redirects.map(({ from }) => key(from)));
  const isAsked = ({ source }: RedirectRule) =>
    source.kind !== 'exact' && source.kind !== 'prefix' ? true : sources.has(key(source.path));
  const ledThere = ({ to }: RedirectRule) => !isOffSite(to) && sources.has(key(urlPath(splitTarget(to)[0])));
  const { missing, extra } = difference(before.rules, after.rules);
  const most = redirects.length * 2 + missing.length;
  return (
    extra.length <= most &&
    extra.every((rule) => isAsked(rule) || missing.some((old) => old.from === rule.from && ledThere(old))) &&
    missing.every((rule) => isAsked(rule) || (ledThere(rule) && extra.some(({ from }) => from === rule.from))) &&
    mistakes(after) <= mistakes(before)
  );
}

function isRemoval(rule: RedirectRule, before: ParsedRedirects, after: ParsedRedirects): boolean {
  const { missing, extra } = difference(before.rules, after.rules);
  // A rule that was left out for the sake of this one may be read now.
  const freed = Math.max(0, mistakes(before) - mistakes(after));
  return missing.length === 1 && extra.length <= freed && missing.every((gone) => keyOf(gone) === keyOf(rule));
}

/** Adding again changes nothing: what was written is read as what was asked for. */
function isSettled(again: readonly TextEdit[] | Refusal): boolean {
  return !('refused' in again) && again.length === 0;
}

function difference(before: readonly RedirectRule[], after: readonly RedirectRule[]) {
  const counts = new Map<string, number>();
  for (const rule of before) counts.set(keyOf(rule), (counts.get(keyOf(rule)) ?? 0) + 1);
  const extra = after.filter((rule) => {
    const left = counts.get(keyOf(rule)) ?? 0;
    if (left > 0) counts.set(keyOf(rule), left - 1);
    return left === 0;
  });
  const missing = before.filter((rule) => {
    const left = counts.get(keyOf(rule)) ?? 0;
    if (left > 0) counts.set(keyOf(rule), left - 1);
    return left > 0;
  });
  return { missing, extra };
}

/** What a rule says, wherever it stands. A host's limit is no part of it. */
function keyOf({ from, to, status, force, conditions, query = [] }: RedirectRule): string {
  return JSON.stringify([from, to, status, force, conditions, query]);
}

/** Lines that are no rules though they should be. */
function mistakes({ invalid }: ParsedRedirects): number {
  return invalid.filter(({ isHidden }) => isHidden !== true).length;
}
