import assert from 'node:assert/strict';
import { addressesIn } from '../../bench/world/addresses.ts';
import { ruleLines } from '../../bench/world/ruleLines.ts';
import { nextConfigIn } from '../../tools/conformance/nextData.ts';
import { randomFrom } from '../../tools/conformance/random.ts';

const sources = (engine: string, text: string) =>
  ruleLines(engine, text).map(({ line, source, queries }) => [line, source, ...queries].join(' '));

describe('A next.config of the world', () => {
  const lists = (files: Readonly<Record<string, string>>) => nextConfigIn(files).redirects;
  it('is read as data: constants, spreads, functions and modules beside it', () => {
    const files = {
      'next.config.mjs': [
        "import { moved } from './moved.js';",
        "const more = require('./more.json');",
        "const base = '/docs';",
        'const config = { trailingSlash: true, async redirects() { return [...moved, ...more, { source: base + "/a", destination: base }]; } };',
        'export default withPlugin(config);',
      ].join('\n'),
      'moved.js': "export const moved = [{ source: '/b', destination: '/c' + '/d' }];",
      'more.json': '[{ "source": "/e", "destination": "/f" }]',
    };
    assert.deepEqual(nextConfigIn(files), {
      trailingSlash: true,
      redirects: [
        { source: '/b', destination: '/c/d' },
        { source: '/e', destination: '/f' },
        { source: '/docs/a', destination: '/docs' },
      ],
    });
  });
  it('is refused where code makes its rules', () => {
    const made = (list: string) => () =>
      lists({ 'next.config.js': `module.exports = { redirects: async () => ${list} };` });
    for (const list of ['[...process.env.LIST]', 'await fetch(list)', 'names.map((name) => name)', 'other'])
      assert.throws(made(list));
  });
});

describe('Rule lines of the files of the world', () => {
  it('are those of a list that lead on, and for everybody', () => {
    const text =
      '# old\n/a /b\n/c/* /d/:splat 302!\n/* /index.html 200\n/e /f 301 Country=de\nhttps://x.example/g /h 301\n';
    assert.deepEqual(sources('netlify', text), ['2 /a', '3 /c/*']);
  });
  it('are the directives of Apache that lead on, with what they ask of the query', () => {
    const text = [
      'Redirect 301 /a /b',
      'RedirectMatch permanent ^/c/(.*)$ /d/$1',
      'RewriteCond %{QUERY_STRING} ^id=4$',
      'RewriteRule ^e$ /f? [R=301,L]',
      'RewriteCond %{HTTP_HOST} ^www\\.',
      'RewriteRule (.*) https://site/$1 [R=301,L]',
      'RewriteCond %{REQUEST_URI} ^/g',
      'RewriteRule .* /h [R,L]',
      'RewriteRule ^i$ /j [L]',
    ].join('\n');
    assert.deepEqual(sources('apache', text), ['1 /a', '2 ^/c/(.*)$', '4 ^e$ ^id=4$', '8 ^/g']);
  });
  it('are what nginx leads on by a location, a rewrite, a condition or a map', () => {
    const text = [
      'location = /a { return 301 /b; }',
      'location /c { proxy_pass http://x; }',
      'rewrite ^/d$ /e permanent;',
      'rewrite ^/f$ /g last;',
      'if ($request_uri ~ ^/h) { return 302 /i; }',
    ].join('\n');
    assert.deepEqual(sources('nginx', text), ['3 ^/d$', '1 /a', '5 ^/h']);
    assert.deepEqual(sources('nginx', 'map $uri $new {\n  /a /b;\n  ~^/c https://x/;\n}\n'), ['2 /a', '3 ^/c']);
  });
  it('are what Caddy leads on, by a path or by a name for some', () => {
    const text = '@old path /a /b/*\nredir @old /c\nredir /d /e permanent\nredir https://x.example{uri}\n';
    assert.deepEqual(sources('caddy', text), ['1 /a', '1 /b/*', '3 /d']);
  });
  it('are the records of JSON that ask for nothing but a path', () => {
    const redirects = [{ source: '/a' }, { regex: '^/b' }, { source: '/c', has: [{ type: 'host', value: 'x' }] }];
    assert.deepEqual(sources('firebase', JSON.stringify({ hosting: { redirects } })), ['1 /a', '2 ^/b']);
    assert.deepEqual(sources('vercel', JSON.stringify({ redirects })), ['1 /a', '2 ^/b']);
  });
  it('are the redirects of Next.js for everybody, in whatever quotes', () => {
    const text = [
      "{ source: '/a/:slug(\\\\d{1,})', destination: '/b/:slug', permanent: true },",
      '{ "source": "/c", "destination": "/d", "statusCode": 301 },',
      "{ source: '/e', destination: '/f' },",
      "{ source: '/g', has: [{ type: 'host', value: 'x' }], destination: '/h', permanent: true },",
      "// { source: '/i', destination: '/j', permanent: true },",
    ].join('\n');
    assert.deepEqual(sources('next', text), ['1 /a/:slug(\\d{1,})', '2 /c']);
  });
  it('are the tables of netlify.toml that lead everybody on', () => {
    const text = [
      '[build]\npublish = "public"',
      '[[redirects]]\n  from = "/a/*"\n  to = "/b/:splat"',
      '[[redirects]]\nfrom = "/*"\nto = "/index.html"\nstatus = 200',
      '[[redirects]]\nfrom = "/c"\nto = "/d"\nconditions = {Country = ["de"]}',
    ].join('\n');
    assert.deepEqual(sources('netlify-toml', text), ['3 /a/*']);
  });
  it('are asked for by addresses that they take', () => {
    const text = 'RedirectMatch 301 ^/posts/(\\d{4})/(en|de)/?$ /x/$1\n';
    const { ofLine } = addressesIn(text, ruleLines('apache', text), randomFrom(1), 100);
    const made = ofLine.get(1) ?? [];
    assert.ok(made.length > 0);
    for (const address of made) assert.match(address, /^\/posts\/\d{4}\/(?:en|de)\/?$/);
  });
});
