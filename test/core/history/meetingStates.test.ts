import assert from 'node:assert/strict';
import { around, linePlaces, meetingStates, spanOf } from '../../../src/core/history/meetingStates.ts';

const day = (number: number) => `2024-01-${String(number).padStart(2, '0')}`;
/** Newest first: the tenth of January to the first. */
const line = Array.from({ length: 10 }, (_, i) => ({ hash: `h${10 - i}`, date: day(10 - i) }));

describe('the states in which files of the past are met', () => {
  it('are the fewest that meet each of them', () => {
    const spans = [
      { newest: 1, oldest: 6 },
      { newest: 3, oldest: 5 },
      { newest: 4, oldest: 9 },
      { newest: 8, oldest: 9 },
    ];
    const states = meetingStates(spans, 60);
    assert.deepEqual(states, [3, 8]);
    for (const { newest, oldest } of spans) assert.ok(states.some((at) => newest <= at && at <= oldest));
  });
  it('leave those out that the fewest need where there are too many, and what was there in no state', () => {
    const spans = [
      { newest: 2, oldest: 2 },
      { newest: 2, oldest: 3 },
      { newest: 5, oldest: 5 },
      { newest: 7, oldest: 6 },
    ];
    assert.deepEqual(meetingStates(spans, 1), [2]);
  });
  it('count from the commit that ended a file, also where that is one of a merged branch', () => {
    const placeOf = linePlaces(line);
    const [last = line[0], first = line[0]] = [line[2], line[6]];
    assert.ok(first && last);
    assert.deepEqual(spanOf({ first, last }, placeOf, 10), { newest: 3, oldest: 6 });
    assert.equal(placeOf({ hash: 'elsewhere', date: day(8) }), 2);
    assert.deepEqual(spanOf({ first: last, last }, placeOf, 10), { newest: 3, oldest: 3 });
    const root = line[9];
    assert.ok(root);
    assert.equal(spanOf({ first: root, last: root }, placeOf, 10), undefined);
  });
  it('lie around any part of a life', () => {
    assert.deepEqual(around({ newest: 0, oldest: 80 }, 1 / 2), { newest: 30, oldest: 50 });
    assert.deepEqual(around({ newest: 3, oldest: 5 }, 1), { newest: 5, oldest: 5 });
  });
});
