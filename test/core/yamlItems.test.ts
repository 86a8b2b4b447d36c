import assert from 'node:assert/strict';
import { emptyBlockMember } from '../../src/core/data/yamlItems.ts';

/** Where the list of nothing is put when the only item of a member goes. */
function colonOf(text: string): number | undefined {
  const item = text.indexOf('x\n');
  const edits = emptyBlockMember(text, { start: 0, end: text.length }, { start: item, end: item + 1 }) ?? [];
  return edits.find((edit) => edit.text === ' []')?.start;
}

describe('the key of a member in YAML', () => {
  // https://yaml.org/spec/1.2.2/#73-flow-scalar-styles: a quote quotes at the start of a key alone.
  it('ends at its colon, whatever is in it', () => {
    for (const key of ['a', 'a b', 'a:b', '"a: b"', '"a\\": b"', "'it''s: x'", "it's", 'say "no"', '"a" ']) {
      assert.equal(colonOf(`${key}:\n  - x\n`), key.length + 1, key);
    }
  });

  it('is read once, also where there is no colon behind it', () => {
    // Each pair of quotes was read as a text and as two signs: of 26 that took minutes.
    const [quotes, more] = ['""'.repeat(26), "''".repeat(26)];
    assert.equal(colonOf(`? a${quotes}\n- x\n`), 0);
    assert.equal(colonOf(`? a${more}\n- x\n`), 0);
  });
});
