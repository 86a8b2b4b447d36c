/**
 * Every host whose rules are simulated, in the order in which they answer where several do: the servers that stand in
 * front of a site, then its framework, then the pages.
 */
import type { RedirectRule } from '../format.ts';
import type { Host } from '../host.ts';
import { amplify } from './amplify.ts';
import { apache } from './apache.ts';
import { astro } from './astro.ts';
import { azure } from './azure.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { fern } from './fern.ts';
import { firebase } from './firebase/index.ts';
import { gatsby } from './gatsby.ts';
import { gitbookHost } from './gitbook.ts';
import { githubDocs } from './githubDocs.ts';
import { gitlab } from './gitlab.ts';
import { mdn } from './mdn.ts';
import { mintlify } from './mintlify.ts';
import { mslearn } from './mslearn.ts';
import { netlify } from './netlify.ts';
import { next } from './next.ts';
import { nginx } from './nginx.ts';
import { nuxt } from './nuxt.ts';
import { pages } from './pages.ts';
import { render } from './render.ts';
import { s3 } from './s3.ts';
import { sveltekit } from './sveltekit.ts';
import { vercel } from './vercel.ts';
import { vercelBulk } from './vercelBulk.ts';

const entries = [
  netlify,
  cloudflare,
  gitlab,
  // Bulk redirects are asked before everything else of a deployment.
  vercelBulk,
  vercel,
  firebase,
  azure,
  amplify,
  render,
  s3,
  caddy,
  nginx,
  apache,
  next,
  nuxt,
  astro,
  sveltekit,
  gatsby,
  mintlify,
  fern,
  gitbookHost,
  mdn,
  mslearn,
  githubDocs,
  pages,
] as const;

/** Whose meaning a rule has: a host, or the generator that turns it into a page that leads on (`pages`). */
export type HostId = (typeof entries)[number]['id'];

export const hosts: readonly Host<HostId>[] = entries;

const byId = new Map(hosts.map((host) => [host.id, host]));

/** The entry of a host. */
export function hostOf(id: HostId): Host<HostId> {
  const host = byId.get(id);
  if (host === undefined) throw new Error(`hosts/index.ts lists no host ${id}.`);
  return host;
}

/** Whether a rule becomes a page that leads on, so that no server answers it. */
export function becomesPage(rule: Pick<RedirectRule, 'host'>): boolean {
  return hostOf(rule.host).makesPages === true;
}
