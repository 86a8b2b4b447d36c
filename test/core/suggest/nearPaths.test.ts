import assert from 'node:assert/strict';
import { nearPaths } from '../../../src/core/suggest/nearPaths.ts';
import { editDistance } from '../../../src/core/suggest/words.ts';

/** Every text of up to four letters out of two, in no order. */
const short = [''];
for (const text of short) if (text.length < 4) short.push(`b${text}`, `a${text}`);

describe('texts a few letters away', () => {
  it('are those that comparing each one finds', () => {
    const near = nearPaths(short);
    for (const text of [...short, 'abc', 'baaab']) {
      for (const limit of [1, 2]) {
        const found = [...near.within(text, limit)].sort((a, b) => a.index - b.index);
        const compared = short.flatMap((other, index) => {
          const distance = editDistance(text, other, limit);
          return distance <= limit ? [{ index, distance }] : [];
        });
        assert.deepEqual(found, compared, `${text} ${limit}`);
      }
    }
  });

  it('count two swapped letters as one change', () => {
    const near = nearPaths(['guide/install', 'guide/upgrade', 'guide']);
    assert.deepEqual(near.within('guide/isntall', 1), [{ index: 0, distance: 1 }]);
    assert.deepEqual(near.within('guide/remove', 2), []);
  });

  it('are found by their beginning', () => {
    const near = nearPaths(['b', 'guide/install', 'guide', 'guide/upgrade', 'a']);
    assert.deepEqual([...near.beginningWith('guide/')].sort(), [1, 3]);
    assert.deepEqual(near.beginningWith('c'), []);
    assert.deepEqual(nearPaths([]).beginningWith(''), []);
  });
});
