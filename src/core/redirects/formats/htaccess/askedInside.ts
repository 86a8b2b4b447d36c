/**
 * Addresses that Apache asks itself for in place of the one that was asked for: the page of an error, the file that
 * everything falls back to, what a `RewriteRule` leads to. The rules are gone through again for them, so that a redirect
 * there would answer every address that leads there.
 * https://httpd.apache.org/docs/2.4/mod/core.html#errordocument
 */

import { compileRegex } from '../../../text/linearRegex.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { Redirect, RedirectRule } from '../../format.ts';
import type { Captures } from '../../host.ts';
import { apache } from '../../hosts/apache.ts';
import { reachOf } from '../../reach.ts';
import { errorPage } from './directives.ts';

/** The line that makes Apache ask for the source of a redirect, or for something below it. */
export function askedByApache(
  lines: readonly RuleLine[],
  wordsOf: (line: RuleLine) => readonly string[],
  directory: string,
  { from, below }: Redirect,
): RuleLine | undefined {
  const folder = `${from.replace(/\/$/, '')}/`;
  return lines.find((line) => {
    const path = pathAskedFor(wordsOf(line), directory);
    return path !== undefined && (path === from || (below === true && path.startsWith(folder)));
  });
}

function pathAskedFor([directive = '', ...words]: readonly string[], directory: string): string | undefined {
  const at = { errordocument: 1, fallbackresource: 0, rewriterule: 1 }[directive.toLowerCase()];
  const written = at === undefined ? undefined : words[at]?.replace(/\?.*$/s, '');
  if (written === undefined || /[%$]|^-$|^[a-z]+:|^disabled$/i.test(written)) return undefined;
  if (directive.toLowerCase() === 'rewriterule') {
    if (/(?:^|[[,])\s*(?:R|REDIRECT|G|GONE|F|FORBIDDEN)\b/i.test(words[2] ?? '')) return undefined;
    return written.startsWith('/') ? written : directory + written;
  }
  // The message of an error may stand where its page does.
  return written.startsWith('/') ? written : undefined;
}

/**
 * The page of an error that a `RewriteRule` of the same file redirects: everything without a file is led there as well
 * (Apache 2.4; a `Redirect` is not asked again). `undefined` where no rule is for that page.
 */
export function redirectedError(
  lines: readonly RuleLine[],
  wordsOf: (line: RuleLine) => readonly string[],
  rules: readonly RedirectRule[],
): RedirectRule | undefined {
  const page = lines.findLast((line) => {
    const [directive = '', code, to = ''] = wordsOf(line);
    return directive.toLowerCase() === 'errordocument' && code === '404' && to.startsWith('/');
  });
  const path = page && wordsOf(page)[2];
  const isFor = ({ from, source }: RedirectRule) =>
    from.startsWith('RewriteRule ') && compileRegex(reachOf(source).regex ?? '')?.test(path ?? '') === true;
  const rule = path === undefined ? undefined : rules.find(isFor);
  if (page === undefined || path === undefined || rule === undefined) return undefined;
  const isCertain = rule.conditions.length === 0 && (rule.source.kind === 'exact' || rule.source.kind === 'pattern');
  const answer = isCertain ? apache.answer(rule, capturesOf(rule, path), { path, query: '' }, {}) : undefined;
  const whole = errorPage('/');
  const reason = `it depends on what line ${rule.line} does with ${path}`;
  const [first, last] = [wordsOf(page)[0], page.words.at(-1)];
  return {
    ...rule,
    ...whole,
    line: page.number,
    start: page.words[0]?.start ?? page.start,
    end: last?.end ?? page.end,
    from: `${first} 404`,
    to: typeof answer === 'object' ? answer.location : '',
    status: rule.status,
    source: typeof answer === 'object' ? whole.source : { kind: 'unknown', reason, reach: reachOf(whole.source) },
  };
}

function capturesOf({ source }: RedirectRule, path: string): Captures {
  if (source.kind !== 'pattern') return {};
  const [, ...groups] = compileRegex(source.regex)?.exec(path) ?? [];
  return Object.fromEntries(groups.map((group, i) => [source.names[i] ?? String(i + 1), group ?? '']));
}
