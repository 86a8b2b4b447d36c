/** The sites that faults are planted in: a few good rules in each way to write them, over the same pages. */
import type { HostId } from '../../src/core/redirects/format.ts';

/** A way to write rules, and what of it can go wrong. */
export interface Way {
  readonly id: string;
  readonly host: HostId;
  readonly generator: string;
  readonly file: string;
  /** One rule a line, from source, target and status; an empty status is none. */
  rule(from: string, to: string, status: string): string;
  /** Everything below a folder, to the same below another. */
  below(from: string, to: string): string;
  /** Around the rules. */
  readonly head: string;
  readonly tail: string;
  /** Between the rules. */
  readonly between: string;
}

const json = (source: string, target: string, status: (code: string) => string) => ({
  rule: (from: string, to: string, code: string) =>
    `  { ${JSON.stringify(source)}: ${JSON.stringify(from)}, ${JSON.stringify(target)}: ${JSON.stringify(to)}${code === '' ? '' : status(code)} }`,
});

/** Netlify and Cloudflare read plain lines alike. */
const redirectsFile: Omit<Way, 'id' | 'host'> = {
  generator: 'hugo',
  file: 'static/_redirects',
  rule: (from, to, status) => `${from} ${to} ${status}`.trimEnd(),
  below: (from, to) => `${from}/* ${to}/:splat 301`,
  head: '',
  tail: '\n',
  between: '\n',
};

export const ways: readonly Way[] = [
  { id: 'netlify', host: 'netlify', ...redirectsFile },
  { id: 'cloudflare', host: 'cloudflare', ...redirectsFile },
  {
    id: 'apache',
    host: 'apache',
    generator: 'hugo',
    file: 'static/.htaccess',
    rule: (from, to, status) =>
      `RewriteRule ^${from.slice(1)}$ ${to} [R=${status || '301'}${to.includes('#') ? ',NE' : ''},L]`,
    below: (from, to) => `RewriteRule ^${from.slice(1)}/(.*)$ ${to}/$1 [R=301,L]`,
    head: 'RewriteEngine On\n',
    tail: '\n',
    between: '\n',
  },
  {
    id: 'nginx',
    host: 'nginx',
    generator: 'hugo',
    file: 'nginx.conf',
    rule: (from, to, status) => `  location = ${from} { return ${status || '301'} ${to}; }`,
    below: (from, to) => `  rewrite ^${from}/(.*)$ ${to}/$1 permanent;`,
    head: 'server {\n  server_name hb.example;\n',
    tail: '\n}\n',
    between: '\n',
  },
  {
    id: 'caddy',
    host: 'caddy',
    generator: 'hugo',
    file: 'Caddyfile',
    rule: (from, to, status) => `  redir ${from} ${to} ${status}`.trimEnd(),
    below: (from, to) => `  redir ${from}/* ${to}{uri} 301`,
    head: 'hb.example {\n',
    tail: '\n}\n',
    between: '\n',
  },
  {
    id: 'vercel',
    host: 'vercel',
    generator: 'hugo',
    file: 'vercel.json',
    ...json('source', 'destination', (code) => `, "statusCode": ${code}`),
    below: (from, to) => `  { "source": "${from}/:path*", "destination": "${to}/:path*" }`,
    head: '{ "redirects": [\n',
    tail: '\n] }\n',
    between: ',\n',
  },
  {
    id: 'firebase',
    host: 'firebase',
    generator: 'hugo',
    file: 'firebase.json',
    ...json('source', 'destination', (code) => `, "type": ${code}`),
    below: (from, to) => `  { "source": "${from}/:path*", "destination": "${to}/:path*", "type": 301 }`,
    head: '{ "hosting": { "public": "public", "redirects": [\n',
    tail: '\n] } }\n',
    between: ',\n',
  },
];

/** Lines `address file kind`. */
export const pages = [
  '/ content/_index.md home',
  '/about/ content/about.md page',
  '/new/ content/new.md page',
  '/soon/ content/soon.md draft',
  '/docs/ content/docs/_index.md section',
  '/docs/setup/ content/docs/setup.md page',
  '/docs/usage/ content/docs/usage.md page',
  '/guides/a/ content/guides/a.md page',
  '/guides/b/ content/guides/b.md page',
];

export const texts: Readonly<Record<string, string>> = {
  'content/new.md': '# New\n\n## First part\n\nText.\n\n## Second part\n',
  'content/about.md': '# About\n\n## Who we are\n',
};
