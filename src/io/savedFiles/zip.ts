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

/** The files of an archive; folders are none. A failure says what is wrong, as a clause about the archive. */
export async function zipEntries(path: string, size: number): Promise<Result<readonly ZipEntry[]>> {
  const tail = await bytesAt(path, Math.max(0, size - endSize - 65_535), Math.min(size, endSize + 65_535));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + endSize > tail.length || tail.readUInt32LE(at) !== endMark) {
    return failed('bad-answer', 'is a ZIP file that is cut off');
  }
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (start === beyond32 || count === 0xffff) return failed('bad-answer', 'is a ZIP file of over 4 GB');
  if (count > mostEntries || length > mostOfDirectory) return failed('bad-answer', `holds over ${mostEntries} files`);
  const directory = await bytesAt(path, start, length);
  const entries: ZipEntry[] = [];
  for (let position = 0; position + 46 <= directory.length; ) {
    if (directory.readUInt32LE(position) !== entryMark) return failed('bad-answer', 'is a ZIP file that is damaged');
    const nameLength = directory.readUInt16LE(position + 28);
    const name = directory.toString('utf8', position + 46, position + 46 + nameLength);
    const entry = {
      name,
      method: directory.readUInt16LE(position + 10),
      isEncrypted: (directory.readUInt16LE(position + 8) & 1) === 1,
      packedSize: directory.readUInt32LE(position + 20),
      size: directory.readUInt32LE(position + 24),
      offset: directory.readUInt32LE(position + 42),
    };
    if (!name.endsWith('/')) entries.push(entry);
    position += 46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
  }
  return entries.length === 0 ? failed('bad-answer', 'is a ZIP file without any file in it') : success(entries);
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
