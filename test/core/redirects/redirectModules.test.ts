/** Redirects that a configuration imports are read and edited in the file where they stand. */
import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Given {
  readonly format: string;
  readonly files: Readonly<Record<string, string>>;
}

function siteOf({ format, files }: Given) {
  const generator = format.replace(/Config|Redirects|RouteRules/, '').replace('next', 'nextjs');
  return redirectSite({ context: `generators: ${generator}`, files: new Map(Object.entries(files)) });
}

async function read(given: Given): Promise<readonly string[]> {
  const { rules } = await openRedirects(siteOf(given));
  return rules.map(({ file, line, from, to }) => `${file}:${line} ${from} ${to}`);
}

/** The one file that a new redirect changes, and its text then; what is taken out again leaves it as it was. */
async function added(given: Given): Promise<readonly [string, string]> {
  const context = siteOf(given);
  const format = redirectFormats.find(({ id }) => id === given.format);
  assert.ok(format);
  const redirect = { from: urlPath('/old'), to: '/new', status: 301 } as const;
  const plan = await format.plan(redirect, context);
  assert.ok('file' in plan, JSON.stringify(plan));
  const before = given.files[plan.file] ?? '';
  const edits = format.add([redirect], before, plan.file, context);
  assert.ok('length' in edits);
  const after = applyEdits(before, edits);
  assert.deepEqual(format.add([redirect], after, plan.file, context), []);
  const rule = format.parse(after, plan.file, context).rules.find(({ from }) => from === '/old');
  assert.ok(rule);
  assert.equal(applyEdits(after, made(format.remove(rule, after, context))), before);
  return [plan.file, after];
}

const next = {
  format: 'nextConfig',
  files: {
    'next.config.mjs':
      "import { redirects } from './lib/redirects.mjs';\nexport default { basePath: '/x', redirects: async () => redirects };\n",
    'lib/redirects.mjs': "export const redirects = [\n  { source: '/a', destination: '/b', permanent: true },\n];\n",
  },
};

describe('redirects that a configuration imports', () => {
  it('are those of next.config, by import and by require', async () => {
    assert.deepEqual(await read(next), ['lib/redirects.mjs:2 /a /b']);
    assert.deepEqual(await added(next), [
      'lib/redirects.mjs',
      "export const redirects = [\n  { source: '/a', destination: '/b', permanent: true },\n  { source: '/old', destination: '/new', permanent: true },\n];\n",
    ]);
    const json = '[\n  { "source": "/a", "destination": "/b", "permanent": true }\n]\n';
    const files = {
      'next.config.js':
        "const list = require('./redirects.json');\nmodule.exports = { async redirects() { return list; } };\n",
      'redirects.json': json,
    };
    assert.deepEqual(await read({ format: 'nextConfig', files }), ['redirects.json:2 /a /b']);
    assert.equal((await added({ format: 'nextConfig', files }))[0], 'redirects.json');
  });
  it('are those of astro.config', async () => {
    const files = {
      'astro.config.ts':
        "import { defineConfig } from 'astro/config';\nimport redirects from './redirects';\nexport default defineConfig({ redirects });\n",
      'redirects.ts': "export default {\n\t'/a': '/b',\n};\n",
    };
    assert.deepEqual(await read({ format: 'astroRedirects', files }), ['redirects.ts:2 /a /b']);
    assert.deepEqual(await added({ format: 'astroRedirects', files }), [
      'redirects.ts',
      "export default {\n\t'/a': '/b',\n\t'/old': '/new',\n};\n",
    ]);
  });
  it('are those of docusaurus.config', async () => {
    const files = {
      'docusaurus.config.js':
        "const { redirects } = require('./redirects');\nmodule.exports = { plugins: [['@docusaurus/plugin-client-redirects', { redirects }]] };\n",
      'redirects.js': "module.exports = {\n  redirects: [\n    { from: '/a', to: '/b' },\n  ],\n};\n",
    };
    assert.deepEqual(await read({ format: 'docusaurusRedirects', files }), ['redirects.js:3 /a /b']);
    assert.equal((await added({ format: 'docusaurusRedirects', files }))[0], 'redirects.js');
  });
  it('are those of nuxt.config', async () => {
    const files = {
      'nuxt.config.ts': "import { routeRules } from './rules';\nexport default defineNuxtConfig({ routeRules });\n",
      'rules.ts': "export const routeRules = {\n  '/a': { redirect: '/b' },\n  '/app': { ssr: false },\n};\n",
    };
    assert.deepEqual(await read({ format: 'nuxtRouteRules', files }), ['rules.ts:2 /a /b']);
    assert.equal((await added({ format: 'nuxtRouteRules', files }))[0], 'rules.ts');
  });
  it('are read beside those that stand in the configuration', async () => {
    const files = {
      ...next.files,
      'next.config.mjs':
        "import { redirects } from './lib/redirects.mjs';\nexport default { redirects: async () => [...redirects, { source: '/c', destination: '/d', permanent: true }] };\n",
    };
    assert.deepEqual(await read({ ...next, files }), ['lib/redirects.mjs:2 /a /b', 'next.config.mjs:2 /c /d']);
  });
  it('are the one list that says so among others of its module', async () => {
    const files = {
      ...next.files,
      'lib/redirects.mjs':
        "export const headers = [\n  { source: '/h', headers: [] },\n];\nexport const redirects = [\n  { source: '/a', destination: '/b', permanent: true },\n];\n",
    };
    assert.deepEqual(await read({ ...next, files }), ['lib/redirects.mjs:5 /a /b']);
    const [file, after] = await added({ ...next, files });
    assert.equal(file, 'lib/redirects.mjs');
    assert.ok(after.startsWith("export const headers = [\n  { source: '/h', headers: [] },\n];\n"), after);
  });
  it('are all lists of a module that exports several, where the configuration takes each', async () => {
    const own = "{ source: '/c', destination: '/d', permanent: true }";
    const one = "[\n  { source: '/a', destination: '/b', permanent: true },\n]";
    const other = "[\n  { source: '/e', destination: '/f', permanent: true },\n]";
    const config = (names: string, spread: string) =>
      `const { ${names} } = require('./lib/moved');\nmodule.exports = { redirects: async () => [\n${spread}\n] };\n`;
    const siteWith = (text: string, module: string) => ({
      format: 'nextConfig',
      files: { 'next.config.js': text, 'lib/moved.js': module },
    });
    const common = `const docRedirects = ${one};\nconst pageRedirects = ${other};\nmodule.exports = { docRedirects, pageRedirects };\n`;
    const both = siteWith(config('docRedirects, pageRedirects', `${own},\n...docRedirects, ...pageRedirects`), common);
    // Rules that are spread behind the own ones answer behind them.
    assert.deepEqual(await read(both), ['next.config.js:3 /c /d', 'lib/moved.js:2 /a /b', 'lib/moved.js:5 /e /f']);
    const { invalid } = await openRedirects(siteOf(both));
    assert.deepEqual(invalid, []);
    const between = siteWith(
      config('docRedirects, pageRedirects', `${own},\n...docRedirects, ...pageRedirects,\n${own.replace('/c', '/g')}`),
      common,
    );
    assert.deepEqual(
      (await read(between)).map((line) => line.split(' ')[1]),
      ['/c', '/a', '/e', '/g'],
    );
    assert.deepEqual((await added(both))[0], 'lib/moved.js');
    const front = siteWith(config('docRedirects, pageRedirects', `...pageRedirects, ...docRedirects,\n${own}`), common);
    assert.deepEqual(await read(front), ['lib/moved.js:2 /a /b', 'lib/moved.js:5 /e /f', 'next.config.js:4 /c /d']);
    // A name that says nothing is no matter where no other does.
    const plain = `export const docs = ${one};\nexport const pages = ${other};\nexport const names = ['a'];\n`;
    const named = {
      format: 'nextConfig',
      files: {
        'next.config.mjs': `import { docs, pages } from './lib/moved.mjs';\nexport default { redirects: () => [...docs, ...pages] };\n`,
        'lib/moved.mjs': plain,
      },
    };
    assert.deepEqual(await read(named), ['lib/moved.mjs:2 /a /b', 'lib/moved.mjs:5 /e /f']);
    // One that nobody takes: which of them do answer is not told.
    const half = siteWith(config('docRedirects', `...docRedirects,\n${own}`), common);
    assert.deepEqual(await read(half), ['next.config.js:4 /c /d']);
    const rewrites = `exports.redirects = ${one};\nexports.rewrites = ${other};\n`;
    const mixed = siteWith(config('redirects', `...redirects,\n${own}`), rewrites);
    assert.deepEqual(await read(mixed), ['lib/moved.js:2 /a /b', 'next.config.js:4 /c /d']);
  });
  it('are left alone where a program makes them, or nothing is written for them', async () => {
    const made = { ...next.files, 'lib/redirects.mjs': "export const redirects = load('/a', '/b');\n" };
    assert.deepEqual(await read({ ...next, files: made }), []);
    const exported = {
      ...next.files,
      'next.config.mjs':
        "import { redirects } from './lib/redirects.mjs';\nexport default { output: 'export', redirects: async () => redirects };\n",
    };
    assert.deepEqual(await read({ ...next, files: exported }), []);
    assert.deepEqual((await openRedirects(siteOf({ ...next, files: exported }))).resolve('/x/z').outcome.kind, 'none');
    const changed = {
      ...next.files,
      'next.config.mjs':
        "import { redirects } from './lib/redirects.mjs';\nexport default { redirects: async () => redirects.map((one) => ({ ...one, permanent: false })) };\n",
    };
    assert.deepEqual(await read({ ...next, files: changed }), []);
  });
  it('cast no doubt on other addresses where they are spread and read, and do where they are not', async () => {
    const own = "{ source: '/b', destination: '/c', permanent: true }";
    const module = "[{ source: '/a', destination: '/x', permanent: true }]";
    const asked = async (head: string, name: string, files: Readonly<Record<string, string>>) => {
      const text = `${head}\nmodule.exports = { async redirects() { return [...${name}, ${own}]; } };\n`;
      const table = await openRedirects(siteOf({ format: 'nextConfig', files: { 'next.config.js': text, ...files } }));
      return table.resolve('/z').outcome.kind;
    };
    const files = { 'redirects.js': `module.exports = ${module};\n` };
    assert.equal(await asked("const moved = require('./redirects');", 'moved', files), 'none');
    assert.equal(await asked("const moved = require('moved');", 'moved', files), 'undecided');
    assert.equal(await asked("const other = require('./redirects');", 'moved', files), 'undecided');
    const made = { 'redirects.js': 'module.exports = readAll();\n' };
    assert.equal(await asked("const moved = require('./redirects');", 'moved', made), 'undecided');
  });
});
