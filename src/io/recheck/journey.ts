/** From an address to where it ends: redirects of every kind followed by hand. */
import { isIP } from 'node:net';
import { parsedUrl, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Journey, JourneyEnd, Stop } from '../../core/live/journey.ts';
import { withDeadline } from '../deadline.ts';
import type { Resolve } from '../http/guardedNames.ts';
import { isPrivateAddress, isPrivateHost } from '../http/privateHost.ts';
import { Cookies } from './cookies.ts';
import type { Visits } from './visits.ts';

/** How a request is followed. */
export interface JourneyOptions {
  readonly visits: Visits;
  /** Looks names up, as the connections of the visits do. */
  readonly resolve: Resolve;
  /** Whether a host is one of the site that is checked. */
  readonly isOwn: (host: string) => boolean;
  readonly timeoutMs: number;
}

const maximumHops = 10;

export async function followUrl(start: URL, options: JourneyOptions, signal: AbortSignal): Promise<Journey> {
  const stops: Stop[] = [];
  const cookies = new Cookies();
  const seen = new Set<string>();
  const end = (ended: JourneyEnd): Journey => ({ start, stops, ended });
  let url = withoutFragment(start);
  while (true) {
    // A wall sends back to where one came from, with a cookie: only a loop needs it.
    if (seen.has(`${url.href} ${cookies.sent}`) && !cookies.sendTo(url)) {
      return end({ kind: 'loop', at: url.href, wantsCookie: cookies.sent });
    }
    if (stops.length > maximumHops) return end({ kind: 'too-many', at: url.href });
    seen.add(`${url.href} ${cookies.sent}`);
    const answer = await options.visits.visit(url, cookies.headerFor(url));
    if ('failure' in answer) return end({ kind: 'failed', failure: answer.failure, at: url });
    cookies.keep(url, answer.cookies);
    const next = nextOf(answer, url);
    stops.push(next === undefined ? { ...answer, leads: undefined } : answer);
    if (next === undefined) return end({ kind: 'answered' });
    if (next === 'nowhere') return end({ kind: 'no-location', at: answer.leads?.to ?? '' });
    // A public page must not be able to send us to a machine of the user's own network.
    if (await leadsInside(next, start, options, signal)) return end({ kind: 'private', at: next.host });
    url = next;
  }
}

/** `undefined` where the answer is the end; a page that loads itself again is. */
function nextOf({ leads }: Stop, from: URL): URL | 'nowhere' | undefined {
  if (leads === undefined) return undefined;
  const next = leads.to === '' ? undefined : webAddress(parsedUrl(leads.to, from.href)?.href ?? '');
  const bare = next === undefined ? undefined : withoutFragment(next);
  if (leads.by === 'status') return bare ?? 'nowhere';
  return bare?.href === from.href ? undefined : bare;
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

function withoutFragment(url: URL): URL {
  const bare = new URL(url);
  bare.hash = '';
  return bare;
}
