/** The edits that mend a problem, on the text as it is at this moment. */
import { decodePath, urlPath } from '../paths.ts';
import { composeEdits } from '../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../text/edits.ts';
import type { RedirectRemedy } from './checks.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from './format.ts';
import { redirectFormats } from './index.ts';
import { isPermanent } from './placement.ts';
import { isOffSite, splitTarget } from './target.ts';

/** `rule` may come from an earlier reading: it is looked up again in the text. */
export function mend(
  rule: RedirectRule,
  remedy: RedirectRemedy,
  text: string,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const format = redirectFormats.find(({ id }) => id === rule.format);
  const current = format && find(format, rule, text, context);
  if (!format || !current)
    return { refused: `${rule.file} has changed; the rule for ${rule.from} is not there any more.` };
  switch (remedy.kind) {
    case 'remove':
      return format.remove(current, text);
    case 'retarget':
      return rewritten(format, current, remedy.to, statusOf(current), text, context);
    case 'permanent':
      return rewritten(format, current, current.to, 301, text, context);
    case 'reorder': {
      const cut = format.remove(current, text);
      const rest = applyEdits(text, cut);
      const redirect = asRedirect(current, current.to, statusOf(current));
      if ('refused' in redirect) return redirect;
      const again = format.add([redirect], rest, current.file, context);
      return 'refused' in again ? again : composeEdits(cut, again);
    }
    default:
      return remedy satisfies never;
  }
}

function find(
  format: RedirectFormat,
  rule: RedirectRule,
  text: string,
  context: RedirectContext,
): RedirectRule | undefined {
  const { rules } = format.parse(text, rule.file, context);
  const same = rules.filter(({ from, to }) => from === rule.from && to === rule.to);
  return same.find(({ line }) => line === rule.line) ?? same[0];
}

/** Writes the redirect again over the rule of the same source. */
function rewritten(
  format: RedirectFormat,
  rule: RedirectRule,
  to: string,
  status: Redirect['status'],
  text: string,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const redirect = asRedirect(rule, to, status);
  return 'refused' in redirect ? redirect : format.add([redirect], text, rule.file, context);
}

/** A temporary status that its author wrote stays; all else is permanent, and says so. */
function statusOf({ status, statusIsDefault }: RedirectRule): Redirect['status'] {
  if (statusIsDefault || isPermanent(status)) return 301;
  return status === 307 ? 307 : 302;
}

/** Targets stand encoded in rules, and decoded in a redirect. */
function decodedTarget(to: string): string {
  if (isOffSite(to)) return to;
  const [path, rest] = splitTarget(to);
  return decodePath(path) + rest;
}

/** Only a rule for one address, or one for everything below a folder, can be said anew. */
function asRedirect(rule: RedirectRule, to: string, status: Redirect['status']): Redirect | Refusal {
  if (rule.source.kind === 'exact') return { from: rule.source.path, to: decodedTarget(to), status };
  // A rule beyond the host's limit is a plain one all the same.
  const plain = rule.source.kind === 'never' && /^\/[^*:()[\]]*$/.test(rule.from);
  if (plain) return { from: urlPath(rule.from), to: decodedTarget(to), status };
  const folder = /^(\/[^*:]*)\/(?:\*|:(\w+)\*)$/.exec(rule.from);
  const target = /^(.*)\/:(?:splat|(\w+)\*?)$/.exec(to);
  if (!folder?.[1] || target?.[1] === undefined) return { refused: `${rule.from} is a pattern; change it by hand.` };
  return { from: urlPath(`${folder[1]}/`), to: `${target[1]}/`, status, below: true };
}
