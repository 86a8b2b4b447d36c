/** Reading addresses of the web as they come, without ever throwing. */

/** `undefined` for anything that is no absolute `http(s)` address. */
export function webAddress(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return url.hostname === '' ? undefined : url;
  } catch {
    // `URL.canParse` cannot be asked: once Node has optimised it, it refuses names with letters such as ü.
    return undefined;
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
