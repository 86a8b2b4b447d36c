/** A header that the site wants from those who may see it: a preview behind a login. It is sent to that site alone. */
import { isPartOf, type SiteTarget } from '../../core/backlinks/siteTarget.ts';
import { failed, type Result, success } from '../../core/ports.ts';

/** What is sent with a request to an address; nothing to any other host, and nothing that could be read on the way. */
export type SiteHeader = (url: URL) => Readonly<Record<string, string>>;

const [headerVariable, tokenVariable] = ['BROKEN_BACKLINKS_LIVE_HEADER', 'BROKEN_BACKLINKS_LIVE_TOKEN'];

/** Of the environment alone, never of a repository. A failure does not repeat what stands there. */
export function siteHeader(env: Readonly<Record<string, string | undefined>>, site: SiteTarget): Result<SiteHeader> {
  const { [headerVariable]: header, [tokenVariable]: token } = env;
  if (header && token) {
    return failed('bad-request', `Both ${headerVariable} and ${tokenVariable} are set. Leave one of them out.`);
  }
  if (!header && !token) return success(() => ({}));
  const [, name = '', value = ''] =
    /^([!#$%&'*+\-.^_`|~0-9a-z]{1,100}):[ \t]*(.*)$/is.exec(header ?? `authorization: Bearer ${token}`) ?? [];
  if (name === '' || value === '' || !/^[ -~]{1,8000}$/.test(value)) {
    const wanted = header
      ? `${headerVariable} takes a header such as "X-Preview-Key: …"`
      : `${tokenVariable} takes a token`;
    return failed('bad-request', `${wanted}, in letters of ASCII and on one line. What it holds was not sent.`);
  }
  if (notForUs.has(name.toLowerCase())) {
    return failed('bad-request', `${headerVariable} cannot be ${name}, which the request itself decides.`);
  }
  return success((url) => (isPartOf(url, site) && isSafe(url) ? { [name]: value } : {}));
}

const notForUs: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'keep-alive', 'te', 'trailer', 'expect'],
  ...['user-agent', 'accept', 'accept-encoding'],
]);

/** On the way to this machine, nobody listens. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
