/** Numbers as CLDR 45 groups them (https://cldr.unicode.org/translation/number-currency-formats/number-symbols), and days. */
import assert from 'node:assert/strict';
import {
  addressOfCell,
  amountOfCell,
  countOfCell,
  dayOf,
  dayOrderOf,
  statusOfCell,
  truthOf,
} from '../../../src/core/backlinks/exports/cellValues.ts';

describe('values of cells', () => {
  for (const [locale, text] of [
    ['English', '1,234,567'],
    ['German, Spanish', '1.234.567'],
    ['French', '1\u202f234\u202f567'],
    ['Russian', '1\u00a0234\u00a0567'],
    ['Swiss German', '1’234’567'],
    ['with thin spaces', '1\u2009234\u2009567'],
    ['a spreadsheet', '1234567.0'],
    ['a spreadsheet in German', '1234567,00'],
    ['Hebrew, with marks of direction', '\u200e1,234,567\u200e'],
    ['none', ' 1234567 '],
  ] as const) {
    it(`are the same number in ${locale}`, () => assert.equal(countOfCell(text), 1_234_567));
  }

  it('are no count where only the locale could tell, or nothing is counted', () => {
    for (const text of [
      '1.23',
      '1,23',
      '1.2345',
      '12,34,567',
      '-3',
      '+3',
      '1e3',
      '=1+1',
      '1/2',
      '٣',
      '',
      '99%',
      '1,234.5',
    ]) {
      assert.equal(countOfCell(text), undefined, text);
    }
  });

  it('are days in the order that the column as a whole tells', () => {
    assert.equal(dayOf('03/04/2026', dayOrderOf(['03/04/2026', '13/04/2026'])), '2026-04-03');
    assert.equal(dayOf('03/04/2026', dayOrderOf(['03/04/2026', '04/13/2026'])), '2026-03-04');
    assert.equal(dayOf('03.04.2026', dayOrderOf(['03.04.2026'])), '2026-04-03');
    assert.equal(dayOf('03/04/2026', dayOrderOf(['03/04/2026'])), undefined);
    assert.equal(dayOf('2026-04-03 10:11:12', 'unknown'), '2026-04-03');
    assert.equal(dayOf('20260403', 'unknown'), '2026-04-03');
    for (const text of ['1969-12-31', '0001-01-01', '2026-13-01', 'yesterday', ''])
      assert.equal(dayOf(text, 'unknown'), undefined, text);
  });

  it('are one status, or none', () => {
    for (const text of ['404', '404 Not Found', 'HTTP 404', 'Fehler 404']) assert.equal(statusOfCell(text), 404, text);
    for (const text of ['4040', '99', '600', 'Not Found', '', '301 404'])
      assert.equal(statusOfCell(text), undefined, text);
  });

  it('are yes, no, or neither', () => {
    assert.deepEqual(['TRUE', 'wahr', 'Yes', '1', 'false', 'No', '0', '', 'maybe'].map(truthOf), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      undefined,
    ]);
  });

  it('are ratings with a point or a comma', () => {
    assert.deepEqual(['7.5', '7,5', '75', 'n/a'].map(amountOfCell), [7.5, 7.5, 75, undefined]);
  });

  it('are addresses without what stands around them, in steps that grow with the text alone', () => {
    for (const text of [
      '\u200e\u2068https://example.org/a/\u2069',
      "'https://example.org/a/",
      '<https://example.org/a/>',
      '=HYPERLINK("https://example.org/a/";"x")',
      '\ufeffhttps://example.org/a/ ',
    ]) {
      assert.equal(addressOfCell(text), 'https://example.org/a/', text);
    }
    const long = `a${' '.repeat(900_000)}b`;
    assert.equal(addressOfCell(long), long);
  });
});
