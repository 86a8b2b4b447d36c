/**
 * Paths in front of all addresses that a build gets from its environment. What sets a variable is told by POSIX
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_09_01), by the workflow syntax of GitHub
 * and by the configuration files of Netlify and Vercel.
 */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../src/core/paths.ts';
import { buildEnvironment } from '../../src/core/script/project/environment.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** A site of each generator whose configuration is a program, with the setting as `BASE`. */
const sites: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  astro: {
    'package.json': '{ "dependencies": { "astro": "^5.0.0" } }',
    'astro.config.mjs': 'export default { base: BASE };',
    'src/pages/a.md': '# A',
  },
  docusaurus: {
    'docusaurus.config.js':
      "module.exports = { baseUrl: BASE, presets: [['classic', { docs: { routeBasePath: '/' } }]] };",
    'docs/a.md': '# A',
  },
  docusaurusOne: {
    'website/package.json': '{ "devDependencies": { "docusaurus": "1.14.7" } }',
    'website/siteConfig.js': 'module.exports = { baseUrl: BASE };',
    'docs/a.md': '---\nid: a\n---\n# A',
  },
  eleventy: { 'eleventy.config.js': 'module.exports = () => ({ pathPrefix: BASE });', 'a.md': '# A' },
  gatsby: {
    'package.json': '{ "scripts": { "build": "gatsby build --prefix-paths" } }',
    'gatsby-config.js': 'module.exports = { pathPrefix: BASE };',
    'src/pages/a.js': 'export default () => null;',
  },
  nextjs: {
    'package.json': '{ "dependencies": { "next": "15.0.0" } }',
    'next.config.js': 'module.exports = { basePath: BASE };',
    'pages/a.js': 'export default () => null;',
  },
  nuxt: { 'nuxt.config.ts': 'export default { app: { baseURL: BASE } };', 'pages/a.vue': '<template />' },
  'react-router': {
    'react-router.config.ts': 'export default { basename: BASE };',
    'app/routes.ts': "import { route } from '@react-router/dev/routes';\nexport default [route('a', 'a.tsx')];",
    'app/a.tsx': 'export default () => null;',
  },
  rspress: { 'rspress.config.ts': 'export default { base: BASE };', 'docs/a.md': '# A' },
  'solid-start': {
    'package.json': '{ "dependencies": { "@solidjs/start": "^1.0.0" } }',
    'app.config.ts':
      "import { defineConfig } from '@solidjs/start/config';\nexport default defineConfig({ server: { baseURL: BASE } });",
    'src/routes/a.tsx': 'export default () => null;',
  },
  sveltekit: {
    'package.json': '{ "dependencies": { "@sveltejs/kit": "^2.0.0" } }',
    'svelte.config.js': 'export default { kit: { paths: { base: BASE } } };',
    'src/routes/a/+page.svelte': '',
  },
  vitepress: { 'docs/.vitepress/config.js': 'export default { base: BASE };', 'docs/a.md': '# A' },
  vocs: { 'vocs.config.ts': 'export default { basePath: BASE };', 'docs/pages/a.md': '# A' },
  vuepress: { 'docs/.vuepress/config.js': 'module.exports = { base: BASE };', 'docs/a.md': '# A' },
};

const unsetNote = /is a guess, as process\.env\.SITE_PATH is not set here/;

async function opened(
  files: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
  address?: string,
  base = "process.env.SITE_PATH || '/'",
) {
  const texts = Object.entries(files).map(([name, text]) => [name, text.replace('BASE', base)]);
  const repo = memoryRepo(new Map([...(texts as [string, string][]), ...Object.entries(more)]));
  const [detected] = await detectSites(repo);
  assert.ok(detected !== undefined);
  return openSite(detected, repo, { now: '2026-06-01T00:00:00Z', address });
}

describe('a path that the environment of the build tells', () => {
  for (const [generator, files] of Object.entries(sites)) {
    it(`is a guess where nothing sets it, and no address is sure: ${generator}`, async () => {
      const site = await opened(files, {});
      assert.equal(site.detected.generator, generator);
      assert.equal(site.notes.filter(({ message }) => unsetNote.test(message)).length, 1);
      const pages = site.routes.pages.map(({ guess }) => guess);
      assert.ok(pages.length > 0);
      for (const guess of pages) assert.match(guess ?? 'sure', /path in front/);
    });

    it(`is a guess where a statement asks for it: ${generator}`, async () => {
      const base = "(() => { let base = '/'; if (process.env.SITE_PATH) { base = '/x/'; } return base; })()";
      const site = await opened(files, {}, undefined, base);
      assert.equal(site.notes.filter(({ message }) => unsetNote.test(message)).length, 1);
      for (const { guess } of site.routes.pages) assert.match(guess ?? 'sure', /path in front/);
    });

    it(`is settled by the address of the site: ${generator}`, async () => {
      const site = await opened(files, {}, 'https://example.org/');
      assert.ok(!site.notes.some(({ message }) => unsetNote.test(message)));
      const pages = site.routes.pages.map(({ guess }) => guess);
      assert.deepEqual([...new Set(pages)], [undefined]);
    });

    it(`is what a workflow that publishes sets: ${generator}`, async () => {
      const workflow =
        'jobs:\n  a:\n    env:\n      SITE_PATH: /handbook\n    steps:\n      - uses: actions/deploy-pages@v4\n';
      const site = await opened(files, { '.github/workflows/site.yml': workflow });
      assert.equal(site.permalinks.basePath.replace(/\/$/, ''), '/handbook');
      assert.ok(site.routes.pages.every(({ guess }) => guess === undefined));
    });
  }
});

describe('an address that a configuration computes', () => {
  for (const name of ['mkdocs-unset', 'pelican-computed', 'sphinx-computed-base', 'myst-base-computed']) {
    it(`leaves the path in front a guess until it is given: ${name}`, async () => {
      const files = fixtures('generators').find((fixture) => fixture.name === name)?.files;
      const repo = memoryRepo(new Map([...(files ?? [])].filter(([file]) => !file.startsWith('want'))));
      const [detected] = await detectSites(repo);
      assert.ok(detected !== undefined);
      const guesses = async (address?: string) =>
        (await openSite(detected, repo, { now: '2026-06-01T00:00:00Z', address })).routes.pages.map(
          ({ guess }) => guess,
        );
      const unsettled = await guesses();
      assert.ok(unsettled.length > 0);
      for (const guess of unsettled) assert.match(guess ?? 'sure', /path in front/);
      assert.deepEqual([...new Set(await guesses('https://example.org/'))], [undefined]);
    });
  }
});

describe('what a repository sets while its site is built', () => {
  const told = async (files: Readonly<Record<string, string>>, folder = '') =>
    Object.fromEntries(await buildEnvironment(folder as RepoPath, memoryRepo(new Map(Object.entries(files)))));
  const scripts = (of: Readonly<Record<string, string>>) => JSON.stringify({ scripts: of });
  const workflow = (run: string) =>
    `jobs:\n  a:\n    steps:\n      - run: |\n          ${run}\n      - uses: actions/deploy-pages@v4\n`;

  for (const [name, files, expected] of [
    [
      'a variable in front of the command',
      { 'package.json': scripts({ build: 'A=/x NODE_ENV=production next build' }) },
      { A: '/x', NODE_ENV: 'production' },
    ],
    [
      'cross-env',
      { 'package.json': scripts({ build: 'rm -rf out && cross-env A="/x" B=\'y z\' vitepress build' }) },
      { A: '/x', B: 'y z' },
    ],
    [
      'a script that the script for building runs, and none for trying out',
      {
        'package.json': scripts({
          build: 'npm run clean && npm run production',
          clean: 'rm -rf out',
          production: 'A=production eleventy',
          develop: 'A=development eleventy --serve',
        }),
      },
      { A: 'production' },
    ],
    [
      'a script that a workflow runs',
      {
        'package.json': scripts({ build: 'x', pages: 'A=/x npm run build' }),
        '.github/workflows/a.yml': workflow('npm run pages'),
      },
      { A: '/x' },
    ],
    [
      'what the command of the host runs',
      {
        'package.json': scripts({ site: 'A=/x build' }),
        'netlify.toml': '[build]\ncommand = "yarn site"\n[build.environment]\nB = "2"\n',
      },
      { A: '/x', B: '2' },
    ],
    [
      'what Vercel is told',
      { 'vercel.json': '{ "build": { "env": { "A": "/x" } }, "buildCommand": "B=1 next build" }' },
      { A: '/x', B: '1' },
    ],
    [
      'an export, and what is handed to later steps',
      { '.github/workflows/a.yml': workflow('export A=/x; echo "B=/y" >> $GITHUB_ENV') },
      { A: '/x', B: '/y' },
    ],
    [
      'nothing of two different values',
      { 'package.json': scripts({ build: 'A=/x build' }), 'netlify.toml': '[build.environment]\nA = "/y"\n' },
      {},
    ],
    [
      'nothing that only a run would tell',
      {
        '.github/workflows/a.yml':
          'env:\n  A: $' +
          '{{ steps.pages.outputs.base_path }}\njobs: { a: { steps: [ { uses: actions/deploy-pages@v4 } ] } }\n',
      },
      {},
    ],
    [
      'nothing of a workflow that publishes nothing',
      { '.github/workflows/a.yml': 'env:\n  A: /x\njobs: { a: { steps: [ { run: npm test } ] } }\n' },
      {},
    ],
    ['no argument that looks like one', { 'package.json': scripts({ build: 'build --set A=/x' }) }, {}],
  ] as const) {
    it(`is ${name}`, async () => assert.deepEqual(await told(files), expected));
  }

  it('is told in one pass of a line of any length', async () => {
    for (const line of [
      `echo A=${' '.repeat(300_000)}x`,
      `echo ${'A=1 '.repeat(80_000)}`,
      `${'A'.repeat(300_000)} b`,
    ]) {
      assert.deepEqual(await told({ '.github/workflows/a.yml': workflow(line) }), {});
    }
  });

  it('is what is set in the folder of the site and at the top', async () => {
    const files = {
      'package.json': scripts({ build: 'A=1 x' }),
      'site/package.json': scripts({ build: 'B=2 y' }),
      'other/package.json': scripts({ build: 'C=3 z' }),
    };
    assert.deepEqual(await told(files, 'site'), { A: '1', B: '2' });
  });
});
