/**
 * Every status code the API documents, what kind of failure it is, and what the user can do.
 * https://docs.dataforseo.com/v3/appendix/errors/
 */
import type { Failure } from '../../../core/ports.ts';
import { remedy } from './credentials.ts';

/** Whether one more try may help, and after how long. Each try of a live call may be charged again. */
export type Retry = 'never' | { readonly afterSeconds: number; readonly smaller?: boolean };

/** What a status code of the API means here. */
export interface CodeRule {
  readonly kind: Failure['kind'];
  readonly retry: Retry;
  /** The whole message; `{said}` is replaced by what the server said. */
  readonly message: string;
}

const limits = 'https://app.dataforseo.com/api-settings/api-limits';
const topUp = 'Nothing was changed. Add funds at https://app.dataforseo.com/ and try again.';
const ourMistake = 'This is a mistake of this program: please report it with the log.';
const later = 'Try again in some minutes; https://status.dataforseo.com/ may say more.';

const rules: Readonly<Record<number, CodeRule>> = {
  40000: never('bad-request', `DataForSEO takes one task a request. ${ourMistake}`),
  40001: never('bad-request', `The task belongs to another client. ${ourMistake}`),
  40002: never('bad-request', `The task belongs to another search engine. ${ourMistake}`),
  40003: never('bad-request', `The task belongs to another task type. ${ourMistake}`),
  40004: never('bad-request', `The task belongs to another function. ${ourMistake}`),
  40006: never('bad-request', `More than 100 tasks in one request. ${ourMistake}`),
  40100: never('unauthorised', `DataForSEO refused the login. ${remedy}`),
  40101: again('server-error', 2, `DataForSEO had an internal error. ${later}`),
  40103: again('server-error', 1, `DataForSEO could not carry out the request. ${later}`),
  40104: never('not-verified', 'Your DataForSEO account is not verified. Verify it at https://app.dataforseo.com/.'),
  40200: never('no-credit', `DataForSEO asks for a payment. ${topUp}`),
  40201: never(
    'no-access',
    'DataForSEO has blocked this account for unusual activity. Write to their support: https://dataforseo.com/contact.',
  ),
  40202: again('rate-limited', 60, 'Too many calls a minute for this DataForSEO account. Try again in a minute.'),
  40203: never(
    'cost-limit',
    `The daily cost limit you set at DataForSEO is reached. It starts anew at 00:00 UTC; or raise it at ${limits}.`,
  ),
  40204: never(
    'no-access',
    'This DataForSEO account has no access to the Backlinks API. Activate it at https://app.dataforseo.com/.',
  ),
  40205: never(
    'cost-limit',
    `Your DataForSEO limit for equal requests an hour is reached. Wait for the next hour or raise it at ${limits}.`,
  ),
  40206: never(
    'cost-limit',
    `Your DataForSEO limit for equal requests a day is reached. Wait for tomorrow or raise it at ${limits}.`,
  ),
  40207: never(
    'no-access',
    'DataForSEO does not accept calls from this IP address. Add it to the allowed ones at https://app.dataforseo.com/.',
  ),
  40209: again('rate-limited', 1, 'Too many calls at once for this DataForSEO account. Try again in a moment.'),
  40210: never('no-credit', `The balance of your DataForSEO account does not cover this request. ${topUp}`),
  40400: never('not-found', `DataForSEO has nothing at this address. ${ourMistake}`),
  40401: never('not-found', `DataForSEO does not know this task. ${ourMistake}`),
  40402: never('not-found', `DataForSEO does not know this path. ${ourMistake}`),
  40403: never('not-found', 'The results of this task are older than 30 days and gone. Ask again.'),
  40404: never('not-found', 'The DataForSEO sandbox has no answer prepared for this. Ask the live API.'),
  40408: never('bad-request', 'DataForSEO does not take this site for a valid address. Check the site setting.'),
  40501: never('bad-request', `DataForSEO refused a field: {said} ${ourMistake}`),
  40502: never('bad-request', `DataForSEO found the request empty. ${ourMistake}`),
  40503: never('bad-request', `DataForSEO could not read the request. ${ourMistake}`),
  40504: never('bad-request', `Too many intersections asked for. ${ourMistake}`),
  40505: never('bad-request', `Location data out of date. ${ourMistake}`),
  40506: never('bad-request', `DataForSEO does not know a field: {said} ${ourMistake}`),
  40601: never('server-error', 'DataForSEO has taken the task and is not done. Ask again in a minute.'),
  40602: never('server-error', 'DataForSEO has the task in its queue. Ask again in a minute.'),
  50000: again('server-error', 2, `DataForSEO had an internal error. ${later}`),
  50001: again('server-error', 2, `DataForSEO could not check the balance. ${later}`),
  50100: never('server-error', `DataForSEO has not built this function. ${ourMistake}`),
  50301: never('server-error', `A service DataForSEO relies on is down. ${later}`),
  50303: never('server-error', `DataForSEO is being updated. ${later}`),
  50304: never(
    'server-error',
    'DataForSEO has switched this function off. Look at https://status.dataforseo.com/ for news.',
  ),
  50401: {
    kind: 'timed-out',
    retry: { afterSeconds: 1, smaller: true },
    message: 'DataForSEO gave up after 120 seconds. Ask for fewer rows, or try again later.',
  },
  50402: again('timed-out', 2, 'The page took DataForSEO more than 50 seconds. Try again later.'),
};

/** 40102: nothing matches; 40106: some of it; both are answers. */
export function isAnswer(code: number): boolean {
  return code === 20000 || code === 20100 || code === 40102 || code === 40106;
}

/** The rule for a code; one that is not documented is judged by its block. */
export function ruleOf(code: number): CodeRule {
  const rule = rules[code];
  if (rule !== undefined) return rule;
  const block = Math.floor(code / 100);
  if (block === 401) return never('unauthorised', `DataForSEO refused the login: {said} ${remedy}`);
  if (block === 402) return never('cost-limit', `DataForSEO stopped at a limit of the account: {said} See ${limits}.`);
  if (block === 403) return never('no-access', 'DataForSEO denied access: {said} See https://app.dataforseo.com/.');
  if (block === 404) return never('not-found', `DataForSEO found nothing: {said} ${ourMistake}`);
  if (block >= 500) return never('server-error', `DataForSEO had an error: {said} ${later}`);
  return never('bad-request', `DataForSEO refused the request: {said} ${ourMistake}`);
}

/** Codes with a rule of their own. */
export const knownCodes: readonly number[] = Object.keys(rules).map(Number);

/** The failure for a code: the rule's message, with the code and, where it helps, what the server said. */
export function failureOf(code: number, said: string): Failure {
  const { kind, message } = ruleOf(code);
  const quoted = said.replace(/\s+/g, ' ').trim().slice(0, 200).replace(/\.?$/, '.');
  // The code goes to the end of the first sentence, where a search engine and a support desk find it.
  const [first = '', ...others] = message.replace('{said}', () => quoted).split(/(?<=[.:])\s/);
  return { kind, message: [first.replace(/[.:]$/, (end) => ` (${code})${end}`), ...others].join(' ') };
}

function never(kind: Failure['kind'], message: string): CodeRule {
  return { kind, retry: 'never', message };
}

function again(kind: Failure['kind'], afterSeconds: number, message: string): CodeRule {
  return { kind, retry: { afterSeconds }, message };
}
