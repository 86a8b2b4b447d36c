import assert from 'node:assert/strict';
import type { RepoPath, UrlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';

interface SureSite {
  readonly key: string;
  readonly config: RepoPath | undefined;
  readonly sure: readonly UrlPath[];
}

/** The addresses that every site of a repository surely has, by generator and root. */
async function sureAddresses(files: ReadonlyMap<string, string>): Promise<readonly SureSite[]> {
  const repo = memoryRepo(files);
  const sites = await Promise.all(
    (await detectSites(repo)).map(async (detected) => ({ detected, site: await openSite(detected, repo, { now }) })),
  );
  return sites.map(({ detected: { generator, root, config }, site }) => {
    const sure = site.routes.pages.flatMap(({ url, guess }) => (guess === undefined ? [url] : []));
    return { key: `${generator} in ${root}`, config, sure };
  });
}

describe('certain addresses', () => {
  for (const fixture of fixtures('generators')) {
    it(`are none but the site's own when its configuration does not parse: ${fixture.name}`, async () => {
      const files = new Map([...fixture.files].filter(([name]) => !name.startsWith('want')));
      for (const { key, config, sure } of await sureAddresses(files)) {
        if (config === undefined) continue;
        for (const broken of [
          `${files.get(config)}\n<<<<<<< HEAD\n\t{ "[ ( '\n`,
          `<<<<<<< HEAD\n\t: [ {{\n${files.get(config)}`,
        ]) {
          const found: SureSite | undefined = (await sureAddresses(new Map(files).set(config, broken))).find(
            (other) => other.key === key && other.config === config,
          );
          const others: readonly UrlPath[] = found?.sure.filter((url) => !sure.includes(url)) ?? [];
          assert.deepEqual(others, [], `${key}, ${config}`);
        }
      }
    });
  }

  it('are those of a site that was detected, and of no folder that was guessed', async () => {
    const page = '---\ntitle: A page\n---\nText\n';
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const [content] = await sureAddresses(new Map(names.map((name) => [`content/${name}.md`, page])));
    assert.deepEqual(content, { key: 'content in content', config: undefined, sure: [] });
    const [plain] = await sureAddresses(
      new Map([
        ['docs/README.md', '# Home'],
        ['docs/a.md', '# A'],
      ]),
    );
    assert.deepEqual(plain, { key: 'plain in docs', config: undefined, sure: [] });
    const [hugo] = await sureAddresses(
      new Map([
        ['hugo.toml', ''],
        ['content/a.md', page],
      ]),
    );
    assert.deepEqual(hugo?.sure, ['/a/']);
  });

  it('are not those of a page whose front matter does not parse', async () => {
    const files = { 'hugo.toml': '', 'content/a.md': '---\ntitle: [A\nslug: [x\n---\n', 'content/b.md': '' };
    const [site] = await sureAddresses(new Map(Object.entries(files)));
    assert.deepEqual(site?.sure, ['/b/']);
  });

  it('are not those of Hugo files whose language the site lacks, which its versions publish differently', async () => {
    // Hugo 0.111.3 publishes /a/b/ of both, 0.131.0 and 0.169.0 the addresses with the file's name.
    for (const name of ['_index.fr', 'index.fr']) {
      const repo = memoryRepo(
        new Map([
          ['hugo.toml', ''],
          [`content/a/b/${name}.md`, '---\ntitle: A\n---\n'],
        ]),
      );
      const [detected] = await detectSites(repo);
      assert.ok(detected !== undefined);
      const { routes } = await openSite(detected, repo, { now });
      const guessed = routes.pages.flatMap(({ url, guess }) => (guess === undefined ? [] : [url]));
      assert.deepEqual([...guessed].sort(), ['/a/b/', `/a/b/${name}/`]);
    }
  });

  // Each option as its generator's documentation has it; what a function of another program gives is not known.
  const settings: readonly (readonly [
    option: string,
    config: string,
    text: string,
    page: string,
    ...packages: string[],
  ])[] = [
    ['baseUrl', 'docusaurus.config.js', "presets: [['classic', {}]], baseUrl: OPTION", 'docs/a.md'],
    [
      'docs.path',
      'docusaurus.config.js',
      "baseUrl: '/', presets: [['classic', { docs: { path: OPTION } }]]",
      'docs/a.md',
    ],
    [
      'docs.lastVersion',
      'docusaurus.config.js',
      "baseUrl: '/', presets: [['classic', { docs: { lastVersion: OPTION } }]]",
      'versioned_docs/version-1/a.md',
    ],
    [
      'docs.versions',
      'docusaurus.config.js',
      "baseUrl: '/', presets: [['classic', { docs: { versions: OPTION } }]]",
      'versioned_docs/version-1/a.md',
    ],
    ['docs', 'docusaurus.config.js', "baseUrl: '/', presets: [['classic', { docs: { ...OPTION } }]]", 'docs/a.md'],
    ['pathPrefix', 'eleventy.config.mjs', 'pathPrefix: OPTION', 'a.md'],
    ['dir.input', 'eleventy.config.mjs', 'dir: { input: OPTION }', 'a.md'],
    ['rewrites', '.vitepress/config.mjs', 'rewrites: OPTION', 'a.md'],
    ['a rule of rewrites', '.vitepress/config.mjs', "rewrites: { 'a.md': OPTION }", 'a.md'],
    ['i18n', 'nuxt.config.ts', 'i18n: OPTION', 'pages/a.vue', 'nuxt'],
    ['i18n.strategy', 'nuxt.config.ts', "i18n: { locales: ['en', 'fr'], strategy: OPTION }", 'pages/a.vue', 'nuxt'],
    ['base', 'rspress.config.ts', 'base: OPTION', 'docs/a.md'],
    ['root', 'rspress.config.ts', 'root: OPTION', 'docs/a.md'],
    ['route.cleanUrls', 'rspress.config.ts', 'route: { cleanUrls: OPTION }', 'docs/a.md'],
    ['basePath', 'vocs.config.ts', 'basePath: OPTION', 'docs/pages/a.md'],
    ['rootDir', 'vocs.config.ts', 'rootDir: OPTION', 'docs/pages/a.md'],
    ['srcDir', 'vocs.config.ts', 'srcDir: OPTION', 'src/pages/a.md'],
    ['base', '.vitepress/config.mjs', 'base: OPTION', 'a.md'],
    ['srcDir', '.vitepress/config.mjs', 'srcDir: OPTION', 'a.md'],
    ['cleanUrls', '.vitepress/config.mjs', 'cleanUrls: OPTION', 'a.md'],
    ['base', 'docs/.vuepress/config.js', 'base: OPTION', 'docs/a.md'],
    ['base', 'astro.config.mjs', 'base: OPTION', 'src/pages/a.md'],
    ['srcDir', 'astro.config.mjs', 'srcDir: OPTION', 'src/pages/a.md'],
    ['pathPrefix', 'gatsby-config.js', 'pathPrefix: OPTION', 'src/pages/a.js', 'gatsby'],
    [
      'basename',
      'react-router.config.ts',
      'prerender: true, basename: OPTION',
      'app/routes/a.tsx',
      '@react-router/dev',
      '@react-router/fs-routes',
    ],
    ['basePath', 'next.config.js', 'basePath: OPTION', 'pages/a.js', 'next'],
    ['app.baseURL', 'nuxt.config.ts', 'app: { baseURL: OPTION }', 'pages/a.vue', 'nuxt'],
    [
      'kit.paths.base',
      'svelte.config.js',
      'kit: { paths: { base: OPTION } }',
      'src/routes/a/+page.svelte',
      '@sveltejs/kit',
    ],
    ['baseURL', 'app.config.ts', 'server: { baseURL: OPTION }', 'src/routes/a.tsx', '@solidjs/start'],
  ];
  for (const [option, config, text, page, ...packages] of settings) {
    it(`are none where \`${option}\` in ${config} is not known`, async () => {
      const site = (value: string) => {
        const written = `import { load } from './load.js';\nexport default { ${text.replace('OPTION', value)} };\n`;
        const dependencies = Object.fromEntries(packages.map((name) => [name, '1']));
        const files = {
          [config]: written,
          [page]: page.endsWith('.md') ? '# A' : 'export default function A() { return null }',
          'package.json': JSON.stringify({ dependencies }),
          'versions.json': '["1"]',
          'app/routes.ts': "import { flatRoutes } from '@react-router/fs-routes';\nexport default flatRoutes();\n",
        };
        return sureAddresses(new Map(Object.entries(files)));
      };
      const known = (await site("'/'")).filter((found) => found.config === config);
      const unknown = (await site('load()')).filter((found) => found.config === config);
      assert.equal(unknown.length, 1);
      assert.deepEqual(unknown[0]?.sure, []);
      if (/base|pathPrefix/i.test(option)) assert.notDeepEqual(known[0]?.sure, [], 'surely read where it is known');
    });
  }

  it('are none where the ending of Sphinx pages is computed', async () => {
    const pages = { 'docs/index.rst': 'A\n=\n', 'docs/a.rst': 'A\n=\n' };
    const sure = async (line: string) => {
      const settings = `from x import suffix\nproject = 'x'\nextensions = []\n${line}\n`;
      return (await sureAddresses(new Map(Object.entries({ ...pages, 'docs/conf.py': settings }))))[0]?.sure;
    };
    assert.deepEqual(await sure("html_file_suffix = '.htm'"), ['/a.htm', '/index.htm']);
    assert.deepEqual(await sure('html_link_suffix = None'), ['/a.html', '/index.html']);
    assert.deepEqual(await sure('html_file_suffix = suffix()'), []);
    assert.deepEqual(await sure('html_link_suffix = suffix()'), []);
  });
});
