/** Rules that lead whatever nothing is found for to one page: what they answer is as dead as without them. */
import { compileRegex } from '../text/linearRegex.ts';
import type { RedirectRule, SourcePattern } from './format.ts';
import { splitTarget } from './target.ts';

/** Whether a rule is for errors: its format says so, or it leads all addresses to a page that is called after the error. */
export function isForErrors({ isErrorPage, status, source, to }: RedirectRule): boolean {
  if (isErrorPage === true) return true;
  return status >= 300 && status < 400 && errorName.test(splitTarget(to)[0]) && isEverything(source);
}

const errorName = /\/(?:404|error-?404|404-?error|(?:page-)?not-?found)(?:\/index)?(?:\.\w+)?\/?$/i;

function isEverything(source: SourcePattern): boolean {
  if (source.kind === 'prefix') return source.path === '/';
  const regex =
    source.kind === 'pattern' ? source.regex : source.kind === 'unknown' ? (source.reach?.regex ?? '') : undefined;
  const compiled = regex === undefined ? undefined : compileRegex(regex);
  return compiled !== undefined && ['/zz-nothing', '/zz/nothing.html'].every((url) => compiled.test(url));
}
