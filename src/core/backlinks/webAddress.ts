/** Reading addresses of the web as they come, without ever throwing. */

/** `undefined` for anything that is no absolute `http(s)` address. */
export function webAddress(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  const url = parsedUrl(text);
  return url === undefined || url.hostname === '' ? undefined : url;
}

/**
 * Any address; `undefined` for what is none. `URL.canParse` cannot be asked: on Node 20 and 22, once it is optimised, it
 * refuses names with letters such as ü.
 */
export function parsedUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined; // The only way `URL` has to say that this is not an address.
  }
}

/** A host without one leading `www.` and without the root's dot, in lower case: two hosts of one site compare equal. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\.(?=.*\.)/, '');
}

/** Whether a host is one of these, with `www.` or without. */
export function isHostAmong(host: string, hosts: readonly string[]): boolean {
  const bare = bareHost(host);
  return hosts.some((own) => bareHost(own) === bare);
}

/** Every way these hosts may be written in a link: with `www.` and without. */
export function hostSpellings(hosts: readonly string[]): ReadonlySet<string> {
  return new Set(hosts.map(bareHost).flatMap((host) => [host, `www.${host}`]));
}

/** Whether a page is told by its host as well as by its path: there are several hosts, or another one than that of the site. */
export function areHostsTold(hosts: ReadonlySet<string>, site: string): boolean {
  return hosts.size > 1 || [...hosts].some((host) => bareHost(host) !== bareHost(site));
}
