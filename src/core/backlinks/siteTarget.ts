/** The site an index is asked about: one host, and the part of it that belongs to this repository. */
import { type UrlPath, urlPath } from '../paths.ts';
import { bareHost, webAddress } from './webAddress.ts';

export interface SiteTarget {
  /** As an index wants it: lower case, punycode, without `www.` and port: `docs.example.org`. */
  readonly host: string;
  /** In front of every address of the site, with both slashes: `/`, `/docs/`. */
  readonly basePath: UrlPath;
}

/**
 * Reads what a user or a configuration calls the site: `https://www.example.org/docs`, `example.org`, `//example.org/`.
 * `undefined` when it names no host on the web.
 */
export function siteTarget(text: string): SiteTarget | undefined {
  const url = withScheme(text);
  const host = url === undefined ? '' : bareHost(url.hostname);
  if (url === undefined || url.username !== '' || !host.includes('.') || host.startsWith('[')) return undefined;
  return { host, basePath: urlPath(`${url.pathname.replace(/[^/]*\.html?$/i, '')}/`) };
}

/** The host's name as it is written, with its `www.`; `undefined` where `siteTarget` is. */
export function siteHost(text: string): string | undefined {
  return siteTarget(text) === undefined ? undefined : withScheme(text)?.hostname.replace(/\.$/, '');
}

function withScheme(text: string): URL | undefined {
  const trimmed = text.trim();
  return webAddress(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`);
}

/** `https://docs.example.org/`, to be shown. */
export function addressOf(target: SiteTarget): string {
  return `https://${target.host}${target.basePath}`;
}

/** Whether a host (of {@link bareHost}) is the site's own, or below it where subdomains count. */
export function isHostOf(host: string, target: SiteTarget, includeSubdomains: boolean): boolean {
  return host === target.host || (includeSubdomains && host.endsWith(`.${target.host}`));
}
