/** Whether credentials may be sent to an address. */
import { parsedUrl } from '../core/backlinks/webAddress.ts';

/**
 * Why nothing is asked at this address; `undefined` when it may be. Without TLS, a login would be readable on the way;
 * on this machine there is none. The address is repeated only where no login can stand in it.
 */
export function insecure(base: string, remedy: string): string | undefined {
  if (parsedUrl(base) === undefined)
    return 'That is not an address to send a login to. Write it as https://api.example.org.';
  const { protocol, hostname, username, password, origin } = new URL(base);
  if (username !== '' || password !== '') {
    return `The address of the API (${origin}) contains a login. Remove it there, and give the login separately: ${remedy}`;
  }
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isHere)) return undefined;
  return `${base} is not an address to send a login to: it must begin with https://.`;
}
