/** Hosts that are not on the public web: this machine, and private networks by address. */
import { isIP } from 'node:net';

export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || host.endsWith('.internal')) {
    return true;
  }
  switch (isIP(host)) {
    case 4:
      return isPrivate4(host);
    case 6:
      return /^(?:::1?$|f[cd]|fe[89ab]|::ffff:)/.test(host);
    default:
      return false;
  }
}

/** RFC 1918, loopback, link-local, carrier NAT, "this network". */
function isPrivate4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168)
  );
}
