import assert from 'node:assert/strict';
import { type Encoding, lineBatches } from '../../../src/io/savedFiles/lines.ts';
import { linesWith } from '../../../src/io/savedFiles/linesWith.ts';

const texts: readonly (readonly [string, string])[] = [
  ['LF', 'one\ntwo 404 x\n\nthree\nfour 410 y\nfive 404 z\n'],
  ['CRLF', 'one\r\ntwo 404 x\r\n\r\nthree 404\r\n'],
  ['no end', 'one 404 a\ntwo\nthree 404 b'],
  ['letters of several bytes', 'äöü 404 ü\nпривет\n日本 410 語\n'],
  ['one line', 'a 404 b'],
  ['line ends alone', '\n\n\n'],
  ['a needle at each end', ' 404 a\nb 404 \n'],
];
const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be'];
const needles = [' 404 ', ' 410 '];

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

async function flat<Item>(batches: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const batch of batches) for (const item of batch) all.push(item);
  return all;
}

describe('lines of a file', () => {
  for (const [what, text] of texts) {
    for (const encoding of encodings) {
      it(`are the same in pieces of any size: ${what}, ${encoding}`, async () => {
        const bytes = encoded(text, encoding);
        const whole = text.split(/\r?\n/);
        if (whole.at(-1) === '') whole.pop();
        for (const size of [1, 2, 3, 5, 7, 64, 4096]) {
          assert.deepEqual(await flat(lineBatches(pieces(bytes, size), encoding)), whole, `${size}`);
          const found = await flat(linesWith(pieces(bytes, size), encoding, needles));
          const wanted = whole.flatMap((line, at) =>
            needles.some((needle) => line.includes(needle)) ? [{ line: at + 1, text: line }] : [],
          );
          const held = found.filter((line) => needles.some((needle) => line.text?.includes(needle)));
          assert.deepEqual(held, wanted, `${size}`);
          assert.deepEqual(found.at(-1), { line: whole.length, text: '' }, `${size}`);
          for (const each of found.slice(0, -1)) assert.equal(each.text, whole[each.line - 1], `${size}`);
        }
      });
    }
  }
  it('are skipped where they are too long, and no other with them', async () => {
    const bytes = Buffer.from(`one 404 a\n${'x'.repeat(2_500_000)} 404 \ntwo 404 b\n`);
    const found = await flat(linesWith(pieces(bytes, 65_536), 'utf-8', needles));
    const told = found.filter(({ text }) => text !== '').map(({ line, text }) => [line, text]);
    assert.deepEqual(told, [
      [1, 'one 404 a'],
      [2, undefined],
      [3, 'two 404 b'],
    ]);
    const all = await flat(lineBatches(pieces(bytes, 65_536), 'utf-8'));
    assert.deepEqual(all, ['one 404 a', undefined, 'two 404 b']);
  });
});
