/** Locations, conditions and rewrites of nginx: each line is what nginx 1.22.1 answered for a site with the file `kept/index.html`. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

async function answers(rules: string, urls: readonly string[], before = '') {
  const conf = `${before}server {\n  server_name site;\n  ${rules}\n}\n`;
  const pages = '/kept/ content/kept.md';
  const files = new Map([['nginx.conf', conf]]);
  const table = await openRedirects(redirectSite({ context: 'hosts: site', pages, files }));
  return urls.map((url) => {
    const { steps, outcome } = table.resolve(url);
    const [step] = steps;
    return `${url} ${step ? `${step.status} ${step.location || 'somewhere'}` : outcome.kind}`;
  });
}

const keepsNothing = 'location /old/ { return 301 /new; }';

const cases: readonly (readonly [what: string, rules: string, answers: readonly string[]])[] = [
  [
    'a rewrite in a location',
    'location /docs/ { rewrite ^/docs/(.*)$ /guides/$1 permanent; }',
    ['/docs/setup/ 301 /guides/setup/', '/docs none', '/x none', '/docs/a?q=1 301 /guides/a?q=1'],
  ],
  [
    'a rewrite that does not match in the location that is chosen',
    'location /docs/ { rewrite ^/docs/a$ /guides/a permanent; }\nlocation / { return 302 /home; }',
    ['/docs/a 301 /guides/a', '/docs/b none', '/x 302 /home'],
  ],
  [
    'a code that leads nowhere, in the location that is chosen',
    'location /a { return 306; }\nlocation /b { return 204; }\nlocation / { return 302 /home; }',
    ['/a none', '/b none', '/x 302 /home'],
  ],
  [
    'a slash that may be missing before what follows it',
    'location ~ ^/care/?(.*)$ { return 301 /all/$1; }',
    ['/carex 301 /all/x', '/care/x 301 /all/x', '/car none'],
  ],
  [
    'escapes in what a rewrite sends on',
    'rewrite ^/a/(.*)$ /b%5E/$1 permanent;',
    ['/a/%5Bx%5D 301 /b^/[x]', '/a/x%3Fy 301 /b^/x?y', '/a/x%20y 301 /b^/x%20y', '/a/x%25y?q=1 301 /b^/x%25y?q=1'],
  ],
  [
    'an error page on another site',
    'error_page 404 https://n.example/;\nlocation = /a { return 301 /b; }',
    ['/x 302 https://n.example/', '/a 301 /b', '/kept/ page'],
  ],
  [
    'an error page that is a named location',
    'error_page 404 = @f;\nlocation @f { rewrite ^/old/(.*)$ /new/$1 permanent; }',
    ['/old/x 301 /new/x', '/x none', '/kept/ page'],
  ],
  [
    'files that are tried before a named location',
    'location / { try_files $uri $uri/ @f; }\nlocation @f { return 302 https://old.example$request_uri; }',
    ['/old/x?y=1 302 https://old.example/old/x?y=1', '/kept/ page'],
  ],
  [
    'files of a folder that are tried before an address that redirects',
    'location /old/ { try_files $uri /fallback; }\nlocation = /fallback { return 301 /n; }',
    ['/old/x 301 /n', '/x none', '/fallback 301 /n'],
  ],
  [
    'an error page that takes the answer of a location',
    'error_page 418 = @go;\nlocation = /a { return 418; }\nlocation @go { return 301 /n; }\nlocation = /b { return 410; }',
    ['/a undecided', '/b 410 somewhere', '/x none'],
  ],
  ['a parameter in other letters', 'if ($arg_id = 7) { return 301 /seven; }', ['/x?ID=7 301 /seven', '/x?id=8 none']],
  [
    'a parameter that is there',
    'if ($arg_id) { return 301 /p/$arg_id; }',
    ['/x?id=7 301 /p/7', '/x?id= none', '/x?id=0 none'],
  ],
  ['any query', 'if ($is_args) { return 301 /p; }', ['/x?y 301 /p', '/x none']],
  [
    'a location in another one',
    'location /a/ { location ~ \\.php$ { return 301 /n; } }',
    ['/a/x.php 301 /n', '/a/x none', '/x.php none'],
  ],
  ['a folder of another server', 'location /a/ { proxy_pass http://127.0.0.1:1; }', ['/a undecided', '/ab none']],
  ['an encoded location', 'location = /caf%C3%A9 { return 301 /guide/a/; }', ['/caf%C3%A9 none']],
  ['the site itself as a target', 'location = /old { return 301 $scheme://$host/guide/a/; }', ['/old 301 /guide/a/']],
  ['the whole address', 'location /old { return 301 /new$request_uri; }', ['/old/x?y=1 301 /new/old/x?y=1']],
  [
    'a location that serves, before one that redirects',
    `location ~ \\.pdf$ { root /srv; }\n${keepsNothing}`,
    ['/old/x.pdf none', '/old/x 301 /new'],
  ],
  [
    'a longer location that serves',
    'location /old/keep/ { root /srv; }\nlocation /old/ { rewrite ^ /new permanent; }',
    ['/old/keep/x none', '/old/x 301 /new'],
  ],
  [
    'a prefix that goes before expressions',
    'location ^~ /old/ { return 301 /new; }\nlocation ~ \\.pdf$ { root /srv; }',
    ['/old/x.pdf 301 /new'],
  ],
  ['more in a location', 'location /old/ { access_log off; add_header X y; return 301 /new; }', ['/old/x 301 /new']],
  ['a condition on the address', 'if ($uri ~ ^/old/(.*)$) { return 301 /new/$1; }', ['/old/x 301 /new/x', '/x none']],
  [
    'a condition on the address with its query',
    'if ($request_uri = "/p?id=7") { return 301 /seven; }',
    ['/p?id=7 301 /seven', '/p none'],
  ],
  [
    'a condition on the query',
    'if ($args ~ ^id=(\\d+)$) { rewrite ^/p$ /post/$arg_id? permanent; }',
    ['/p?id=7 301 /post/7', '/p none'],
  ],
  [
    'a condition in a location',
    'location /a/ { if ($arg_x = 1) { return 301 /one; } return 301 /other; }',
    ['/a/?x=1 301 /one', '/a/ 301 /other'],
  ],
  ['a condition on the method', 'if ($request_method = POST) { return 301 /post; }', ['/p none']],
  [
    'a condition on files',
    'if (!-e $request_filename) { rewrite ^/old/(.*)$ /new/$1 permanent; }',
    ['/old/x 301 /new/x', '/x none'],
  ],
  ['looking ahead', 'location ~ ^/old/(?!keep)(.*)$ { return 301 /new/$1; }', ['/old/keep none', '/old/x 301 /new/x']],
  [
    'expressions in their order',
    'location ~* ^/A/(.*)$ { return 301 /b/$1; }\nlocation ~ ^/a/ { return 301 /c; }',
    ['/a/x 301 /b/x', '/A/x 301 /b/x'],
  ],
  [
    'a location in a location',
    'location /a { location /a/b { return 301 /ab; } return 301 /just; }',
    ['/a/b/c 301 /ab', '/a/c 301 /just'],
  ],
];

describe('rules of nginx', () => {
  for (const [what, rules, wanted] of cases) {
    it(`know ${what}`, async () => {
      const urls = wanted.map((line) => line.split(' ')[0] ?? '');
      assert.deepEqual(await answers(rules, urls), wanted);
    });
  }
  it('know keys of a map that hold a query', async () => {
    const map = 'map $request_uri $new {\n  default "";\n  "/p?id=7" /seven;\n  ~^/q\\?id=(\\d+) /n/$1;\n}\n';
    const wanted = ['/p?id=7 301 /seven', '/p none', '/p?id=8 none', '/q?id=8&x=1 301 /n/8', '/q none'];
    const urls = wanted.map((line) => line.split(' ')[0] ?? '');
    for (const test of ['$new', '$new != ""']) {
      assert.deepEqual(await answers(`if (${test}) { return 301 $new; }`, urls, map), wanted);
    }
  });
  it('are undecided where a map tells only that an address is redirected', async () => {
    const map = 'map $uri $old {\n  default 0;\n  /p 1;\n}\n';
    assert.deepEqual(await answers('if ($old) { return 301 https://o.example$uri; }', ['/p'], map), ['/p undecided']);
  });
  it('are undecided where a visitor decides', async () => {
    assert.deepEqual(await answers('if ($http_cookie ~ beta) { return 301 /beta; }', ['/x']), ['/x undecided']);
  });
  it('stand in files that are included, whatever they are called', async () => {
    const conf =
      'server {\n  include mime.types;\n  include snippets/ssl-params.conf;\n  include /etc/nginx/moved.inc;\n}\n';
    const moved = 'location = /a { return 301 /b; }\n';
    const files = new Map([
      ['nginx.conf', conf],
      ['deploy/moved.inc', moved],
    ]);
    const table = await openRedirects(redirectSite({ files }));
    assert.equal(table.resolve('/a').steps[0]?.location, '/b');
    assert.deepEqual([table.resolve('/x').outcome.kind, table.invalid], ['none', []]);
  });
  it('never answer where a location is written encoded', async () => {
    const conf = 'server { location = /caf%C3%A9 { return 301 /a; } }\n';
    const { rules } = await openRedirects(redirectSite({ files: new Map([['nginx.conf', conf]]) }));
    assert.match(JSON.stringify(rules[0]?.source), /nginx compares decoded addresses: write \/café/);
  });
});
