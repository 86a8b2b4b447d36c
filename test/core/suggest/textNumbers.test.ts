import assert from 'node:assert/strict';
import { textNumbers } from '../../../src/core/suggest/text/numbers.ts';

describe('numbers of texts', () => {
  it('are the same for the same text, and no other text has them', () => {
    const numbers = textNumbers();
    const texts = Array.from({ length: 5000 }, (_, i) => `link ${i.toString(36)}`);
    const given = texts.map(numbers.of);
    assert.deepEqual(
      given,
      texts.map((_, i) => i),
    );
    assert.deepEqual(texts.map(numbers.of), given);
    assert.deepEqual(texts.map(numbers.known), given);
  });

  it('are not given to a text that is only looked up', () => {
    const numbers = textNumbers();
    assert.equal(numbers.known('read more'), -1);
    assert.equal(numbers.of('docs'), 0);
    assert.equal(numbers.known('read more'), -1);
  });
});
