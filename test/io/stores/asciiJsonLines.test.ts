/** What is kept of a past is written line by line; `JSON.parse` says what it means. */
import assert from 'node:assert/strict';
import { asciiJsonLines } from '../../../src/io/stores/asciiJson.ts';

const long = Array.from({ length: 2_345 }, (_, i) => ({ url: `/seite-${i}/ü\u2028😀`, '"ä"': [i, null] }));

describe('JSON in lines', () => {
  for (const [name, value] of [
    ['a long list of maps', { version: 1, past: { long, also: long.map(({ url }) => url) } }],
    ['maps in maps, and what is empty', { a: { b: { c: {} }, d: [], e: '' }, f: null, g: false, 'h"\n': 0 }],
    ['a list alone', long.slice(0, 1_000)],
    ['a list of one more than a line', long.slice(0, 1_001)],
    ['a text', 'ä\n"\\'],
  ] as const) {
    it(`says the same of ${name}, in ASCII`, () => {
      const lines = [...asciiJsonLines(value)];
      const text = lines.join('\n');
      assert.deepEqual(JSON.parse(text), value);
      assert.match(text, /^[\n\x20-\x7e]*$/);
    });
  }

  it('leaves out what is not there, as JSON does', () => {
    assert.deepEqual(JSON.parse([...asciiJsonLines({ a: undefined, b: { c: undefined }, d: 1 })].join('\n')), {
      b: {},
      d: 1,
    });
  });

  it('never holds a long list as one line', () => {
    const parts = [...asciiJsonLines({ long })].filter((line) => line.includes('seite'));
    assert.equal(parts.length, 3, 'of 2,345 entries, a thousand in a line');
  });
});
