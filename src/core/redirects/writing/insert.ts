/** A new redirect among those that are there: no chains, and no rule against a page that came back. */
import { urlKey, urlPath } from '../../paths.ts';
import type { Redirect, RedirectRule } from '../format.ts';
import { becomesPage } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { encodedTarget, isOffSite, splitTarget } from '../target.ts';

export type RedirectChange =
  | { readonly kind: 'add'; readonly redirect: Redirect }
  /** The rule led to the old address; now it leads to the new one at once. */
  | { readonly kind: 'retarget'; readonly rule: RedirectRule; readonly to: string }
  /** The rule would lead away from the page that is the target now. */
  | { readonly kind: 'remove'; readonly rule: RedirectRule };

/** What has to change so that a redirect works and no visitor is sent on twice. */
export function changesFor(redirect: Redirect, table: RedirectTable): readonly RedirectChange[] {
  // A rule for a directory is proved as it is, and its target is no address; 410 leads nowhere.
  if (redirect.below || redirect.status === 410) return [{ kind: 'add', redirect }];
  const changes: RedirectChange[] = [];
  const from = urlKey(redirect.from);
  const target = isOffSite(redirect.to) ? undefined : urlKey(urlPath(splitTarget(redirect.to)[0]));
  let to = redirect.to;
  if (target !== undefined) {
    const onward = exactRules(table).filter(
      (rule) => rule.source.kind === 'exact' && urlKey(rule.source.path) === target,
    );
    const isPage = table.context.routeOf(urlPath(splitTarget(redirect.to)[0])) !== undefined;
    if (isPage) for (const rule of onward) changes.push({ kind: 'remove', rule });
    else {
      const { outcome, steps } = table.resolve(encodedTarget(redirect.to));
      const end = steps.at(-1)?.location;
      const comesBack = end !== undefined && !isOffSite(end) && urlKey(urlPath(end)) === from;
      if ((outcome.kind === 'page' || outcome.kind === 'off-site') && end !== undefined && !comesBack) to = end;
    }
  }
  for (const rule of exactRules(table)) {
    if (isOffSite(rule.to) || urlKey(urlPath(splitTarget(rule.to)[0])) !== from) continue;
    if (rule.source.kind !== 'exact' || changes.some((change) => change.kind === 'remove' && change.rule === rule))
      continue;
    if (target !== undefined && urlKey(rule.source.path) === target) continue;
    changes.push({ kind: 'retarget', rule, to: encodedTarget(to) });
  }
  return [...changes, { kind: 'add', redirect: { ...redirect, to } }];
}

function exactRules(table: RedirectTable): readonly RedirectRule[] {
  // Front matter is where the target page is: such a rule leads to wherever its page goes.
  return table.rules.filter(
    (rule) => rule.source.kind === 'exact' && rule.conditions.length === 0 && !becomesPage(rule),
  );
}
