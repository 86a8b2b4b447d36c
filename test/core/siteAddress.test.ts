import assert from 'node:assert/strict';
import { siteHost, siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { generators } from '../../src/core/generators/index.ts';
import { siteAddress } from '../../src/core/generators/shared/siteAddress.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** Every form of an address that lies below `/docs/`. Hugo 0.111.3 gives the first six so. */
const addresses = [
  'https://hb.example/docs/',
  '//hb.example/docs/',
  '/docs/',
  'https://u:p@hb.example:8080/docs/',
  'HTTPS://HB.EXAMPLE./docs',
  'https://hb.example//docs//',
  'hb.example/docs/',
  'hb.example:8080/docs',
  'https://bücher.example/docs/',
  '$URL/docs/',
  '{{ env.URL }}/docs/',
  '%BASE%/docs/',
  'https://$HOST/docs/',
];

describe('the address of a site', () => {
  for (const text of addresses) {
    it(`lies below /docs/: ${text}`, () => assert.equal(siteAddress(text).basePath, '/docs/'));
  }
  for (const text of ['', '/', '//hb.example/', 'https://hb.example', 'hb.example', '$URL', '{{ site.url }}/', './']) {
    it(`lies below nothing: ${JSON.stringify(text)}`, () => assert.equal(siteAddress(text).basePath, '/'));
  }
  it('keeps what stands in front of a variable', () => {
    assert.equal(siteAddress('https://hb.example/docs/v$VERSION/').basePath, '/docs/');
  });
  it('takes a number of a version for a folder where a path is asked for', () => {
    assert.equal(siteAddress('v1.20', 'path').basePath, '/v1.20/');
  });
  it('names no host where it is a path or a variable', () => {
    for (const text of ['/docs.v1/', '/hb.example/docs/', '$URL.example.org/', 'https://{{ host }}.example.org/'])
      assert.equal(siteTarget(text), undefined, text);
  });
  it('names the host of a protocol-relative one', () => {
    assert.deepEqual(siteTarget('//hb.example/docs/'), { host: 'hb.example', basePath: '/docs/' });
    assert.equal(siteHost('//HB.example./docs/'), 'hb.example');
  });
});

/** A site of a generator with this address, or this path, in its configuration. */
const configured: Readonly<Record<string, (address: string) => Readonly<Record<string, string>>>> = {
  hugo: (url) => ({ 'hugo.toml': `baseURL = "${url}"\n`, 'content/a.md': '---\ntitle: a\n---\n' }),
  zola: (url) => ({ 'config.toml': `base_url = "${url}"\n`, 'content/a.md': '+++\ntitle = "a"\n+++\n' }),
  mkdocs: (url) => ({ 'mkdocs.yml': `site_name: x\nsite_url: "${url}"\n`, 'docs/a.md': '# a\n' }),
  sphinx: (url) => ({
    'docs/conf.py': `extensions = []\nhtml_baseurl = "${url}"\n`,
    'docs/index.rst': 'a\n=\n',
    'docs/a.rst': 'a\n=\n',
  }),
  bookdown: (url) => ({
    'index.Rmd': `---\ntitle: x\nsite: bookdown::bookdown_site\nurl: "${url}"\n---\n\n# x\n`,
  }),
  distill: (url) => ({
    '_site.yml': `name: x\nbase_url: "${url}"\n`,
    'index.Rmd': '---\ntitle: x\nsite: distill::distill_website\n---\n',
  }),
  documenter: (url) => ({
    'docs/make.jl': `makedocs(sitename = "x", format = Documenter.HTML(canonical = "${url}"))\n`,
    'docs/src/a.md': '# a\n',
  }),
  lume: (url) => ({
    '_config.ts': `import lume from "lume/mod.ts";\nexport default lume({ location: new URL("${url}") });\n`,
    'a.md': '# a\n',
  }),
  middleman: (url) => ({
    'config.rb': 'GovukTechDocs.configure(self)\n',
    'config/tech-docs.yml': `host: "${url}"\n`,
    'source/a.html.md': '# a\n',
  }),
  pelican: (url) => ({
    'pelicanconf.py': `SITEURL = "${url}"\nPATH = "content"\n`,
    'content/a.md': 'Title: a\nDate: 2020-01-01\n\nx\n',
  }),
  declared: (url) => ({
    '.broken-backlinks.json': JSON.stringify({ address: url, pages: { '*.md': '/{path}/' } }),
    'a.md': '# a\n',
  }),
  antora: (url) => ({
    'antora-playbook.yml': `site:\n  url: "${url}"\ncontent:\n  sources: []\n`,
    'antora.yml': 'name: c\nversion: ~\n',
    'modules/ROOT/pages/a.adoc': '= a\n',
  }),
  bridgetown: (url) => ({ 'bridgetown.config.yml': `base_path: "${url}"\n`, 'src/a.md': '---\ntitle: a\n---\n' }),
  jbake: (url) => ({
    'jbake.properties': `site.host=${url}\n`,
    'content/a.md': 'type=page\nstatus=published\n~~~~~~\n',
  }),
  jigsaw: (url) => ({
    'composer.json': '{"require":{"tightenco/jigsaw":"1"}}',
    'config.php': `<?php return ['baseUrl' => '${url}'];`,
    'source/a.blade.php': 'a',
  }),
  jekyll: (url) => ({ '_config.yml': `baseurl: "${url}"\nplugins: []\n`, 'a.md': '---\ntitle: a\n---\n' }),
  quartz: (url) => ({
    'quartz.config.ts': `export default { configuration: { baseUrl: '${url}' } }\n`,
    'quartz.layout.ts': '',
    'content/guide/a.md': '# A\n',
  }),
  hexo: (url) => ({
    '_config.yml': `root: "${url}"\npermalink: :title/\n`,
    'package.json': '{"dependencies":{"hexo":"7.0.0"}}',
    'source/a.md': '---\ntitle: a\n---\n',
  }),
  docusaurus: (url) => ({
    'docusaurus.config.js': `module.exports = { title: 'x', url: 'https://x.example', baseUrl: '${url}', presets: [['classic', {}]] };`,
    'docs/a.md': '# a\n',
  }),
  docusaurusOne: (url) => ({
    'website/package.json': '{ "devDependencies": { "docusaurus": "1.14.7" } }',
    'website/siteConfig.js': `module.exports = { title: 'x', url: 'https://x.example', baseUrl: '${url}' };`,
    'docs/a.md': '# a\n',
  }),
  rspress: (url) => ({ 'rspress.config.ts': `export default { base: '${url}' };`, 'docs/a.md': '# a\n' }),
  vocs: (url) => ({ 'vocs.config.ts': `export default { basePath: '${url}' };`, 'docs/pages/a.md': '# a\n' }),
  vitepress: (url) => ({ '.vitepress/config.js': `export default { base: '${url}' };`, 'a.md': '# a\n' }),
  vuepress: (url) => ({ 'docs/.vuepress/config.js': `module.exports = { base: '${url}' };`, 'docs/a.md': '# a\n' }),
  astro: (url) => ({
    'astro.config.mjs': `export default { base: '${url}' };`,
    'package.json': '{"dependencies":{"astro":"4.0.0"}}',
    'src/pages/a.md': '# a\n',
  }),
  gridsome: (url) => ({
    'gridsome.config.js': `module.exports = { pathPrefix: '${url}' };`,
    'src/pages/Index.vue': '',
  }),
  gatsby: (url) => ({
    'gatsby-config.js': `module.exports = { pathPrefix: '${url}' };`,
    'package.json': '{"dependencies":{"gatsby":"5.0.0"},"scripts":{"build":"gatsby build --prefix-paths"}}',
    'src/pages/a.js': 'export default () => null;',
  }),
  nextjs: (url) => ({
    'next.config.js': `module.exports = { basePath: '${url}' };`,
    'package.json': '{"dependencies":{"next":"14.0.0"}}',
    'pages/a.js': 'export default () => null;',
  }),
  nuxt: (url) => ({
    'nuxt.config.ts': `export default defineNuxtConfig({ app: { baseURL: '${url}' } });`,
    'package.json': '{"dependencies":{"nuxt":"3.0.0"}}',
    'pages/a.vue': '<template/>',
  }),
  'solid-start': (url) => ({
    'app.config.ts': `export default { server: { baseURL: '${url}' } };`,
    'package.json': '{"dependencies":{"@solidjs/start":"1.0.0"}}',
    'src/routes/a.mdx': '# a\n',
  }),
  sveltekit: (url) => ({
    'svelte.config.js': `export default { kit: { paths: { base: '${url}' } } };`,
    'package.json': '{"devDependencies":{"@sveltejs/kit":"2.0.0"}}',
    'src/routes/a/+page.svelte': '',
  }),
  eleventy: (url) => ({
    '.eleventy.js': `module.exports = () => ({ pathPrefix: '${url}' });`,
    'package.json': '{"dependencies":{"@11ty/eleventy":"2.0.0"}}',
    'a.md': '# a\n',
  }),
  'react-router': (url) => ({
    'react-router.config.ts': `export default { basename: '${url}' };`,
    'package.json': '{"dependencies":{"@react-router/dev":"7.0.0"}}',
    'app/routes.ts': "import { route } from '@react-router/dev/routes';\nexport default [route('a', 'a.tsx')];",
    'app/a.tsx': '',
  }),
  docfx: (url) => ({
    'docfx.json': JSON.stringify({ build: { content: [{ files: ['**/*.md'] }], sitemap: { baseUrl: url } } }),
    'a.md': '# a\n',
  }),
  mdbook: (url) => ({
    'book.toml': `[output.html]\nsite-url = "${url}"\n`,
    'src/SUMMARY.md': '- [a](a.md)\n',
    'src/a.md': '# a\n',
  }),
  mintlify: (url) => ({
    'docs.json': JSON.stringify({
      $schema: 'https://mintlify.com/docs.json',
      name: 'x',
      navigation: { pages: ['a'] },
      seo: { metatags: { canonical: url } },
    }),
    'a.mdx': '# a\n',
  }),
  fern: (url) => ({
    'fern/fern.config.json': '{}',
    'fern/docs.yml': `instances:\n  - url: "${url}"\nnavigation:\n  - page: a\n    path: a.mdx\n`,
    'fern/a.mdx': '# a\n',
  }),
  pkgdown: (url) => ({ DESCRIPTION: 'Package: a\n', '_pkgdown.yml': `url: "${url}"\n`, 'vignettes/a.Rmd': '# a\n' }),
  retype: (url) => ({ 'retype.yml': `url: "${url}"\n`, 'a.md': '# a\n' }),
  'jupyter-book': (url) => ({
    '_config.yml': `html:\n  baseurl: "${url}"\n`,
    '_toc.yml': 'format: jb-book\nroot: a\n',
    'a.md': '# a\n',
  }),
  nikola: (url) => ({
    'conf.py': `BLOG_TITLE = "x"\nSITE_URL = "${url}"\nPAGES = (("pages/*.md", "", "page.tmpl"),)\n`,
    'pages/a.md': '# a\n',
  }),
  quarto: (url) => ({
    '_quarto.yml': `project:\n  type: website\nwebsite:\n  site-url: "${url}"\n`,
    'a.qmd': '# a\n',
  }),
};

/** Their configuration names no address. */
const without = ['content', 'docsify', 'github-docs', 'gitbook', 'honkit', 'mdn', 'myst', 'plain', 'rmarkdown'];

/** Of settings that hold nothing but a path. */
const paths = [
  'bridgetown',
  'jekyll',
  'hexo',
  'docusaurus',
  'docusaurusOne',
  'rspress',
  'vocs',
  'vitepress',
  'vuepress',
  'astro',
  'gatsby',
  'gridsome',
  'nextjs',
  'nuxt',
  'sveltekit',
  'eleventy',
  'react-router',
  'mdbook',
  'solid-start',
];

describe('the address in a configuration', () => {
  it('is tried with every generator that reads one', () => {
    const ids = generators.map(({ id }) => id).filter((id) => !without.includes(id));
    assert.deepEqual(
      ids.filter((id) => configured[id] === undefined),
      [],
    );
  });
  for (const [id, files] of Object.entries(configured)) {
    const forms = paths.includes(id)
      ? ['/docs/', '/docs', '//hb.example/docs/', 'https://hb.example/docs/']
      : addresses;
    for (const form of forms) {
      it(`gives the same base path to ${id}: ${form}`, async () => {
        const repo = memoryRepo(files(form));
        const detected = (await detectSites(repo)).find(({ generator }) => generator === id);
        assert.ok(detected, 'the site is detected');
        const { permalinks } = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
        assert.equal(`${permalinks.basePath}/`.replace(/\/+$/, '/'), '/docs/');
      });
    }
  }
  // apache/rocketmq-site@7c16875ef2; https://github.com/facebook/docusaurus/tree/main/packages/create-docusaurus/templates
  it('is not the one that a template comes with', async () => {
    const addressIn = async (url: string) => {
      const files = new Map([
        [
          'docusaurus.config.js',
          `module.exports = { title: 'x', url: '${url}', baseUrl: '/', presets: ['classic'] };\n`,
        ],
        ['package.json', '{"dependencies": {"@docusaurus/core": "3.5.0"}}'],
        ['docs/a.md', '# A\n'],
      ]);
      const repo = memoryRepo(files);
      const [detected] = await detectSites(repo);
      assert.ok(detected);
      return (await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' })).permalinks.address?.url;
    };
    assert.equal(await addressIn('https://your-docusaurus-test-site.com'), undefined);
    assert.equal(await addressIn('https://your-docusaurus-site.example.com'), undefined);
    for (const host of ['yoursite.com', 'www.yourdomain.tld', 'your-domain.com', 'my-site.test'])
      assert.equal(await addressIn(`http://${host}`), undefined, host);
    assert.notEqual(await addressIn('https://yourblogisgood.com'), undefined);
    // osde8info/python-nikola-ssg (SITE_URL), svssathvik7/docs (url)
    for (const address of ['https://github.com/', 'https://gitlab.com/me/site', 'https://*.example.net'])
      assert.equal(await addressIn(address), undefined, address);
    assert.match((await addressIn('https://me.github.io')) ?? '', /me\.github\.io/);
    assert.match((await addressIn('https://docs.github.com')) ?? '', /docs\.github\.com/);
    assert.match((await addressIn('https://docs.example.com')) ?? '', /docs\.example\.com/);
  });

  // sinatra/sinatra.github.com has both, and https://sinatrarb.com/intro.html is its page. Jekyll puts no file below
  // `baseurl`, and GitHub Pages serves it from the root of the host in CNAME.
  it('is below nothing where Jekyll names a folder, and CNAME a host that is its own', async () => {
    const baseOf = async (host: string, url: string) => {
      const repo = memoryRepo({ '_config.yml': `${url}baseurl: /docs\nplugins: []\n`, CNAME: host, 'index.md': '' });
      const [detected] = await detectSites(repo);
      assert.ok(detected);
      return (await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' })).permalinks.basePath.replace(
        /(.)\/$/,
        '$1',
      );
    };
    assert.equal(await baseOf('hb.example\n', ''), '/');
    assert.equal(await baseOf('hb.example', 'url: https://hb.example\n'), '/');
    assert.equal(await baseOf('hb.example', 'url: https://other.example\n'), '/docs');
    assert.equal(await baseOf('', ''), '/docs');
  });
});
