/** Rules for several servers in one repository: a site is served by one of them, and the others are left from a move. */
import type { RepoPath } from '../../paths.ts';
import type { HostId, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { ownFilesNamed } from '../writing/configFile.ts';
import { tableOf } from './table.ts';

/**
 * For a rule that is read by no server which is known to serve the site: the file beside it that names another server, where
 * rules of several or such a file alone lie there. What stands in its file answers nobody.
 */
export function servedElsewhere({ rules, context }: RedirectTable): (rule: RedirectRule) => RepoPath | undefined {
  const present = new Set(rules.flatMap(({ host }) => hostOf(host).server ?? []));
  const fileOf = ({ names }: Configuration) => ownFilesNamed(context, names)[0];
  const told = configurations.filter((named) => present.has(named.server) && fileOf(named) !== undefined);
  const [own] = present.size > 1 && told.length === 1 ? told : [];
  if (own) {
    const file = fileOf(own);
    return ({ host }) => ((hostOf(host).server ?? own.server) === own.server ? undefined : file);
  }
  // A file that nothing says is read is of the time before the one that is.
  if (configurations.some(fileOf)) return () => undefined;
  const [other] = ownFilesNamed(context, ofOthers);
  const elsewhere = other ?? rules.find(({ host }) => others.has(hostOf(host).server ?? ''))?.file;
  return ({ mayBe }) => (mayBe === undefined ? undefined : elsewhere);
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

/** Files of servers that read no `_redirects`, which say that the site is published there. */
const ofOthers = /^(?:vercel|staticwebapp\.config)\.json$/;

/** Such servers whose file is for other services as well, and names them by its redirects. */
const others: ReadonlySet<string> = new Set(['firebase', 'amplify', 'render']);

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
