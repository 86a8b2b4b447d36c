/** Redirects whose addresses hold signs: what would be written is read again, and refused when it leads elsewhere. */
import { decodePath, encodeUrl } from '../../paths.ts';
import type { ParsedRedirects, Redirect, RedirectContext, RedirectFormat, Refusal } from '../format.ts';
import { sentPath } from '../host.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from '../simulate/table.ts';
import { encodedTarget, isOffSite, splitTarget } from '../target.ts';

/** What the notation of the format, or its host, cannot say: `undefined` when all is read again as it was asked for. */
export function unsayable(
  redirects: readonly Redirect[],
  after: ParsedRedirects,
  { title }: RedirectFormat,
  context: RedirectContext,
): Refusal | undefined {
  const odd = redirects.filter(hasSigns);
  if (odd.length === 0) return undefined;
  const table = tableOfFile(after, context);
  const wrong = odd.find((redirect) => !leads(redirect, table));
  if (!wrong) return undefined;
  const from = encodeUrl(wrong.from);
  return {
    refused: `${title} cannot redirect ${from} to ${wrong.to}: it reads one of the characters as something else.`,
  };
}

/** Letters, digits and what every notation takes for itself need no proof; a wildcard is proved by who asks for it. */
export function hasSigns({ from, to, status, below }: Redirect): boolean {
  if (below || status === 410) return false;
  return /[^\w\-./~]/.test(from) || (!isOffSite(to) && /[^\w\-./~]/.test(splitTarget(to)[0]));
}

/** The rules of one file alone: pages and drafts of the site are not the question here. */
function tableOfFile({ rules, host, settings }: ParsedRedirects, context: RedirectContext): RedirectTable {
  const id = host ?? rules[0]?.host;
  const known = new Map(id && settings ? [[id, settings]] : []);
  return tableOf(rules, [], known, { ...context, routeOf: () => undefined });
}

function leads({ from, to }: Redirect, table: RedirectTable): boolean {
  const { steps } = table.resolve(sentPath(from));
  const answer = steps.find(({ rule }) => rule !== undefined);
  return answer !== undefined && key(answer.location) === key(encodedTarget(to));
}

/** What a browser would ask for, without the slash at the end, which hosts put right. */
function key(url: string): string {
  const [path, rest] = splitTarget(url);
  return decodePath(path).replace(/(.)\/$/, '$1') + rest;
}
