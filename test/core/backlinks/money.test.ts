import assert from 'node:assert/strict';
import {
  type Expense,
  leftOfCap,
  type MonthlySpend,
  recordCharge,
  spentIn,
} from '../../../src/core/backlinks/ledger.ts';
import {
  allowanceFor,
  atMost,
  dollars,
  dollarsLeft,
  exactDollars,
  highestPrice,
  microsOf,
  rowsWithin,
} from '../../../src/core/backlinks/price.ts';

const price = { perRequestMicros: 24_000, perRowMicros: 36 };

describe('price', () => {
  for (const [rows, micros, shown] of [
    [1, 24_036, '$0.03'],
    [20, 24_720, '$0.03'],
    [1000, 60_000, '$0.06'],
    [1001, 84_036, '$0.09'],
    [5000, 300_000, '$0.30'],
    [100_000, 6_000_000, '$6.00'],
  ] as const) {
    it(`${rows} rows cost at most ${shown}`, () => {
      assert.equal(highestPrice(price, rows, 1000), micros);
      assert.equal(dollars(micros), shown);
    });
  }

  it('charges a request for an empty answer', () => assert.equal(highestPrice(price, 0, 1000), 24_000));

  it('reads dollars exactly, and rounds a fraction of a millionth up', () => {
    assert.deepEqual([0.000036, 0.024108, 3.6e-5, 0.1 + 0.2, 0.0000005].map(microsOf), [36, 24_108, 36, 300_000, 1]);
  });

  it('shows what is paid in one form, rounded up to the cent', () => {
    const shown = [0, 1, 9_999, 10_000, 10_001, 27_600, 48_144, 52_248, 12_400_000].map(dollars);
    const below = 'less than $0.01';
    assert.deepEqual(shown, ['$0.00', below, below, '$0.01', '$0.02', '$0.03', '$0.05', '$0.06', '$12.40']);
  });

  it('names a limit that is never passed, also below a cent', () => {
    assert.deepEqual([150, 24_036].map(atMost), ['less than $0.01', 'at most $0.03']);
    assert.deepEqual([0, 150, 24_036, 60_000].map(allowanceFor), ['0.00', '0.01', '0.03', '0.06']);
  });

  it('never says that there is more left than there is', () => {
    const shown = [-1, 0, 150, 19_999, 47_259_400].map(dollarsLeft);
    assert.deepEqual(shown, ['$0.00', '$0.00', 'less than $0.01', '$0.01', '$47.25']);
  });

  it('writes the exact amount to logs', () => assert.equal(exactDollars(24_036), '$0.024036'));

  for (const budget of [0, 24_035, 24_036, 50_000, 59_999, 60_000, 84_035, 84_036, 119_999, 1e9]) {
    it(`finds the most rows for ${exactDollars(budget)}`, () => {
      const rows = rowsWithin(price, budget, 3000, 1000);
      if (rows > 0) assert.ok(highestPrice(price, rows, 1000) <= budget);
      if (rows < 3000) assert.ok(highestPrice(price, rows + 1, 1000) > budget);
    });
  }

  it('finds all rows when they are free', () => {
    assert.equal(rowsWithin({ perRequestMicros: 0, perRowMicros: 0 }, 0, 500, 1000), 500);
    assert.equal(rowsWithin({ perRequestMicros: 10, perRowMicros: 0 }, 25, 5000, 1000), 2000);
  });
});

describe('ledger', () => {
  const expense = (day: string, micros: number, certain = true): Expense => ({
    day,
    source: 's',
    what: 'w',
    micros,
    certain,
  });
  const ledger = [
    expense('2026-10-31', 60_000),
    expense('2026-11-01', 24_036),
    expense('2026-11-30', 10_000, false),
  ].reduce<MonthlySpend>(recordCharge, {});

  it('adds up by calendar month, and tells what is certain', () => {
    assert.deepEqual(spentIn(ledger, '2026-10'), { requests: 1, certainMicros: 60_000, possibleMicros: 0 });
    assert.deepEqual(spentIn(ledger, '2026-11'), { requests: 2, certainMicros: 24_036, possibleMicros: 10_000 });
    assert.deepEqual(spentIn(ledger, '2026-12'), { requests: 0, certainMicros: 0, possibleMicros: 0 });
  });

  it('counts what may have been charged against the cap', () => {
    assert.equal(leftOfCap(ledger, '2026-11', 50_000), 15_964);
    assert.equal(leftOfCap(ledger, '2026-11', 1000), 0);
  });
});
