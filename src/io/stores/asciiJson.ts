/** JSON that is read back in a fraction of the time: a text of other letters takes twice the memory, each letter decoded. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isSettings } from '../../core/text/settings.ts';

/** As `JSON.stringify`, with every letter beyond ASCII as an escape. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped);
}

/** So many entries of a list are one line. */
const entriesALine = 1000;

/**
 * The same as lines, which are to be written one below the other: what is large is then never held as one text. Of plain
 * data; a line has at most a thousand entries of a list.
 */
export function* asciiJsonLines(value: unknown): Generator<string, void> {
  if (Array.isArray(value) && value.length > entriesALine) {
    for (let at = 0; at < value.length; at += entriesALine) {
      yield `${at === 0 ? '[' : ','}${asciiJson(value.slice(at, at + entriesALine)).slice(1, -1)}`;
    }
    yield ']';
  } else if (isSettings(value)) {
    let before = '{';
    for (const [key, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      yield `${before}${asciiJson(key)}:`;
      yield* asciiJsonLines(entry);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield asciiJson(value);
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Unpacks what `gzip` packed, into one piece that has its length: the last four bytes tell it, and joining pieces takes as
 * long as reading them. Fails where there is more than `most`, or it is damaged.
 */
export async function unpackedText(bytes: Buffer, most: number): Promise<string> {
  const length = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  const chunkSize = Math.max(shortest, Math.min(length, most) + 1);
  return (await unzip(bytes, { chunkSize, maxOutputLength: most })).toString('utf8');
}

/** As zlib wants it. */
const shortest = 64;

const unzip = promisify(gunzip);
