/** Bytes of any encoding as lines, some at a time and never all at once. */
import { StringDecoder } from 'node:string_decoder';

/** A longer line is of no export and no log. */
export const longestLine = 1_000_000;

/** How a text is written, told by its first bytes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export function encodingOfStart(start: Uint8Array): Encoding {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return withoutMark(start) ?? (isUtf8(start) ? 'utf-8' : 'windows-1252');
}

const bytesToTell = 4096;

/** Addresses and what stands between cells are ASCII in every language: half of each such character is zero, on one side. */
function withoutMark(start: Uint8Array): Encoding | undefined {
  const pairs = Math.floor(Math.min(start.length, bytesToTell) / 2);
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (start[2 * pair] === 0) even++;
    if (start[2 * pair + 1] === 0) odd++;
  }
  // A zero in a cell makes no other encoding.
  if (even === 0 && odd >= pairs / 8 && odd > 1) return 'utf-16le';
  return odd === 0 && even >= pairs / 8 && even > 1 ? 'utf-16be' : undefined;
}

/** The last character may be cut off. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // The only way the decoder has to say so.
  }
}

/** A text of these bytes, without its byte order mark. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * Without their endings (LF, CRLF; CR alone where there is no other). A line that is too long is `undefined`; no more of
 * it is held than that.
 */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<readonly (string | undefined)[]> {
  const decoder = decoderOf(encoding);
  let rest = '';
  let isTooLong = false;
  let ending: '\n' | '\r' | undefined;
  for await (const chunk of chunks) {
    const text = rest + decoder.write(chunk);
    ending ??= endingOf(text);
    const lines: (string | undefined)[] = text.split(ending ?? '\n');
    rest = lines.pop() ?? '';
    // A piece may end between the two.
    if (ending === '\n' && text.includes('\r'))
      for (const [at, line] of lines.entries()) lines[at] = withoutReturn(line);
    if (isTooLong && lines.length > 0) {
      lines[0] = undefined;
      isTooLong = false;
    }
    if (isTooLong || rest.length > longestLine) {
      isTooLong = true;
      rest = '';
    }
    if (lines.length > 0)
      yield lines.map((line) => (line !== undefined && line.length > longestLine ? undefined : line));
  }
  rest += decoder.end();
  if (isTooLong) yield [undefined];
  else if (rest !== '') yield [withoutReturn(rest)];
}

function withoutReturn(line: string | undefined): string | undefined {
  return line?.endsWith('\r') ? line.slice(0, -1) : line;
}

/** `undefined` while no line has ended. */
function endingOf(text: string): '\n' | '\r' | undefined {
  if (text.includes('\n')) return '\n';
  return /\r[^\n]/.test(text) ? '\r' : undefined;
}

interface Decoder {
  write(chunk: Uint8Array): string;
  end(): string;
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'utf-8') {
    // Twice as fast as the decoder of the web for what is ASCII.
    const decoder = new StringDecoder('utf8');
    let isFirst = true;
    return {
      write(chunk) {
        const text = decoder.write(chunk as Buffer);
        if (!isFirst || text === '') return text;
        isFirst = false;
        return text.startsWith('\uFEFF') ? text.slice(1) : text;
      },
      end: () => decoder.end(),
    };
  }
  const decoder = new TextDecoder(encoding);
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}
