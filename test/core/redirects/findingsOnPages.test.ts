import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const found = async (context: RedirectContext) =>
  checkRedirects(await openRedirects(context)).map(({ code, message }) => `${code}: ${message}`);

/** Each was found in a public repository, where it was not so. */
describe('findings about pages', () => {
  // Jekyll 4.3.1 with jekyll-redirect-from 0.16.0 writes nothing for a document of a collection with `output: false`.
  it('are no loop where the generator makes neither the page nor its redirects', async () => {
    const files = new Map([
      ['_notes/a.md', '---\nredirect_from: [/notes/a/, /was/]\n---\n'],
      ['_config.yml', 'plugins: [jekyll-redirect-from]\n'],
    ]);
    const context = redirectSite({ context: 'generators: jekyll', pages: '/notes/a _notes/a.md unpublished', files });
    assert.deepEqual(await found(context), [
      'draft-target: /was/ leads to /notes/a, which is not published: _notes/a.md is kept from being published. Publish it, or choose another target.',
    ]);
  });
  // okjuan/vbook@753608b3bf: a draft and a post with one redirect_from; Jekyll makes nothing of the draft.
  it('are none of a redirect of a draft that a page makes as well', async () => {
    const files = new Map([
      ['_drafts/a.md', '---\nredirect_from: [/now, /then]\n---\n'],
      ['_posts/2026-01-01-b.md', '---\nredirect_from: /now\n---\n'],
      ['_config.yml', 'plugins: [jekyll-redirect-from]\n'],
    ]);
    const pages = '/a _drafts/a.md draft\n/b _posts/2026-01-01-b.md';
    assert.deepEqual(await found(redirectSite({ context: 'generators: jekyll', pages, files })), [
      'draft-target: /then leads to /a, which is not published: _drafts/a.md is a draft. Publish it, or choose another target.',
    ]);
  });
  // BeefreeSDK/beefree-sdk-docs@873fbe1012 .gitbook.yaml:77, 21: the pages were moved, and their redirects name no file.
  it('are no loop where GitBook is given a file that is not there', async () => {
    const redirects = 'redirects:\n  mobile: mobile.md\n  options: options/README.md\n  here: more/mobile.md\n';
    const files = new Map([['.gitbook.yaml', redirects]]);
    const context = redirectSite({ context: 'generators: gitbook', pages: '/more/mobile more/mobile.md', files });
    assert.deepEqual(
      (await found(context)).map((text) => text.replace(/,.*/, '')),
      ['dead-target: mobile leads to /mobile.md', 'dead-target: options leads to /options/README.md'],
    );
  });
  // Hugo 0.111.3 writes no alias of a page with `_build: { render: never }`.
  it('are no loop where Hugo renders no such page', async () => {
    const files = new Map([['content/a.md', '---\naliases: [/a/, /was/]\n---\n']]);
    const context = redirectSite({ context: 'generators: hugo', pages: '/a/ content/a.md unpublished', files });
    assert.deepEqual(await found(context), [
      'draft-target: /was/ leads to /a/, which is not published: content/a.md is kept from being published. Publish it, or choose another target.',
    ]);
  });
  // netlify-redirector 0.5.0 leads on where no file is; Antora publishes the pictures that the first rule is for.
  it('call no wildcard a loop whose target may be a page that ends it', async () => {
    const of = async (host: string, text: string) => {
      const files = new Map([['static/_redirects', text]]);
      const site = redirectSite({ context: `host: ${host}`, pages: '/new content/new.md', files });
      return checkRedirects(await openRedirects(site)).map(({ rule, code }) => `${rule.line} ${code}`);
    };
    const pictures =
      '/docs/latest/_images/* /docs/next/_images/:splat 302!\n/docs/:version/* /docs/latest/:splat 301\n';
    assert.deepEqual(await of('netlify', pictures), []);
    assert.deepEqual(await of('netlify', '/a/* /b/x 301\n/b/* /a/x 301\n'), ['1 loop', '2 loop']);
    assert.deepEqual(await of('netlify', '/a/* /b/:splat 301!\n/b/* /a/:splat 301!\n'), ['1 loop', '2 loop']);
    assert.deepEqual(await of('cloudflare', '/a/* /b/:splat 301\n/b/* /a/:splat 301\n'), ['1 loop', '2 loop']);
  });
  // Tresjs/tres@2195fb8da0: `/*` to `/200.html` answers what was not generated of `[...slug].vue`.
  it('take no route that code fills for the page of a rule', async () => {
    const files = new Map([['static/_redirects', '/* /200.html 200\n/a /b 301\n']]);
    const site = redirectSite({ context: 'host: netlify', pages: '/b content/b.md\n/200.html public/200.html', files });
    const filled = { url: '/[...slug]' as never, file: 'app/pages/[...slug].vue' as never, kind: 'dynamic' } as const;
    const routeOf: RedirectContext['routeOf'] = (url) => site.routeOf(url) ?? filled;
    assert.ok(!(await found({ ...site, routeOf })).some((message) => message.startsWith('shadowed-by-page')));
  });
  // CopilotKit/CopilotKit@e9387e0483: code shows channels/tools.mdx at /slack/tools, where the rule leads.
  it('call no page hidden whose rule leads to a route that shows such files', async () => {
    const to = async (target: string, file = 'src/content/channels/tools.mdx') => {
      const files = new Map([['static/_redirects', `/channels/tools ${target} 301\n/channels/t* ${target} 301\n`]]);
      const pages = `/channels/tools ${file}\n/ src/app/page.tsx home`;
      const site = redirectSite({ context: 'host: cloudflare', pages, files });
      const shown = {
        url: '/[[...slug]]' as never,
        file: 'src/app/[[...slug]]/page.tsx' as never,
        kind: 'dynamic',
      } as const;
      const routeOf: RedirectContext['routeOf'] = (url) => (/^\/(?:slack.*)?$/.test(url) ? shown : site.routeOf(url));
      const table = await openRedirects({ ...site, routeOf });
      return checkRedirects(table).flatMap(({ code, rule }) => (code === 'hides-page' ? [rule.line] : []));
    };
    assert.deepEqual(await to('/slack/tools'), []);
    assert.deepEqual(await to('/slack'), []);
    assert.deepEqual(await to('/'), [1]);
    assert.deepEqual(await to('/slack/tools', 'src/app/channels/tools/page.tsx'), [1]);
    assert.deepEqual(await to('https://other.example/'), [1]);
  });
  // Fission-AI/OpenSpec@f1b521dffa: app/page.tsx is a refresh to /docs, "the fallback for hosts that ignore _redirects".
  it('call no code at the top of the site a page that its own redirect hides', async () => {
    const of = (pages: string) =>
      found(
        redirectSite({ context: 'host: cloudflare', pages, files: new Map([['static/_redirects', '/ /docs 302\n']]) }),
      );
    assert.deepEqual(await of('/ app/page.tsx home\n/docs docs/index.md'), []);
    assert.deepEqual(await of('/ docs/home.md home\n/docs docs/index.md'), [
      'hides-page: / is a page of the site (docs/home.md); this rule hides it.',
    ]);
  });
  // markhazleton/markhazleton-blog@3969812222; Azure: a route with headers alone sets them for the file it matches.
  it('are none of a route that only sets headers', async () => {
    const routes = (more: object) =>
      new Map([['staticwebapp.config.json', JSON.stringify({ routes: [{ route: '/a', ...more }] })]]);
    const of = (more: object) => found(redirectSite({ pages: '/a content/a.md', files: routes(more) }));
    assert.deepEqual(await of({ headers: { 'Cache-Control': 'public' } }), []);
    assert.deepEqual(await of({ allowedRoles: ['authenticated'] }), []);
    assert.deepEqual(await of({ redirect: '/b', statusCode: 301 }), [
      'hides-page: /a is a page of the site (content/a.md); this rule hides it.',
      'dead-target: /a leads to /b, which no file publishes. Choose another target or remove the rule.',
    ]);
  });
  // EntityGraphQL/EntityGraphQL@2b61097d12: docs/docs/getting-started.md has `slug: /`, and was /docs/getting-started.
  it('say nothing of the home page where it is the page of that name', async () => {
    const rules = '/docs/getting-started / 301\n/docs / 301\n/docs/other / 301\n';
    const files = new Map([['static/_redirects', rules]]);
    const site = redirectSite({ context: 'host: netlify', pages: '/ docs/getting-started.md home', files });
    const lines = checkRedirects(await openRedirects(site)).map(({ rule, code }) => `${rule.line} ${code}`);
    assert.deepEqual(lines, ['3 leads-home']);
  });
  // bennoble/bennoble.github.io@2446c0613f: _pages/about.md is the home page, and makes /about.html lead there.
  it('say nothing of the home page where it is the page of that name with its extension', async () => {
    const files = new Map([['static/_redirects', '/start.html / 301\n/a/about.html / 301\n/blog.html / 301\n']]);
    const site = redirectSite({ context: 'host: netlify', pages: '/ content/about.md home', files });
    const lines = checkRedirects(await openRedirects(site)).map(({ rule, code }) => `${rule.line} ${code}`);
    assert.deepEqual(lines, ['3 leads-home']);
  });
  // PeteC/petec.github.io@5778f03647: index.html is called "Pete Callaway's Blog", and makes /blog/ lead there.
  it('say nothing of the home page where it is the blog', async () => {
    const files = new Map([['static/_redirects', '/blog/ / 301\n/journal / 301\n/posts / 301\n']]);
    const site = redirectSite({ context: 'host: netlify', files });
    const home = { url: urlPath('/'), file: 'index.html' as RepoPath, kind: 'home', title: 'My Blog' } as const;
    const table = await openRedirects({ ...site, routeOf: (url) => (url === '/' ? home : undefined) });
    assert.deepEqual(
      checkRedirects(table).map(({ rule, code }) => `${rule.line} ${code}`),
      ['2 leads-home', '3 leads-home'],
    );
  });
  // nhoizey/nicolas-hoizey.com@8c86ab16f7, while none of its pages was found: all its targets were called dead.
  it('call no target dead of a site without any page', async () => {
    const files = new Map([['static/_redirects', '/old /articles/new/ 301\n']]);
    const site = redirectSite({ context: 'host: netlify', files });
    const below: RedirectContext = { ...site, publishesBelow: () => true };
    assert.deepEqual(await found(below), []);
    const pages = '/a content/a.md';
    const other = { ...redirectSite({ context: 'host: netlify', pages, files }), publishesBelow: () => true };
    assert.deepEqual(
      (await found(other)).map((message) => message.split(':')[0]),
      ['dead-target'],
    );
  });
  // tasks/docs@434809a3b8: Docusaurus writes privacy/index.html, which nobody shows at /privacy.html.
  it('name no page at an address with an extension that it may not be written to', async () => {
    const files = new Map([['static/_redirects', '/privacy.html /terms 301\n/privacy /terms 301\n']]);
    for (const [url, lines] of [
      ['/privacy', [2]],
      ['/privacy/', [2]],
      ['/privacy.html', [1, 2]],
    ] as const) {
      const site = redirectSite({
        context: 'host: netlify',
        pages: `${url} src/privacy.js\n/terms src/terms.js`,
        files,
      });
      const page = { url: url as never, file: 'src/privacy.js' as never, kind: 'page' as const };
      const routeOf: RedirectContext['routeOf'] = (asked) =>
        /^\/privacy(?:\.html|\/)?$/.test(asked) ? page : site.routeOf(asked);
      const told = checkRedirects(await openRedirects({ ...site, routeOf }));
      assert.deepEqual(
        told.flatMap(({ code, rule }) => (code === 'shadowed-by-page' ? [rule.line] : [])),
        lines,
        url,
      );
    }
  });
  // BrianKoberlein/blog@c467277a15: netlify.toml and _redirects; the .htaccess is left from a move.
  it('are none of rules for another server than the one that is configured beside them', async () => {
    const rules = [
      ['static/.htaccess', 'Redirect 301 /posts https://blog.example/\n'],
      ['static/_redirects', '/gone /nowhere 301\n/gone /nowhere 301\n'],
    ] as const;
    const of = async (...configuration: readonly string[]) => {
      const files = new Map([...rules, ...configuration.map((file) => [file, ''] as const)]);
      const pages = '/posts/a content/posts/a.md\n/posts/b content/posts/b.md';
      return [...new Set((await found(redirectSite({ pages, files }))).map((message) => message.split(':')[0]))].sort();
    };
    const both = await of();
    assert.ok(both.includes('hides-page') && both.includes('dead-target'), both.join(', '));
    assert.deepEqual(
      await of('netlify.toml'),
      [...both.filter((code) => code !== 'hides-page'), 'never-matches'].sort(),
    );
    assert.ok((await of('wrangler.toml')).every((code) => code !== 'hides-page'));
    assert.deepEqual(await of('deploy.yml'), both);
  });
  it('name no slash of a page whose address is a pattern', async () => {
    const files = new Map([['static/_redirects', '/old /tag/personal 301\n/other /guide 301\n']]);
    const pages = '/guide/ content/guide.md';
    const site = redirectSite({ context: 'host: cloudflare\ngenerators: eleventy', pages, files });
    const pattern = { url: '/tag/[value]/' as never, file: 'src/tag.njk' as never, kind: 'dynamic' as const };
    const routeOf: RedirectContext['routeOf'] = (url) => (url.startsWith('/tag/') ? pattern : site.routeOf(url));
    assert.deepEqual(await found({ ...site, routeOf }), [
      'chain: /other leads to /guide, which the server redirects to /guide/. Write that address.',
    ]);
  });
  for (const [host, code] of [
    ['netlify', 'shadowed-by-page'],
    ['cloudflare', 'hides-page'],
  ] as const) {
    it(`contradict no rule of ${host} by an address that is a guess`, async () => {
      const files = new Map([['static/_redirects', '/ /docs/intro 301\n/in/* /docs/intro 301\n']]);
      const pages = '/ docs/README.md home\n/docs/intro docs/intro.md\n/in/a docs/in/a.md';
      const site = redirectSite({ context: `host: ${host}\ngenerators: plain`, pages, files });
      const codes = (texts: readonly string[]) => texts.map((text) => text.split(':')[0]);
      assert.ok(codes(await found(site)).includes(code));
      const guessed: RedirectContext = {
        ...site,
        routeOf: (url) => {
          const route = site.routeOf(url);
          return route && { ...route, guess: 'nothing but a README says that the folder is published' };
        },
        pages: () => (site.pages?.() ?? []).map((route) => ({ ...route, guess: 'a README' })),
      };
      assert.deepEqual(await found(guessed), []);
    });
  }
});

describe('findings in files that a program fills in', () => {
  const outage =
    'server {\n  listen 443 ssl default_server;\n  server_name {WEB_DOMAIN};\n  return 302 $OUTAGE_URL;\n}\n';
  // envsubst and sed write another text before nginx 1.22.1 reads it, which takes `{NAME}` and `$NAME` for mistakes.
  it('let no page that everything is led to in times of need take the other rules away', async () => {
    const files = new Map([
      ['nginx/outage.conf', outage],
      ['nginx/sites/web.conf', 'server {\n  server_name {WEB_DOMAIN};\n  location = /old { return 301 /new; }\n}\n'],
    ]);
    const table = await openRedirects(redirectSite({ pages: '/new content/new.md', files }));
    assert.deepEqual(checkRedirects(table), []);
    assert.deepEqual(table.invalid, []);
    const { steps, undecided } = table.resolve('/old');
    assert.deepEqual(
      [...steps.map(({ location }) => location), ...new Set(undecided.map(({ file }) => file))],
      ['/new', 'nginx/outage.conf'],
    );
  });
  // Nunjucks 3.2.4 makes other lines of it before Caddy reads them.
  it('call no line of a template a mistake', async () => {
    const caddy =
      'site.example {\n  redir /feed /rss.xml permanent\n  redir {{ post.old | bare }} {{ post.url }} permanent\n}\n';
    const files = new Map([
      ['caddyfile.njk', caddy],
      ['Caddyfile.j2', caddy],
    ]);
    const { rules, invalid } = await openRedirects(redirectSite({ pages: '/rss.xml static/rss.xml', files }));
    assert.deepEqual(
      rules.map(({ from }) => from),
      ['/feed', '/feed'],
    );
    assert.deepEqual(
      invalid.map(({ line, message, isHidden }) => [line, message, isHidden]),
      Array(2).fill([3, 'A template makes this line, so its redirect cannot be read.', true]),
    );
  });
  it('say nothing of a page where a rule only refuses', async () => {
    const files = new Map([['nginx.conf', 'server {\n  location / { return 404; }\n}\n']]);
    assert.deepEqual(await found(redirectSite({ pages: '/ content/index.md home', files })), []);
  });
});

// Apache 2.4.71 answers `Location: http://other.example/` and `/new`: mod_rewrite takes the backslashes out, which cPanel writes.
describe('targets of RewriteRule with escaped signs', () => {
  it('are whole addresses', async () => {
    const rule = 'RewriteRule ^old$ "http\\:\\/\\/other\\.example\\/" [R=301,L]\nRewriteRule ^a$ \\/new [R=301,L]\n';
    const files = new Map([['static/.htaccess', `RewriteEngine on\n${rule}`]]);
    const context = redirectSite({ context: 'host: apache', pages: '/new content/new.md', files });
    assert.deepEqual(await found(context), []);
    const table = await openRedirects(context);
    assert.deepEqual(
      ['/old', '/a'].map((url) => table.resolve(url).steps.map(({ location }) => location)),
      [['http://other.example/'], ['/new']],
    );
  });
});

// Eleventy 3.0.0 runs front matter that begins with `---js`: https://www.11ty.dev/docs/data-frontmatter/#javascript
describe('front matter that is a script', () => {
  it('is no mistake where it makes redirects', async () => {
    const page = '---js\n{\n  eleventyComputed: {\n    redirectFrom: (data) => data.item.old,\n  },\n}\n---\n';
    const files = new Map([
      ['src/item.njk', page],
      ['src/a.md', '---\nredirectFrom: /was/\n---\n'],
    ]);
    const pages = '/item/ src/item.njk\n/a/ src/a.md';
    const { rules, invalid } = await openRedirects(redirectSite({ context: 'generators: eleventy', pages, files }));
    assert.deepEqual(
      rules.map(({ from }) => from),
      ['/was/'],
    );
    assert.deepEqual(
      invalid.map(({ file, message, isHidden }) => [file, message, isHidden]),
      [['src/item.njk', 'Code in the front matter makes the redirects of this page.', true]],
    );
  });
});
