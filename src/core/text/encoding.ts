/**
 * The bytes of a file as text that can be edited: only where writing the text back gives the very same bytes.
 * What is read leniently, to be judged, need not pass here; what is written must.
 */

/** A file that may be edited. */
export interface EditableText {
  readonly kind: 'text';
  /** Without its byte order mark. */
  readonly text: string;
  /** The byte order mark, or nothing. */
  readonly mark: string;
}

/** Why the bytes cannot be edited as text, and what the author can do about it: two sentences for the user. */
export interface Uneditable {
  readonly kind: 'uneditable';
  readonly reason: string;
}

const mark = '\uFEFF';

/** UTF-8 with LF or CRLF, or the reason why an edit would change more than it says. */
export function editableText(bytes: Uint8Array): EditableText | Uneditable {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return uneditable(`It is written in ${wide}.`, 'Save it as UTF-8 and try again.');
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    return uneditable(
      `It contains a NUL byte on line ${lineOf(bytes, zero)}, so it is not a text file.`,
      'Remove that byte.',
    );
  }
  const text = decoded(bytes);
  if (text === undefined) {
    const at = firstInvalid(bytes);
    const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const what = `Byte ${byte} on line ${lineOf(bytes, at)} is not UTF-8; it may be Latin-1 or Windows-1252.`;
    return uneditable(what, 'Save it as UTF-8 and try again.');
  }
  const lone = /\r(?!\n)/.exec(text);
  if (lone !== null) {
    const line = text.slice(0, lone.index).split(/\r\n|\r|\n/).length;
    return uneditable(`Line ${line} ends in a carriage return alone.`, 'Save it with LF or CRLF and try again.');
  }
  const hasMark = text.startsWith(mark);
  return { kind: 'text', text: hasMark ? text.slice(1) : text, mark: hasMark ? mark : '' };
}

/** Half of a character, which UTF-8 has no bytes for. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function uneditable(what: string, remedy: string): Uneditable {
  return { kind: 'uneditable', reason: `${what} ${remedy}` };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the decoder's only way to say that bytes are not UTF-8
  }
}

/** UTF-16 and UTF-32, told by their byte order mark, else by the zeros beside the letters of the first line. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16 (little endian)';
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big endian)';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  const head = bytes.subarray(0, 64 - (64 % 2));
  if (head.length < 4) return undefined;
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = head.length / 4;
  if (odd > most && even === 0) return 'UTF-16 (little endian)';
  return even > most && odd === 0 ? 'UTF-16 (big endian)' : undefined;
}

/** The offset of the first byte that no UTF-8 text has there: the longest beginning that decodes ends before it. */
function firstInvalid(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 0;
  // A sequence has four bytes at most, so that trying them byte by byte takes few tries for each character.
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length > 1) {
      try {
        decoder.decode(bytes.subarray(at, at + length));
      } catch {
        return at; // the decoder's only way to say that bytes are not UTF-8
      }
    }
    at += length;
  }
  return at;
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i >= 0 && i < offset; i = bytes.indexOf(10, i + 1)) line++;
  return line;
}
