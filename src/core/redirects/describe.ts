/** The way of an address in words, the same on the command line and in the editor. */
import { hostOf } from './hosts/index.ts';
import type { Outcome, Step, Undecided } from './resolution.ts';

/** `/a  301 → /b/  (static/_redirects:5)`. */
export function describeStep({ url, status, location, rule, host, by }: Step): string {
  const who = rule === undefined ? `${hostOf(host).title} itself` : `${rule.file}:${rule.line}`;
  return `${url}  ${status} → ${location}  (${who}${by === 'refresh' ? ', refresh page' : ''})`;
}

export function describeUndecided({ file, line, from, condition }: Undecided): string {
  return `may answer first: ${file}:${line} ${from === '' ? '' : `${from} `}(${condition})`;
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'page':
      return `ends at ${outcome.route.url}, published by ${outcome.route.file}`;
    case 'off-site':
      return `leaves the site for ${outcome.url}`;
    case 'dead':
      return outcome.untold === undefined
        ? `ends at ${outcome.url}, which no file publishes`
        : `ends at ${outcome.url}; cannot tell whether it is there: ${outcome.untold}`;
    case 'draft':
      return `ends at ${outcome.route.url}, which is not published (${outcome.route.kind}: ${outcome.route.file})`;
    case 'loop':
      return `goes in a circle over ${outcome.url}`;
    case 'gone':
      return `answers ${outcome.status}`;
    case 'none':
      return 'no rule answers, and no page is there';
    case 'unknown':
      return `cannot tell: ${outcome.reason}`;
    case 'undecided':
      return `cannot tell whether ${outcome.url} is redirected: ${outcome.by.file}:${outcome.by.line} decides, and ${outcome.by.condition}`;
    default:
      return outcome satisfies never;
  }
}
