import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { antoraAliases } from '../../../src/core/redirects/formats/antoraAliases.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = '/new content/new.md\n/x x.md';

/** Where `/a` ends, or why nobody leads it on. */
async function end(files: Readonly<Record<string, string>>, context = ''): Promise<string> {
  const table = await openRedirects(redirectSite({ context, pages, files: new Map(Object.entries(files)) }));
  const [step] = table.resolve('/a').steps;
  const [source] = table.rules.map((rule) => rule.source);
  return step ? step.location : source && 'reason' in source ? source.reason : 'nothing';
}

describe('a redirect that is written where nobody reads it', () => {
  it('is one of Next.js when the site is exported', async () => {
    const config = (output: string) =>
      `module.exports = { ${output} async redirects() { return [{ source: '/a', destination: '/new', permanent: true }]; } };`;
    assert.equal(await end({ 'next.config.js': config('') }), '/new');
    assert.equal(
      await end({ 'next.config.js': config("output: 'export',") }),
      "output: 'export' leaves redirects out; write it for the host",
    );
  });
  it('is one of Astro when its pages are not to be written', async () => {
    const config = (more: string) => `export default { ${more} redirects: { '/a': '/new' } };`;
    const off = 'build.redirects: false stops Astro from writing a page for it';
    assert.equal(await end({ 'astro.config.mjs': config('') }), '/new');
    assert.equal(await end({ 'astro.config.mjs': config('build: { redirects: false },') }), off);
    const hosted = config('adapter: netlify(), build: { redirects: false },');
    assert.equal(await end({ 'astro.config.mjs': hosted }), '/new');
  });
  it('is redirect_from of Jekyll without the plugin', async () => {
    const page = { 'x.md': '---\nredirect_from: /a\n---\n' };
    const jekyll = (files: Readonly<Record<string, string>>) => end({ ...page, ...files }, 'generators: jekyll');
    assert.equal(await jekyll({ '_config.yml': 'title: x\n' }), 'nothing');
    assert.equal(await jekyll({ '_config.yml': 'theme: minima\n' }), 'nothing');
    assert.equal(await jekyll({ '_config.yml': 'plugins:\n  - jekyll-redirect-from\n' }), '/x');
    assert.equal(await jekyll({ '_config.yml': 'theme: jekyll-theme-chirpy\n' }), '/x');
    const gemfile = "group :jekyll_plugins do\n  gem 'jekyll-redirect-from'\nend\n";
    assert.equal(await jekyll({ '_config.yml': '', Gemfile: gemfile }), '/x');
    assert.equal(await jekyll({ '_config.yml': '', '_layouts/404.html': '{{ page.redirect_from }}' }), '/x');
    assert.equal(await jekyll({}), '/x');
    // rails/website@2fabe34720: switched off by a comment.
    assert.equal(await jekyll({ '_config.yml': 'plugins:\n  - jekyll-feed\n  # - jekyll-redirect-from\n' }), 'nothing');
    assert.equal(await jekyll({ '_config.yml': '', Gemfile: "# gem 'jekyll-redirect-from'\n" }), 'nothing');
  });
  it('is told once for all pages of Jekyll, where nothing reads them', async () => {
    const told = async (files: Readonly<Record<string, string>>) => {
      const all = new Map(Object.entries({ '_config.yml': 'title: x\n', ...files }));
      const { invalid, rules } = await openRedirects(
        redirectSite({ context: 'generators: jekyll', pages, files: all }),
      );
      return [
        ...rules.map(({ from, to }) => `${from} ${to}`),
        ...invalid.map((one) => `${one.file}:${one.line} ${one.message}`),
      ];
    };
    const from = '---\ntitle: X\nredirect_from: /a\n---\n';
    const rest = 'jekyll-redirect-from is not among the plugins of the configuration. Add it there, or take them out.';
    assert.deepEqual(
      await told({ 'x.md': from, 'y.md': '---\nredirect_to: /x\n---\n', 'z.md': 'redirect_from: /b\n' }),
      [`x.md:3 The redirects in the front matter of this page and 1 more are not made: ${rest}`],
    );
    assert.deepEqual(await told({ 'x.md': from }), [
      `x.md:3 The redirects in the front matter of this page are not made: ${rest}`,
    ]);
    // CometVisu/cometvisu.github.io@8ae232be48: a layout of the site leads on, without the plugin.
    const layout = '<meta http-equiv="refresh" content="0;url={{ page.redirect_to }}" />';
    const files = { '_layouts/redirected.html': layout, 'x.md': '---\nlayout: redirected\nredirect_to: /new\n---\n' };
    assert.deepEqual(await told(files), ['/x /new']);
  });
  it('is a RewriteRule of Apache while RewriteEngine is off', async () => {
    const rule = 'RewriteRule ^a$ /new [R=301,L]\n';
    assert.equal(await end({ '.htaccess': `RewriteEngine On\n${rule}` }), '/new');
    assert.equal(await end({ '.htaccess': `RewriteEngine Off\n${rule}` }), 'RewriteEngine is off');
    assert.equal(await end({ '.htaccess': rule }), 'this file does not switch RewriteEngine on');
  });
  // https://docs.antora.org/antora/latest/playbook/urls-redirect-facility/
  it('is page-aliases of Antora while its facility is disabled', async () => {
    const page = { 'docs/modules/ROOT/pages/new.adoc': '= New\n:page-aliases: a.adoc\n' };
    const playbook = (facility: string) => `content: {}\nurls: { redirect_facility: ${facility} }\n`;
    const site = (facility: string) => {
      const files = new Map(Object.entries({ ...page, 'antora-playbook.yml': playbook(facility) }));
      const pages = '/a/new.html docs/modules/ROOT/pages/new.adoc';
      return redirectSite({ context: 'generators: antora', pages, files });
    };
    const resolved = async (facility: string) => (await openRedirects(site(facility))).resolve('/a/a.html').steps;
    assert.deepEqual(
      (await resolved('static')).map(({ location }) => location),
      ['/a/new.html'],
    );
    assert.deepEqual(await resolved('disabled'), []);
    const redirect = { from: urlPath('/a/b.html'), to: '/a/new.html', status: 301 } as const;
    assert.deepEqual(await antoraAliases.plan(redirect, site('disabled')), {
      refused: 'antora-playbook.yml turns redirects off: its redirect_facility is disabled.',
    });
  });
});
