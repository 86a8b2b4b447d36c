/** Answers that are not the API's own: only the HTTP status says what is wrong. */
import type { Failure } from '../../../core/ports.ts';
import type { HttpAnswer } from '../../http/exchange.ts';
import type { Retry } from './codes.ts';
import { remedy } from './credentials.ts';

const longestWaitSeconds = 60;

export function httpFailure(answer: HttpAnswer): Failure {
  const { status } = answer;
  const said = `HTTP ${status}`;
  if (status === 401) return { kind: 'unauthorised', message: `DataForSEO refused the login (${said}). ${remedy}` };
  if (status === 402) return { kind: 'no-credit', message: `DataForSEO asks for a payment (${said}). Add funds.` };
  if (status === 403) {
    return {
      kind: 'no-access',
      message: `Access to DataForSEO was denied (${said}), perhaps by a proxy or firewall on the way.`,
    };
  }
  if (status === 404) return { kind: 'not-found', message: `There is no such function at this address (${said}).` };
  if (status === 429) return { kind: 'rate-limited', message: `Too many requests (${said}). Try again in a minute.` };
  if (status >= 500) {
    return { kind: 'server-error', message: `DataForSEO had an error (${said}). Try again in some minutes.` };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'bad-answer',
      message: `Something between you and DataForSEO answered with a redirect (${said}): a proxy or a Wi-Fi login page.`,
    };
  }
  return {
    kind: 'bad-answer',
    message: `The answer is not one of DataForSEO's (${said}): cut off, or from a proxy on the way. Try again.`,
  };
}

/** A 429 was not carried out, so trying again costs nothing; a free call may be repeated after a fault as well. */
export function retryOfHttp(answer: HttpAnswer, isFree: boolean): Retry {
  if (answer.status === 429) {
    const asked = Number(answer.header('retry-after') ?? 5);
    return asked >= 0 && asked <= longestWaitSeconds ? { afterSeconds: asked } : 'never';
  }
  return answer.status >= 500 && isFree ? { afterSeconds: 2 } : 'never';
}
