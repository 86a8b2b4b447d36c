/** What is wrong with a target whatever the request: parts that nothing fills in, and a folder that is not there. */
import { decodePath } from '../../paths.ts';
import { askedOnce } from '../askedOnce.ts';
import type { RedirectRule } from '../format.ts';
import { copiedFolders } from '../requirement.ts';
import type { RedirectTable, Step } from '../resolution.ts';
import { splitTarget, withoutBase } from '../target.ts';
import { isFetched, withoutAddress } from '../unknowableTarget.ts';
import { problem, type RedirectProblem } from './problem.ts';

/** A placeholder of the target that the source does not have: hosts leave it as it stands, or put nothing there. */
export function unfilled(rule: RedirectRule, step: Step | undefined): RedirectProblem | undefined {
  const name = unfilledName(rule, step?.location ?? '');
  if (name === undefined) return undefined;
  const message = `${rule.from} leads to ${rule.to}, but its source has no placeholder ${name}, so nothing replaces it. Add it to the source, or write the whole address.`;
  return problem('dead-target', 'warning', rule, message);
}

function unfilledName({ source, to }: RedirectRule, location: string): string | undefined {
  const [path] = splitTarget(location.replace(/^[a-z]+:\/\/[^/]*/i, ''));
  const named = /\/(:[a-z]\w*)/i.exec(splitTarget(to)[0])?.[1];
  if (named !== undefined && new RegExp(`/${named}(?!\\w)`).test(path)) return named;
  if (source.kind !== 'pattern' || !source.names.every((name) => /^\d+$/.test(name))) return undefined;
  const groups = [...to.matchAll(/(?<!\\)\$(\d)/g)].map(([, group]) => Number(group));
  const missing = groups.find((group) => group > source.names.length);
  return missing === undefined ? undefined : `$${missing}`;
}

/**
 * Whatever a wildcard catches goes into a folder in which nothing is published: what lies in front of the first
 * placeholder of the target, found in the address that `at` is an example of.
 */
export function missingFolder(rule: RedirectRule, at: string, { context }: RedirectTable): RedirectProblem | undefined {
  const fixed = /^[^:*$<{[\\?#]*\//.exec(rule.to)?.[0];
  const start = fixed === undefined ? -1 : at.indexOf(fixed);
  if (fixed === undefined || fixed === '/' || fixed.length === rule.to.length || start < 0) return undefined;
  const folder = decodePath(at.slice(0, start + fixed.length));
  const inside = withoutBase(folder, context.basePath) ?? folder;
  if (context.publishesBelow?.(folder) !== false || isFetched(folder, context)) return undefined;
  if (askedOnce(copiedFolders, context).has(inside.replace(/\/$/, '')) || withoutAddress(context)) return undefined;
  const message = `${rule.from} leads to addresses below ${folder}, where nothing is published. Choose another target or remove the rule.`;
  return problem('dead-target', 'warning', rule, message);
}
