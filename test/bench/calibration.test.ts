import assert from 'node:assert/strict';
import { calibrationError, countLikelihood, tableByLikelihood, wilson } from '../../bench/suggest/calibration.ts';

describe('how far a shown likelihood is from how often it is right', () => {
  it('is the mean distance over the answers of each tenth', () => {
    const bins = new Map();
    for (const isRight of [true, true, true, false]) countLikelihood(0.75, isRight, bins);
    for (const isRight of [true, false]) countLikelihood(0.3, isRight, bins);
    countLikelihood(1, true, bins);
    // Four are as right as was said, two of .3 are right half of the time, one of 1 is right.
    assert.ok(Math.abs(calibrationError(bins) - (0.2 * 2) / 7) < 1e-9);
    assert.deepEqual(
      tableByLikelihood(bins).map((line) => line.split(/ {2,}/)),
      [
        ['shown likelihood', 'answers', 'said', 'right'],
        ['.3 to .4', '2', '0.300', '0.500'],
        ['.7 to .8', '4', '0.750', '0.750'],
        ['.9 to 1', '1', '1.000', '1.000'],
        ['calibration error 0.057'],
      ],
    );
  });

  // Wilson's interval of 530 of 540, as docs/accuracy.md tells it.
  it('is told with the interval of Wilson', () => {
    assert.deepEqual(
      wilson(530, 540).map((bound) => bound.toFixed(3)),
      ['0.966', '0.990'],
    );
  });
});
