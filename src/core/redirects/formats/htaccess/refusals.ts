/** Rules that refuse some visitors (`RewriteRule .* - [F]`), by what these say of themselves: the usual one goes on. */
import { compileRegex } from '../../../text/linearRegex.ts';
import type { Requirement, Requirements } from '../../requirement.ts';

/** What somebody sends who follows a link to a page with a browser. */
const usual: Readonly<Record<string, string>> = {
  HTTP_USER_AGENT:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  HTTP_REFERER: 'https://www.google.com/',
  HTTP_COOKIE: '',
};

/** Whether no usual visitor meets one of the conditions. */
export function refusesOthers(requirements: Requirements): boolean {
  return requirements.some((choice) => choice.every((asked) => isUnusual(asked)));
}

function isUnusual(asked: Requirement): boolean {
  if (asked.kind !== 'filled') return false;
  const name = /^%\{(HTTP_USER_AGENT|HTTP_REFERER|HTTP_COOKIE)\}$/i.exec(asked.text)?.[1]?.toUpperCase();
  const value = name === undefined ? undefined : usual[name];
  return value !== undefined && (compileRegex(asked.regex)?.test(value) ?? asked.isWanted) !== asked.isWanted;
}
