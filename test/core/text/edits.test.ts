import assert from 'node:assert/strict';
import { applyEdits, inverseEdits, type TextEdit } from '../../../src/core/text/edits.ts';

describe('edits that are taken back', () => {
  const before = 'one\r\ntwo\nthree\n';
  const cases: Readonly<Record<string, readonly TextEdit[]>> = {
    'an insertion': [{ start: 3, end: 3, text: ' more' }],
    'a removal': [{ start: 5, end: 9, text: '' }],
    'several, not in order': [
      { start: 9, end: 14, text: '3' },
      { start: 0, end: 3, text: 'first' },
      { start: 5, end: 5, text: 'x\n' },
    ],
    'two at one place': [
      { start: 5, end: 5, text: 'a\n' },
      { start: 5, end: 5, text: 'b\n' },
    ],
    'into an empty text': [{ start: 0, end: 0, text: 'a\n' }],
  };
  for (const [name, edits] of Object.entries(cases)) {
    it(`give the text from before: ${name}`, () => {
      const text = name.includes('empty') ? '' : before;
      const after = applyEdits(text, edits);
      assert.notEqual(after, text);
      assert.equal(applyEdits(after, inverseEdits(text, edits)), text);
    });
  }
});
