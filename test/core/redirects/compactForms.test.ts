import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { compactions } from '../../../src/core/redirects/compact/compact.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

type Pairs = readonly (readonly [from: string, to: string])[];
type Form = 'plain' | 'slashes' | 'slashed' | 'bare' | 'html';

/** What a page of a folder that moved ends in, before and after. */
const forms: Readonly<Record<Form, readonly [string, string]>> = {
  plain: ['', ''],
  slashes: ['/', '/'],
  slashed: ['', '/'],
  bare: ['/', ''],
  html: ['.html', '.html'],
};

const each = (pairs: Pairs, line: (from: string, to: string) => string, end = '\n') =>
  pairs.map(([from, to]) => line(from, to) + end).join('');
const json = (list: object) => `${JSON.stringify(list, null, 2)}\n`;
const expression = (from: string) => from.replace(/\./g, '\\.').replace(/\/$/, '');

interface Written {
  /** The format or host, and how its rules are written. */
  readonly name: string;
  /** Where it is told from that the new rules answer as the old ones did. */
  readonly asked: string;
  readonly file: string;
  readonly context: string;
  readonly text: (pairs: Pairs) => string;
  /** The source and target of the rules that are offered for the form; for those that are left out none is. */
  readonly offered: Readonly<Partial<Record<Form, string>>>;
}

const whole = { plain: '/old/* /new/:splat', html: '/old/* /new/:splat' };
const either = {
  plain: '^/old/(.*[^/])/?$ /new/$1',
  slashes: '^/old/(.*[^/])/?$ /new/$1/',
  slashed: '^/old/(.*[^/])/?$ /new/$1/',
  bare: '^/old/(.*[^/])/?$ /new/$1',
};
const caddy = '@old /new{re.old.1}';
const named = '/old/:rest* /new/:rest*';
const path = '/old/:path* /new/:path*';
const rewritten = 'rewrite ^/old(/.*)?$ /new$1';
const site = (lines: string) => `server {\n    server_name site;\n${lines}}\n`;

const written: readonly Written[] = [
  {
    name: 'Caddy',
    asked: 'Caddy 2.6.2',
    file: 'Caddyfile',
    context: '',
    text: (pairs) => `example.org {\n${each(pairs, (from, to) => `\tredir ${from} ${to} permanent`)}}\n`,
    offered: { plain: caddy, slashes: caddy, html: caddy },
  },
  {
    name: 'nginx, return',
    asked: 'nginx 1.22.1',
    file: 'nginx.conf',
    context: '',
    text: (pairs) => site(each(pairs, (from, to) => `    location = ${from} { return 301 ${to}; }`)),
    offered: {
      plain: `${rewritten}?`,
      slashes: `${rewritten}?`,
      slashed: 'rewrite ^/old/(.*[^/])/?$ /new/$1/?',
      html: `${rewritten}?`,
    },
  },
  {
    name: 'nginx, return with the query',
    asked: 'nginx 1.22.1',
    file: 'nginx.conf',
    context: '',
    text: (pairs) => site(each(pairs, (from, to) => `    location = ${from} { return 301 ${to}$is_args$args; }`)),
    offered: {
      plain: rewritten,
      slashes: rewritten,
      slashed: 'rewrite ^/old/(.*[^/])/?$ /new/$1/',
      html: rewritten,
    },
  },
  {
    name: 'nginx, rewrite',
    asked: 'nginx 1.22.1',
    file: 'nginx.conf',
    context: '',
    text: (pairs) => site(each(pairs, (from, to) => `    rewrite ^${expression(from)}/?$ ${to} permanent;`)),
    offered: Object.fromEntries([
      ...Object.entries(either).map(([form, rule]) => [form, `rewrite ${rule}`]),
      ['html', `rewrite ${either.plain}`],
    ]),
  },
  {
    name: 'Apache, Redirect',
    asked: 'Apache 2.4.68',
    file: 'static/.htaccess',
    context: '',
    text: (pairs) => each(pairs, (from, to) => `Redirect 301 ${from} ${to}`),
    offered: {
      plain: '^/old(/.*)?$ /new$1',
      slashes: '^/old(/.*)?$ /new$1',
      slashed: '^/old/(.*[^/])/?$ /new/$1/',
      html: '^/old(/.*)?$ /new$1',
    },
  },
  {
    name: 'Apache, RedirectMatch',
    asked: 'Apache 2.4.68',
    file: 'static/.htaccess',
    context: '',
    text: (pairs) => each(pairs, (from, to) => `RedirectMatch 301 ^${expression(from)}/?$ ${to}`),
    offered: { ...either, html: either.plain },
  },
  {
    name: 'Apache, RewriteRule',
    asked: 'Apache 2.4.68',
    file: 'static/.htaccess',
    context: '',
    text: (pairs) =>
      `RewriteEngine On\n${each(pairs, (from, to) => `RewriteRule ^${from.slice(1).replace('.', '\\.')}$ ${to} [R=301,L]`)}`,
    offered: {
      plain: 'RewriteRule ^old(/.*)?$ /new$1',
      slashes: 'RewriteRule ^old(/.*)?$ /new$1',
      slashed: 'RewriteRule ^old/(.*[^/])/?$ /new/$1/',
      html: 'RewriteRule ^old(/.*)?$ /new$1',
    },
  },
  {
    name: 'GitLab Pages',
    asked: 'https://docs.gitlab.com/user/project/pages/redirects/#splats',
    file: 'static/_redirects',
    context: 'host: gitlab',
    text: (pairs) => each(pairs, (from, to) => `${from} ${to} 301`),
    offered: { ...whole, slashes: '/old /new/, /old/* /new/:splat/', slashed: '/old /new/, /old/* /new/:splat/' },
  },
  {
    name: 'Netlify',
    asked: '@netlify/redirects 4.0.2',
    file: 'static/_redirects',
    context: 'host: netlify',
    text: (pairs) => each(pairs, (from, to) => `${from} ${to} 301`),
    offered: { ...whole, slashes: whole.plain, slashed: '/old /new/, /old/* /new/:splat/' },
  },
  {
    name: 'netlify.toml',
    asked: '@netlify/redirects 4.0.2',
    file: 'netlify.toml',
    context: '',
    text: (pairs) => each(pairs, (from, to) => `[[redirects]]\n  from = "${from}"\n  to = "${to}"\n`),
    offered: { ...whole, slashes: whole.plain },
  },
  {
    name: 'Cloudflare',
    asked: 'workerd, by miniflare 4',
    file: 'static/_redirects',
    context: 'host: cloudflare',
    text: (pairs) => each(pairs, (from, to) => `${from} ${to} 301`),
    offered: Object.fromEntries(['plain', 'slashes', 'html'].map((form) => [form, `/old /new, ${whole.plain}`])),
  },
  {
    name: 'Firebase',
    asked: 'superstatic 10.0.0',
    file: 'firebase.json',
    context: '',
    text: (pairs) =>
      json({
        hosting: {
          public: 'public',
          redirects: pairs.map(([source, destination]) => ({ source, destination, type: 301 })),
        },
      }),
    offered: { plain: named, slashes: `${named}/`, slashed: `${named}/`, html: named },
  },
  {
    name: 'Vercel',
    asked: '@vercel/routing-utils 6.6.0',
    file: 'vercel.json',
    context: '',
    text: (pairs) =>
      json({ redirects: pairs.map(([source, destination]) => ({ source, destination, permanent: true })) }),
    offered: { plain: path, slashes: '/old/:path*/ /new/:path*/', slashed: `${path}/`, html: path },
  },
  {
    name: 'Next.js with slashes',
    asked: 'Next.js 16.0.0',
    file: 'next.config.js',
    context: 'generators: next',
    text: (pairs) =>
      `module.exports = {\n  trailingSlash: true,\n  async redirects() {\n    return [\n${each(pairs, (from, to) => `      { source: '${from}', destination: '${to}', permanent: true },`)}    ];\n  },\n};\n`,
    offered: { plain: path, slashes: `${path}/`, slashed: `${path}/`, html: path },
  },
  {
    name: 'Nuxt',
    asked: 'nitropack 2',
    file: 'nuxt.config.ts',
    context: 'generators: nuxt',
    text: (pairs) =>
      `export default defineNuxtConfig({\n  routeRules: {\n${each(pairs, (from, to) => `    '${from}': { redirect: { to: '${to}', statusCode: 301 } },`)}  },\n});\n`,
    offered: Object.fromEntries(['plain', 'slashes', 'html'].map((form) => [form, '/old/** /new/**'])),
  },
  {
    name: 'Amplify',
    asked: 'https://docs.aws.amazon.com/amplify/latest/userguide/redirect-rewrite-examples.html',
    file: 'infra/customRules.json',
    context: '',
    text: (pairs) => json(pairs.map(([source, target]) => ({ source, target, status: '301' }))),
    offered: { plain: '/old/<*> /new/<*>', slashes: '/old/<*> /new/<*>', html: '/old/<*> /new/<*>' },
  },
  {
    name: 'S3, whole keys',
    asked:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects',
    file: 'infra/website.json',
    context: '',
    text: (pairs) =>
      json({
        RoutingRules: pairs.map(([from, to]) => ({
          Condition: { KeyPrefixEquals: from.slice(1) },
          Redirect: { ReplaceKeyWith: to.slice(1), HttpRedirectCode: '301' },
        })),
      }),
    offered: { plain: '/old/* /new/:rest', html: '/old/* /new/:rest' },
  },
  {
    name: 'S3, beginnings of keys',
    asked:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects',
    file: 'infra/website.json',
    context: '',
    text: (pairs) =>
      json({
        RoutingRules: pairs.map(([from, to]) => ({
          Condition: { KeyPrefixEquals: from.slice(1) },
          Redirect: { ReplaceKeyPrefixWith: to.slice(1), HttpRedirectCode: '301' },
        })),
      }),
    offered: { plain: '/old/* /new/:rest', slashes: '/old/* /new/:rest', html: '/old/* /new/:rest' },
  },
];

/**
 * Each was asked of the engine with the old rules and with the new ones, for all addresses that the old ones name, with and
 * without a query: it answers both alike, and as is simulated here.
 */
describe('rules of a folder that moved', () => {
  for (const { name, file, context, text, offered } of written)
    for (const [form, [before, after]] of Object.entries(forms))
      it(`are one where the host can say so: ${name}, ${form}`, async () => {
        const pairs = ['a', 'b-b', 'c', 'd/e'].map(
          (page) => [`/old/${page}${before}`, `/new/${page}${after}`] as const,
        );
        const rules = text(pairs);
        const table = await openRedirects(redirectSite({ context, files: new Map([[file, rules]]) }));
        const [found] = compactions(file as RepoPath, rules, table, { addresses: [] });
        const said = found?.written.map(({ from, to }) => `${from} ${to}`).join(', ');
        assert.equal(said, offered[form as Form]);
      });
});
