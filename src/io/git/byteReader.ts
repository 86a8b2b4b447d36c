/** Reads a stream of bytes by lines and lengths, and waits for each part only so long. */
import { inTime, type WaitLimits } from './waiting.ts';

/** Reads lines and counted bytes from a stream. */
export interface ByteReader {
  /** Up to the next line feed, where that is here already; `undefined` when it has to be waited for. */
  heldLine(): string | undefined;
  /** So many bytes, where they are here already; `undefined` when they have to be waited for. */
  heldBytes(count: number): Buffer | undefined;
  /** Up to the next line feed; `undefined` when the stream ends before. */
  line(wait: WaitLimits): Promise<string | undefined>;
  /** So many bytes; `undefined` when there are fewer. */
  bytes(count: number, wait: WaitLimits): Promise<Buffer | undefined>;
  /** Passes over so many bytes; `false` when there are fewer. */
  skip(count: number, wait: WaitLimits): Promise<boolean>;
}

export function byteReader(stream: AsyncIterable<Buffer>): ByteReader {
  const iterator = stream[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  async function more(wait: WaitLimits): Promise<boolean> {
    const next = await inTime(iterator.next(), wait);
    if (next.done) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  }
  async function take(count: number, wait: WaitLimits, use: (part: Buffer) => void): Promise<boolean> {
    let missing = count;
    while (missing > 0) {
      if (held.length === 0 && !(await more(wait))) return false;
      const part = held.subarray(0, missing);
      held = held.subarray(part.length);
      missing -= part.length;
      use(part);
    }
    return true;
  }
  const heldLine = (): string | undefined => {
    const end = held.indexOf(10);
    if (end < 0) return undefined;
    const line = held.toString('utf8', 0, end);
    held = held.subarray(end + 1);
    return line;
  };
  return {
    heldLine,
    heldBytes(count) {
      if (held.length < count) return undefined;
      const part = held.subarray(0, count);
      held = held.subarray(count);
      return part;
    },
    async line(wait) {
      for (;;) {
        const line = heldLine();
        if (line !== undefined) return line;
        if (!(await more(wait))) return undefined;
      }
    },
    async bytes(count, wait) {
      const parts: Buffer[] = [];
      if (!(await take(count, wait, (part) => parts.push(part)))) return undefined;
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
    skip: (count, wait) => take(count, wait, () => undefined),
  };
}
