/** Redirects of pages that are not published: a generator makes neither. */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import { becomesPage } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';

/** The page that is not published and that the rule stands in; `undefined` where there is none. */
export function unpublishedOwner(rule: RedirectRule, { context }: RedirectTable): Route | undefined {
  const page = becomesPage(rule) ? context.routeOfFile(rule.file) : undefined;
  return page && context.unpublishedAt?.(page.url)?.file === page.file ? page : undefined;
}

const made = new WeakMap<RedirectTable, ReadonlySet<string>>();

/** Whether a page that is published makes a redirect of the same address. */
export function isMadeElsewhere({ source }: RedirectRule, table: RedirectTable): boolean {
  if (source.kind !== 'exact') return false;
  const known = made.get(table) ?? new Set(table.rules.flatMap((rule) => madeAt(rule, table)));
  made.set(table, known);
  return known.has(urlKey(source.path));
}

function madeAt(rule: RedirectRule, table: RedirectTable): readonly string[] {
  if (rule.source.kind !== 'exact' || unpublishedOwner(rule, table)) return [];
  return [urlKey(rule.source.path)];
}
