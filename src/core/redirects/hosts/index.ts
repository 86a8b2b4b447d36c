/** Every host whose rules are simulated. */
import type { HostId } from '../format.ts';
import type { Host } from '../host.ts';
import { amplify } from './amplify.ts';
import { apache } from './apache.ts';
import { astro } from './astro.ts';
import { azure } from './azure.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { firebase } from './firebase.ts';
import { gitlab } from './gitlab.ts';
import { netlify } from './netlify.ts';
import { next } from './next.ts';
import { nginx } from './nginx.ts';
import { nuxt } from './nuxt.ts';
import { gatsby, githubDocs, mdn, mintlify, mslearn } from './others.ts';
import { pages } from './pages.ts';
import { s3 } from './s3.ts';
import { sveltekit } from './sveltekit.ts';
import { vercel } from './vercel.ts';
import { vercelBulk } from './vercelBulk.ts';

const hosts: readonly Host[] = [
  netlify,
  cloudflare,
  gitlab,
  vercelBulk,
  vercel,
  firebase,
  azure,
  amplify,
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
  mdn,
  mslearn,
  githubDocs,
  pages,
];

const byId = new Map(hosts.map((host) => [host.id, host]));

/** The host of an id; one without a model of its own is taken for a plain file host. */
export function hostOf(id: HostId): Host {
  return byId.get(id) ?? pages;
}
