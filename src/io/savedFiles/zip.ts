/**
 * The files in a ZIP, read one at a time. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * What it says of sizes is believed only where it is checked: an archive may be made to grow without end.
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { failed, type Result, success } from '../../core/ports.ts';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Where its header begins. */
  readonly offset: number;
}

const mostEntries = 1000;
const mostOfDirectory = 16 * 1024 * 1024;
const endSize = 22;
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
const beyond32 = 0xffffffff;
const damaged = 'is a ZIP file that is damaged. Save it again.';

/** The files of an archive; folders are none. A failure says what is wrong and what to do, behind the archive's name. */
export async function zipEntries(path: string, size: number): Promise<Result<readonly ZipEntry[]>> {
  const tail = await bytesAt(path, Math.max(0, size - endSize - 65_535), Math.min(size, endSize + 65_535));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + endSize > tail.length || tail.readUInt32LE(at) !== endMark) {
    return failed('bad-answer', 'is a ZIP file that is cut off. Save it again.');
  }
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (start === beyond32 || count === 0xffff)
    return failed('bad-answer', 'is a ZIP file of over 4 GB. Unpack it, and give the files in it.');
  if (count > mostEntries || length > mostOfDirectory)
    return failed('bad-answer', `holds over ${mostEntries} files. Unpack it, and give those that are exports or logs.`);
  const directory = await bytesAt(path, start, length);
  const entries: ZipEntry[] = [];
  for (let position = 0; position + 46 <= directory.length; ) {
    if (directory.readUInt32LE(position) !== entryMark) return failed('bad-answer', damaged);
    const nameLength = directory.readUInt16LE(position + 28);
    const name = directory.toString('utf8', position + 46, position + 46 + nameLength);
    const extraLength = directory.readUInt16LE(position + 30);
    const extra = directory.subarray(position + 46 + nameLength, position + 46 + nameLength + extraLength);
    const [size = 0, packedSize = 0, offset = 0] = longNumbers(
      [24, 20, 42].map((at) => directory.readUInt32LE(position + at)),
      extra,
    );
    const entry = {
      name,
      method: directory.readUInt16LE(position + 10),
      isEncrypted: (directory.readUInt16LE(position + 8) & 1) === 1,
      packedSize,
      size,
      offset,
    };
    if (!name.endsWith('/')) entries.push(entry);
    position += 46 + nameLength + extraLength + directory.readUInt16LE(position + 32);
  }
  if (entries.length === 0) return failed('bad-answer', 'is a ZIP file without any file in it. Save it again.');
  // Of files that lie upon each other, a small archive can hold more than any disk.
  const packed = entries.reduce((sum, entry) => sum + entry.packedSize, 0);
  return packed > size ? failed('bad-answer', damaged) : success(entries);
}

/** Numbers that need more than 32 bits, or that a program writes so in any case, stand in a field of their own (4.5.3). */
function longNumbers(numbers: readonly number[], extra: Buffer): readonly number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== beyond32 || next + 8 > extra.length) return number;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return numbers;
}

/** The bytes of a file in an archive, as they are unpacked. Throws for what is damaged. */
export async function* unpackedEntry(path: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = await bytesAt(path, entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== headerMark) throw new Error('the ZIP file is damaged');
  if (entry.packedSize === 0) return;
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = createReadStream(path, { start, end: start + entry.packedSize - 1, highWaterMark: 256 * 1024 });
  if (entry.method === 0) yield* packed;
  else yield* inflating(packed);
}

/** What goes wrong in reading goes on to whoever takes the bytes. */
async function* inflating(packed: Readable): AsyncGenerator<Uint8Array> {
  const inflated = createInflateRaw();
  packed.on('error', (error) => inflated.destroy(error));
  try {
    yield* packed.pipe(inflated);
  } finally {
    packed.destroy();
  }
}

async function bytesAt(path: string, start: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start, end: start + length - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
