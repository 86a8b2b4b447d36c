/**
 * Targets that name a part of a page which is not there: visitors land at its beginning. It is told only of pages whose
 * text shows all of their parts; generators write a heading's name each in their own way, so letters and digits are compared.
 */
import { type RepoPath, urlPath } from '../../paths.ts';
import { readHeadings } from '../../text/markup/headings.ts';
import type { RedirectRule } from '../format.ts';
import type { RedirectTable } from '../resolution.ts';
import { isOffSite, splitTarget } from '../target.ts';
import { problem, type RedirectProblem } from './problem.ts';

/** More pages than this are not opened for it. */
const mostPages = 500;

/** Each rule that leads to a part which its page does not have. */
export async function missingAnchors(table: RedirectTable): Promise<readonly RedirectProblem[]> {
  const asked = new Map<RepoPath, { readonly rule: RedirectRule; readonly anchor: string }[]>();
  for (const rule of table.rules) {
    const anchor = anchorOf(rule);
    const route = anchor === undefined ? undefined : table.context.routeOf(urlPath(splitTarget(rule.to)[0]));
    if (anchor === undefined || route === undefined || !/\.(?:md|markdown|rst|html?|adoc)$/i.test(route.file)) continue;
    const known = asked.get(route.file);
    if (known) known.push({ rule, anchor });
    else if (asked.size < mostPages) asked.set(route.file, [{ rule, anchor }]);
  }
  const found: RedirectProblem[] = [];
  for (const [file, entries] of asked) {
    const text = await table.context.repo.read(file);
    if (text === undefined || isPutTogether(text)) continue;
    const parts = new Set(readHeadings(text, /\.\w+$/.exec(file)?.[0] ?? '').map(bare));
    for (const { rule, anchor } of entries) {
      if (hasPart(text, parts, anchor)) continue;
      const message = `${rule.from} leads to the part #${anchor} of ${file}, but no heading or name there has that id. Use one that exists, or redirect to the whole page.`;
      found.push(problem('missing-anchor', 'information', rule, message));
    }
  }
  return found;
}

/** Only of rules for one address, and for everybody: a wildcard may carry the part along. */
function anchorOf({ to, source, conditions }: RedirectRule): string | undefined {
  if (source.kind !== 'exact' || conditions.length > 0 || isOffSite(to)) return undefined;
  const anchor = /#([^#]+)$/.exec(splitTarget(to)[1])?.[1];
  // A part of a text, and what only scripts read, are no names.
  return anchor === undefined || /[:~=/!&$%{]/.test(anchor) ? undefined : anchor;
}

/** Templates, components, includes and generated lists have parts that the text does not show. */
function isPutTogether(text: string): boolean {
  return /\{[{%]|^import\s|<[A-Z]\w*[\s/>]|^\.\. \w+(?:-\w+)*::|^include::|--8<--|^::: ?\w|<!--\s*#?include|^:::|^\[\[|<script/m.test(
    text,
  );
}

function hasPart(text: string, parts: ReadonlySet<string>, anchor: string): boolean {
  if (text.includes(anchor)) return true;
  const wanted = bare(anchor);
  // The second heading of a name gets a number; some generators put a number or a word in front.
  return wanted === '' || [...parts].some((part) => part !== '' && (wanted.includes(part) || part.includes(wanted)));
}

function bare(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
