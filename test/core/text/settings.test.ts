import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { flagOf, lowerKeys, mergeSettings, settingsAt, textOf, textsOf } from '../../../src/core/text/settings.ts';

describe('settings', () => {
  it('takes numbers for text, and blanks for nothing', () => {
    assert.deepEqual(
      [textOf(' a '), textOf(7), textOf('  '), textOf(null), textOf(true)],
      ['a', '7', undefined, undefined, undefined],
    );
    assert.deepEqual(textsOf(['a', 1, null, '']), ['a', '1']);
    assert.deepEqual(textsOf('a'), ['a']);
    assert.deepEqual(textsOf(undefined), []);
  });

  it('knows the words for true and false, and no others', () => {
    assert.deepEqual(['yes', 'On', true, 'no', 'False', false].map(flagOf), [true, true, true, false, false, false]);
    assert.deepEqual(['maybe', 1, null].map(flagOf), [undefined, undefined, undefined]);
  });

  it('lowers keys at every depth and leaves what has none to lower', () => {
    assert.deepEqual(lowerKeys({ A: [{ bC: 'X' }] }), { a: [{ bc: 'X' }] });
    const plain = { a: { b: ['C'] } };
    assert.equal(lowerKeys(plain), plain);
  });

  it('merges maps and replaces the rest', () => {
    const merged = mergeSettings({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { c: [3] }, d: { e: 1 } });
    assert.deepEqual(merged, { a: { b: 1, c: [3] }, d: { e: 1 } });
    assert.deepEqual(settingsAt(merged, 'a'), { b: 1, c: [3] });
    assert.deepEqual(settingsAt(merged, 'd', 'e', 'f'), {});
  });
});
