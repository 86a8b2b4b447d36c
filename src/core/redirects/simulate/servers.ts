/** Rules for several servers in one repository: a site is served by one of them, and the others are left from a move. */
import type { HostId } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from './table.ts';

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
