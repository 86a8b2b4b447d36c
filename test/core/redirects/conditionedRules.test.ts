import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

/** A rule for some visitors of `/old`, in each format that has such rules; and what else its site needs. */
const conditioned: readonly (readonly [format: string, file: string, context: string, text: string])[] = [
  ['redirectsFile', 'static/_redirects', 'host: netlify', '/old /de 302 Country=de\n'],
  ['redirectsFile', 'static/_redirects', 'host: netlify', '/old id=:id /p/:id 301\n'],
  [
    'netlifyToml',
    'netlify.toml',
    'host: netlify',
    '[[redirects]]\n  from = "/old"\n  to = "/de"\n  status = 302\n  conditions = {Country = ["de"]}\n',
  ],
  [
    'netlifyToml',
    'netlify.toml',
    'host: netlify',
    '[[redirects]]\n  from = "/old"\n  to = "/p"\n  query = {id = "1"}\n',
  ],
  [
    'vercelJson',
    'vercel.json',
    'host: vercel',
    '{\n  "redirects": [\n    { "source": "/old", "has": [{ "type": "query", "key": "id" }], "destination": "/p", "permanent": true }\n  ]\n}\n',
  ],
  [
    'nextConfig',
    'next.config.js',
    'host: next',
    "module.exports = {\n  async redirects() {\n    return [\n      { source: '/old', has: [{ type: 'query', key: 'id' }], destination: '/p', permanent: true },\n    ];\n  },\n};\n",
  ],
  [
    'htaccess',
    'static/.htaccess',
    'host: apache',
    'RewriteEngine On\nRewriteCond %{HTTP_ACCEPT} text/html\nRewriteRule ^old$ /p [R=301,L]\n',
  ],
  [
    'htaccess',
    'static/.htaccess',
    'host: apache',
    '<If "%{QUERY_STRING} == \'id=1\'">\nRedirectMatch 301 ^/old$ /p\n</If>\n',
  ],
  ['nginxConf', 'nginx.conf', 'host: nginx', 'server {\n  if ($arg_id) {\n    rewrite ^/old$ /p permanent;\n  }\n}\n'],
  [
    'caddyfile',
    'Caddyfile',
    'host: caddy',
    'site.example {\n  @id {\n    path /old\n    query id=1\n  }\n  redir @id /p permanent\n}\n',
  ],
];

describe('a rule for some visitors', () => {
  for (const [id, name, context, before] of conditioned) {
    it(`keeps its place beside one for all: ${id}, ${before.split('\n')[0]}`, async () => {
      const file = name as RepoPath;
      const format = redirectFormats.find((entry) => entry.id === id) ?? assert.fail(id);
      const site = (text: string) => redirectSite({ context, files: new Map([[file, text]]) });
      const edits = format.add(redirectsOf('/old -> /new'), before, file, site(before));

      const after = applyEdits(before, made(edits));
      const rules = (text: string) => format.parse(text, file, site(text)).rules.map(({ from, to }) => `${from} ${to}`);
      for (const rule of rules(before)) assert.ok(rules(after).includes(rule), after);
      const table = await openRedirects(site(after));
      assert.equal(table.resolve('/old').steps[0]?.location, '/new', after);
    });
  }
});
