/** Tables as they are kept, taken apart and put together: a head of JSON with the sizes of the lists behind it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

interface Parts {
  readonly head: unknown;
  readonly lists: readonly Buffer[];
}

const step = 8;
const filled = (size: number): number => step * Math.ceil(size / step);

export function parts(table: Uint8Array): Parts {
  const bytes = Buffer.from(table);
  const length = bytes.readUInt32LE(4);
  const { head, sizes } = JSON.parse(bytes.toString('utf8', step, step + length)) as { head: unknown; sizes: number[] };
  let at = filled(step + length);
  const lists = sizes.map((size) => {
    at += filled(size);
    return bytes.subarray(at - filled(size), at - filled(size) + size);
  });
  return { head, lists };
}

export function joined(head: unknown, lists: readonly Buffer[]): Uint8Array {
  const text = Buffer.from(JSON.stringify({ head, sizes: lists.map(({ length }) => length) }));
  const begin = Buffer.alloc(filled(step + text.length));
  begin.writeUInt32LE(0x01020304, 0);
  begin.writeUInt32LE(text.length, 4);
  text.copy(begin, step);
  const rest = lists.map((list) => Buffer.concat([list, Buffer.alloc(filled(list.length) - list.length)]));
  return new Uint8Array(Buffer.concat([begin, ...rest]));
}

/** In front of the table: what it is of, and a sum over it. */
const headLength = 40;

/** The table in a file. */
export function tableIn(file: string): Buffer {
  return readFileSync(file).subarray(headLength);
}

/** Writes another table into a file, as if it were of the same. */
export function writeTable(file: string, table: Uint8Array): void {
  const head = Buffer.from(readFileSync(file).subarray(0, headLength));
  head.writeUInt32LE(crc32(table), 32);
  writeFileSync(file, Buffer.concat([head, table]));
}

/** Puts a text of the same length into a table. */
export function replaceInTable(file: string, from: string, to: string): void {
  const text = tableIn(file).toString('latin1');
  writeTable(file, Buffer.from(text.replaceAll(from, to), 'latin1'));
}
