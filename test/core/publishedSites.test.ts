import assert from 'node:assert/strict';
import type { RepoPath } from '../../src/core/paths.ts';
import { sitesOfFolder } from '../../src/core/site/folderSites.ts';
import { detectSites } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** Files with the text of their path, where none is given. */
function repoOf(names: readonly string[], texts: Readonly<Record<string, string>> = {}) {
  return memoryRepo({ ...Object.fromEntries(names.map((name) => [name, `# ${name}\n`])), ...texts });
}

const sphinx = "extensions = ['sphinx.ext.autodoc']\n";
const five = ['a', 'b', 'c', 'd', 'e'];

describe('the sites that a repository publishes', () => {
  // As in readthedocs/readthedocs.org 7937196: Sphinx in two folders of tests.
  it('takes no fixture for the site where there is content elsewhere', async () => {
    const names = five.map((name) => `docs/${name}.rst`);
    const files = repoOf([...names, 'app/tests/files/index.rst'], { 'app/tests/files/conf.py': sphinx });
    assert.deepEqual(await detectSites(files), []);
  });

  // As in Kludex/monorepo at its newest stored state, which was moved from MkDocs to Astro.
  it('takes no site for published whose address is that of another, which alone is built', async () => {
    const astro = {
      'website/package.json': '{ "scripts": { "build": "astro build" }, "dependencies": { "astro": "5" } }',
      'website/astro.config.mjs': "export default { site: 'https://own.example' };",
      'website/src/pages/index.astro': '',
      '.github/workflows/docs.yml':
        'jobs:\n  deploy:\n    steps:\n      - run: npm run build\n        working-directory: website\n      - run: wrangler pages deploy website/dist\n',
      'docs/index.md': '# A\n',
    };
    const mkdocs = (url: string) => ({ 'mkdocs.yml': `site_name: x\nsite_url: ${url}\n` });
    const found = async (files: Readonly<Record<string, string>>) =>
      (await detectSites(memoryRepo(files))).map(({ generator }) => generator);
    assert.deepEqual(await found({ ...astro, ...mkdocs('https://own.example') }), ['astro']);
    assert.deepEqual(
      new Set(await found({ ...astro, ...mkdocs('https://own.example/docs/') })),
      new Set(['astro', 'mkdocs']),
    );
    assert.deepEqual(
      new Set(await found({ ...astro, ...mkdocs('https://docs.own.example') })),
      new Set(['astro', 'mkdocs']),
    );
    // One that is still to come: nothing publishes it yet.
    for (const workflow of [
      'jobs: {}\n',
      'jobs:\n  test:\n    steps:\n      - run: npm test\n        working-directory: website\n',
    ])
      assert.deepEqual(
        new Set(await found({ ...astro, ...mkdocs('https://own.example'), '.github/workflows/docs.yml': workflow })),
        new Set(['astro', 'mkdocs']),
      );
    const host = { '.github/workflows/docs.yml': 'jobs: {}\n', 'netlify.toml': '[build]\nbase = "website"\n' };
    assert.deepEqual(await found({ ...astro, ...mkdocs('https://own.example'), ...host }), ['astro']);
    const both = { '.github/workflows/docs.yml': 'jobs:\n  a:\n    steps:\n      - run: mkdocs build\n' };
    assert.deepEqual(
      new Set(await found({ ...astro, ...mkdocs('https://own.example'), ...both })),
      new Set(['astro', 'mkdocs']),
    );
  });

  // As in apollographql/apollo-client a7a1e89ca4: an application of Next.js that the library is tried with.
  it('takes no application of tests for the site, however the folder of tests is called', async () => {
    const names = five.map((name) => `docs/source/${name}.mdx`);
    for (const tests of ['integration-tests', 'e2e-tests', 'acceptance_tests', 'test-apps', 'tests-e2e']) {
      const files = repoOf([...names, `${tests}/next/pages/index.tsx`], {
        [`${tests}/next/package.json`]: '{ "dependencies": { "next": "15.0.0" } }',
      });
      assert.deepEqual(await detectSites(files), [], tests);
    }
  });

  it('takes an example for the site where nothing else is content', async () => {
    const files = repoOf(['README.md', 'example/index.rst'], { 'example/conf.py': sphinx });
    assert.deepEqual(
      (await detectSites(files)).map(({ root }) => root),
      ['example'],
    );
  });

  it('finds the example for somebody who works in it', async () => {
    const files = repoOf([...five.map((name) => `docs/${name}.rst`), 'tests/site/index.rst'], {
      'tests/site/conf.py': sphinx,
    });
    const found = await sitesOfFolder(files, 'tests/site' as RepoPath);
    assert.deepEqual(
      found.map(({ root }) => root),
      ['tests/site'],
    );
  });

  it('asks those that guess where the only certain site is an example', async () => {
    const files = repoOf(['docs/index.md', ...five.map((name) => `docs/${name}.md`)], {
      'examples/blog/hugo.toml': 'title = "x"\n',
      'examples/blog/content/a.md': '---\ntitle: a\n---\n',
    });
    assert.deepEqual(
      (await detectSites(files)).map(({ generator, root }) => `${generator} ${root}`),
      ['plain docs'],
    );
  });

  // As in Zenlytic/zenlytic-docs, where changelog, developers, docs and resources are spaces of GitBook.
  it('puts the site with the most content first', async () => {
    const names = ['changelog/README.md', ...five.map((name) => `docs/${name}.md`), 'resources/README.md'];
    const spaces = ['changelog', 'docs', 'resources'].map(
      (folder) => [`${folder}/.gitbook.yaml`, 'root: ./\n'] as const,
    );
    const summaries = ['changelog', 'docs', 'resources'].map(
      (folder) => [`${folder}/SUMMARY.md`, '# Summary\n'] as const,
    );
    const found = await detectSites(repoOf(names, Object.fromEntries([...spaces, ...summaries])));
    assert.equal(found[0]?.root, 'docs');
    assert.deepEqual(found.map(({ root }) => root).sort(), ['changelog', 'docs', 'resources']);
  });

  const docusaurus = "module.exports = { presets: [['classic', { docs: { routeBasePath: '/' } }]] };\n";
  const mkdocs = 'site_name: Old\n';
  const builds: readonly (readonly [string, string, string])[] = [
    ['package.json', '{ "scripts": { "build": "docusaurus build" } }', 'docusaurus'],
    ['netlify.toml', '[build]\ncommand = "mkdocs build"\n', 'mkdocs'],
    ['vercel.json', '{ "buildCommand": "npx docusaurus build" }', 'docusaurus'],
    ['.readthedocs.yaml', 'version: 2\nmkdocs:\n  configuration: mkdocs.yml\n', 'mkdocs'],
    ['.github/workflows/site.yml', 'jobs:\n  a:\n    steps:\n      - run: mkdocs gh-deploy\n', 'mkdocs'],
    [
      '.github/workflows/site.yml',
      'jobs:\n  a:\n    steps:\n      - run: docusaurus build\n      # mkdocs build\n',
      'docusaurus',
    ],
  ];
  for (const [file, text, generator] of builds) {
    it(`drops what another builder left in the folder, by ${file}: ${generator}`, async () => {
      const files = repoOf(['docs/a.md'], { 'docusaurus.config.js': docusaurus, 'mkdocs.yml': mkdocs, [file]: text });
      assert.deepEqual(
        (await detectSites(files)).map((site) => site.generator),
        [generator],
      );
    });
  }
});
