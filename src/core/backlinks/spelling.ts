/** When two spellings are one page: scheme, `www.`, percent-encoding, tracking parameters and fragments do not count. */
import { decodePath, encodeUriPart, type UrlPath, urlPath } from '../paths.ts';
import { isTracking } from './trackingParameters.ts';
import { bareHost, webAddress } from './webAddress.ts';

/** One way to write an address, taken apart. */
export interface Spelling {
  /** Equal for all spellings of one page. A trailing slash, letter case and a meaningful query stay in it. */
  readonly key: string;
  readonly host: string;
  /** Empty for the usual ones. */
  readonly port: string;
  readonly path: UrlPath;
}

/** `undefined` for what is no address of the web. Never throws, whatever the percent signs look like. */
export function readSpelling(url: string): Spelling | undefined {
  const address = webAddress(url.trim());
  if (address === undefined) return undefined;
  const host = bareHost(address.hostname);
  const path = urlPath(address.href);
  const folded = address.pathname
    .replace(/\/{2,}/g, '/')
    .split('/')
    .map(sameEncoding)
    .join('/');
  const query = address.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(decodePath(pair.split('=')[0] ?? '')))
    .map((pair) => pair.replace(/\+/g, ' ').split('=').map(sameEncoding).join('='))
    .join('&');
  const key = `${host}:${address.port}${folded}${query === '' ? '' : `?${query}`}`;
  return { key, host, port: address.port, path };
}

/**
 * The path of an address as it is asked for, where it holds an escaped slash: a host that compares addresses as they are
 * sent tells `/a%2Fb` from `/a/b`. `undefined` for every other address.
 */
export function escapedPath(url: string): string | undefined {
  const path = webAddress(url)?.pathname;
  return path !== undefined && /%2f/i.test(path) ? path : undefined;
}

/** How an address of the web is usually written in links: by http and https, with a slash at its end and without. */
export function usualSpellings(url: string): readonly string[] {
  const address = webAddress(url);
  if (address === undefined) return [url];
  const { host, pathname, search } = address;
  const other = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
  const paths = other === '' || /\.[a-z0-9]+\/?$/i.test(pathname) ? [pathname] : [pathname, other];
  return paths.flatMap((path) => ['https', 'http'].map((scheme) => `${scheme}://${host}${path}${search}`));
}

/** Decoded once and encoded again: every way to write the same text becomes one, and an encoded slash stays encoded. */
function sameEncoding(part: string): string {
  return encodeUriPart(decodePath(part).normalize('NFC'));
}
