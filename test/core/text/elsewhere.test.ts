/**
 * Which settings depend on the environment of the build. Each script is also run by Node, with the variable unset and set to
 * several texts: a setting rests on an assumption where its value differs between these, and only there.
 */
import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import type { RepoPath } from '../../../src/core/paths.ts';
import { configurationOf, readScriptText } from '../../../src/core/script/script.ts';
import { dataOf, property, textValue, unknownParts } from '../../../src/core/script/value.ts';

const scripts: Readonly<Record<string, string>> = {
  'a default': "module.exports = { base: process.env.X || '/b/' };",
  'a default of what is absent': "module.exports = { base: process.env.X ?? '/b/' };",
  'a choice': "module.exports = { base: process.env.X ? '/a/' : '/b/' };",
  'a comparison': "module.exports = { base: process.env.X === 'p' ? '/a/' : '/b/' };",
  'an if': "let base = '/'; if (process.env.X) base = '/a/'; module.exports = { base };",
  'an if with an else':
    "let base; if (process.env.X) { base = '/a/'; } else { base = '/b/'; } module.exports = { base };",
  'an if that changes a member': "const c = { base: '/' }; if (process.env.X) c.base = '/a/'; module.exports = c;",
  'an if in a function':
    "module.exports = (() => { let b = '/'; if (process.env.X) { b = '/a/'; } return { base: b }; })();",
  'an early return': "function b() { if (process.env.X) return '/a/'; return '/b/'; } module.exports = { base: b() };",
  'a switch':
    "function b() { switch (process.env.X) { case 'p': return '/a/'; default: return '/b/'; } } module.exports = { base: b() };",
  'a switch that sets a variable':
    "let base = '/'; switch (process.env.X) { case 'p': base = '/a/'; break; } module.exports = { base };",
  'a try': "let base = '/b/'; try { if (process.env.X) base = '/a/'; } catch {} module.exports = { base };",
  'an object that is chosen': "const c = process.env.X ? { b: '/a/' } : { b: '/b/' }; module.exports = { base: c.b };",
  'a whole configuration that is chosen':
    "const a = { base: '/a/' }; const b = { base: '/b/' }; module.exports = process.env.X ? a : b;",
  'a spread that is chosen': "module.exports = { ...(process.env.X ? { base: '/a/' } : { base: '/b/' }) };",
  'a spread that adds it': "module.exports = { ...(process.env.X && { base: '/a/' }) };",
  'a spread that replaces it': "module.exports = { base: '/', ...(process.env.X && { base: '/a/' }) };",
  'Object.assign': "module.exports = Object.assign({ base: '/' }, process.env.X ? { base: '/a/' } : {});",
  'an item of a list': "const l = process.env.X ? ['/a/'] : ['/b/']; module.exports = { base: l[0] };",
  'a table': "const m = { p: '/a/', b: '/b/' }; module.exports = { base: m[process.env.X || 'b'] };",
  'a list that is joined': "module.exports = { base: ['', process.env.X || 'y', ''].join('/') };",
  'a list that is filtered': "module.exports = { base: [process.env.X, 'y'].filter(Boolean).join('/') };",
  'a list that is searched': "module.exports = { base: [process.env.X, '/a/'].find(Boolean) };",
  'a part of a text': `module.exports = { base: \`/\${process.env.X || 'y'}/\` };`,
  'a text that is added': "module.exports = { base: '/x/'.concat(process.env.X || 'y') };",
  'a text that is replaced': "module.exports = { base: '/x/'.replace('x', process.env.X || 'y') };",
  'a part that is cut out': "module.exports = { base: (process.env.X || '/a/b').split('/')[1] };",
  'an expression that is tried': "module.exports = { base: /q/.test(process.env.X || '') ? '/' : '/a/' };",
  'the beginning of a text': "module.exports = { base: 'pabc'.startsWith(process.env.X || 'z') ? '/' : '/a/' };",
  'an address': "module.exports = { base: new URL(process.env.X || '/x/', 'https://example.org/').pathname };",
  'a path': "const path = require('node:path'); module.exports = { base: path.join('/', process.env.X || 'a') };",
  'a later sum': "let base = '/'; base += process.env.X || 'a'; module.exports = { base };",
  'a later default': "let base = process.env.X; base ||= '/a/'; module.exports = { base };",
  'a default of a parameter': "const f = (p = process.env.X || 'a') => '/' + p; module.exports = { base: f() };",
  'a destructured variable': "const { X = '/b/' } = process.env; module.exports = { base: X };",
  'the module of the process':
    "const process = require('node:process'); module.exports = { base: process.env.X || '/b/' };",
  'a name that is computed': "const n = 'X'; module.exports = { base: process.env[n] || '/b/' };",
  // And where it makes no difference.
  'a wrapper that is chosen': "const c = { base: '/x/' }; module.exports = process.env.X ? wrap(c) : c;",
  'a wrapper that takes options': "const c = { base: '/x/' }; module.exports = process.env.X ? wrap({ a: 1 }, c) : c;",
  'a wrapper behind an if':
    "let c = { base: '/x/' }; if (process.env.X) { c = wrap({ ...c, more: 1 }); } module.exports = c;",
  'another key that a spread adds': "module.exports = { base: '/x/', ...(process.env.X && { plugins: [] }) };",
  'another key that is spread':
    "const more = process.env.X ? { a: 1 } : {}; module.exports = { base: '/x/', ...more };",
  'another member': "const c = { base: '/x/' }; if (process.env.X) c.other = 1; module.exports = c;",
  'a list of plugins':
    "const c = { base: '/x/', plugins: [] }; if (process.env.X) c.plugins.push(1); module.exports = c;",
  'another setting': "module.exports = { base: '/x/', site: process.env.X || 'https://example.org' };",
  'two returns that agree':
    "module.exports = (() => { if (process.env.X) { return { base: '/x/', a: 1 }; } return { base: '/x/' }; })();",
  'both branches the same': "module.exports = { base: process.env.X ? '/x/' : '/x/' };",
  'a warning': "if (!process.env.X) String('unset'); module.exports = { base: '/x/' };",
  'a loop of other things':
    "const l = {}; for (const p of (process.env.X || 'en').split(',')) l[p] = {}; module.exports = { base: '/x/', l };",
};

/** The setting as Node evaluates it where the variable is set to a text, or not at all. */
function run(script: string, set: string | undefined): unknown {
  const module = { exports: {} as { base?: unknown } };
  const process = { env: set === undefined ? {} : { X: set } };
  const wrap = (...args: unknown[]) => args.at(-1);
  const require = (name: string) => (name === 'node:process' ? process : globalThis.process.getBuiltinModule(name));
  // In a block of its own, so that a script may name a variable `process`.
  runInNewContext(`{ ${script} }`, { module, wrap, require, URL, process });
  return module.exports.base;
}

describe('a setting in another environment', () => {
  for (const [name, script] of Object.entries(scripts)) {
    it(`is told from one that is the same everywhere: ${name}`, () => {
      const here = run(script, undefined);
      const isOpen = ['p', '/q/', 'https://q.example/q/'].some((set) => run(script, set) !== here);
      const read = property(configurationOf(readScriptText('x.config.js' as RepoPath, script)), 'base');
      assert.equal(textValue(read), here);
      assert.equal(read.assumed !== undefined, isOpen);
      if (read.assumed) assert.deepEqual(read.assumed, { variable: 'process.env.X', value: undefined });
    });
  }
});

describe('a statement nobody can tell whether it runs', () => {
  const base = (script: string) => property(configurationOf(readScriptText('x.config.js' as RepoPath, script)), 'base');
  const unknown = [
    "let base = '/x/'; if (isCi()) base = '/a/'; module.exports = { base };",
    "const c = { base: '/x/' }; if (isCi()) c.base = '/a/'; module.exports = c;",
    "let base = '/x/'; switch (mode()) { case 'a': base = '/a/'; break; } module.exports = { base };",
    "let base = '/x/'; while (more()) { base += 'a'; } module.exports = { base };",
    "let base = '/x/'; do { base += 'a'; } while (more()); module.exports = { base };",
    "const c = { base: '/x/' }; for (const key in more()) c.base = key; module.exports = c;",
    "const c = { base: '/x/' }; more().forEach((item) => { c.base = item; }); module.exports = c;",
  ];
  for (const script of unknown) {
    it(`leaves unknown what it changes: ${script}`, () => assert.equal(base(script).kind, 'unknown'));
  }
  const known = [
    "const c = { base: '/x/' }; if (isCi()) c.other = '/a/'; module.exports = c;",
    "module.exports = () => { const c = { base: '/x/' }; if (isCi()) c.other = 1; return c; };",
    "const c = { base: '/x/' }; for (const key in { a: 1 }) c[key] = 2; module.exports = c;",
    "const c = { base: '/x/' }; if (isCi()) { c.make = (c) => { c.base = '/z/'; }; } module.exports = c;",
    "const c = { base: '/x/', list: [] }; while (more()) c.list.push(1); module.exports = c;",
  ];
  for (const script of known) {
    it(`leaves everything else as it is: ${script}`, () => assert.equal(textValue(base(script)), '/x/'));
  }
});

describe('values that a loop nests deeper than any call', () => {
  const many = 'Array.from({ length: 20000 })';
  const objects = `let o = {}; let p = {}; for (const i of ${many}) { o = { a: o }; p = { a: p }; }`;
  for (const script of [
    `${objects} module.exports = o;`,
    `${objects} module.exports = unknown() ? { o } : { o: p };`,
    `${objects} module.exports = { o, x: process.env.X };`,
    `${objects} let c = { o }; if (unknown()) { c = { o: p }; } module.exports = c;`,
    `let o = []; let p = []; for (const i of ${many}) { o = [o]; p = [p]; } module.exports = unknown() ? o : p;`,
    `let o = {}; for (const i of ${many}) { o = wrap(o); } module.exports = process.env.X ? o : wrap(o);`,
  ]) {
    it(`end the reading of nothing: ${script.slice(0, 90)}`, () => {
      const read = configurationOf(readScriptText('x.config.js' as RepoPath, script));
      dataOf(read);
      assert.ok(unknownParts(read).length < 2);
    });
  }

  it('take no item more than one of what is unknown, however often it may be added', () => {
    const script = `const list = []; for (const i of ${many}) { if (unknown()) { list.push(i); } } module.exports = { list };`;
    const list = property(configurationOf(readScriptText('x.config.js' as RepoPath, script)), 'list');
    assert.ok(list.kind === 'list' && list.items.length === 1);
  });
});
