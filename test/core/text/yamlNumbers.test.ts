import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter.ts';
import { inDigits, jsYaml3Number, jsYaml4Number, oddNumber } from '../../../src/core/text/yamlNumbers.ts';

/** What js-yaml 3.14.1 and 4.3.2 load for `a: TEXT`. */
const loaded = `
007 7 7
08 text 8
010 8 10
0b11 3 3
0b102 text text
0o17 text 15
0x1F 31 31
.5 0.5 0.5
-.5 text text
1.0 1 1
1.50 1.5 1.5
1e3 1000 1000
1_000 1000 text
1__0 10 text
1_ text text
+5 5 5
0.0 0 0
00 0 0
3. 3 3
09.5 text 9.5
0777 511 777
1.2.3 text text`;

describe('numbers of YAML readers', () => {
  for (const [text = '', third, fourth] of loaded
    .trim()
    .split('\n')
    .map((line) => line.split(' '))) {
    it(`reads ${text} as js-yaml 3 and 4 do`, () => {
      assert.equal(String(jsYaml3Number(text) ?? 'text'), third);
      assert.equal(String(jsYaml4Number(text) ?? 'text'), fourth);
      assert.equal(oddNumber.test(text), text !== '1.2.3');
    });
  }

  it('are marked where they stand without quotes, as a value or an item of a list', () => {
    const text =
      '---\na: 007\nb: "007"\nc: 7\nd: 2020-01-02\ne:\n  f: 08\ng: 1.0\nh: \'1.0\'\ni: [x, 1.0, "1.0"]\n---\n';
    const { data, unquoted } = readFrontMatter(text);
    assert.deepEqual(unquoted, [{ key: 'a' }, { key: 'g' }, { key: 'i', item: 1 }]);
    assert.deepEqual(data, {
      a: '007',
      b: '007',
      c: 7,
      d: '2020-01-02',
      e: { f: '08' },
      g: '1.0',
      h: '1.0',
      i: ['x', '1.0', '1.0'],
    });
    assert.equal(readFrontMatter('---\na: "007"\nb: 12\n---\n').unquoted, undefined);
  });

  it('are printed in digits by Go', () => {
    assert.deepEqual([1e21, 1.5e22, -1e21, 1e-7, 12.5, 7].map(inDigits), [
      '1000000000000000000000',
      '15000000000000000000000',
      '-1000000000000000000000',
      '0.0000001',
      '12.5',
      '7',
    ]);
  });
});
