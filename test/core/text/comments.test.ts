import assert from 'node:assert/strict';
import { behindComments, withoutMarkupComments } from '../../../src/core/text/markup/comments.ts';

describe('comments of HTML', () => {
  it('are taken out, where they end', () => {
    assert.equal(withoutMarkupComments('a <!-- b\n--> c<!--d--><!---->e <!-- f'), 'a  ce <!-- f');
    assert.equal(withoutMarkupComments('<!-- a -->b', ' '), ' b');
    assert.equal(withoutMarkupComments('a --> b'), 'a --> b');
  });
  it('are passed over with what is blank', () => {
    for (const [text, wanted] of [
      [' <!-- a -->\n<!-- b -->\n---\n', '---\n'],
      ['---', '---'],
      ['<!-- a', '<!-- a'],
      ['', ''],
    ] as const)
      assert.equal(text.slice(behindComments(text)), wanted);
  });
  it('are found in one pass, though none of them ends', () => {
    assert.equal(withoutMarkupComments('<!--'.repeat(500_000)).length, 2_000_000);
    assert.equal(behindComments(`${'<!---->'.repeat(200_000)}x`), 1_400_000);
  });
});
