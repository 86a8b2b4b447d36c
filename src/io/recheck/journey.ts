/** From an address to where it ends: HEAD first, GET where HEAD does not settle it, redirects followed by hand. */
import { isIP } from 'node:net';
import { type Dispatcher, request } from 'undici';
import { parsedUrl, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Failure } from '../../core/ports.ts';
import { withDeadline } from '../deadline.ts';
import type { Resolve } from '../http/guardedNames.ts';
import { networkFailure } from '../http/networkFailure.ts';
import { isPrivateAddress, isPrivateHost } from '../http/privateHost.ts';
import type { HostThrottle } from './throttle.ts';

/** One answer on the way of a request. */
export interface Stop {
  readonly url: URL;
  readonly status: number;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the page; empty when only its head was asked for. */
  readonly text: string;
}

/** The way of one request over its redirects. */
export interface Journey {
  /** Every answer on the way; the last one is where it ended. */
  readonly stops: readonly Stop[];
  /** Why it did not get further, when it did not end at a page. */
  readonly ended:
    | { readonly kind: 'answered' }
    | { readonly kind: 'failed'; readonly failure: Failure; readonly at: URL }
    | { readonly kind: 'loop' | 'too-many' | 'no-location' | 'private'; readonly at: string };
}

/** How a request is followed. */
export interface JourneyOptions {
  readonly dispatcher: Dispatcher;
  /** Looks names up, as the dispatcher's connections do. */
  readonly resolve: Resolve;
  /** Whether a host is one of the site that is checked. */
  readonly isOwn: (host: string) => boolean;
  readonly throttle: HostThrottle;
  readonly timeoutMs: number;
}

const maximumHops = 10;
const readBytes = 16 * 1024;
const longestPauseMs = 10_000;

export async function followUrl(start: URL, options: JourneyOptions, signal: AbortSignal): Promise<Journey> {
  const stops: Stop[] = [];
  const seen = new Set<string>();
  let url = withoutFragment(start);
  while (true) {
    if (seen.has(url.href)) return { stops, ended: { kind: 'loop', at: url.href } };
    if (stops.length > maximumHops) return { stops, ended: { kind: 'too-many', at: url.href } };
    seen.add(url.href);
    const answer = await visit(url, options, signal);
    if ('failure' in answer) return { stops, ended: { kind: 'failed', failure: answer.failure, at: url } };
    stops.push(answer);
    if (![301, 302, 303, 307, 308].includes(answer.status)) return { stops, ended: { kind: 'answered' } };
    const location = answer.headers.location ?? '';
    const next = location === '' ? undefined : webAddress(parsedUrl(location, url.href)?.href ?? '');
    if (next === undefined) return { stops, ended: { kind: 'no-location', at: location } };
    // A public page must not be able to send us to a machine of the user's own network.
    if (await leadsInside(next, start, options, signal)) return { stops, ended: { kind: 'private', at: next.host } };
    url = withoutFragment(next);
  }
}

/** Whether a redirect enters a private network. A site that is itself private may do so, to its own hosts. */
async function leadsInside(next: URL, start: URL, options: JourneyOptions, signal: AbortSignal): Promise<boolean> {
  if (!(await isPrivate(next.hostname, options, signal))) return false;
  return !options.isOwn(next.hostname) || !(await isPrivate(start.hostname, options, signal));
}

/** By its words, or by any address it leads to. What cannot be looked up here is left to the connection or a proxy. */
async function isPrivate(host: string, options: JourneyOptions, signal: AbortSignal): Promise<boolean> {
  if (isPrivateHost(host)) return true;
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return false;
  try {
    const addresses = await withDeadline(options.timeoutMs, signal, () => options.resolve(host));
    return addresses.some(({ address }) => isPrivateAddress(address));
  } catch {
    return false;
  }
}

/** HEAD says enough only when it redirects, or is a success that is no page to look at. */
async function visit(
  url: URL,
  options: JourneyOptions,
  signal: AbortSignal,
): Promise<Stop | { readonly failure: Failure }> {
  const head = await send('HEAD', url, options, signal);
  if ('failure' in head) return head.failure.unsent || signal.aborted ? head : send('GET', url, options, signal);
  const isPage = /\bhtml\b/.test(head.headers['content-type'] ?? '');
  if (head.status === 429) return head;
  return head.status >= 400 || (head.status < 300 && isPage) ? send('GET', url, options, signal) : head;
}

async function send(
  method: 'HEAD' | 'GET',
  url: URL,
  options: JourneyOptions,
  signal: AbortSignal,
): Promise<Stop | { readonly failure: ReturnType<typeof networkFailure> }> {
  try {
    await options.throttle.turn(url.host, signal);
    return await withDeadline(options.timeoutMs, signal, (limited) => answerOf(method, url, options, limited));
  } catch (error) {
    return { failure: networkFailure(error, url.host, signal) };
  }
}

async function answerOf(
  method: 'HEAD' | 'GET',
  url: URL,
  { dispatcher, throttle }: JourneyOptions,
  signal: AbortSignal,
): Promise<Stop> {
  const response = await request(url, {
    method,
    dispatcher,
    signal,
    headers: { accept: 'text/html,*/*;q=0.8', 'accept-encoding': 'identity', 'user-agent': userAgent },
  });
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  if (response.statusCode === 429) {
    const seconds = Number(headers['retry-after'] ?? 5);
    throttle.pause(url.host, Math.min(longestPauseMs, (Number.isFinite(seconds) ? seconds : 5) * 1000));
  }
  return { url, status: response.statusCode, headers, text: await beginning(response.body) };
}

const userAgent = 'broken-backlinks (checks whether linked pages answer)';

/** Reads no further than it needs, and drops the connection instead. */
async function beginning(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= readBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, readBytes).toString('utf8');
}

function withoutFragment(url: URL): URL {
  const bare = new URL(url);
  bare.hash = '';
  return bare;
}
