/** Conditions and expressions of Apache: each line is what Apache 2.4.71 (Debian) answered for a site without files. */
import assert from 'node:assert/strict';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

async function answers(rules: string, urls: readonly string[], more: Partial<RedirectContext> = {}) {
  const files = new Map([
    ['static/.htaccess', `RewriteEngine On\n${rules}\n`],
    ['static/files/there.pdf', ''],
  ]);
  const context = redirectSite({ context: 'hosts: site', pages: '/published/ p.md', files });
  const table = await openRedirects({ ...context, ...more });
  return urls.map((url) => {
    const { steps, outcome } = table.resolve(url);
    const [step] = steps;
    return `${url} ${step ? `${step.status} ${step.location || 'somewhere'}` : outcome.kind}`;
  });
}

const cases: readonly (readonly [what: string, rules: string, answers: readonly string[]])[] = [
  [
    'what is no file and no folder',
    'RewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\nRewriteRule ^docs/(.*)$ /guides/$1 [R=301,L]',
    ['/docs/setup/ 301 /guides/setup/', '/docs/a 301 /guides/a', '/x none'],
  ],
  [
    'what is a file or a folder',
    'RewriteCond %{REQUEST_FILENAME} -f [OR]\nRewriteCond %{REQUEST_FILENAME} -d\nRewriteRule ^(.*)$ /seen/$1 [R=301,L]',
    [
      '/docs/setup/ none',
      '/files/there.pdf 301 /seen/files/there.pdf',
      '/files/gone.pdf none',
      '/files 301 /seen/files',
      '/published/ 301 /seen/published/',
    ],
  ],
  [
    'a file with an ending',
    'RewriteCond %{REQUEST_FILENAME}.pdf -f\nRewriteRule ^(.*)$ /$1.pdf [R=301,L]',
    ['/files/there 301 /files/there.pdf', '/files/gone none'],
  ],
  [
    'an expression that may begin anywhere',
    'RewriteRule (.*) https://n.example/$1 [R=301,L]',
    ['/a/b 301 https://n.example/a/b', '/ 301 https://n.example/'],
  ],
  ['choices at the beginning', 'RewriteRule ^a|^b$ /z [R=301,L]', ['/ab 301 /z', '/b 301 /z', '/xb none']],
  ['choices anywhere', 'RewriteRule a|b$ /z [R=301,L]', ['/xb 301 /z', '/xax 301 /z', '/bc none']],
  [
    'a target that counts from RewriteBase',
    'RewriteBase /sub\nRewriteRule ^old/(.*)$ api/$1 [R=301,L]',
    ['/old/x 301 /sub/api/x', '/old/ 301 /sub/api/'],
  ],
  // Apache puts the folder of its disk into Location.
  ['a target that counts from nothing', 'RewriteRule ^old/(.*)$ api/$1 [R=301,L]', ['/old/x 301 somewhere']],
  [
    'a query and what was caught in it',
    'RewriteCond %{QUERY_STRING} ^id=(\\d+)$\nRewriteRule ^p$ /post/%1? [R=301,L]',
    ['/p?id=7 301 /post/7', '/p?id=x none', '/p none'],
  ],
  [
    'the address',
    'RewriteCond %{REQUEST_URI} !^/a/b\nRewriteRule ^a/(.*)$ /z/$1 [R=301,L]',
    ['/a/bc none', '/a/c 301 /z/c'],
  ],
  [
    'the method',
    'RewriteCond %{REQUEST_METHOD} =POST\nRewriteRule ^a$ /y [R=301,L]\nRewriteCond %{REQUEST_METHOD} ^(GET|HEAD)$\nRewriteRule ^a$ /z [R=301,L]',
    ['/a 301 /z'],
  ],
  [
    'the first line of the request',
    'RewriteCond %{THE_REQUEST} ^[A-Z]{3,9}\\ /.*index\\.html\\ HTTP/\nRewriteRule ^(.*)index\\.html$ /$1 [R=301,L]',
    ['/a/index.html 301 /a/', '/b none'],
  ],
  [
    'a rule that ends the search',
    'RewriteRule ^keep/ - [L]\nRewriteRule ^(keep|go)/(.*)$ /n/$2 [R=301,L]',
    ['/keep/x none', '/go/x 301 /n/x'],
  ],
  ['what an expression does not match', 'RewriteRule !^(n|o)/ /n/ [R=301,L]', ['/x 301 /n/', '/n/ none', '/o/x none']],
  [
    'an expression that looks ahead',
    'RewriteRule ^old/(?!keep)(.*)$ /new/$1 [R=301,L]',
    ['/old/keep none', '/old/x 301 /new/x'],
  ],
  ['the address in a target', 'RewriteRule ^(.*)/x$ /new/$1%{REQUEST_URI} [R=301,L]', ['/a/x 301 /new/a/a/x']],
  ['a rewrite of the server', 'RewriteCond %{ENV:REDIRECT_STATUS} ^$\nRewriteRule ^a$ /z [R=301,L]', ['/a 301 /z']],
  [
    'a front controller',
    'RewriteRule ^index\\.php$ - [L]\nRewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule . /index.php [L]',
    ['/x none', '/index.php none'],
  ],
  ['a blank', 'RewriteRule ^a\\ b$ /z [R=301,L]', ['/a%20b 301 /z']],
];

describe('rules of Apache', () => {
  for (const [what, rules, wanted] of cases) {
    it(`know ${what}`, async () => {
      const urls = wanted.map((line) => line.split(' ')[0] ?? '');
      assert.deepEqual(await answers(rules, urls), wanted);
    });
  }
  it('are for others where they lead to https or from another host', async () => {
    const toHttps = 'RewriteCond %{HTTPS} off\nRewriteRule ^(.*)$ https://%{HTTP_HOST}/$1 [R=301,L]';
    const fromWww = 'RewriteCond %{HTTP_HOST} ^www\\. [NC]\nRewriteRule ^(.*)$ https://site/$1 [R=301,L]';
    assert.deepEqual(await answers(`${toHttps}\n${fromWww}`, ['/x']), ['/x none']);
    assert.deepEqual(await answers(fromWww, ['/x'], { siteHosts: [] }), ['/x undecided']);
  });
  it('do not go round with an address that grows', async () => {
    const files = new Map([['static/.htaccess', 'RedirectMatch 301 ^(.*)$ /a$1$1\n']]);
    const { outcome, steps } = (await openRedirects(redirectSite({ files }))).resolve('/long-enough');
    assert.equal(outcome.kind, 'loop');
    assert.ok(JSON.stringify({ outcome, steps }).length < 100_000);
  });
});
