/** Pages of the site that nobody reaches, as a rule for a whole folder answers in their place. */
import type { Route } from '../../model.ts';
import { asAddress, encodeUri, urlKey } from '../../paths.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable, Resolution } from '../resolution.ts';
import { isContent, splitTarget } from '../target.ts';
import { isLeft } from './leftSite.ts';
import { problem, type RedirectProblem } from './problem.ts';

/** Each rule of many addresses that hides pages, with how many. Every page is asked for once. */
export function pagesHiddenByFolders(
  rules: readonly RedirectRule[],
  tableFor: (rule: RedirectRule) => RedirectTable,
): readonly RedirectProblem[] {
  const tables = new Set(rules.filter(mayHide).map(tableFor));
  return [...tables].flatMap((table) => {
    if (isLeft(table)) return [];
    const hidden = new Map<RedirectRule, Route[]>();
    for (const page of table.context.pages?.() ?? []) {
      // An address that is a guess contradicts nobody, and what only leads on shows nothing.
      const by =
        page.guess === undefined && !page.leadsOn
          ? hiddenBy(page, table.resolve(asAddress(page.url)), table.context)
          : undefined;
      if (by === undefined) continue;
      const known = hidden.get(by);
      if (known) known.push(page);
      else hidden.set(by, [page]);
    }
    return [...hidden].map(([rule, pages]) => messageOf(rule, pages));
  });
}

/** A rule of Netlify that is forced says so on purpose. */
function mayHide({ source, host, force }: RedirectRule): boolean {
  const { pagesFirst, makesPages } = hostOf(host);
  return (source.kind === 'prefix' || source.kind === 'pattern') && !pagesFirst && !makesPages && !force;
}

function hiddenBy(page: Route, resolution: Resolution, context: RedirectContext): RedirectRule | undefined {
  const { steps, outcome } = resolution;
  const [first] = steps;
  const rule = first?.rule;
  if (!rule || !mayHide(rule) || rule.file === page.file || first.status < 300 || first.status >= 400) return undefined;
  // A loop is told as one, and of a target that is not told nobody knows what it shows.
  if (outcome.kind === 'loop' || outcome.kind === 'unknown') return undefined;
  // What only puts the spelling of its address right shows the page in the end.
  const isShown = outcome.kind === 'page' && outcome.route.file === page.file;
  return isShown || mayBeShownThere(page, resolution, context) || isSpelling(page.url, first.location)
    ? undefined
    : rule;
}

/**
 * Whether the way ends at a route whose code shows files of content: it may be this very file under another address. The top
 * of the site is a page of its own.
 */
export function mayBeShownThere(
  { file }: Route,
  { outcome, steps }: Resolution,
  { basePath }: RedirectContext,
): boolean {
  if (!isContent(file) || outcome.kind !== 'page' || outcome.route.kind !== 'dynamic') return false;
  const [path] = splitTarget(steps.at(-1)?.location ?? '');
  return !['/', urlKey(basePath)].includes(urlKey(path));
}

/** `/a.html` and `/a/`, `/A` and `/a`: another spelling, behind which the server finds the same page. */
function isSpelling(url: string, location: string): boolean {
  const bare = (path: string) =>
    urlKey(path.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, ''))
      .replace(/\.html?$/i, '')
      .toLowerCase();
  return bare(encodeUri(url)) === bare(location) || bare(url) === bare(location);
}

function messageOf(rule: RedirectRule, [page, ...others]: readonly Route[]): RedirectProblem {
  const example = page === undefined ? '' : `${page.url} (${page.file})`;
  const what =
    others.length === 0 ? `hides the page ${example}` : `hides ${others.length + 1} pages, such as ${example}`;
  return problem(
    'hides-page',
    'warning',
    rule,
    `${rule.from} ${what}. Remove the pages, or restrict the rule to fewer addresses.`,
  );
}
