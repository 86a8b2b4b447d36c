/**
 * The lines of a file that hold one of several texts, found among its bytes: of a log of a million lines only those are
 * made into texts that may tell something.
 */
import type { FoundLine } from '../sourceHost.ts';
import { decoded, type Encoding, lineBatches, longestLine } from './lines.ts';

const lineFeed = 10;

/** Old Macs and some spreadsheets end lines by a return alone; such a file is read as text. */
function hasReturnsAlone(start: string): boolean {
  return start.includes('\r') && !start.includes('\n');
}

/** `needles` are ASCII, and `start` is how the file begins. The first line of every piece of the file is found as well; a line that is too long has no text. */
export async function* linesWith(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  needles: readonly string[],
  start = '',
): AsyncGenerator<readonly FoundLine[]> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be' || hasReturnsAlone(start))
    yield* amongTexts(chunks, encoding, needles);
  else yield* amongBytes(chunks, encoding, needles);
}

async function* amongTexts(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  needles: readonly string[],
): AsyncGenerator<readonly FoundLine[]> {
  let line = 0;
  for await (const batch of lineBatches(chunks, encoding)) {
    const found: FoundLine[] = [];
    for (const [at, text] of batch.entries()) {
      line++;
      if (at === 0 || text === undefined || needles.some((needle) => text.includes(needle))) found.push({ line, text });
    }
    yield found;
  }
  yield [{ line, text: '' }];
}

async function* amongBytes(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  needles: readonly string[],
): AsyncGenerator<readonly FoundLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  /** Lines that have ended. */
  let before = 0;
  let isTooLong = false;
  for await (const given of chunks) {
    let chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    if (isTooLong) {
      const end = chunk.indexOf(lineFeed);
      if (end < 0) continue;
      isTooLong = false;
      before++;
      yield [{ line: before, text: undefined }];
      chunk = chunk.subarray(end + 1);
    }
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const last = bytes.lastIndexOf(lineFeed);
    rest = Buffer.from(bytes.subarray(last + 1));
    if (last >= 0) {
      const whole = bytes.subarray(0, last + 1);
      yield foundIn(whole, encoding, needles, before);
      before += count(whole, 0, whole.length);
    }
    if (rest.length > longestLine) {
      isTooLong = true;
      rest = Buffer.alloc(0);
    }
  }
  if (isTooLong) yield [{ line: before + 1, text: undefined }];
  else if (rest.length > 0) {
    const end = Buffer.concat([rest, Buffer.from('\n')]);
    yield foundIn(end, encoding, needles, before);
    before++;
  }
  // How many lines there are.
  yield [{ line: before, text: '' }];
}

function foundIn(bytes: Buffer, encoding: Encoding, needles: readonly string[], before: number): readonly FoundLine[] {
  const first = bytes.indexOf(lineFeed);
  const found: FoundLine[] = [{ line: before + 1, text: textOfLine(bytes, 0, first, encoding) }];
  const next = needles.map((needle) => ({ needle, at: bytes.indexOf(needle, first, 'latin1') }));
  let line = before + 2;
  for (let from = first + 1; ; ) {
    let at = -1;
    for (const each of next) {
      if (each.at >= 0 && each.at < from) each.at = bytes.indexOf(each.needle, from, 'latin1');
      if (each.at >= 0 && (at < 0 || each.at < at)) at = each.at;
    }
    if (at < 0) return found;
    const start = bytes.lastIndexOf(lineFeed, at) + 1;
    const end = bytes.indexOf(lineFeed, at);
    line += count(bytes, from, start);
    found.push({ line, text: textOfLine(bytes, start, end, encoding) });
    line++;
    from = end + 1;
  }
}

function textOfLine(bytes: Buffer, start: number, end: number, encoding: Encoding): string | undefined {
  if (end - start > longestLine) return undefined;
  const isCrlf = bytes[end - 1] === 13;
  const piece = bytes.subarray(start, isCrlf ? end - 1 : end);
  const text = encoding === 'utf-8' ? piece.toString('utf8') : decoded(piece, encoding);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function count(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed, from); at >= 0 && at < to; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
