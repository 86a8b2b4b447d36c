/** The kinds of rule files that are asked about: what they are called, and which engine answers for them. */
export interface Kind {
  readonly id: string;
  readonly names: RegExp;
  /** Id among the engines of the conformance runs. */
  readonly engine: string;
}

export const kinds: readonly Kind[] = [
  { id: 'apache', names: /(?:^|\/)\.htaccess$/, engine: 'apache' },
  {
    id: 'nginx',
    names: /(?:^|\/)(?:[^/]*nginx[^/]*|[^/]*redirect[^/]*|default)\.conf$/i,
    engine: 'nginx',
  },
  { id: 'caddy', names: /(?:^|\/)(?:Caddyfile(?:\.[\w-]+)?|[^/]+\.(?:caddy|Caddyfile))$/, engine: 'caddy' },
  { id: 'firebase', names: /(?:^|\/)firebase\.json$/, engine: 'firebase' },
  { id: 'netlify', names: /(?:^|\/)_redirects$/, engine: 'netlify' },
  { id: 'netlify-toml', names: /(?:^|\/)netlify\.toml$/, engine: 'netlify-server' },
  { id: 'cloudflare', names: /(?:^|\/)_redirects$/, engine: 'cloudflare' },
  { id: 'vercel', names: /(?:^|\/)vercel\.json$/, engine: 'vercel' },
  { id: 'next', names: /(?:^|\/)next\.config\.(?:js|mjs|cjs|ts|mts)$/, engine: 'next' },
];
