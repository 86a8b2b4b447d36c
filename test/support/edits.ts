import assert from 'node:assert/strict';
import type { Refusal } from '../../src/core/redirects/format.ts';
import type { TextEdit } from '../../src/core/text/edits.ts';

/** The edits, which must not be refused. */
export function made(edits: readonly TextEdit[] | Refusal): readonly TextEdit[] {
  if ('refused' in edits) assert.fail(edits.refused);
  return edits;
}
