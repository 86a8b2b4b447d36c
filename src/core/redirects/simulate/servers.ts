/** Rules for several servers in one repository: a site is served by one of them, and the others are left from a move. */
import type { HostId } from '../format.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from './table.ts';

const servers: Partial<Record<HostId, string>> = {
  netlify: 'netlify',
  cloudflare: 'cloudflare',
  gitlab: 'gitlab',
  vercel: 'vercel',
  vercelBulk: 'vercel',
  firebase: 'firebase',
  azure: 'azure',
  amplify: 'amplify',
  s3: 's3',
  caddy: 'caddy',
  nginx: 'nginx',
  apache: 'apache',
};

/** The server whose rules these are; `undefined` for the rules of a framework or of pages, which any server shows. */
export function serverOf(host: HostId): string | undefined {
  return servers[host];
}

/** The redirects as each server would answer, without the rules of the others; empty where there is one at most. */
export function tablesOfServers(table: RedirectTable): ReadonlyMap<string | undefined, RedirectTable> {
  const present = new Set(table.rules.flatMap(({ host }) => serverOf(host) ?? []));
  if (present.size < 2) return new Map();
  return new Map(
    [...present].map((server) => {
      const isOwn = (host: HostId) => (serverOf(host) ?? server) === server;
      const rules = table.rules.filter(({ host }) => isOwn(host));
      const settings = new Map([...table.settings].filter(([host]) => isOwn(host)));
      return [server, tableOf(rules, table.invalid, settings, table.context)];
    }),
  );
}
