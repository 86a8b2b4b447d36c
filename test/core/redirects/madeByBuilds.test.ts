import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

/** `LINE CODE` of every finding of the one site. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repo = memoryRepo(new Map(Object.entries(files)));
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
  const table = await openRedirects(redirectContext(site, { repo, address: undefined }));
  return checkRedirects(table).map(({ rule, code }) => `${rule.line} ${code}`);
}

/** Each was found in a public repository, and is there once the site is built. */
describe('pages that only a build makes', () => {
  // xiaoxiae/slama.dev@cb3c9248d5; https://jekyllrb.com/docs/posts/#drafts: they are shown by `--drafts` alone.
  it('are no drafts of Jekyll, wherever posts have their addresses', async () => {
    const files = {
      '_config.yml': 'title: x\npermalink: /:categories/:title/\n',
      '.gitignore': '_drafts\n',
      'index.md': '---\ntitle: x\n---\n',
      '_posts/2023-10-18-new.md': '---\ntitle: new\n---\n',
      _redirects: '/old/ /gone/ 301\n',
    };
    assert.deepEqual(await found(files), ['1 dead-target']);
  });

  // BililiveRecorder/website@b846dad905: generate/ writes src/content/docs/reference/settings.mdx.
  describe('of a file that git ignores', () => {
    const site = (gitignore: string) => ({
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({})] };\n",
      'package.json': '{"dependencies": {"@astrojs/starlight": "0.29.2"}}',
      'src/content/docs/reference/logs.md': '---\ntitle: Logs\n---\n',
      '.gitignore': gitignore,
      'public/_redirects':
        '/user/settings /reference/settings/ 301\n/user/other /reference/other/ 301\n/user/deep /reference/deep/a/ 301\n',
    });
    it('are no dead target', async () => {
      const all = ['1 dead-target', '2 dead-target', '3 dead-target'];
      assert.deepEqual(await found(site('')), all);
      assert.deepEqual(await found(site('src/content/docs/reference/settings.mdx\n')), all.slice(1));
      assert.deepEqual(await found(site('/src/content/docs/reference/deep/\n')), all.slice(0, 2));
      assert.deepEqual(await found(site('src/content/docs/reference/never.mdx\nsrc/data/other.json\n')), all);
    });
  });
  // ratnanil/quarto-multi-lang@8de3420ac9; https://quarto.org/docs/projects/profiles.html#profile-groups
  it('are no dead target where another profile of Quarto is rendered into the folder', async () => {
    const files = {
      '_quarto.yml': 'project:\n  type: website\nprofile:\n  group:\n    - [en, de]\n',
      '_quarto-en.yml': 'project:\n  output-dir: docs\n',
      '_quarto-de.yml': 'project:\n  output-dir: ./docs/de/\n',
      '_quarto-draft.yml': 'project:\n  output-dir: drafts\n',
      'index.qmd': '---\ntitle: x\n---\n',
      _redirects: '/a /de 301\n/b /de/about.html 301\n/c /draft/ 301\n/d /dead 301\n',
    };
    assert.deepEqual(await found(files), ['3 dead-target', '4 dead-target']);
    const alone = { ...files, '_quarto.yml': 'project:\n  type: website\n', '_quarto-en.yml': '' };
    assert.deepEqual(await found(alone), ['1 dead-target', '3 dead-target', '4 dead-target']);
  });
  // ashfurrow/blog@69217f4840: src/blog/blog.11tydata.js makes `/blog/TITLE/` of each title by a package of npm.
  it('are no pages of content whose addresses code makes, as those are not known', async () => {
    const site = (slug: string) => ({
      'eleventy.config.js': 'export default (config) => { config.addPassthroughCopy({ static: "/" }); };\n',
      'package.json': '{"devDependencies": {"@11ty/eleventy": "3.0.0"}}',
      'index.md': '# Home\n',
      'about.md': '---\npermalink: /blog/about/\n---\n',
      'blog/blog.11tydata.js': `import slugify from '@sindresorhus/slugify';\nexport default { permalink: (data) => '/blog/' + ${slug} + '/' };\n`,
      'blog/2011-09-29-future/index.md': '---\ntitle: The Future\n---\n',
      'static/_redirects': '/a /blog/the-future/ 301\n/b /blog/gone.pdf 301\n/c/* /blog/all/:splat 301\n',
    });
    const all = ['1 dead-target', '2 dead-target', '3 dead-target'];
    assert.deepEqual(await found(site('data.page.fileSlug')), all);
    assert.deepEqual(await found(site("slugify(data.title, { preserveCharacters: ['_'] })")), ['2 dead-target']);
  });
  // kurrent-io/documentation@c1312dd119: import/import.cjs clones the documents of each version of other repositories.
  describe('of another repository', () => {
    const site = (more: Readonly<Record<string, string>>) => ({
      'package.json':
        '{"devDependencies": {"vuepress": "2.0.0-rc.26"}, "scripts": {"import": "node import/import.cjs"}}',
      'docs/.vuepress/config.ts': "export default { base: '/' };\n",
      'docs/README.md': '# Home\n',
      'docs/server/operator/v1/a.md': '# A\n',
      'docs/.vuepress/public/_redirects':
        '/a /server/v26.0/quick-start/ 301\n/b/* /server/v26.0/:splat 301\n/c /server/operator/v1/gone.html 301\n/d /server/Oper_ator/v1/a.html 301\n',
      ...more,
    });
    const all = ['1 dead-target', '2 dead-target', '3 dead-target', '4 dead-target'];
    const elsewhere = ['3 dead-target', '4 dead-target'];
    it('are no dead target where a script or a command brings it', async () => {
      assert.deepEqual(await found(site({})), all);
      const cloned = "const degit = require('degit');\ndegit(repo).clone(path.join('docs', name));\n";
      assert.deepEqual(await found(site({ 'import/import.cjs': cloned })), elsewhere);
      const none = "const fs = require('fs');\nfs.readdirSync(path.join('docs', name));\n";
      assert.deepEqual(await found(site({ 'import/import.cjs': none })), all);
      for (const step of [
        '      - run: git clone --depth 1 https://github.com/a/b docs/server/v26.0\n',
        '      - run: npx degit a/b/docs docs/server/$VERSION\n',
        '      - uses: actions/checkout@v4\n        with:\n          repository: a/b\n          path: docs/server/v26.0\n',
        '      - run: cp -r ../b/docs docs/server/v26.0\n',
      ]) {
        const workflow = { '.github/workflows/deploy.yml': `jobs:\n  a:\n    steps:\n${step}` };
        assert.deepEqual(await found(site(workflow)), elsewhere, step);
      }
      for (const step of [
        '      - run: git clone https://github.com/a/b ../other\n',
        '      - uses: actions/checkout@v4\n        with:\n          path: docs/server/v26.0\n',
        '      - run: cp -r docs/server/operator docs/server/copied\n',
      ]) {
        const workflow = { '.github/workflows/deploy.yml': `jobs:\n  a:\n    steps:\n${step}` };
        assert.deepEqual(await found(site(workflow)), all, step);
      }
    });
  });
  // cboettig/labnotebook@14f3633ff3: publishDir is public, and what was published is committed, Markdown among it.
  it('have no redirects in the files that they were made of', async () => {
    const page = '---\ntitle: Vita\naliases: /publications\n---\n';
    const site = { 'hugo.toml': 'title = "a"\n', 'content/vita.md': page, 'content/a.md': '---\ntitle: A\n---\n' };
    assert.deepEqual(await found(site), []);
    assert.deepEqual(await found({ ...site, 'public/files/vita.md': page }), []);
    assert.deepEqual(await found({ ...site, 'content/files/vita.md': page }), ['3 duplicate']);
  });
  // hook0/hook0@86a9d66508: the page of @scalar/docusaurus 301 from its other spelling.
  describe('of a plugin of Docusaurus', () => {
    const site = (extra: string) => ({
      'docusaurus.config.js': `module.exports = { url: 'https://a.example', baseUrl: '/', trailingSlash: false, ${extra} };\n`,
      'src/pages/index.md': '# Home\n',
      'docs/start.md': '# Start\n',
      'netlify.toml': '',
      'static/_redirects': '/rest-api /api/ 301\n/api/ /api 301\n/gone /nowhere 301\n',
    });
    const classic = "presets: [['classic', {}]]";
    it('are no loop and no dead target', async () => {
      const without = await found(site(classic));
      assert.deepEqual(without, ['1 loop', '2 loop', '3 dead-target']);
      const scalar = `${classic}, plugins: [['@scalar/docusaurus', { label: 'API', route: '/api' }]]`;
      const redoc = "presets: [['classic', {}], ['redocusaurus', { specs: [{ spec: 'a.yaml', route: '/api/' }] }]]";
      for (const extra of [scalar, redoc]) {
        const told = await found(site(extra));
        assert.ok(!told.includes('1 loop') && !told.includes('2 loop'), told.join(', '));
        assert.ok(told.includes('3 dead-target'), told.join(', '));
      }
    });
  });
  // OpenZeppelin/docs.openzeppelin.com@5b75f3c181: /cli is a component of openzeppelin-sdk.
  // https://docs.antora.org/antora/latest/playbook/content-source-url/, …/content-branches/
  describe('of a component of Antora in another repository or branch', () => {
    const site = (sources: string, style = 'drop') => ({
      'antora.yml': 'name: app\nversion: "2.0"\n',
      'modules/ROOT/pages/index.adoc': '= Home\n',
      'modules/ROOT/pages/a.adoc': '= A\n',
      'antora-playbook.yml': `site: {url: https://a.example}\ncontent: {sources: [${sources}]}\nurls: {html_extension_style: ${style}}\n`,
      'netlify.toml': '',
      _redirects: '/1 /cli 301\n/2 /app/2.0/gone 301\n/3 /app/1.0/a 301\n/4 /app/gone 301\n/5 /gone.html 301\n',
    });
    const all = ['1', '2', '3', '4', '5'].map((line) => `${line} dead-target`);
    const without = (...lines: readonly string[]) => all.filter((told) => !lines.includes(told.slice(0, 1)));
    it('are no dead target', async () => {
      assert.deepEqual(await found(site('{url: .}')), all);
      assert.deepEqual(await found(site('{url: ., branches: HEAD}')), all);
      for (const url of ['https://github.com/a/b', 'git@github.com:a/b.git']) {
        assert.deepEqual(await found(site(`{url: .}, {url: "${url}"}`)), without('1'), url);
        assert.deepEqual(await found(site(`{url: .}, {url: "${url}"}`, 'default')), without('1'), url);
      }
      assert.deepEqual(await found(site('{url: ., branches: [HEAD, v1.0]}')), without('3'));
      assert.deepEqual(await found(site('{url: ., branches: v*}')), without('3'));
      assert.deepEqual(await found(site('{url: ., tags: v1.0}')), without('3'));
    });
  });
});
