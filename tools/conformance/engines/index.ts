/** Every engine, the quick ones first. */
import type { Engine } from '../engine.ts';
import { antora } from './antora.ts';
import { apache } from './apache.ts';
import { astro } from './astro.ts';
import { azure } from './azure.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { docusaurus } from './docusaurus.ts';
import { eleventy } from './eleventy.ts';
import { firebase } from './firebase.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import { mkdocs } from './mkdocs.ts';
import { netlify } from './netlify.ts';
import { netlifyServer } from './netlifyServer.ts';
import { next } from './next.ts';
import { nginx } from './nginx.ts';
import { nitro } from './nitro.ts';
import { s3 } from './s3.ts';
import { sphinx } from './sphinx.ts';
import { sveltekit } from './sveltekit.ts';
import { vercel } from './vercel.ts';

export const engines: readonly Engine[] = [
  netlify,
  vercel,
  next,
  firebase,
  nginx,
  apache,
  caddy,
  netlifyServer,
  cloudflare,
  azure,
  nitro,
  astro,
  hugo,
  jekyll,
  mkdocs,
  s3,
  sveltekit,
  sphinx,
  antora,
  docusaurus,
  eleventy,
];
