import assert from 'node:assert/strict';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

async function roots(...configs: string[]): Promise<string[]> {
  const files = new Map(configs.map((path) => [path, 'export default {}']));
  return (await detectSites(memoryRepo(files))).map(({ root }) => root).sort();
}

describe('detectSites', () => {
  it('leaves out the sites of tests and templates beside a published one', async () => {
    const found = await roots(
      'docs/.vitepress/config.ts',
      '__tests__/e2e/.vitepress/config.ts',
      'packages/create-site/template-basic/astro.config.mjs',
      'examples/blog/astro.config.mjs',
    );
    assert.deepEqual(found, ['docs']);
  });

  it('keeps them where there is no other', async () => {
    assert.deepEqual(await roots('examples/blog/astro.config.mjs'), ['examples/blog']);
  });

  it('keeps every site of a monorepo', async () => {
    assert.deepEqual(await roots('apps/docs/astro.config.mjs', 'apps/www/docusaurus.config.ts'), [
      'apps/docs',
      'apps/www',
    ]);
  });

  it('leaves out what a build or an installation left behind, though it is committed', async () => {
    for (const folder of ['.cache/compiled', '.next/standalone', '.yarn/cache/x', 'web/node_modules/x', '.venv/x']) {
      assert.deepEqual(await roots(`${folder}/gatsby-config.js`, `${folder}/astro.config.mjs`), []);
      assert.deepEqual(await roots(`${folder}/gatsby-config.js`, 'apps/docs/astro.config.mjs'), ['apps/docs']);
    }
  });

  it("leaves out copies of other people's repositories", async () => {
    assert.deepEqual(await roots('vendor/example.org/tool/docs/.vitepress/config.ts'), []);
    assert.deepEqual(await roots('third_party/x/astro.config.mjs', 'docs/.vitepress/config.ts'), ['docs']);
  });

  it('names the configuration that Hugo reads where there is one of the older name, too', async () => {
    const [site, ...others] = await detectSites(
      memoryRepo({ 'config.yaml': 'module: {}\n', 'hugo.yaml': 'title: A\n' }),
    );
    assert.equal(site?.config, 'hugo.yaml');
    assert.deepEqual(others, []);
  });

  it('takes the _config.yml of a theme for Hexo for no configuration of Jekyll', async () => {
    assert.deepEqual(
      await detectSites(
        memoryRepo({ '_config.yml': 'menu: []\n', 'package.json': '{ "name": "hexo-theme-lantern" }' }),
      ),
      [],
    );
  });

  // xinetzone/matery: such a theme is put into the folder of a site, and says of itself nowhere else that it is one.
  it('takes that of a theme without a package for none, too', async () => {
    const theme = { '_config.yml': 'menu: []\n', 'README.md': '# A theme\n', 'layout/_partial/head.ejs': '' };
    assert.deepEqual(await detectSites(memoryRepo(theme)), []);
  });

  it("takes another program's config/NAME/config.yml for no configuration of Hugo", async () => {
    assert.deepEqual(await detectSites(memoryRepo({ 'config/detekt/config.yml': 'style:\n  active: false\n' })), []);
    const [site] = await detectSites(memoryRepo({ 'config/_default/config.yml': 'title: A\n' }));
    assert.equal(site?.generator, 'hugo');
  });
});

async function notesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repo = memoryRepo(files);
  const [site] = await detectSites(repo);
  assert.ok(site);
  const { notes } = await openSite(site, repo, { now: '2026-11-23T00:00:00Z' });
  return notes.map(({ file, line, message }) => `${file ?? ''}:${line ?? ''} ${message}`);
}

describe('front matter that cannot be read', () => {
  const page = (broken: string) => ({ 'hugo.toml': '', 'content/a.md': `---\n${broken}\ntags: [x]\n---\n` });

  it('is told where the address may depend on it', async () => {
    const [note, ...others] = await notesOf(page('slug: @here'));
    assert.match(note ?? '', /^content\/a\.md:2 .*without `slug` the address may be another one/);
    assert.deepEqual(others, []);
  });

  it('is not told where it does not', async () => {
    assert.deepEqual(await notesOf(page('description: @here')), []);
  });
});

describe('content without an address', () => {
  const posts = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`site/texts/${name}.md`, '']));
  const site = {
    'site/package.json': '{"dependencies":{"next":"15"}}',
    'site/app/[...slug]/page.tsx': "import { load } from '@elsewhere/texts';\nexport default () => load();\n",
  };

  it('is told once', async () => {
    const notes = await notesOf({ ...site, ...posts });
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /5 Markdown files in site\/texts .* \/\[\.\.\.slug\].*"site\/texts\/\*\*/);
  });

  it('is told of a site with hardly a page of its own', async () => {
    const few = { 'site/package.json': '{"dependencies":{"next":"15"}}', 'site/app/page.tsx': '' };
    const [note] = await notesOf({ ...few, ...posts });
    assert.match(note ?? '', /5 Markdown files in site\/texts/);
    const pages = Object.fromEntries(['v', 'w'].map((name) => [`site/app/${name}/page.tsx`, '']));
    assert.deepEqual(await notesOf({ ...few, ...pages, ...posts }), []);
  });

  it('is told of a site without any', async () => {
    const [note] = await notesOf({ 'hugo.toml': '', 'layouts/index.html': '' });
    assert.match(note ?? '', /No page of this site was found/);
  });

  // 0b10011/19.codes: HTML without front matter, which Jekyll copies.
  it('is not told of a site whose pages are copied as they lie', async () => {
    assert.deepEqual(await notesOf({ '_config.yml': 'theme: x\n', 'index.html': '<p>', 'about.html': '<p>' }), []);
  });

  it("is not the project's own notes", async () => {
    assert.deepEqual(await notesOf({ ...site, 'site/docs/README.md': '', 'site/docs/todo.md': '' }), []);
  });

  it('knows a site that was begun as a copy of a Hugo theme from the theme alone', async () => {
    const theme = { 'theme.toml': 'name = "Lantern"\n', 'config/_default/hugo.toml': 'title = "A"\n' };
    const pages = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`content/${name}.md`, '---\ntitle: A\n---\n']),
    );
    const [copy] = await detectSites(memoryRepo({ ...theme, ...pages }));
    assert.equal(copy?.generator, 'hugo');
    assert.equal(copy?.certainty, 0.95);
    const [alone] = await detectSites(memoryRepo({ ...theme, 'exampleSite/content/a.md': '' }));
    assert.equal(alone?.certainty, 0.3);
  });

  it('leaves out a configuration of MkDocs that is a link to another one', async () => {
    const config = 'site_name: A\ndocs_dir: docs/content\n';
    const found = await detectSites(
      memoryRepo({ 'mkdocs.yml': config, 'docs/mkdocs.yml': config, 'docs/content/index.md': '# A\n' }),
    );
    assert.deepEqual(
      found.map((site) => site.config),
      ['mkdocs.yml'],
    );
  });
});
