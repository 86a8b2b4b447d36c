import { deflateRawSync } from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** The bytes are packed already, or are said to be. */
  readonly packed?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** The sizes stand in the field for 64 bits, as some programs write them in any case (4.5.3). */
  readonly isLong?: boolean;
  /** Its bytes are those of the first file, told of again. */
  readonly isFirstAgain?: boolean;
}

/** A ZIP as programs write it; https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 to 4.3.16. */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, packed, method = 8, flags = 0, isLong = false, isFirstAgain = false } of files) {
    const whole = Buffer.from(bytes);
    const data = Buffer.from(packed ?? (method === 0 ? whole : deflateRawSync(whole)));
    const named = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(whole.length, 22);
    local.writeUInt16LE(named.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(whole.length, 24);
    entry.writeUInt16LE(named.length, 28);
    entry.writeUInt32LE(isFirstAgain ? 0 : offset, 42);
    const extra = Buffer.alloc(isLong ? 20 : 0);
    if (isLong) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(whole.length), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
      entry.fill(0xff, 20, 28);
      entry.writeUInt16LE(extra.length, 30);
    }
    directory.push(entry, named, extra);
    if (isFirstAgain) continue;
    parts.push(local, named, data);
    offset += local.length + named.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
