/** Rules for several servers in one repository: a site is served by one of them, and the others are left from a move. */
import type { HostId } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { ownFilesNamed } from '../writing/configFile.ts';
import { tableOf } from './table.ts';

/**
 * The server that a configuration beside the site names, where rules of it and of others lie there: what the others have is
 * read by nobody. `undefined` where nothing tells.
 */
export function servedBy({ rules, context }: RedirectTable): string | undefined {
  const present = new Set(rules.flatMap(({ host }) => hostOf(host).server ?? []));
  const named = present.size < 2 ? [] : configurations.filter(({ server }) => present.has(server));
  const told = named.filter(({ names }) => ownFilesNamed(context, names).length > 0);
  return told.length === 1 ? told[0]?.server : undefined;
}

/** Files that say where the site is published and that only this server reads; each may be without rules. */
const configurations: readonly { readonly server: string; readonly names: RegExp }[] = [
  { server: 'netlify', names: /^netlify\.toml$/ },
  { server: 'cloudflare', names: /^wrangler\.(?:toml|jsonc?)$/ },
];

/** The redirects as each server would answer, without the rules of the others; empty where there is one at most. */
export function tablesOfServers(table: RedirectTable): ReadonlyMap<string | undefined, RedirectTable> {
  const present = new Set(table.rules.flatMap(({ host }) => hostOf(host).server ?? []));
  if (present.size < 2) return new Map();
  return new Map(
    [...present].map((server) => {
      const isOwn = (host: HostId) => (hostOf(host).server ?? server) === server;
      const rules = table.rules.filter(({ host }) => isOwn(host));
      const settings = new Map([...table.settings].filter(([host]) => isOwn(host)));
      return [server, tableOf(rules, table.invalid, settings, table.context)];
    }),
  );
}
