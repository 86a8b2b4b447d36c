/** What somebody chose for an address stands above what the evidence says of it. */
import { type Decision, decisionsFile } from '../../decisions/decisions.ts';
import type { Suggestion } from '../../model.ts';
import { type UrlPath, urlKey } from '../../paths.ts';
import { isPage, type RouteTable } from '../../routeTable.ts';

/** The page chosen for the address comes first, where it is published still; the others follow as they are. */
export function chosenFirst(
  path: UrlPath,
  suggestions: readonly Suggestion[],
  decisions: readonly (Decision & { readonly line: number })[],
  routes: RouteTable,
): readonly Suggestion[] {
  const key = urlKey(path);
  for (const decision of decisions) {
    if ((decision.kind !== 'accepted' && decision.kind !== 'changed') || urlKey(decision.from) !== key) continue;
    const page = routes.answer(decision.to);
    if (page === undefined || !isPage(page)) continue;
    const text = `chosen before (${decisionsFile}:${decision.line})`;
    const chosen: Suggestion = {
      url: page.url,
      file: page.file,
      title: page.title,
      confidence: 1,
      confident: true,
      evidence: [{ kind: 'decision', text, weight: 1 }],
    };
    const others = suggestions.filter(({ url }) => urlKey(url) !== urlKey(page.url));
    return [chosen, ...others.map((suggestion) => ({ ...suggestion, confident: false }))];
  }
  return suggestions;
}
