/** What is asked for: an address as a request, a target as the next address, a whole URL of the site as a path. */
import { isHostAmong } from '../../backlinks/webAddress.ts';
import type { RedirectContext } from '../format.ts';
import { asSent, type HostRequest } from '../host.ts';
import { isOffSite } from '../target.ts';

export function askedOfHost(url: string): HostRequest {
  const [address = ''] = url.split('#');
  const cut = address.indexOf('?');
  const path = cut < 0 ? address : address.slice(0, cut);
  const sent = asSent(path);
  return { path: sent === '' ? '/' : sent, query: cut < 0 ? '' : address.slice(cut + 1) };
}

/** A whole URL of this site as a path, a path as it is; `undefined` for any other place. */
export function onSite(url: string, context: RedirectContext): string | undefined {
  if (!isOffSite(url)) return url;
  const parts = /^(?:https?:)?\/\/([^/?#]*)(.*)$/is.exec(url);
  if (!parts || !isHostAmong(parts[1] ?? '', context.siteHosts ?? [])) return undefined;
  return parts[2]?.startsWith('/') ? parts[2] : `/${parts[2] ?? ''}`;
}

/** A relative target counts from the folder of the request. */
export function resolveTarget(location: string, request: HostRequest): string {
  if (isOffSite(location) || location.startsWith('/')) return location;
  if (location.startsWith('?') || location.startsWith('#')) return request.path + location;
  return new URL(location, `http://site${request.path}`).pathname;
}
