/**
 * Pages that link to the site, read once to see whether the link is still there: after their host's `robots.txt`, one request at
 * a time, never in a private network, and no more of a page than is needed.
 */
import { linkOnPage } from '../../core/backlinks/linkOnPage.ts';
import { mayRead } from '../../core/backlinks/robots.ts';
import { parsedUrl, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Confirmed } from '../../core/confirmed.ts';
import { pageDigest } from '../../core/live/pageDigest.ts';
import { type Failure, failed, type Result, success } from '../../core/ports.ts';
import { exchange, type HttpAnswer } from '../http/exchange.ts';
import { guardedNames, type Resolve } from '../http/guardedNames.ts';
import { isPrivateHost } from '../http/privateHost.ts';
import type { ProxySettings } from '../http/proxySettings.ts';
import { userAgent } from '../http/userAgent.ts';
import { wait as realWait, type Wait } from '../wait.ts';

/** What reading the pages of others needs of whoever runs it. */
export interface ReaderHost {
  readonly proxy: ProxySettings;
  readonly now: () => number;
  readonly wait?: Wait | undefined;
  /** Looks names up; tests have a network of their own. */
  readonly resolve?: Resolve | undefined;
  /** Hosts that may be private, as a staging server of the site itself; none unless a test says so. */
  readonly mayBePrivate?: ((host: string) => boolean) | undefined;
}

/** Reads linking pages, one after the other. */
export interface LinkReader {
  /** Whether the page links to one of these addresses now. Fails only when it is cancelled. */
  read(page: string, addresses: readonly string[], signal: AbortSignal): Promise<Result<Confirmed>>;
  close(): Promise<void>;
}

const maximumBytes = 4 * 1024 * 1024;
const timeoutMs = 20_000;
/** Between two requests to one host. */
const delayMs = 1000;
const mostSteps = 5;
const program = 'broken-backlinks';
/** A page with fewer is filled by scripts. */
const fewWords = 30;

export async function linkReader(host: ReaderHost): Promise<LinkReader> {
  const { now, wait = realWait, mayBePrivate = () => false } = host;
  const names = guardedNames(mayBePrivate, host.resolve);
  const { httpDispatcher } = await import('../http/dispatcher.ts');
  const dispatcher = httpDispatcher(host.proxy, names.lookup);
  const robots = new Map<string, string | Failure>();
  const next = new Map<string, number>();

  const get = async (url: URL, accept: string, signal: AbortSignal): Promise<Result<HttpAnswer>> => {
    if (isPrivateHost(url.hostname) && !mayBePrivate(url.hostname)) {
      return failed('offline', `${url.host} is in a private network, so it was not asked.`);
    }
    const pause = (next.get(url.host) ?? 0) - now();
    if (pause > 0) await wait(pause, signal);
    next.set(url.host, now() + delayMs);
    const headers = { accept, 'user-agent': userAgent };
    return exchange(
      { url: url.href, method: 'GET', headers, body: undefined, timeoutMs, maximumBytes },
      dispatcher,
      signal,
    );
  };

  /** No list is a permission; a server that fails is none. */
  const robotsOf = async (url: URL, signal: AbortSignal): Promise<string | Failure> => {
    const known = robots.get(url.origin);
    if (known !== undefined) return known;
    const answer = await follow(new URL('/robots.txt', url), 'text/plain', get, signal);
    let found: string | Failure;
    if (!answer.ok) found = answer.failure;
    else if (answer.value.status < 300) found = answer.value.body;
    else if (answer.value.status < 500 && answer.value.status !== 429) found = '';
    else found = { kind: 'server-error', message: `${url.host}/robots.txt answers ${answer.value.status}` };
    robots.set(url.origin, found);
    return found;
  };

  const allowed: Allowed = async (url, signal) => {
    const rules = await robotsOf(url, signal);
    if (typeof rules !== 'string') return rules;
    if (mayRead(rules, program, `${url.pathname}${url.search}`)) return undefined;
    return { kind: 'bad-request', message: `${url.host} asks programs not to read this page (robots.txt)` };
  };

  return {
    async read(page, addresses, signal) {
      const checked = new Date(now()).toISOString().slice(0, 10);
      const asking = { get, allowed, addresses, signal };
      const found = await readPage(page, asking).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        return unknown('cancelled');
      });
      return signal.aborted ? failed('cancelled', 'Cancelled.') : success({ checked, ...found });
    },
    close: () => dispatcher.destroy(),
  };
}

type Seen = Omit<Confirmed, 'checked'>;

/** One page, and what it is read by. */
interface Asking {
  readonly get: Get;
  readonly allowed: Allowed;
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
}

function unknown(detail: string): Seen {
  return { state: 'unknown', detail };
}

async function readPage(page: string, { get, allowed, addresses, signal }: Asking): Promise<Seen> {
  const url = webAddress(page);
  if (url === undefined) return unknown('its address is not a web address');
  const answer = await follow(url, 'text/html', get, signal, allowed);
  if (!answer.ok) return unknown(answer.failure.message.replace(/\.$/, ''));
  const { status, body, header, at } = answer.value;
  if (status === 404 || status === 410) return { state: 'gone', detail: `the page answers ${status}` };
  if (status >= 300) return unknown(`the page answers ${status}`);
  const type = header('content-type') ?? '';
  const isHtml = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type);
  return isHtml
    ? judged(body, at, addresses)
    : unknown(`the page is not HTML (${type.slice(0, 60) || 'it names no content type'})`);
}

/** A page without the link is none that lost it, where a wall or a script stands in its place. */
function judged(body: string, at: URL, addresses: readonly string[]): Seen {
  const link = linkOnPage(body, at.href, addresses);
  if (link !== undefined) return { state: 'there', detail: '', words: link.words };
  const { guard, words } = pageDigest(body);
  if (guard !== undefined) return { state: 'unknown', detail: 'a firewall lets only browsers in' };
  if (words.split(' ', fewWords).length < fewWords) {
    return { state: 'unknown', detail: 'the page has hardly a word without its scripts, which are not run' };
  }
  return { state: 'gone', detail: 'the page as it is served has no link there' };
}

type Get = (url: URL, accept: string, signal: AbortSignal) => Promise<Result<HttpAnswer>>;
/** Why a page is not read; `undefined` where it may be. */
type Allowed = (url: URL, signal: AbortSignal) => Promise<Failure | undefined>;

/** Each address on the way is held against the same guards. */
async function follow(
  start: URL,
  accept: string,
  get: Get,
  signal: AbortSignal,
  allowed?: Allowed,
): Promise<Result<HttpAnswer & { readonly at: URL }>> {
  let at = start;
  for (let step = 0; step <= mostSteps; step++) {
    const refused = await allowed?.(at, signal);
    if (refused !== undefined) return { ok: false, failure: refused };
    const answer = await get(at, accept, signal);
    if (!answer.ok) return answer;
    const to = answer.value.header('location');
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.value.status) && to !== undefined;
    if (!isRedirect) return success({ ...answer.value, at });
    const next = webAddress(parsedUrl(to, at.href)?.href ?? '');
    if (next === undefined) return failed('bad-answer', `${at.host} redirects to something that is not a web address`);
    at = next;
  }
  return failed('bad-answer', `${start.host} redirects from one address to the next`);
}
