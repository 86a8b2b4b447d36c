/** Files as people have them: plain, gzipped, or several in a ZIP, in any encoding. Nothing is unpacked onto the disk. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { failed, type Result, success } from '../../core/ports.ts';
import type { SavedFile } from '../sourceHost.ts';
import { decoded, type Encoding, encodingOfStart, lineBatches } from './lines.ts';
import { linesWith } from './linesWith.ts';
import { unpackedEntry, type ZipEntry, zipEntries } from './zip.ts';

const bytesOfStart = 64 * 1024;
/** What is not read line by line is held as a whole. */
const mostHeld = 256 * 1024 * 1024;
/** No export and no log becomes so many times smaller; what does was made to fill a machine. */
const mostGrowth = 250;
const growthFrom = 32 * 1024 * 1024;

/** `path` is absolute, `name` as the user knows it. A failure names the file and says what to do. */
export async function openSavedFiles(path: string, name = basename(path)): Promise<Result<readonly SavedFile[]>> {
  let size: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) return failed('bad-request', `${name} is not a file. Give the files in it.`);
    size = found.size;
  } catch (error) {
    return unreadable(name, error);
  }
  if (size === 0) return failed('bad-answer', `${name} is empty. Export it again.`);
  try {
    const start = await startOf(() => createReadStream(path, { end: bytesOfStart - 1 }));
    if (isZip(start)) return await fromArchive(path, name, size);
    const foreign = foreignKind(start);
    if (foreign !== undefined) return failed('bad-answer', `${name} is ${foreign}`);
    const open = () => createReadStream(path, { highWaterMark: 256 * 1024 });
    return success([
      isGzip(start)
        ? await opened(name, undefined, () => limited(gunzipped(open()), size, name))
        : await opened(name, undefined, open),
    ]);
  } catch (error) {
    return unreadable(name, error);
  }
}

async function fromArchive(path: string, name: string, size: number): Promise<Result<readonly SavedFile[]>> {
  const entries = await zipEntries(path, size);
  if (!entries.ok) return failed('bad-answer', `${name} ${entries.failure.message}`);
  const office = officeKind(entries.value);
  if (office !== undefined) return failed('bad-answer', `${name} is ${office}`);
  const files: SavedFile[] = [];
  for (const entry of entries.value.filter((each) => !isAside(each.name))) {
    const own = `${name}/${entry.name}`;
    if (entry.isEncrypted)
      return failed('bad-answer', `${own} is locked with a password. Unpack it, and give the file in it.`);
    if (entry.method !== 0 && entry.method !== 8) {
      return failed(
        'bad-answer',
        `${own} is packed in a way that is not read here. Unpack it, and give the file in it.`,
      );
    }
    const bytes = () => limited(unpackedEntry(path, entry), entry.packedSize, own);
    const start = await startOf(bytes);
    const foreign = isZip(start) ? `a ZIP file or a workbook inside the archive. ${unpack}` : foreignKind(start);
    const unpacked = isGzip(start) ? () => limited(gunzipped(bytes()), entry.packedSize, own) : bytes;
    files.push(foreign === undefined ? await opened(own, name, unpacked) : unreadFile(own, name, foreign));
  }
  return files.length === 0 ? failed('bad-answer', `${name} contains no file that can be read here.`) : success(files);
}

/** What systems put beside the files of an archive, and what is no text. */
function isAside(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)|Thumbs\.db$|desktop\.ini$)|\.(?:png|jpe?g|gif|pdf|html?)$/i.test(name);
}

async function opened(
  name: string,
  archive: string | undefined,
  open: () => AsyncIterable<Uint8Array>,
): Promise<SavedFile> {
  const bytes = await startOf(open);
  const encoding = encodingOfStart(bytes);
  const start = decoded(bytes, encoding).slice(0, bytesOfStart);
  const remark = encoding === 'windows-1252' ? `${name} is not UTF-8, and was read as Windows-1252.` : undefined;
  return {
    name,
    archive,
    remark,
    start,
    text: () => wholeText(name, open(), encoding),
    lines: () => lineBatches(open(), encoding),
    linesWith: (needles) => linesWith(open(), encoding, needles, start),
  };
}

/** Nothing of it can be read; `foreign` is what it is and what to do. */
function unreadFile(name: string, archive: string, foreign: string): SavedFile {
  return { ...savedText(name, ''), archive, unread: `${name} is ${foreign}` };
}

/** A text that is there already, for callers that hold one. */
export function savedText(name: string, text: string): SavedFile {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return {
    name,
    start: text.slice(0, bytesOfStart),
    text: async () => text,
    lines: () => lineBatches(bytes(), 'utf-8'),
    linesWith: (needles) => linesWith(bytes(), 'utf-8', needles, text),
  };
}

async function startOf(open: () => AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open()) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= bytesOfStart) break;
  }
  return Buffer.concat(chunks).subarray(0, bytesOfStart);
}

async function wholeText(name: string, bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > mostHeld) throw new Error(`${name} is larger than ${mostHeld / 2 ** 20} MB. Export less at once.`);
    chunks.push(chunk);
  }
  return decoded(Buffer.concat(chunks), encoding);
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Readable } = await import('node:stream');
  const source = Readable.from(packed, { objectMode: false });
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  try {
    yield* source.pipe(unzip);
  } finally {
    source.destroy();
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, packed: number, name: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > growthFrom && size > packed * mostGrowth) {
      throw new Error(`${name} grows to over ${mostGrowth} times its size, as no export does. It was not read.`);
    }
    yield chunk;
  }
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function isZip(start: Uint8Array): boolean {
  const [p, k, three, four] = start;
  return p === 0x50 && k === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6));
}

const unpack = 'Unpack it, and give the files in it.';
const saveAsCsv = 'Open it there, save it as CSV, and give that file.';

/** Known by its first bytes: what it is and what to do, behind "FILE is". */
function foreignKind(start: Buffer): string | undefined {
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    return `an Excel workbook (XLS). ${saveAsCsv}`;
  const text = start.toString('latin1', 0, 8);
  if (text.startsWith('%PDF')) return 'a PDF document. Export the table as CSV, and give that file.';
  if (/^(?:\x89PNG|GIF8|\xff\xd8\xff|RIFF)/.test(text))
    return 'a picture. Export the table as CSV, and give that file.';
  if (/^(?:7z\xbc\xaf|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd)/.test(text)) {
    return 'an archive that is not read here (only ZIP and gzip are). Unpack it, and give the file in it.';
  }
  return /^(?:\x7fELF|MZ|\xca\xfe\xba\xbe|SQLite f)/.test(text) ? 'not text. Give an export or a log.' : undefined;
}

function officeKind(entries: readonly ZipEntry[]): string | undefined {
  const has = (name: RegExp) => entries.some((entry) => name.test(entry.name));
  if (has(/^xl\/workbook\.(?:xml|bin)$/)) return `an Excel workbook (XLSX). ${saveAsCsv}`;
  if (has(/^word\/document\.xml$/)) return 'a Word document. Export the table as CSV, and give that file.';
  if (has(/^Index\/Document\.iwa$/)) return `a Numbers spreadsheet. ${saveAsCsv}`;
  return has(/^mimetype$/) && has(/^content\.xml$/) ? `an OpenDocument spreadsheet. ${saveAsCsv}` : undefined;
}

function unreadable(name: string, error: unknown): Result<never> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return failed('not-found', `${name}: there is no such file.`);
  const reason = error instanceof Error ? error.message : String(error);
  const isOwn = reason.startsWith(name);
  const damaged = typeof code === 'string' && code.startsWith('Z_') ? `it is damaged (${reason})` : reason;
  return failed('bad-answer', isOwn ? reason : `${name} cannot be read: ${damaged.replace(/\.$/, '')}. Save it again.`);
}
