/** Rules that a configuration takes from a file of its own are read there, however it takes them, and nothing else is in doubt. */
import assert from 'node:assert/strict';
import type { HostId } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../../tools/conformance/simulate.ts';

const list = '[{ "source": "/old", "destination": "/new", "permanent": true }]';
const map = '{ "/old": "/new" }';
const rules = '{ "/old": { "redirect": "/new" } }';

const cases: readonly (readonly [host: HostId, config: string, text: string, file: string, written: string])[] = [
  [
    'next',
    'next.config.js',
    'const list = require("./moved.json");\nmodule.exports = { redirects: async () => list };',
    'moved.json',
    list,
  ],
  [
    'next',
    'next.config.js',
    'module.exports = { async redirects() { return require("./moved.json"); } };',
    'moved.json',
    list,
  ],
  [
    'next',
    'next.config.js',
    'const list = require("./moved");\nmodule.exports = { redirects: async () => list };',
    'moved.js',
    `module.exports = ${list};`,
  ],
  [
    'next',
    'next.config.mjs',
    'import list from "./moved.json" with { type: "json" };\nexport default { redirects: async () => list };',
    'moved.json',
    list,
  ],
  [
    'nuxt',
    'nuxt.config.mjs',
    'import routeRules from "./moved.json";\nexport default { routeRules };',
    'moved.json',
    rules,
  ],
  [
    'nuxt',
    'nuxt.config.js',
    'const rules = require("./moved.json");\nmodule.exports = { routeRules: rules };',
    'moved.json',
    rules,
  ],
  [
    'astro',
    'astro.config.mjs',
    'import redirects from "./moved.json";\nexport default { redirects };',
    'moved.json',
    map,
  ],
  [
    'astro',
    'astro.config.mjs',
    'import { redirects } from "./src/moved.mjs";\nexport default { redirects };',
    'src/moved.mjs',
    `export const redirects = ${map};`,
  ],
  // onetimesecret/docs.onetimesecret.com@a10d84a09c, RFInteractive/rf-next@c3625ab90d, CannyMinds-QA/cannyminds-website@02be768137
  [
    'astro',
    'astro.config.mjs',
    'import { createRedirects } from "./src/moved.mjs";\nexport default { redirects: createRedirects() };',
    'src/moved.mjs',
    `export function createRedirects() {\n  return ${map};\n}`,
  ],
  [
    'next',
    'next.config.js',
    'const moved = require("./moved");\nmodule.exports = { async redirects() { return moved.oldRedirects; } };',
    'moved.js',
    `const oldRedirects = ${list};\nexports.oldRedirects = oldRedirects;`,
  ],
  [
    'next',
    'next.config.js',
    'const { siteRedirects } = require("./moved");\nmodule.exports = { redirects: async () => siteRedirects };',
    'moved.js',
    `const siteRedirects = ${list};\nmodule.exports = { siteRedirects };`,
  ],
  [
    'next',
    'next.config.mjs',
    'import { redirects } from "./moved.mjs";\nexport default { redirects };',
    'moved.mjs',
    `export const redirects = async () => {\n  const own = ${list};\n  return own;\n};`,
  ],
];

describe('rules in a file that a configuration takes them from', () => {
  for (const [host, config, text, file, written] of cases)
    it(`are read: ${config}, ${text.split('\n')[0]}`, async () => {
      const files = { [config]: `${text}\n`, [file]: `${written}\n` };
      const table = await openRedirects(siteOf({ files, urls: [], generators: [host] }, host));
      assert.deepEqual(
        table.rules.map((rule) => rule.file),
        [file],
      );
      // They are not said to be unread where they are read.
      assert.deepEqual(table.invalid, []);
      assert.deepEqual(
        ['/old', '/x'].map((url) => table.resolve(url).outcome.kind),
        ['dead', 'none'],
      );
    });
  it('are not made up where a function takes an argument', async () => {
    const files = {
      'next.config.mjs':
        'import { redirects } from "./moved.mjs";\nexport default { redirects: () => redirects("de") };\n',
      'moved.mjs':
        'export function redirects(lang) {\n  return [{ source: "/" + lang + "/old", destination: "/new", permanent: true }];\n}\n',
    };
    const table = await openRedirects(siteOf({ files, urls: [], generators: ['next'] }, 'next'));
    assert.deepEqual(table.rules, []);
    assert.ok(table.invalid.length > 0);
  });
});
