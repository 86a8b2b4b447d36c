import assert from 'node:assert/strict';
import { nearPaths } from '../../../src/core/text/nearPaths.ts';

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

/** The same by the whole table of distances; two texts further apart than `limit` give `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  let before: readonly number[] = [];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
}
