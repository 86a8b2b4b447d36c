import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { configurationOf, readScript, readScriptText, type Script } from '../../../src/core/script/script.ts';
import { dataOf, fromData, property, unknownParts, type Value } from '../../../src/core/script/value.ts';

const path = (text: string): RepoPath => text as RepoPath;

/** Reads the first of the files, the others being what it may import. */
async function read(files: Record<string, string>): Promise<Script> {
  const [file] = Object.keys(files);
  const script = await readScript(path(file!), {
    files: Object.keys(files).map(path),
    has: (wanted) => wanted in files,
    read: async (wanted) => files[wanted],
  });
  return script!;
}

async function data(text: string, others: Record<string, string> = {}): Promise<unknown> {
  const script = await read({ 'site/x.config.ts': text, ...others });
  return JSON.parse(JSON.stringify(dataOf(configurationOf(script)) ?? null));
}

const reasons = (value: Value): string[] =>
  unknownParts(value).map(({ reason, origin }) => `${origin.line}: ${reason}`);

describe('readScript', () => {
  describe('exports', () => {
    const cases: Record<string, string> = {
      'a default export': `export default { base: '/x/' }`,
      'module.exports': `module.exports = { base: '/x/' }`,
      'single properties': `exports.base = '/x/'`,
      'a constant': `const config = { base: '/x/' }; export default config`,
      'an export list': `const config = { base: '/x/' }; export { config as default }`,
      'a wrapper': `import { defineConfig } from 'astro/config'; export default defineConfig({ base: '/x/' })`,
      'nested wrappers': `export default withPwa(extend(defineConfig({ base: '/x/' })))`,
      'a wrapper with options': `module.exports = withMdx({ extension: 1 })({ base: '/x/' })`,
      'a type annotation': `export default { base: '/x/' } satisfies Config as Config`,
      'an arrow function': `export default ({ mode }) => ({ base: mode === 'production' ? '/x/' : '/' })`,
      'an async function': `module.exports = async function () { const base = '/x/'; return { base } }`,
      'a function in a wrapper': `export default defineConfig(async ({ command }) => { return { base: '/x/' } })`,
      'later changes': `const config = {}; config.base = '/x/'; module.exports = config`,
      'a helper of its own': `const base = (p) => '/' + p + '/'; export default { base: base('x') }`,
    };
    for (const [name, text] of Object.entries(cases)) {
      it(`reads ${name}`, async () => assert.deepEqual(await data(text), { base: '/x/' }));
    }

    it('reads nothing from a script that exports nothing', async () => assert.equal(await data('const a = 1'), null));
  });

  describe('each entry of a list', () => {
    const told = (body: string) =>
      `module.exports = () => { const v = []; const add = (x) => { v.push(x); return [x]; }; ${body} return { v }; }`;
    it('is gone through once, whatever the list is made of', async () => {
      assert.deepEqual(await data(told("['a'].map((x) => { v.push(x); return x; }).forEach((x) => v.push(x + 1));")), {
        v: ['a', 'a1'],
      });
      assert.deepEqual(await data(told("add('a').forEach((x) => { v.push(x + 1); });")), { v: ['a', 'a1'] });
    });
    it('leaves what it changes unknown where nobody knows the list, and nothing else', async () => {
      const script = await read({ 'site/x.config.ts': told("add('a'); fetched().forEach((x) => { v.push(x); });") });
      const filled = property(configurationOf(script), 'v');
      assert.ok(filled.kind === 'list' && filled.items.length === 2);
      assert.deepEqual(
        filled.items.map((item) => (item.kind === 'unknown' ? [item.reason, item.several] : dataOf(item))),
        ['a', ['depends on the call fetched(…).forEach(…)', true]],
      );
      assert.equal(dataOf(filled, true), undefined);
      assert.deepEqual(await data(told('fetched().forEach((x) => { console.log(x); });')), { v: [] });
    });
  });

  describe('values', () => {
    const cases: Record<string, [string, unknown]> = {
      'template literals': [`const a = "x"; export default { v: \`/\${a}/\${1 + 1}\` }`, '/x/2'],
      'spread objects': ['const a = { p: 1, q: 2 }; export default { v: { ...a, q: 3 } }', { p: 1, q: 3 }],
      'spread lists': ['const a = [1, 2]; export default { v: [0, ...a] }', [0, 1, 2]],
      'members of known objects': ['const a = { b: { c: ["x"] } }; export default { v: a.b.c[0] }', 'x'],
      'map and filter': [`export default { v: [1, 2, 3].filter(n => n > 1).map(n => \`p\${n}\`) }`, ['p2', 'p3']],
      'object entries': [
        'export default { v: Object.entries({ a: 1 }).map(([k, v]) => ({ k, v })) }',
        [{ k: 'a', v: 1 }],
      ],
      'object from entries': ['export default { v: Object.fromEntries([["a", 1]]) }', { a: 1 }],
      'a list that is pushed to': ['const v = ["a"]; v.push("b"); export default { v }', ['a', 'b']],
      'a loop that pushes': [
        'const v = []; for (const x of ["a", "b"]) { v.push(x + x) } export default { v }',
        ['aa', 'bb'],
      ],
      'text methods': ['export default { v: "A B".toLowerCase().replace(/\\s+/g, "-") }', 'a-b'],
      'groups in a replacement': ['export default { v: "2020-x".replace(/(\\d+)-(\\w)/, "$2/$1") }', 'x/2020'],
      'optional chaining': ['const a = undefined; export default { v: a?.b ?? "d" }', 'd'],
      'path.join': ['import path from "node:path"; export default { v: path.join(__dirname, "../docs") }', '/docs'],
      'path.resolve': [
        'const { resolve } = require("path"); module.exports = { v: resolve(__dirname, "a") }',
        '/site/a',
      ],
      'new URL': [
        'import { fileURLToPath } from "url"; export default { v: fileURLToPath(new URL("./a", import.meta.url)) }',
        '/site/a',
      ],
      'numbers and negation': ['export default { v: [-1, !0, typeof "x"] }', [-1, true, 'string']],
      'loops with a condition': [
        'const v = []; for (let i = 0; i < 3; i++) { v.push(i) } export default { v }',
        [0, 1, 2],
      ],
      'dates and their parts': ['export default { v: new Date("2024-03-05").getUTCMonth() + 1 }', 3],
      'promises by what they promise': [
        'export default { v: await Promise.all([1].map(async (n) => n + 1)).then((l) => l[0]) }',
        2,
      ],
      'lodash and slug libraries': [
        'import _ from "lodash"; import { slug } from "github-slugger"; export default { v: [_.kebabCase("Big News"), slug("C++ x")] }',
        ['big-news', 'c-x'],
      ],
      switch: [
        'const f = (x) => { switch (x) { case 1: return "one"; default: return "other" } }; export default { v: [f(1), f(2)] }',
        ['one', 'other'],
      ],
    };
    for (const [name, [text, expected]] of Object.entries(cases)) {
      it(`reads ${name}`, async () => assert.deepEqual(await data(text), { v: expected }));
    }
  });

  describe('imports', () => {
    it('follows a relative import, a default one and a namespace', async () => {
      const text = `import { a } from './parts'; import b from './b.js'; import * as c from './c.mts'; export default { a, b, c: c.x }`;
      const others = {
        'site/parts/index.ts': `export const a = 1`,
        'site/b.ts': `export default 2`,
        'site/c.mts': `export const x = 3`,
      };
      assert.deepEqual(await data(text, others), { a: 1, b: 2, c: 3 });
    });

    it('follows re-exports and imports of imports', async () => {
      const others = {
        'site/a.ts': `export * from './b'`,
        'site/b.ts': `import { c } from './c'; export const v = [c]`,
        'site/c.ts': 'export const c = "deep"',
      };
      assert.deepEqual(await data(`import { v } from './a'; export default { v }`, others), { v: ['deep'] });
    });

    it('reads JSON by import, require and the file system', async () => {
      const others = { 'site/v.json': '["2.0"]' };
      assert.deepEqual(await data(`import v from './v.json'; export default { v }`, others), { v: ['2.0'] });
      assert.deepEqual(await data(`module.exports = { v: require('./v.json') }`, others), { v: ['2.0'] });
      const text = `import fs from 'fs'; export default { v: JSON.parse(fs.readFileSync(__dirname + '/v.json', 'utf8')) }`;
      assert.deepEqual(await data(text, others), { v: ['2.0'] });
    });

    it('does not leave the repository', async () => {
      const script = await read({ 'x.js': `module.exports = { v: require('../../etc/passwd') }` });
      assert.deepEqual(dataOf(script.main), Object.assign(Object.create(null), { v: undefined }));
    });

    it('survives a circle', async () => {
      const files = {
        'a.ts': `import { b } from './b'; export const a = b; export default { a }`,
        'b.ts': `import { a } from './a'; export const b = a`,
      };
      const script = await read(files);
      assert.equal(property(script.main, 'a').kind, 'unknown');
    });
  });

  describe('what cannot be read', () => {
    it('stands in its place with line and reason', async () => {
      const script = await read({
        'x.ts': `export default {\n  known: 1,\n  title: await fetch('/x'),\n  ...load(),\n}`,
      });
      assert.equal(dataOf(property(script.main, 'known')), 1);
      assert.equal(property(script.main, 'title').kind, 'call');
      assert.deepEqual(reasons(script.main), ['4: depends on the call load(…)']);
      assert.equal(property(script.main, 'absent').kind, 'unknown');
    });

    it('hands on the reason', async () => {
      const script = await read({ 'x.ts': `const v = load();\nexport default { v: v.a + '/x' }` });
      assert.deepEqual(reasons(script.main), ['2: depends on the call load(…)']);
    });

    it('does not know what an unset variable spells', async () => {
      const script = await read({ 'x.ts': `export default { v: \`/\${process.env.BASE}/\` }` });
      assert.deepEqual(reasons(script.main), ['1: depends on process.env.BASE']);
    });

    it('takes the fallback of an environment variable, and says so', async () => {
      const script = await read({
        'x.ts': `export default { a: process.env.A ?? '/', b: process.env.B || '/b', c: process.env.CI ? 1 : 2 }`,
      });
      assert.deepEqual({ ...(dataOf(script.main) as object) }, { a: '/', b: '/b', c: 2 });
      const config = configurationOf(script);
      assert.deepEqual(property(config, 'a').assumed, { variable: 'process.env.A', value: undefined });
      assert.deepEqual(property(config, 'c').assumed, { variable: 'process.env.CI', value: undefined });
    });

    it('ends a loop that does not end, and a function without end', async () => {
      const script = await read({
        'x.ts': `const f = (n) => f(n + 1); const g = () => { while (true) {} }; export default { f: f(0), g: g() }`,
      });
      assert.equal(property(script.main, 'f').kind, 'unknown');
      assert.equal(property(script.main, 'g').kind, 'unknown');
    });

    it('ends a loop that only its condition would end', async () => {
      const text = `let n = 0; const f = () => { while (n >= 0) { n++ } return n }; export default { v: f() }`;
      assert.match(reasons((await read({ 'x.ts': text })).main)[0] ?? '', /too many steps/);
    });

    it('ends doubling work', async () => {
      const text = `const f = (n) => n === 0 ? [1] : [...f(n - 1), ...f(n - 1)]; export default { v: f(60) }`;
      assert.match(reasons((await read({ 'x.ts': text })).main)[0] ?? '', /too many steps/);
    });

    it('survives nesting deeper than the stack', async () => {
      const script = await read({ 'x.js': `module.exports = ${'['.repeat(50_000)}${']'.repeat(50_000)}` });
      assert.ok(script.main);
    });

    it('does not run a hostile expression', async () => {
      const text = `export default { v: /^(a+)+$/.test('${'a'.repeat(50)}b') }`;
      assert.deepEqual(await data(text), { v: false });
    });

    it('says where the syntax is broken', async () => {
      const script = await read({ 'x.ts': `export default {\n  a: 1,\n  b: ]\n` });
      assert.equal(script.notes[0]?.line, 3);
      assert.deepEqual(reasons(script.main), ['1: comes from x.ts, which could not be parsed']);
    });

    it('keeps keys like __proto__ as data', async () => {
      const script = await read({ 'x.ts': `export default { ["__proto__"]: { polluted: 1 } }` });
      dataOf(script.main);
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
    });
  });

  it('gives the place of objects and properties, also behind a name', () => {
    const text = `const rules = [\n  { from: '/a', to: '/b' },\n];\nexport default defineConfig({ redirects: rules });\n`;
    const script = readScriptText(path('x.ts'), text);
    const redirects = property(configurationOf(script), 'redirects');
    assert.equal(text.slice(redirects.origin.start, redirects.origin.end), `[\n  { from: '/a', to: '/b' },\n]`);
    assert.equal(redirects.kind === 'list' && redirects.items[0]?.origin.line, 2);
    const config = configurationOf(script);
    const key = config.kind === 'object' ? config.properties.get('redirects')! : undefined;
    assert.equal(text.slice(key!.origin.start, key!.origin.end), 'redirects: rules');
  });

  it('follows import names of tsconfig.json', async () => {
    const script = await read({
      'x.ts': `import { v } from '@/parts/v'; export default { v }`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/parts/v.ts': 'export const v = 1',
    });
    assert.equal(dataOf(property(script.main, 'v')), 1);
  });

  it('is evaluated afresh by one who knows what a package returns', async () => {
    const script = await read({
      'x.ts': `import { all } from 'pkg'; const list = all('a').filter((x) => x.n > 1 || x.odd()); export const v = list.map((x) => x.n)`,
    });
    assert.equal(script.exported('v').kind, 'call');
    const known = script.knowing(({ module }) => (module === 'pkg' ? fromData([{ n: 1 }, { n: 2 }]) : undefined));
    assert.deepEqual(dataOf(known.exported('v')), [1, 2]);
  });

  it('calls a function of the script on given values', () => {
    const script = readScriptText(
      path('x.js'),
      `module.exports = { permalink: (data) => \`/\${data.title.toLowerCase()}/\` }`,
    );
    const result = script.call(property(script.main, 'permalink'), fromData({ title: 'Hello' }));
    assert.equal(dataOf(result), '/hello/');
  });
});
