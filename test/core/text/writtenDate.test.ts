import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  dayOfYear,
  instantOf,
  inZone,
  isoWeek,
  readDate,
  sinceInstant,
  weekday,
} from '../../../src/core/text/writtenDate.ts';

const shown = (value: unknown): string | undefined => {
  const date = readDate(value);
  if (date === undefined) return undefined;
  const { year, month, day, hour, minute, second, offset } = date;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${offset ?? '-'}`;
};

describe('readDate', () => {
  const cases: readonly [unknown, string | undefined][] = [
    ['2024-03-05', '2024-3-5 0:0:0 -'],
    ['2024-3-5', '2024-3-5 0:0:0 -'],
    ['2024/03/05 9:05', '2024-3-5 9:5:0 -'],
    ['2024-03-05T23:30:00-08:00', '2024-3-5 23:30:0 -480'],
    ['2024-03-05T23:30:00.123Z', '2024-3-5 23:30:0 0'],
    ['2024-03-05 23:30:00 +0530', '2024-3-5 23:30:0 330'],
    ['2024-03-05 23:30:00 UTC', '2024-3-5 23:30:0 0'],
    ['2024-03-05 11:30 PM', '2024-3-5 23:30:0 -'],
    ['Tue, 05 Mar 2024 10:00:00 GMT', '2024-3-5 10:0:0 0'],
    ['March 5, 2024', '2024-3-5 0:0:0 -'],
    ['5 Mar 2024', '2024-3-5 0:0:0 -'],
    ['2024-02-29', '2024-2-29 0:0:0 -'],
    ['2023-02-29', undefined],
    ['2024-13-01', undefined],
    ['2024-03-05 25:00', undefined],
    ['soon', undefined],
    [20240305, undefined],
    [undefined, undefined],
  ];
  for (const [value, want] of cases) it(String(value), () => assert.equal(shown(value), want));
});

describe('instants and zones', () => {
  it('takes a date without an offset in the zone given, summer time counted', () => {
    const winter = readDate('2024-01-05 12:00');
    const summer = readDate('2024-07-05 12:00');
    assert.equal(instantOf(winter!, 'Europe/Rome'), Date.UTC(2024, 0, 5, 11));
    assert.equal(instantOf(summer!, 'Europe/Rome'), Date.UTC(2024, 6, 5, 10));
    assert.equal(instantOf(summer!), Date.UTC(2024, 6, 5, 12));
    assert.equal(instantOf(readDate('2024-07-05 12:00 +0200')!, 'Asia/Tokyo'), Date.UTC(2024, 6, 5, 10));
  });

  it('shows an instant as the clocks of a zone do', () => {
    const { year, month, day, hour, offset } = inZone(Date.UTC(2024, 0, 1, 3), 'America/Los_Angeles');
    assert.deepEqual([year, month, day, hour, offset], [2023, 12, 31, 19, -480]);
  });

  it('tells a date from an instant as the zone does, near to it and far from it', () => {
    const now = Date.UTC(2024, 6, 5, 12);
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'Nowhere/Land']) {
      for (const offset of ['', ' +1400', ' -1200', 'Z']) {
        for (let hours = -60; hours <= 60; hours++) {
          const written = new Date(now + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
          const date = readDate(written + offset)!;
          assert.equal(
            Math.sign(sinceInstant(date, now, zone)),
            Math.sign(instantOf(date, zone) - now),
            `${written}${offset} in ${zone}`,
          );
        }
      }
    }
  });

  it('takes a zone nobody knows for UTC', () => {
    assert.equal(inZone(0, 'Nowhere/Land').hour, 0);
  });
});

describe('days and weeks', () => {
  it('counts days of the year and of the week', () => {
    assert.equal(dayOfYear(readDate('2024-12-31')!), 366);
    assert.equal(weekday(readDate('2024-03-05')!), 2);
  });

  it('knows the weeks that belong to another year', () => {
    assert.deepEqual(isoWeek(readDate('2024-12-30')!), { year: 2025, week: 1 });
    assert.deepEqual(isoWeek(readDate('2021-01-03')!), { year: 2020, week: 53 });
  });
});
