/** The site an index is asked about: one host, and the part of it that belongs to this repository. */

import { basePathOf, siteAddress } from '../generators/shared/siteAddress.ts';
import type { UrlPath } from '../paths.ts';
import { bareHost, webAddress } from './webAddress.ts';

/** A site as an index is asked for it: a host and the folder below it. */
export interface SiteTarget {
  /** As an index wants it: lower case, punycode, without `www.` and port: `docs.example.org`. */
  readonly host: string;
  /** Where it is not the usual one; an index knows nothing of it. */
  readonly port?: string;
  /** Where a site on a port has no TLS. */
  readonly scheme?: 'http';
  /** In front of every address of the site, with both slashes: `/`, `/docs/`. */
  readonly basePath: UrlPath;
}

/**
 * Reads what a user or a configuration calls the site: `https://www.example.org/docs`, `example.org`, `//example.org/`.
 * `undefined` when it names no host on the web.
 */
export function siteTarget(text: string): SiteTarget | undefined {
  const url = siteAddressIn(text);
  if (url === undefined) return undefined;
  const host = bareHost(url.hostname);
  const basePath = basePathOf(text).replace(/[^/]*\.html?\/$/i, '') as UrlPath;
  const { port, protocol } = url;
  if (port === '') return { host, basePath };
  return { host, port, ...(protocol === 'http:' && { scheme: 'http' as const }), basePath };
}

/** The host's name as it is written, with its `www.`; `undefined` where `siteTarget` is. */
export function siteHost(text: string): string | undefined {
  return siteAddressIn(text)?.hostname.replace(/\.$/, '');
}

/** `undefined` for a text that names no host on the web. */
function siteAddressIn(text: string): URL | undefined {
  const url = addressIn(text);
  const host = url === undefined ? '' : bareHost(url.hostname);
  return host.includes('.') && !host.startsWith('[') ? url : undefined;
}

function addressIn(text: string): URL | undefined {
  const trimmed = text.trim();
  if (siteAddress(trimmed).host === undefined) return undefined;
  const url = webAddress(
    /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`,
  );
  return url === undefined || url.username !== '' ? undefined : url;
}

interface Configured {
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/**
 * What to tell before anything is asked about a site that no configuration of the repository names: another host, or a
 * folder beside the configured one. `undefined` when one fits, or none names an address.
 */
export function contradiction(target: SiteTarget, configured: readonly (Configured | undefined)[]): string | undefined {
  const named = configured.flatMap((entry) => {
    const own = entry === undefined ? undefined : siteTarget(entry.url);
    return entry === undefined || own === undefined ? [] : [{ entry, own }];
  });
  const fits = ({ host, port, basePath }: SiteTarget) =>
    host === target.host &&
    port === target.port &&
    (basePath.startsWith(target.basePath) || target.basePath.startsWith(basePath));
  const [first] = named;
  if (first === undefined || named.some(({ own }) => fits(own))) return undefined;
  const { file, line } = first.entry;
  return `You ask about ${targetAddress(target)}, and ${file}, line ${line}, calls this site ${targetAddress(first.own)}. If that is another site, its broken pages do not belong to this repository.`;
}

/** `https://docs.example.org/`, to be shown. */
export function targetAddress(target: SiteTarget): string {
  return `${webOrigin(target)}${target.basePath}`;
}

/** `https://docs.example.org`, `http://docs.example.org:8080`. */
export function webOrigin({ host, port, scheme }: SiteTarget): string {
  return `${scheme ?? 'https'}://${host}${port === undefined ? '' : `:${port}`}`;
}

/** Whether an address is on the host and port of a site, with `www.` or without. */
export function isPartOf(url: URL, site: SiteTarget): boolean {
  return bareHost(url.hostname) === site.host && url.port === (site.port ?? '');
}

/** Whether every address of the second is one of the first. */
export function contains(whole: SiteTarget, part: SiteTarget): boolean {
  return whole.host === part.host && whole.port === part.port && part.basePath.startsWith(whole.basePath);
}

/** Whether a host (of {@link bareHost}) is the site's own, or below it where subdomains count. */
export function isHostOf(host: string, target: SiteTarget, includeSubdomains: boolean): boolean {
  return host === target.host || (includeSubdomains && host.endsWith(`.${target.host}`));
}
