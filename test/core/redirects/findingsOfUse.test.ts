import assert from 'node:assert/strict';
import type { RepoPath, UrlPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite, type SiteText } from '../../support/redirectSite.ts';

async function found(site: SiteText, more: Partial<RedirectContext> = {}): Promise<readonly string[]> {
  const table = await openRedirects({ ...redirectSite(site), ...more });
  return checkRedirects(table).map(({ code, rule }) => `${code} ${rule.from}`);
}

const azure = (...routes: readonly (readonly [string, string])[]) =>
  JSON.stringify({ routes: routes.map(([route, redirect]) => ({ route, redirect, statusCode: 301 })) });

/** Each of these was told of in a public repository, and was right by its words and of no use, or not right. */
describe('findings that are of use', () => {
  // dbgate/dbgate.github.io@484e0c2ab8: every address leads to another host.
  describe('of a site that was left', () => {
    const pages =
      '/ content/_index.md home\n/review content/review.md\n/features/database content/features/database.md';
    const page = '---\naliases: [/was/]\n---\n';

    it('are none about pages and aliases that nobody is to see any more', async () => {
      const config = azure(
        ['/review', 'https://new.example/review'],
        ['/features/*', 'https://new.example/features'],
        ['/*', 'https://new.example'],
      );
      const files = new Map([
        ['static/staticwebapp.config.json', config],
        ['content/features/database.md', page],
      ]);
      assert.deepEqual(await found({ context: 'generators: hugo\nhost: azure', pages, files }), []);
    });
    it('are told where single pages are led elsewhere', async () => {
      const config = azure(['/review', 'https://new.example/review'], ['/features/*', 'https://new.example/features']);
      const files = new Map([['static/staticwebapp.config.json', config]]);
      assert.deepEqual(await found({ context: 'generators: hugo\nhost: azure', pages, files }), [
        'hides-page /review',
        'hides-page /features/*',
      ]);
    });
    // curiouslychase/chaseadams.io@374b44c7f3; Next.js adds the slash before it reads the rule.
    it('are none about its pages where a slash is added first', async () => {
      const config = (to: string) =>
        `module.exports = { trailingSlash: true, async redirects() { return [{ source: '/:path*', destination: '${to}', permanent: true }]; } };\n`;
      const at = (to: string) => ({ context: 'host: next', pages, files: new Map([['next.config.js', config(to)]]) });
      assert.deepEqual(await found(at('https://new.example/:path*')), []);
    });
    // crystal-lang/crystal-book@d8691369aa: the book is served below its version, and `latest` leads there.
    it('are none about redirects of a site that is served below another folder', async () => {
      const to = (folder: string) =>
        JSON.stringify({
          RoutingRules: [
            { Condition: { KeyPrefixEquals: 'book/latest/' }, Redirect: { ReplaceKeyPrefixWith: folder } },
          ],
        });
      const at = (folder: string) => ({
        context: 'generators: hugo\nhost: s3\nbase: /book/latest/',
        pages: '/book/latest/a/ content/a.md',
        files: new Map([
          ['content/a.md', '---\naliases: [/was/]\n---\n'],
          ['s3.json', to(folder)],
        ]),
      });
      assert.deepEqual(await found(at('book/1.19/')), []);
    });
    // LeedsJS/website@4209feabc6, on Netlify, where a rule hides pages only if it is forced.
    it('are told where only what is not found is led elsewhere', async () => {
      const lines = (mark: string) => `/ https://new.example/ 301!\n/* https://new.example/ 301${mark}\n`;
      const at = (mark: string) => ({
        context: 'host: netlify',
        pages,
        files: new Map([['static/_redirects', lines(mark)]]),
      });
      assert.deepEqual(await found(at('!')), []);
      assert.deepEqual(await found(at('')), ['hides-page /']);
    });
  });

  // Kong/insomnia-docs@4a1c122a8a; @vercel/routing-utils compiles a source strictly, so that the first takes no slash.
  it('call no pattern hidden that answers behind the slash which another rule adds', async () => {
    const redirects = [
      { source: '/:path*', destination: '/:path*/' },
      { source: '/once', destination: '/review' },
      { source: '/article/(.*)', destination: '/' },
    ];
    const files = new Map([['vercel.json', JSON.stringify({ redirects })]]);
    const pages = '/ index.html home\n/review/ review/index.html';
    assert.deepEqual(await found({ context: 'host: vercel', pages, files }), ['shadowed-by-rule /once']);
  });

  // volcano-sh/website@0ef50ca743; netlify-redirector 0.5.0 answers `/en/docs/a/b` by the last line.
  it('call no folder hidden by a rule for what lies right in it', async () => {
    const lines =
      '/en/docs/:version/ /docs/intro 301\n/en/docs/* /docs/intro 301\n/en/blog/* /docs/intro 301\n/en/blog/a/* /x 301\n';
    const site = {
      context: 'host: netlify',
      pages: '/docs/intro docs/intro.md',
      files: new Map([['static/_redirects', lines]]),
    };
    assert.deepEqual(await found(site), ['shadowed-by-rule /en/blog/a/*']);
  });

  // effector/effector@1db85f8ee8; netlify-redirector 0.5.0 shows the file for the first line, and answers by the last without it.
  it('take no line of use away that shows a file where a later one is forced', async () => {
    const files = new Map([['static/_redirects', '/robots.txt /robots.txt 200\n/:name /en/:name 301!\n']]);
    const pages = '/ index.html home\n/robots.txt static/robots.txt static\n/en/ en/index.html';
    assert.deepEqual(await found({ context: 'host: netlify', pages, files }), []);
  });

  // effector/effector@1db85f8ee8: what the host leads on is another page for the second.
  it('tell of a page that leads on only where the host leads elsewhere', async () => {
    const files = new Map([
      ['static/_redirects', '/docs/* /en/:splat 301!\n'],
      ['content/en/a.md', '---\naliases: [/docs/a]\n---\n'],
      ['content/en/b.md', '---\naliases: [/docs/was]\n---\n'],
    ]);
    const pages = '/en/a/ content/en/a.md\n/en/b/ content/en/b.md';
    assert.deepEqual(await found({ context: 'host: netlify\ngenerators: hugo', pages, files }), [
      'shadowed-by-rule /docs/was',
    ]);
  });

  // effector/effector@1db85f8ee8: code makes the address of the page, and a rule of Netlify shows what lies below `/en/`.
  it('are none of a page that leads on to an address which is not known', async () => {
    const files = new Map([
      ['static/_redirects', '/en/* /en/:splat 200\n/docs/* /en/:splat 301!\n'],
      ['content/en/a.md', '---\nredirect_from: [/en/was, /docs/was, /was]\n---\n'],
    ]);
    const site = (pages: string) => found({ context: 'host: netlify\ngenerators: astro', pages, files });
    assert.deepEqual(await site('/en/was/ content/en/a.md redirect'), []);
    assert.deepEqual(await site('/en/a/ content/en/a.md'), ['shadowed-by-rule /docs/was']);
  });

  // bittivirta/docs@cc2b2c9e7d: the plugin makes a page for every page that is published (fromExtensions.ts of
  // @docusaurus/plugin-client-redirects 3.4: `relativeRoutesPaths`), and Vercel leads there by itself or by a slash more.
  it('are none of redirects that a line makes for every page', async () => {
    const plugin = "['@docusaurus/plugin-client-redirects', { fromExtensions: ['html', 'htm'], redirects: REDIRECTS }]";
    const config = (redirects: string) => `export default { plugins: [${plugin.replace('REDIRECTS', redirects)}] };\n`;
    const pages = '/ docs/index.md home\n/a docs/a.md\n/b/ docs/b/index.md\n/en/c i18n/c.md unpublished';
    const site = (redirects: string) => ({
      context: 'host: vercel\ngenerators: docusaurus',
      pages,
      files: new Map([
        ['vercel.json', '{ "trailingSlash": false, "cleanUrls": true }'],
        ['docusaurus.config.js', config(redirects)],
      ]),
    });
    assert.deepEqual(await found(site('[]')), []);
    // `was.html/index.html` is not what is asked for behind cleanUrls.
    assert.deepEqual(await found(site("[{ from: '/was.html', to: '/a' }, { from: '/other', to: '/b/' }]")), [
      'never-matches /was.html',
      'chain /other',
    ]);
  });

  // clauderic/dnd-kit@f50fbfd407; @mintlify/astro 1.0.0 reads the navigation of docs.json and no redirects.
  it('are none of redirects that nothing reads where Astro builds the pages of Mintlify', async () => {
    const docs = { $schema: 'https://mintlify.com/docs.json', redirects: [{ source: '/old', destination: '/a' }] };
    const site = (dependency: string) => ({
      context: 'host: cloudflare\ngenerators: mintlify\nroot: docs/docs',
      pages: '/ docs/docs/index.mdx home\n/a docs/docs/a.mdx',
      files: new Map([
        ['docs/docs/docs.json', JSON.stringify(docs)],
        ['docs/package.json', JSON.stringify({ dependencies: { [dependency]: '1.0.0' } })],
        ['static/_redirects', '/old /a 301\n'],
      ]),
    });
    assert.deepEqual(await found(site('@mintlify/astro')), []);
    assert.deepEqual(await found(site('mintlify')), ['duplicate /old']);
  });

  // 73ai/infralayer@9b28ed83ff: the folder is a site of its own, of the name that the product had before.
  it('call no rule a loop that brings everything from another name of the site', async () => {
    const site = (line: string) => ({
      context: 'host: netlify\nhosts: new.example',
      pages: '/ index.html home\n/a a.html',
      files: new Map([['static/_redirects', line]]),
    });
    assert.deepEqual(await found(site('/* https://new.example/:splat 301!\n')), []);
    assert.deepEqual(await found(site('/b https://new.example/b 301!\n')), ['loop /b']);
  });

  // browniebroke/browniebroke.com@249b46dcc0: Netlify keeps its files under lower-case names
  // (https://www.jvt.me/posts/2019/11/11/gotcha-netlify-lowercase/), Cloudflare Pages under their own.
  it('call no target dead that Netlify finds in another letter case', async () => {
    const site = (host: string) => ({
      context: `host: ${host}`,
      pages: '/ index.html home\n/how-I-made/ how-I-made/index.html',
      files: new Map([['static/_redirects', '/was /how-i-made/ 301\n']]),
    });
    const route = { url: '/how-I-made/' as UrlPath, file: 'how-I-made/index.html' as RepoPath, kind: 'page' } as const;
    const otherCaseOf = (url: UrlPath) => (url.toLowerCase() === '/how-i-made/' ? route : undefined);
    assert.deepEqual(await found(site('netlify'), { otherCaseOf }), []);
    assert.deepEqual(await found(site('cloudflare'), { otherCaseOf }), ['dead-target /was']);
    const files = new Map([
      ['netlify.toml', '[[redirects]]\n  from = "/old"\n  to = "/blog/How/"\n'],
      ['astro.config.mjs', "export default { redirects: { '/blog/how': '/blog/2019-how/' } };\n"],
    ]);
    const pages = '/blog/2019-how/ src/pages/blog/2019-how.md';
    assert.deepEqual(await found({ context: 'host: netlify\ngenerators: astro', pages, files }), ['chain /old']);
  });

  it('call no name of the home page a lost one', async () => {
    const pages = '/ docs/index.md home';
    const rules = '/fi / 301\n/pt-br/ / 301\n/about / 301\n';
    assert.deepEqual(await found({ context: 'host: netlify', pages, files: new Map([['static/_redirects', rules]]) }), [
      'leads-home /about',
    ]);
  });

  // Issue 15: what a comment says to be meant so is told, and nobody is asked to remove it.
  describe('of rules that a comment explains', () => {
    const pages = '/docs/ docs/index.md\n/new/ new.md';
    const repairs = async (name: string, text: string, host: string) => {
      const site = redirectSite({ context: `host: ${host}\nstatic: static`, pages, files: new Map([[name, text]]) });
      return checkRedirects(await openRedirects(site)).map(
        ({ code, severity, repair }) => `${code} ${severity} ${repair?.kind ?? 'none'}`,
      );
    };
    const line = '/docs/ /new/ 301!';
    const asked = ['hides-page information none'];

    it('offer no removal where it says so beside the rule or right above it', async () => {
      const rule = 'location = /docs/ { return 301 /new/; }';
      const server = (text: string) => `server {\n  listen 80;\n${text}\n}\n`;
      const plain = await repairs('nginx.conf', server(rule), 'nginx');
      assert.deepEqual(plain, ['hides-page warning remove']);
      for (const text of [
        `# Keep this: the page is for search engines\n${rule}`,
        `# The page is shown elsewhere.\n# Do not remove.\n${rule}`,
        `${rule} # intentional`,
      ])
        assert.deepEqual(await repairs('nginx.conf', server(text), 'nginx'), asked, text);
      for (const text of [
        `# old docs\n${rule}`,
        `# intentional\n\n${rule}`,
        `# intentional\nlocation = /x { return 301 /new/; }\n${rule}`,
        `${rule}\n# because of the old site`,
      ])
        assert.deepEqual(await repairs('nginx.conf', server(text), 'nginx'), plain, text);
    });
    it('tell of the rest as of any other', async () => {
      const dead = '# on purpose, because of the old app\n/x /gone/ 301\n';
      assert.deepEqual(await repairs('static/_redirects', dead, 'netlify'), ['dead-target warning none']);
      const twice = `${line}\n# needed for the app\n/docs/ /new/ 301\n`;
      assert.deepEqual(await repairs('static/_redirects', twice, 'netlify'), [...asked, 'duplicate information none']);
    });
    it('are found in every way that has comments', async () => {
      const toml = (comment: string) => `${comment}[[redirects]]\nfrom = "/docs/"\nto = "/new/"\n`;
      assert.deepEqual(await repairs('netlify.toml', toml(''), 'netlify'), ['shadowed-by-page information remove']);
      const meant = '# Intended: the page is for those who are not logged in.\n';
      assert.deepEqual(await repairs('netlify.toml', toml(meant), 'netlify'), ['shadowed-by-page information none']);
      const script = (comment: string) =>
        `module.exports = { async redirects() { return [\n${comment}{ source: '/docs', destination: '/new', permanent: true },\n]; } };\n`;
      const told = await repairs('next.config.js', script(''), 'next');
      assert.deepEqual(told, ['hides-page warning remove']);
      assert.deepEqual(await repairs('next.config.js', script('// on purpose\n'), 'next'), asked);
      const caddy = (comment: string) => `a.example {\n${comment}redir /docs/ /new/ 301\n}\n`;
      assert.deepEqual(await repairs('Caddyfile', caddy(''), 'caddy'), ['hides-page warning remove']);
      assert.deepEqual(await repairs('Caddyfile', caddy('# workaround for the app\n'), 'caddy'), asked);
      const apache = (comment: string) => `${comment}Redirect 301 /docs/ /new/\n`;
      assert.deepEqual(await repairs('static/.htaccess', apache(''), 'apache'), ['hides-page warning none']);
      assert.deepEqual(await repairs('static/.htaccess', apache('# so that links work\n'), 'apache'), asked);
    });
  });

  // ionic-jp/capacitor-site@77b9b4ade1: `vercel.json` with rules of its own, and a `_redirects` from the host before it.
  describe('of _redirects beside the configuration of another host', () => {
    const lines = '/* /index.html 200\n/docs/ /docs 200\n/was /gone 301\n';
    const unread = ['never-matches /*'];
    const at = (more: Readonly<Record<string, string>>, text = lines) =>
      found({
        context: 'generators: eleventy',
        pages: '/ src/index.md home\n/docs src/docs.md',
        files: new Map([['static/_redirects', text], ...Object.entries(more)]),
      });

    // https://vercel.com/docs/project-configuration, https://learn.microsoft.com/azure/static-web-apps/configuration name no such file.
    it('say that alone where nothing tells of a host that reads it', async () => {
      assert.notDeepEqual(await at({}), unread);
      assert.deepEqual(await at({ 'vercel.json': '{"headers": []}' }), unread);
      assert.deepEqual(await at({ 'static/staticwebapp.config.json': '{"routes": []}' }), unread);
      assert.deepEqual(
        await at({
          'firebase.json': '{"hosting": {"redirects": [{"source": "/a", "destination": "/docs", "type": 301}]}}',
        }),
        unread,
      );
    });
    it('are told where its own host is told, or is as likely', async () => {
      assert.notDeepEqual(await at({ 'vercel.json': '{}', 'netlify.toml': '' }), unread);
      assert.notDeepEqual(await at({ 'vercel.json': '{}', 'wrangler.toml': '' }), unread);
      assert.notDeepEqual(
        await at({ 'vercel.json': '{}', 'package.json': '{"scripts": {"up": "netlify deploy"}}' }),
        unread,
      );
      assert.notDeepEqual(await at({ 'vercel.json': '{}' }, `${lines}/en/* /docs 301 Language=en\n`), unread);
      assert.notDeepEqual(await at({ 'firebase.json': '{"firestore": {}}' }), unread);
    });
  });
  // BuilderIO/agent-native@c31e9b58c9: the same file with an ending that browsers show; netlify-redirector 0.5.0 shows it.
  it('are none about a rewrite that shows another file at the address of a page', async () => {
    const rule = (to: string, status: number) => `/Dockerfile ${to} ${status}!\n`;
    const at = (text: string) =>
      found({
        context: 'host: netlify\ngenerators: eleventy',
        pages: '/Dockerfile static/Dockerfile static\n/Dockerfile.txt static/Dockerfile.txt static',
        files: new Map([['static/_redirects', text]]),
      });
    assert.deepEqual(await at(rule('/Dockerfile.txt', 200)), []);
    assert.deepEqual(await at(rule('/Dockerfile.txt', 301)), ['hides-page /Dockerfile']);
  });
  // Arnros/www.arnaud-roseo.com@52fbf8af87, argoroots/ARX-Raamat@95b6f60449, Anamon/dirgames@c2935dd4a9
  it('are none of a section of the home page, of what a program shows, and of another name of the home page', async () => {
    const lines =
      '/contact /#contact 301\n/version.txt /index.html 200\n/accueil / 301\n/home-page / 301\n/README.md / 301\n/was / 301\n';
    const files = new Map([['static/_redirects', lines]]);
    assert.deepEqual(await found({ context: 'host: netlify', pages: '/ content/_index.md home', files }), [
      'leads-home /was',
    ]);
    const top = new Map([
      [
        'static/.htaccess',
        'RewriteEngine On\nRewriteRule ^$ /sub/en/ [L,R=301]\nRewriteRule ^was$ /sub/en/ [L,R=301]\n',
      ],
    ]);
    const pages = '/sub/en/ content/_index.md home';
    assert.deepEqual(await found({ context: 'base: /sub/', pages, files: top }), ['leads-home RewriteRule ^was$']);
  });
  // Consensys/doc.goquorum, biopython/biopython.github.io, 0xdevalias/devalias.net
  it('are none of the home page of a version, of a wiki, and of the first page of a list', async () => {
    const names = '/en/latest /stable/ /latest/index.html /wiki/Main_Page /1/ /page/1 /page1.html';
    const others = '/latest/guide /wiki/Website /page/2 /en/1.0/';
    const lines = `${names} ${others}`.split(' ').map((from) => `${from} / 301\n`);
    const files = new Map([['static/_redirects', lines.join('')]]);
    assert.deepEqual(
      await found({ context: 'host: netlify', pages: '/ content/_index.md home', files }),
      others.split(' ').map((from) => `leads-home ${from}`),
    );
  });
  // pbco2003/docusaurus-azure@d92fbe4d17: who is signed out there is not to be so for good.
  it('are none of a temporary redirect to what a host runs', async () => {
    const routes = [
      { route: '/logout', redirect: '/.auth/logout' },
      { route: '/was', redirect: '/new' },
    ];
    const files = new Map([['static/staticwebapp.config.json', JSON.stringify({ routes })]]);
    const site = { context: 'host: azure', pages: '/new content/new.md', files };
    assert.deepEqual(await found(site, { publishesBelow: () => false }), ['temporary /was']);
  });
  // necopinus/ecopunk.info@d383b71fd7
  it('call a host the same target with its slash and without', async () => {
    const files = new Map([
      ['static/_redirects', '/a https://b.example 301\n/a https://b.example/ 301\n/a https://b.example/c 301\n'],
    ]);
    const table = await openRedirects(redirectSite({ context: 'host: netlify', files }));
    assert.deepEqual(
      checkRedirects(table).map(({ message }) => message),
      [
        '/a is redirected in line 1 already, to the same target; that rule answers.',
        '/a is redirected in line 1 already, to another target, https://b.example; that rule answers.',
      ],
    );
  });
  // BeauAccessSolutions/disability-wiki@2e8bcd5bbc; workerd (miniflare 4.20260730) tells `/a` from `/a/`.
  it('take what a generator and Cloudflare redirect for two addresses where it is two', async () => {
    const astro = 'export default { redirects: { "/was": "/new" } };\n';
    const of = (lines: string, host: string) => {
      const files = new Map([
        ['astro.config.mjs', astro],
        ['public/_redirects', lines],
      ]);
      const pages = '/new src/pages/new.astro\n/es/ src/pages/es.md';
      return found({ context: `generators: astro\nstatic: public\nhost: ${host}`, pages, files });
    };
    assert.deepEqual(await of('/was /new 301\n', 'netlify'), ['duplicate /was']);
    assert.deepEqual(await of('/was /new 301\n', 'cloudflare'), []);
    assert.deepEqual(await of('/was /new 301\n/was/ /new 301\n', 'cloudflare'), ['duplicate /was']);
  });
  it('say which spelling a rule takes and which the page', async () => {
    const of = async (lines: string) => {
      const files = new Map([['static/_redirects', lines]]);
      const site = redirectSite({
        context: 'host: cloudflare',
        pages: '/new content/new.md\n/es/ content/es.md',
        files,
      });
      return checkRedirects(await openRedirects(site)).map(
        ({ code, severity, message }) => `${code} ${severity}: ${message}`,
      );
    };
    // STACK-2026/adapte-toi@6b6220face has a line for each.
    assert.deepEqual(await of('/es/ /new 301\n/es /new 301\n'), [
      'hides-page warning: /es/ is a page of the site (content/es.md); this rule hides it.',
      'hides-page warning: /es is a page of the site (content/es.md); this rule hides it.',
    ]);
    assert.deepEqual(await of('/es /new 301\n'), [
      'hides-page information: /es is /es/ but for its slash, where content/es.md is shown: this rule answers the one, and the page the other.',
    ]);
  });
});
