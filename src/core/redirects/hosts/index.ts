/** Every host whose rules are simulated. */
import type { HostId } from '../format.ts';
import { cloudflare } from './cloudflare.ts';
import { gitlab } from './gitlab.ts';
import type { Host } from './host.ts';
import { netlify } from './netlify.ts';
import { pages } from './pages.ts';

const hosts: readonly Host[] = [netlify, cloudflare, gitlab, pages];

const byId = new Map(hosts.map((host) => [host.id, host]));

/** The host of an id; one without a model of its own is taken for a plain file host. */
export function hostOf(id: HostId): Host {
  return byId.get(id) ?? pages;
}
