/** Steps that servers add by themselves, names of a site that lead to each other, and parts of pages that are not there. */
import assert from 'node:assert/strict';
import { missingAnchors } from '../../../src/core/redirects/checks/anchors.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = '/ content/_index.md home\n/new/ content/new.md\n/plain content/plain.md\n';

async function tableOf(redirects: string, host: string, files: Readonly<Record<string, string>> = {}) {
  const all = new Map([['static/_redirects', redirects], ...Object.entries(files)]);
  return openRedirects(
    redirectSite({ context: `host: ${host}\ngenerators: hugo\nhosts: hb.example`, pages, files: all }),
  );
}

async function found(redirects: string, host = 'netlify'): Promise<readonly string[]> {
  return checkRedirects(await tableOf(redirects, host)).map(
    ({ rule, code, severity, repair }) =>
      `${rule.line} ${code} ${severity}${repair?.kind === 'retarget' ? ` ${repair.to}` : ''}`,
  );
}

describe('steps that a target costs besides', () => {
  it('are a slash that the server adds', async () => {
    assert.deepEqual(await found('/a /new 301\n/b /new/ 301\n/c /plain 301\n/d /new?x=1#y 301\n'), [
      '1 chain information /new/',
      '4 chain information /new/?x=1#y',
    ]);
    assert.deepEqual(await found('/a /new 301\n', 'cloudflare'), ['1 chain information /new/']);
    // The name of the file: GitHub Pages shows the page there. CeVIO-User-Guide-Unofficial/cevio-ai-zh@50bfa1fc8a
    assert.deepEqual(await found('/a /new/index 301\n'), []);
  });
  it('are https and another name of the site, which are not written over', async () => {
    assert.deepEqual(
      await found(
        '/a http://hb.example/new/ 301\n/b https://www.hb.example/new/ 301\n/c https://hb.example/new/ 301\n',
      ),
      ['1 chain information', '2 chain information'],
    );
  });
});

// nginx 1.22.1, Apache 2.4.71, Caddy 2.6.2 and workerd (miniflare 4.20260730) were asked with a page in the folder `new`:
// they answer `/new` with `/new/`, and workerd `/plain/` with `/plain`.
describe('a slash that the server adds, where a rule takes it up', () => {
  // workerd (miniflare 4.20260730) goes by the file: it shows `about/index.html` at `/about/`, whatever the site calls the page
  // (FelixMa01/mcpzh@5b60a0dc27, with `trailingSlash: 'never'` of Astro).
  it('is where the file is that of a folder', async () => {
    const of = async (redirects: string, inFolders: boolean) => {
      const files = new Map([['static/_redirects', redirects]]);
      const site = redirectSite({ context: 'host: cloudflare', pages: '/about src/pages/about.astro\n', files });
      const problems = checkRedirects(await openRedirects({ ...site, inFolders }));
      return problems.map(({ rule, code }) => `${rule.line} ${code}`);
    };
    assert.deepEqual(await of('/about /about/ 301\n', true), []);
    assert.deepEqual(await of('/about/ /about 301\n', true), ['1 loop']);
    assert.deepEqual(await of('/about /about/ 301\n', false), ['1 loop']);
    assert.deepEqual(await of('/about/ /about 301\n', false), []);
  });
  // Astro 5, Docusaurus 3 and Gatsby 5 write `about/index.html`, but for `build.format: 'file'` and `trailingSlash: false`.
  it('is known by the generator', async () => {
    const inFolders = async (files: Readonly<Record<string, string>>) => {
      const repo = memoryRepo(new Map(Object.entries(files)));
      const [detected] = await detectSites(repo);
      assert.ok(detected);
      return (await openSite(detected, repo, { now: '2026-12-01T00:00:00Z' })).permalinks.inFolders;
    };
    const astro = (more: string) => ({
      'astro.config.mjs': `export default { trailingSlash: 'never', ${more} };`,
      'src/pages/about.astro': '',
    });
    assert.equal(await inFolders(astro('')), true);
    assert.equal(await inFolders(astro("build: { format: 'file' }")), false);
    const docusaurus = (more: string) => ({
      'docusaurus.config.js': `module.exports = { title: 'a', url: 'https://a.example', baseUrl: '/', ${more} };`,
      'src/pages/about.md': '# a',
    });
    assert.equal(await inFolders(docusaurus('')), true);
    assert.equal(await inFolders(docusaurus('trailingSlash: false')), false);
    assert.equal(await inFolders({ 'gatsby-config.js': 'module.exports = {};', 'src/pages/about.js': '' }), true);
  });
  it('leads in circles', async () => {
    assert.deepEqual(await found('/new/ /new 301\n/plain /plain/ 301\n', 'cloudflare'), [
      '1 loop error',
      '2 loop error',
    ]);
    const servers = [
      ['nginx.conf', 'server {\n  location = /new/ {\n    return 301 /new;\n  }\n}\n'],
      ['static/.htaccess', 'RewriteEngine On\nRewriteRule ^new/$ /new [R=301,L]\n'],
      ['Caddyfile', 'example.com {\n  redir /new/ /new 301\n  file_server\n}\n'],
    ] as const;
    for (const [file, text] of servers) {
      const site = redirectSite({ context: 'generators: hugo', pages, files: new Map([[file, text]]) });
      const codes = checkRedirects(await openRedirects(site)).map(({ code }) => code);
      assert.deepEqual(codes, ['loop'], file);
    }
  });
  // The pages of AWS that hosts/s3.ts and hosts/amplify.ts name: both lead from a folder's name to the same with a slash.
  it('leads in circles on S3 and Amplify', async () => {
    const services = [
      ['amplify-custom-rules.json', '[{ "source": "/new/", "target": "/new", "status": "301", "condition": null }]\n'],
      [
        's3-website.json',
        '{ "RoutingRules": [{ "Condition": { "KeyPrefixEquals": "new/" }, "Redirect": { "ReplaceKeyWith": "new" } }] }\n',
      ],
    ] as const;
    for (const [file, text] of services) {
      const site = redirectSite({ context: 'generators: hugo', pages, files: new Map([[file, text]]) });
      const codes = checkRedirects(await openRedirects(site)).map(({ code }) => code);
      assert.deepEqual(codes, ['loop'], file);
    }
  });
  // https://learn.microsoft.com/azure/static-web-apps/configuration#trailing-slash, the tables of the four modes.
  const modes = [
    ['always', [true, true, false, false]],
    ['auto', [true, false, false, true]],
    ['never', [false, false, true, true]],
    [undefined, [false, false, false, true]],
  ] as const;
  for (const [trailingSlash, wanted] of modes)
    it(`leads in circles on Azure Static Web Apps: ${trailingSlash ?? 'nothing is said'}`, async () => {
      const ways = [
        ['/new/', '/new'],
        ['/plain/', '/plain'],
        ['/new', '/new/'],
        ['/plain', '/plain/'],
      ] as const;
      const loops: boolean[] = [];
      for (const [route, redirect] of ways) {
        const text = JSON.stringify({ trailingSlash, routes: [{ route, redirect, statusCode: 301 }] });
        const files = new Map([['static/staticwebapp.config.json', text]]);
        const table = await openRedirects(redirectSite({ context: 'generators: hugo', pages, files }));
        loops.push(checkRedirects(table).some(({ code }) => code === 'loop'));
      }
      assert.deepEqual(loops, wanted);
    });
  // superstatic 10.0.0 answers `/a` with `/new`, and `/new` with `/new/` unless `cleanUrls` or `trailingSlash` say otherwise.
  it('is one more step on Firebase', async () => {
    for (const [more, wanted] of [
      [{}, ['chain']],
      [{ trailingSlash: true }, ['chain']],
      [{ trailingSlash: false }, []],
      [{ cleanUrls: true }, []],
    ] as const) {
      const redirects = [{ source: '/a', destination: '/new', type: 301 }];
      const text = JSON.stringify({ hosting: { public: 'public', ...more, redirects } });
      const site = redirectSite({ context: 'generators: hugo', pages, files: new Map([['firebase.json', text]]) });
      const codes = checkRedirects(await openRedirects(site)).map(({ code }) => code);
      assert.deepEqual(codes, wanted, text);
    }
  });
  // Apache 2.4.71 answers `/` with 307 and `/`, as it asks itself for /index.html there; mod_rewrite it does not ask.
  it('is asked for in place of a folder by Apache', async () => {
    const found = async (text: string) => {
      const site = redirectSite({ context: 'generators: hugo', pages, files: new Map([['static/.htaccess', text]]) });
      return checkRedirects(await openRedirects(site)).map(({ code }) => code);
    };
    assert.deepEqual(await found('Redirect 307 /index.html /\n'), ['loop']);
    assert.deepEqual(await found('RewriteEngine On\nRewriteRule ^index\\.html$ / [R=301,L]\n'), []);
  });
  it('goes on to where that rule leads', async () => {
    assert.deepEqual(await found('/a /new 301\n/new/ /plain 301\n', 'cloudflare'), [
      '1 chain warning /plain',
      '2 hides-page warning',
    ]);
  });
  it('is a page where pages come first, or nothing takes it up', async () => {
    assert.deepEqual(await found('/new/ /new 301\n', 'netlify'), ['1 shadowed-by-page information']);
    assert.deepEqual(await found('/a /plain/ 301\n', 'cloudflare'), []);
  });
});

describe('names of a site', () => {
  it('that lead to each other are a loop', async () => {
    const text =
      'https://www.hb.example/* https://hb.example/:splat 301!\nhttps://hb.example/* https://www.hb.example/:splat 301!\n';
    assert.deepEqual(await found(text), ['1 loop error', '2 loop error']);
    assert.deepEqual(await found(text.split('\n')[0] ?? ''), []);
  });
});

describe('parts of pages', () => {
  const missing = async (anchor: string, text: string) => {
    const table = await tableOf(`/a /new/#${anchor} 301\n`, 'netlify', { 'content/new.md': text });
    return (await missingAnchors(table)).map(({ code }) => code);
  };
  it('that no heading is called by are told', async () => {
    assert.deepEqual(await missing('gone', '# New\n\n## First part\n'), ['missing-anchor']);
  });
  const kept: readonly (readonly [what: string, anchor: string, text: string])[] = [
    ['a heading', 'first-part', '# New\n\n## First part\n'],
    ['a heading with signs', 'whats-new-in-20', "## What's new in 2.0?\n"],
    ['a heading with a number in front', '1-first-part', '## First part\n'],
    ['a second heading of a name', 'first-part-1', '## First part\n\n## First part\n'],
    ['a heading in other letters', 'über-uns', '## Über uns\n'],
    ['a name', 'gone', '<a name="gone"></a>\n'],
    ['a name of a heading', 'gone', '## First part {#gone}\n'],
    ['a page with a shortcode', 'gone', '{{< include "x" >}}\n'],
    ['a page with a component', 'gone', 'import X from "x"\n\n<X />\n'],
    ['a part of a text', ':~:text=gone', '# New\n'],
  ];
  for (const [what, anchor, text] of kept) {
    it(`are there, or not known: ${what}`, async () => assert.deepEqual(await missing(anchor, text), []));
  }
});
