import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toAscii } from '../../../src/core/text/ascii.ts';

describe('toAscii', () => {
  // Expected values are those of Python's unidecode.
  for (const [text, ascii] of [
    ['plain', 'plain'],
    ['Ünï ß ø æ', 'Uni ss o ae'],
    ['Ελληνικά', 'Ellenika'],
    ['Цех, Юля', 'Tsekh, Iulia'],
    ['Việt Nam', 'Viet Nam'],
    ['蓋，a', 'Gai ,a'],
    ['機、１８', 'Ji , 18'],
    ['“quotes” — dash…', '"quotes" -- dash...'],
  ] as const) {
    it(text, () => assert.equal(toAscii(text), ascii));
  }

  it('parts the syllables of Chinese', () => assert.equal(toAscii('日本').trim(), 'Ri Ben'));
});
