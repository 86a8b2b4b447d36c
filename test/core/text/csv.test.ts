import assert from 'node:assert/strict';
import { csvField, csvRows } from '../../../src/core/text/csv.ts';

const values = (text: string) => csvRows(text).map(({ fields }) => fields.map(({ value }) => value));

describe('comma-separated values', () => {
  it('reads commas, quotes and line ends in quoted fields', () => {
    assert.deepEqual(values('a,"b,c"\r\n"say ""x""","two\nlines",\n'), [
      ['a', 'b,c'],
      ['say "x"', 'two\nlines', ''],
    ]);
  });
  it('leaves empty lines out and loses no row to an open quote', () => {
    assert.deepEqual(values('\uFEFFa,b\n\n"c,d\ne,f'), [
      ['a', 'b'],
      ['"c', 'd'],
      ['e', 'f'],
    ]);
  });
  it('gives the place of a field with its quotes', () => {
    const text = 'a,"b"\nc,d';
    const [first, second] = csvRows(text);
    assert.equal(text.slice(first!.fields[1]!.start, first!.fields[1]!.end), '"b"');
    assert.equal(text.slice(second!.start, second!.end), 'c,d');
  });
  it('writes quotes where a field needs them', () => {
    assert.equal(csvField('/a', false), '/a');
    assert.equal(csvField('/a,"b"', false), '"/a,""b"""');
    assert.equal(csvField('/a', true), '"/a"');
  });
});
