/**
 * Lines that are kept packed, in one part or several one behind the other: what is new becomes a part in front, and the
 * others stay as they are. They are unpacked piece by piece, as a history may have hundreds of megabytes of them.
 */
import { StringDecoder } from 'node:string_decoder';
import { constants, createGunzip, createGzip } from 'node:zlib';

/** Of one pack or several; throws where it is damaged. */
export async function* keptLines(bytes: Uint8Array): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  for await (const piece of unpacked(bytes)) {
    const text = decoder.write(piece);
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      yield open + text.slice(at, end);
      open = '';
      at = end + 1;
    }
    open += text.slice(at);
  }
  if (open !== '') yield open;
}

/** Whether all of it can be unpacked: whoever has begun to use lines cannot begin anew. */
export async function isWhole(bytes: Uint8Array): Promise<boolean> {
  try {
    for await (const _ of unpacked(bytes));
    return true;
  } catch {
    return false;
  }
}

function unpacked(bytes: Uint8Array): AsyncIterable<Buffer> {
  const stream = createGunzip({ chunkSize: 1 << 18 });
  stream.end(bytes);
  return stream;
}

/** Packs lines as they come. */
export interface LinePacker {
  /** A promise where there is no room for the next one yet. */
  add(line: string): Promise<void> | undefined;
  end(): Promise<Buffer>;
}

/** So many letters are packed together. */
const together = 1 << 16;

export function linePacker(): LinePacker {
  const stream = createGzip({ level: constants.Z_BEST_SPEED });
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  let waiting = '';
  const flush = (): Promise<void> | undefined => {
    const text = waiting;
    waiting = '';
    return stream.write(text) ? undefined : new Promise((resolve) => stream.once('drain', resolve));
  };
  return {
    add(line) {
      waiting += `${line}\n`;
      return waiting.length < together ? undefined : flush();
    },
    end: () =>
      new Promise((resolve, reject) => {
        stream.on('end', () => resolve(Buffer.concat(pieces)));
        stream.on('error', reject);
        stream.end(waiting);
      }),
  };
}
