/** Contents of the repository's objects, by one `git cat-file --batch`. */
import type { BlobId } from '../../core/history/history.ts';
import { GitError, startGit } from './git.ts';

/** Larger files are not pages. */
const maximumBytes = 2_000_000;

/** The texts of blobs in the order asked; `undefined` for one that is missing, binary or far too large for a page. */
export async function* readTexts(
  root: string,
  blobs: readonly BlobId[],
  signal?: AbortSignal,
): AsyncGenerator<string | undefined, void> {
  if (blobs.length === 0) return;
  signal?.throwIfAborted();
  const child = startGit(root, ['cat-file', '--batch', '--buffer'], signal);
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  failure.catch(() => 'awaited in the race below');
  child.stdin.on('error', () => 'git ended early; its output tells');
  // Written by the stream's own flow; ids of one size make about 40 bytes each.
  child.stdin.end(`${blobs.map((id) => (/^[0-9a-f]+$/.test(id) ? id : '0')).join('\n')}\n`);
  const source = byteReader(child.stdout);
  try {
    for (const _ of blobs) {
      const header = await Promise.race([source.line(), failure]);
      if (header === undefined) throw new GitError('git cat-file ended early');
      const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(header)?.[1];
      if (size === undefined) {
        yield undefined;
        continue;
      }
      const bytes = await source.bytes(Number(size) + 1);
      const isText = / blob /.test(header) && bytes.length <= maximumBytes && !bytes.subarray(0, 8000).includes(0);
      yield isText ? bytes.toString('utf8', 0, bytes.length - 1).replace(/^\uFEFF/, '') : undefined;
    }
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

function byteReader(stream: AsyncIterable<Buffer>) {
  const iterator = stream[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  async function more(): Promise<boolean> {
    const next = await iterator.next();
    if (next.done) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  }
  return {
    async line(): Promise<string | undefined> {
      for (;;) {
        const end = held.indexOf(10);
        if (end >= 0) {
          const line = held.toString('utf8', 0, end);
          held = held.subarray(end + 1);
          return line;
        }
        if (!(await more())) return undefined;
      }
    },
    async bytes(count: number): Promise<Buffer> {
      const parts: Buffer[] = [];
      let missing = count;
      while (missing > 0) {
        if (held.length === 0 && !(await more())) throw new GitError('git cat-file ended early');
        const part = held.subarray(0, missing);
        held = held.subarray(part.length);
        missing -= part.length;
        parts.push(part);
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
  };
}
