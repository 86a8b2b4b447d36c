/** Rules for several servers in one repository: a site is served by one of them, and the others are left from a move. */
import type { HostId, RedirectContext, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { ownFilesNamed } from '../writing/configFile.ts';
import { tableOf } from './table.ts';

/**
 * Whether the server reads a rule that a configuration beside the site names, where rules of several or such a configuration
 * alone lie there: what the others have is read by nobody.
 */
export function isReadWhereServed({ rules, context }: RedirectTable): (rule: RedirectRule) => boolean {
  const present = new Set(rules.flatMap(({ host }) => hostOf(host).server ?? []));
  const lies = ({ names }: Configuration) => ownFilesNamed(context, names).length > 0;
  const told = configurations.filter((named) => present.has(named.server) && lies(named));
  const [own] = present.size > 1 && told.length === 1 ? told : [];
  if (own) return ({ host }) => (hostOf(host).server ?? own.server) === own.server;
  // A file that nothing says is read is of the time before the one that is.
  const isElsewhere =
    configurations.every((named) => !lies(named)) && others.some((other) => other.isThere(context, present));
  return ({ mayBe }) => mayBe === undefined || !isElsewhere;
}

interface Configuration {
  readonly server: string;
  readonly names: RegExp;
}

/** Files that say where the site is published and that only this server reads; each may be without rules. */
const configurations: readonly Configuration[] = [
  { server: 'netlify', names: /^netlify\.toml$/ },
  { server: 'cloudflare', names: /^wrangler\.(?:toml|jsonc?)$/ },
];

/**
 * Servers that read no `_redirects`: those whose file says that the site is published there, and those whose file is for other
 * services as well, by their rules.
 */
const others: readonly {
  readonly isThere: (context: RedirectContext, present: ReadonlySet<string>) => boolean;
}[] = [
  { isThere: (context) => ownFilesNamed(context, /^(?:vercel|staticwebapp\.config)\.json$/).length > 0 },
  { isThere: (_context, present) => ['firebase', 'amplify', 'render'].some((server) => present.has(server)) },
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
