/**
 * Hosts that are not on the public web: this machine, private networks, and the addresses clouds keep for themselves.
 * https://www.iana.org/assignments/iana-ipv4-special-registry/ and https://www.iana.org/assignments/iana-ipv6-special-registry/
 */

import { BlockList, isIP } from 'node:net';
import { parsedUrl } from '../../core/backlinks/webAddress.ts';

/** Whether a host, as it stands in an address, is a private one by its own words; names are not looked up. */
export function isPrivateHost(hostname: string): boolean {
  const host = canonical(hostname);
  if (isIP(host) !== 0) return isPrivateAddress(host) || (isIP(host) === 6 && translated.check(host, 'ipv6'));
  return !host.includes('.') || privateNames.test(host);
}

/** Whether an address a name leads to is private. */
export function isPrivateAddress(address: string): boolean {
  const plain = canonical(address);
  if (special.check(plain, family(plain))) return true;
  const within = embedded4(plain);
  return within !== undefined && special.check(within, 'ipv4');
}

/** Ends of names that are looked up within a network only (RFC 6761, 6762, 8375, and common practice). */
const privateNames = /\.(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/;

const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // what Azure tells its machines
  ['169.254.0.0', 16], // also what most clouds tell theirs
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96], // unspecified, loopback, and IPv4 in its oldest coat
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  special.addSubnet(network, prefix, 'ipv6');
}

/** Forms that reach IPv4 through a translator: names may lead there, but nobody writes them into a link. */
const translated = new BlockList();
translated.addSubnet('64:ff9b::', 96, 'ipv6');
translated.addSubnet('::ffff:0:0', 96, 'ipv6');
translated.addSubnet('2002::', 16, 'ipv6');

/** As a browser reads it: `0x7f.1`, `2130706433` and `127.0.0.1.` are `127.0.0.1`; no brackets, no zone, no root's dot. */
function canonical(hostname: string): string {
  const bare = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/\.+$/, '');
  const written = bare.includes(':') ? `http://[${bare}]/` : `http://${bare}/`;
  return parsedUrl(written)?.hostname.replace(/^\[|\]$/g, '') ?? bare.toLowerCase();
}

function family(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** The IPv4 address within `::ffff:7f00:1`, `64:ff9b::7f00:1` and `2002:7f00:1::`. */
function embedded4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const groups = groupsOf(address);
  const start = groups.join(':');
  if (groups[0] === 0x2002) return dotted(groups.slice(1, 3));
  // 64:ff9b:: and ::ffff:, in decimal.
  return /^(?:100:65435:0:0:0:0|0:0:0:0:0:65535):/.test(start) ? dotted(groups.slice(6)) : undefined;
}

/** All eight groups of an address as a browser writes it. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail = ''] = address.split('::');
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [numbers(head), numbers(tail)];
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

function dotted([high = 0, low = 0]: readonly number[]): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
