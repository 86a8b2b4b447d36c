import assert from 'node:assert/strict';
import type { Resolution } from '../../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = `
/ content/_index.md home
/new/ content/new.md
/about/ content/about.md
/soon/ content/soon.md draft
/posts/one/ content/posts/one.md post
`;

interface Site {
  readonly context?: string;
  readonly redirects?: string;
  readonly files?: Readonly<Record<string, string>>;
}

async function resolve(url: string, { context = '', redirects, files = {} }: Site): Promise<string> {
  const all = new Map(Object.entries(files));
  if (redirects !== undefined) all.set('static/_redirects', redirects);
  const table = await openRedirects(redirectSite({ context, pages, files: all }));
  return told(table.resolve(url));
}

/** `status location; …; outcome detail` */
function told({ steps, outcome, undecided }: Resolution): string {
  const detail =
    'route' in outcome ? outcome.route.url : 'url' in outcome ? outcome.url : 'status' in outcome ? outcome.status : '';
  return [
    ...steps.map(({ status, location, by }) => `${status} ${location}${by === 'refresh' ? ' refresh' : ''}`),
    `${outcome.kind} ${detail}`.trim(),
    ...undecided.map(({ line }) => `perhaps line ${line}`),
  ].join('; ');
}

describe('the redirect simulator', () => {
  const netlify = (redirects: string) => ({ context: 'host: netlify\nhosts: example.org', redirects });
  const cloudflare = (redirects: string) => ({ context: 'host: cloudflare', redirects });

  it('follows rules to a page', async () => {
    assert.equal(await resolve('/old', netlify('/old /mid\n/mid /new/ 302')), '301 /mid; 302 /new/; page /new/');
  });
  it('takes a whole URL of the site for a path', async () => {
    const site = netlify('/old https://example.org/new/');
    assert.equal(await resolve('https://example.org/old#x', site), '301 https://example.org/new/; page /new/');
    assert.equal(
      await resolve('/x', netlify('/x https://other.org/y')),
      '301 https://other.org/y; off-site https://other.org/y',
    );
  });
  it('passes over rules for those who come by http or ask for another host', async () => {
    const others = ['http://example.org/*', 'http://www.example.org/*', 'https://www.example.org/*'];
    const lines = others.map((from) => `${from} https://example.org/:splat 301!`).join('\n');
    assert.equal(await resolve('/old', netlify(`${lines}\n/old /new/`)), '301 /new/; page /new/');
    assert.equal(await resolve('/about/', netlify(lines)), 'page /about/');
    const tables = others.map(
      (from) => `[[redirects]]\nfrom = "${from}"\nto = "https://example.org/:splat"\nforce = true\n`,
    );
    const toml = { context: 'host: netlify\nhosts: example.org', files: { 'netlify.toml': tables.join('\n') } };
    assert.equal(await resolve('/about/', toml), 'page /about/');
  });
  it('takes the name of the site with www and the one without for one site, but for no circle', async () => {
    const lines = 'https://example.org/* https://www.example.org/:splat 301!\n/old https://example.org/new/';
    const site = { context: 'host: netlify\nhosts: www.example.org', redirects: lines };
    assert.equal(await resolve('/old', site), '301 https://example.org/new/; page /new/');
    const both = { ...site, context: 'host: netlify\nhosts: example.org www.example.org' };
    assert.equal(await resolve('/about/', both), 'page /about/');
    const files = {
      Caddyfile: 'example.org {\n\tredir https://www.example.org{uri}\n}\nwww.example.org {\n\tredir /old /new/\n}\n',
    };
    assert.equal(await resolve('/old', { context: 'hosts: example.org', files }), '302 /new/; page /new/');
  });
  it('reads the blocks of a server that answer for the site', async () => {
    const context = 'hosts: example.org';
    const caddy = [
      'http://example.org {\n\tredir https://example.org{uri} permanent\n}',
      'www.example.org {\n\tredir https://example.org{uri} permanent\n}',
      'example.org {\n\tredir /old /new/ permanent\n}',
    ];
    const server = (listen: string, name: string, location: string) =>
      `server {\n  listen ${listen};\n  server_name ${name};\n  ${location}\n}\n`;
    const nginx = [
      server('80', 'example.org www.example.org', 'location / { return 301 https://$host$request_uri; }'),
      server('443 ssl', 'www.example.org', 'location / { return 301 https://example.org$request_uri; }'),
      server('443 ssl', 'example.org', 'location = /old { return 301 /new/; }'),
    ];
    const servers: readonly Record<string, string>[] = [
      { Caddyfile: caddy.join('\n') },
      { 'nginx.conf': nginx.join('') },
    ];
    for (const files of servers) {
      assert.equal(await resolve('/old', { context, files }), '301 /new/; page /new/');
      assert.equal(await resolve('/about/', { context, files }), 'page /about/');
    }
  });
  it('reads a list that docs.json keeps in a file of its own', async () => {
    const docs = (path: string) =>
      `{ "$schema": "https://mintlify.com/docs.json", "redirects": { "$ref": "${path}" } }`;
    const list = '[{ "source": "/old", "destination": "/new" }]';
    const files = { 'docs.json': docs('./config/redirects.json'), 'config/redirects.json': list };
    assert.equal(await resolve('/old', { context: 'generators: mintlify', files }), '308 /new; page /new/');
    const outside = { 'docs.json': docs('../redirects.json') };
    assert.equal(await resolve('/old', { context: 'generators: mintlify', files: outside }), 'none');
  });
  it('takes no file for a rule that visitors download or that new pages are made from', async () => {
    const files = {
      'static/lab/nginx.conf': 'server {\n  location / { return 301 /new/; }\n}\n',
      'static/lab/Caddyfile': 'example.net {\n\tredir /old /new/\n}\n',
      'archetypes/default.md': '---\naliases: [/old]\ntitle: {{ .Name }}: {{ .Date }}\n---\n',
    };
    const table = await openRedirects(
      redirectSite({ context: 'generators: hugo', pages, files: new Map(Object.entries(files)) }),
    );
    assert.deepEqual([...table.rules, ...table.invalid], []);
  });
  it('takes the one block that there is for the site, and a whole redirect to https for one of http', async () => {
    const context = 'hosts: example.org';
    const plain = { Caddyfile: ':80 {\n\tredir /old /new/\n}\n' };
    assert.equal(await resolve('/old', { context, files: plain }), '302 /new/; page /new/');
    const nginx = { 'nginx.conf': 'server {\n  location / { return 301 https://$host$request_uri; }\n}\n' };
    assert.equal(await resolve('/about/', { context, files: nginx }), 'page /about/');
  });
  it('tells a dead target, a draft, a loop, and nothing', async () => {
    const site = netlify('/a /gone\n/b /soon/\n/c /d\n/d /c\n/e /new/ 410');
    assert.equal(await resolve('/a', site), '301 /gone; dead /gone');
    assert.equal(await resolve('/b', site), '301 /soon/; draft /soon/');
    assert.equal(await resolve('/c', site), '301 /d; 301 /c; loop /c');
    assert.equal(await resolve('/e', site), '410 /new/; gone 410');
    assert.equal(await resolve('/nothing', site), 'none');
    assert.equal(await resolve('/new', site), 'page /new/');
    assert.equal(await resolve('/soon', site), 'draft /soon/');
  });
  it('lets a page win on Netlify unless the rule is forced, and lose on Cloudflare', async () => {
    assert.equal(await resolve('/about/', netlify('/about /new/')), 'page /about/');
    assert.equal(await resolve('/about/', netlify('/about /new/ 301!')), '301 /new/; page /new/');
    assert.equal(await resolve('/about/', cloudflare('/about/ /new/ 301')), '301 /new/; page /new/');
  });
  it('minds slashes as the host does', async () => {
    assert.equal(await resolve('/old/', netlify('/old /new/')), '301 /new/; page /new/');
    assert.equal(await resolve('/old/', cloudflare('/old /new/ 301')), 'none');
  });
  it('finds a wildcard below the folders of its source, a repeated slash among them', async () => {
    const rules = '/a/b/* /about/:splat\n/a/* /new/';
    assert.match(await resolve('/a//b/c', netlify(rules)), /^301 \/about\/c;/);
    assert.match(await resolve('/a/c', netlify(rules)), /^301 \/new\/;/);
  });
  it('takes the first rule that matches, and catches what wildcards stand for', async () => {
    const rules = '/docs/a /new/ 301\n/docs/* /posts/:splat 301\n/docs/b /about/ 301\n/u/:name/x /posts/:name 301';
    assert.equal(await resolve('/docs/a', netlify(rules)), '301 /new/; page /new/');
    assert.equal(await resolve('/docs/b', netlify(rules)), '301 /posts/b; dead /posts/b');
    assert.equal(await resolve('/docs/one?x=1', netlify(rules)), '301 /posts/one?x=1; page /posts/one/');
    assert.equal(await resolve('/u/one/x', cloudflare(rules)), '301 /posts/one; page /posts/one/');
    assert.equal(await resolve('/u/one/two/x', cloudflare(rules)), 'none');
  });
  it('holds query conditions against the request, and leaves other conditions open', async () => {
    const rules = '/shop id=:id /p/:id 301\n/de /new/ 301 Country=de\n/de /about/ 301';
    assert.equal(await resolve('/shop?id=7', netlify(rules)), '301 /p/7?id=7; dead /p/7?id=7');
    assert.equal(await resolve('/shop', netlify(rules)), 'none');
    assert.equal(await resolve('/de', netlify(rules)), '301 /about/; page /about/; perhaps line 2');
  });
  it('does not take the page for every other address for a redirect', async () => {
    assert.equal(await resolve('/x', netlify('/* /index.html 200')), 'none; perhaps line 1');
    assert.equal(await resolve('/x', netlify('/* /404.html 404')), 'none; perhaps line 1');
  });
  it('reads pages that lead on, behind the rules of the host', async () => {
    const files = {
      'content/new.md': '---\naliases: [/old/, /about/]\n---\n',
      'content/soon.md': '---\ndraft: true\naliases: [/early/]\n---\n',
    };
    const site = { context: 'generators: hugo\nhost: netlify', redirects: '/old /x\n/f /x 301!\n', files };
    assert.equal(await resolve('/old', site), '301 /new/ refresh; page /new/');
    assert.equal(await resolve('/about', site), 'page /about/');
    assert.equal(await resolve('/early/', site), '301 /soon/ refresh; draft /soon/');
  });
  it('knows old.html from old/index.html', async () => {
    const files = { 'content/new.md': '---\nredirect_from: [/a, /b/, /c.html]\n---\n' };
    const site = { context: 'generators: jekyll', files };
    const found = '301 /new/ refresh; page /new/';
    for (const url of ['/a', '/a.html', '/b/', '/b', '/b/index.html', '/c.html', '/c']) {
      assert.equal(await resolve(url, site), found, url);
    }
    for (const url of ['/a/', '/b.html', '/c/']) assert.equal(await resolve(url, site), 'none', url);
  });
  it('leaves out what is beyond the limits of the host', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `/w${i}/* /new/ 301`).join('\n');
    const site = cloudflare(`${many}\n/late /new/ 301`);
    assert.equal(await resolve('/late', site), 'none');
    assert.equal(await resolve('/w99/x', site), '301 /new/; page /new/');
  });

  it('asks the bulk file of Vercel before its own corrections and its rules', async () => {
    const files = {
      'vercel.json':
        '{"trailingSlash":true,"bulkRedirectsPath":"bulk","redirects":[{"source":"/A/","destination":"/x"}]}',
      'bulk/one.csv': 'source,destination,permanent\n/old,/new/,true\n/old.html,/about/,t\n/A/,/about/,true\n',
      'bulk/two.jsonl':
        '{"source":"/Case","destination":"/new/","statusCode":301,"caseSensitive":true,"query":true}\n{"source":"/caf%C3%A9","destination":"/new/"}\n',
      'bulk/deeper/three.csv': 'source,destination,permanent\n/deep,/new/,true\n',
    };
    assert.equal(await resolve('/OLD?q=1', { files }), '308 /new/; page /new/');
    assert.equal(await resolve('/old.html', { files }), '308 /about/; page /about/');
    assert.equal(await resolve('/a/', { files }), '308 /about/; page /about/');
    assert.equal(await resolve('/Case?q=1', { files }), '301 /new/?q=1; page /new/');
    assert.equal(await resolve('/case', { files }), '308 /case/; dead /case/');
    assert.equal(await resolve('/café', { files }), '307 /new/; page /new/');
    assert.equal(await resolve('/deep/', { files }), 'none');
  });

  // html_handling `auto-trailing-slash` of workers-sdk f830836: each is led to the page by a 307.
  it('finds the page of Cloudflare under the spellings of its file', async () => {
    const cloudflare = { context: 'host: cloudflare', redirects: '/old /new/index 301\n/about.html /new/ 302\n' };
    assert.equal(await resolve('/about/index', cloudflare), 'page /about/');
    assert.equal(await resolve('/posts/one.html', cloudflare), 'page /posts/one/');
    assert.equal(await resolve('/old', cloudflare), '301 /new/index; page /new/');
    assert.equal(await resolve('/about.html', cloudflare), '302 /new/; page /new/');
    assert.equal(await resolve('/soon.html', cloudflare), 'none');
    assert.equal(await resolve('/x/index', cloudflare), 'none');
    assert.equal(await resolve('/about/index', { ...cloudflare, context: 'host: netlify' }), 'none');
  });
  it('follows the routes and hooks of SvelteKit', async () => {
    const load = (target: string) =>
      `import { redirect } from '@sveltejs/kit';\nexport const load = ({ params, url }) => redirect(308, ${target});\n`;
    const hooks =
      "import { redirect } from '@sveltejs/kit';\nconst moved = { '/h': '/new/' };\nexport function handle({ event, resolve }) {\n  const to = moved[event.url.pathname];\n  if (to) redirect(301, to);\n  return resolve(event);\n}\n";
    const files = {
      'src/routes/(docs)/old/+page.server.js': load("'/new/'"),
      'src/routes/posts/[...rest]/+page.ts': load(`\`/posts/one/\${url.search}\``),
      'src/routes/n/[id]/+page.ts': load(`\`/posts/\${params.id}\``),
      'src/routes/later/+page.js': load('to'),
      'src/hooks.server.js': hooks,
    };
    const site = { context: 'generators: sveltekit', files };
    assert.equal(await resolve('/old?q=1', site), '308 /new/; page /new/');
    assert.equal(await resolve('/old/?q=1', site), '308 /old?q=1; 308 /new/; page /new/');
    assert.equal(await resolve('/OLD', site), 'none');
    assert.equal(await resolve('/posts/two?q=1', site), '308 /posts/one/?q=1; page /posts/one/');
    assert.equal(await resolve('/posts/one', site), 'page /posts/one/');
    assert.equal(await resolve('/n/one', site), '308 /posts/one; page /posts/one/');
    assert.equal(await resolve('/h?q=1', site), '301 /new/; page /new/');
    assert.equal(await resolve('/h/', site), 'none');
    assert.equal(await resolve('/later', site), '308 ; unknown');
    const slashed = { ...site, files: { ...files, 'src/routes/+layout.ts': "export const trailingSlash = 'always';" } };
    assert.equal(await resolve('/old', slashed), '308 /old/; 308 /new/; page /new/');
  });

  it('follows the rules of Amplify: redirects before pages, 404 behind them', async () => {
    const rules = [
      '{"source":"/about/","target":"/new/","status":"301"}',
      '{"source":"/new/","target":"/posts/one/","status":"404"}',
      '{"source":"/old/<year>/<*>","target":"/posts/<*>?y=<year>","status":"302"}',
      '{"source":"/q?id=<id>","target":"/posts/<id>","status":"301"}',
      '{"source":"</^\\\\/v(\\\\d)$/>","target":"/posts/$1","status":"301"}',
      '{"source":"/<*>","target":"/index.html","status":"404-200"}',
    ];
    const site = { files: { 'amplify-rules.json': `[${rules.join(',')}]` } };
    assert.equal(await resolve('/about/', site), '301 /new/; page /new/');
    assert.equal(await resolve('/about', site), 'page /about/');
    assert.equal(await resolve('/new/', site), 'page /new/');
    assert.equal(await resolve('/old/2020/one', site), '302 /posts/one?y=2020; page /posts/one/');
    assert.equal(await resolve('/q?id=one', site), '301 /posts/one?id=one; page /posts/one/');
    assert.equal(await resolve('/v1', site), '301 /posts/1; dead /posts/1; perhaps line 1');
    assert.equal(await resolve('/nothing', site), 'none; perhaps line 1');
  });
  it('follows the routing rules of S3: letters, not folders, and no query', async () => {
    const rules = [
      '{"Condition":{"KeyPrefixEquals":"post/"},"Redirect":{"ReplaceKeyPrefixWith":"posts/"}}',
      '{"Condition":{"KeyPrefixEquals":"old.html"},"Redirect":{"ReplaceKeyWith":"new/","HttpRedirectCode":"302"}}',
      '{"Condition":{"KeyPrefixEquals":"far/"},"Redirect":{"HostName":"other.example","Protocol":"https"}}',
      '{"Condition":{"HttpErrorCodeReturnedEquals":"404"},"Redirect":{"ReplaceKeyPrefixWith":"#/"}}',
    ];
    const site = { files: { 'website.json': `{"RoutingRules":[${rules.join(',')}]}` } };
    assert.equal(await resolve('/post/one/?q=1', site), '301 /posts/one/; page /posts/one/');
    assert.equal(await resolve('/old.html.bak', site), '302 /new/; page /new/');
    assert.equal(
      await resolve('/far/away', site),
      '301 https://other.example/far/away; off-site https://other.example/far/away',
    );
    assert.equal(await resolve('/nothing', site), 'undecided /nothing; perhaps line 1');
  });
});
