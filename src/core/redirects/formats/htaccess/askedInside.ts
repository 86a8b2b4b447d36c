/**
 * Addresses that Apache asks itself for in place of the one that was asked for: the page of an error, the file that
 * everything falls back to, what a `RewriteRule` leads to. The rules are gone through again for them, so that a redirect
 * there would answer every address that leads there.
 * https://httpd.apache.org/docs/2.4/mod/core.html#errordocument
 */
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { Redirect } from '../../format.ts';

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
