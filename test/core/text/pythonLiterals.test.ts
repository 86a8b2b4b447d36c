import assert from 'node:assert/strict';
import { type PythonValue, readPythonAssignments } from '../../../src/core/python/literals.ts';

function value(source: string, name = 'x'): PythonValue {
  return readPythonAssignments(source).get(name)?.value;
}

describe('Python literals', () => {
  it('reads strings of every kind', () => {
    assert.equal(value(`x = 'a' "b" """c\nd"""  # comment`), 'abc\nd');
    assert.equal(value(`x = r'\\d' '\\n\\x41\\u00fc\\'"'`), `\\d\nAü'"`);
    assert.equal(value(`x = ('one '\n     'two')`), 'one two');
    assert.equal(value(`x = f'plain'`), 'plain');
  });
  it('reads nested lists, tuples, sets and dicts over several lines', () => {
    assert.deepEqual(value(`x = [\n  'a',  # why\n  ('b', 1.5, -2),\n  {'c': [True, None], **{'d': {'e'}}},\n]`), [
      'a',
      ['b', 1.5, -2],
      { c: [true, null], d: ['e'] },
    ]);
    assert.deepEqual(value(`x = 'a', 'b',`), ['a', 'b']);
    assert.deepEqual(value('x = ()'), []);
    assert.deepEqual(value(`x = (['a'])`), ['a']);
  });
  it('follows names, sums and changes', () => {
    const source = `base = ['a']\nx = base + ['b', *base]\nx += ['c']\nx.append('d')\nx.extend(('e',))\ny = z = {'k': 1}\nz['l'] = 2\nt: str = 'typed'\n`;
    assert.deepEqual(value(source), ['a', 'b', 'a', 'c', 'd', 'e']);
    assert.deepEqual(value(source, 'y'), { k: 1 });
    assert.equal(value(source, 't'), 'typed');
  });
  // https://docs.python.org/3/reference/simple_stmts.html#assignment-statements
  it('assigns to every name of one statement', () => {
    const source = `a = b = c = '{slug}.html'\nd, e = '{slug}/', '{slug}/index.html'\nf = g, h = ['x', call()]\ni, j = call()\na, k = 'one', 'too', 'many'\n`;
    const read = readPythonAssignments(source);
    const values = Object.fromEntries([...read].map(([name, assigned]) => [name, assigned.value]));
    assert.deepEqual(values, {
      a: undefined,
      b: '{slug}.html',
      c: '{slug}.html',
      d: '{slug}/',
      e: '{slug}/index.html',
      f: ['x', undefined],
      g: 'x',
      h: undefined,
      i: undefined,
      j: undefined,
      k: undefined,
    });
    assert.equal(read.get('e')?.line, 2);
  });
  it('keeps the known part of a list and gives up on what is no literal', () => {
    assert.deepEqual(value(`x = ['a', os.path.join('b', 'c'), 'd']`), ['a', undefined, 'd']);
    for (const text of [
      `f'{a}'`,
      'call()',
      `'a' % b`,
      `'a' if b else 'c'`,
      `[c for c in 'abc']`,
      `'a'.upper()`,
      'unknown',
    ]) {
      assert.equal(value(`x = ${text}`), undefined, text);
    }
    assert.deepEqual(value(`x = {'a': call({'b': 1}), 'c': 2}`), { a: undefined, c: 2 });
  });
  it('passes over blocks, and takes the last assignment with its line', () => {
    const source = `x = 'first'\nif os.environ.get('CI'):\n    x = 'conditional'\ndef f():\n    x = 'local'\nx = 'last'\n`;
    assert.deepEqual(readPythonAssignments(source).get('x'), { value: 'last', line: 6 });
    assert.equal(value(`if a: x = 1\n`), undefined);
    assert.equal(value('x == 1'), undefined);
  });
  it('survives broken source', () => {
    for (const source of [`x = ['a', `, `x = 'open\ny = 1`, 'x = )]}', `x = {'a': `, '\\', 'x = "\\']) {
      assert.doesNotThrow(() => readPythonAssignments(source), source);
    }
    assert.equal(value(`x = 'open\ny = 1`, 'y'), 1);
  });
});
