/** The addresses that `explain` is asked about: words of the command line, or lines of standard input as they come. */
import { domainOf } from '../../app/configuration.ts';
import { isOnFormer } from '../../core/backlinks/formerHosts.ts';
import { isHostOf, siteTarget } from '../../core/backlinks/siteTarget.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Arguments } from './command.ts';
import type { Workspace } from './workspace.ts';

/** One address, and in front of what is wrong with it, where it stands. */
export interface AskedAddressLine {
  readonly url: string;
  readonly place: string;
}

/** So many are looked up at once; the pages of a site are read for each of these groups. */
const together = 500;
/** No address is longer, and a line without an end must not fill the memory. */
const longestLine = 100_000;

export function givenAddresses({ positionals }: Arguments): readonly AskedAddressLine[] {
  return positionals.map((word) => ({ url: word.trim(), place: '' })).filter(({ url }) => url !== '');
}

/** Blank lines and comments (`#`) are none; lines count from 1. */
export async function* pipedAddresses(input: AsyncIterable<string>): AsyncGenerator<readonly AskedAddressLine[]> {
  let group: AskedAddressLine[] = [];
  let number = 0;
  let rest = '';
  const take = (line: string) => {
    number++;
    const url = line.replace(/^\ufeff/, '').trim();
    if (url !== '' && !url.startsWith('#')) group.push({ url, place: `standard input, line ${number}: ` });
  };
  for await (const piece of input) {
    const lines = `${rest}${piece}`.split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) {
      take(line);
      if (group.length < together) continue;
      yield group;
      group = [];
    }
  }
  take(rest);
  if (group.length > 0) yield group;
}

/** Why this is no address of the site; `undefined` where it is one. */
export function problemOf(url: string, { sites, address, layers }: Workspace): string | undefined {
  if (url.startsWith('/')) return undefined;
  const host = webAddress(url)?.hostname;
  if (host === undefined)
    return `${url} is not an address. Write a path such as /docs/setup/, or https://example.org/docs/setup/.`;
  const own = [address, ...sites.map(({ permalinks }) => permalinks.address?.url)].flatMap(
    (text) => siteTarget(text ?? '') ?? [],
  );
  if (own.length === 0 || own.some((target) => isHostOf(bareHost(host), target, true))) return undefined;
  if (isOnFormer({ url }, domainOf(layers).former)) return undefined;
  const names = [...new Set(own.map((target) => target.host))].join(' or ');
  return `${url} is not an address of ${names}. Write its path alone if it is, or name the site with --site.`;
}
