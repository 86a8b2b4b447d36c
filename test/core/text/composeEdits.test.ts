import assert from 'node:assert/strict';
import { composeEdits } from '../../../src/core/text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../../../src/core/text/edits.ts';

const text = 'one\ntwo\nthree\n';

function both(first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  const composed = composeEdits(first, second);
  assert.equal(applyEdits(text, composed), applyEdits(applyEdits(text, first), second));
  return composed;
}

describe('two steps of editing as one', () => {
  it('keeps apart what lies apart', () => {
    const cut = { start: 0, end: 4, text: '' };
    assert.deepEqual(both([cut], [{ start: 4, end: 4, text: 'new\n' }]), [cut, { start: 8, end: 8, text: 'new\n' }]);
  });
  it('joins what meets', () => {
    assert.deepEqual(both([{ start: 4, end: 8, text: '' }], [{ start: 4, end: 4, text: 'new\n' }]), [
      { start: 4, end: 8, text: 'new\n' },
    ]);
  });
  it('changes what the first step has put in', () => {
    assert.deepEqual(both([{ start: 4, end: 7, text: 'twenty' }], [{ start: 7, end: 10, text: 'lve' }]), [
      { start: 4, end: 7, text: 'twelve' },
    ]);
  });
  it('takes out across both', () => {
    both(
      [
        { start: 0, end: 3, text: '1' },
        { start: 8, end: 13, text: '3' },
      ],
      [{ start: 0, end: 7, text: '' }],
    );
  });
  it('is the other step where one does nothing', () => {
    const edit = [{ start: 0, end: 0, text: 'x' }];
    assert.deepEqual(both([], edit), edit);
    assert.deepEqual(both(edit, []), edit);
  });
});
