/** Contents of the repository's objects, by `git cat-file --batch`. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import type { BlobId } from '../../core/history/history.ts';
import { GitError, startGit } from './git.ts';

/** Larger files are not pages. */
const maximumBytes = 2_000_000;

export interface Blobs {
  /** The texts in the order asked; `undefined` for one that is missing, binary or far too large for a page. */
  texts(blobs: readonly BlobId[], signal?: AbortSignal): AsyncGenerator<string | undefined, void>;
}

/**
 * Many texts asked at once get a process of their own. Single ones, as a configuration names its files one after the
 * other, share one that ends when nothing was asked for a while: starting git takes longer than its answer.
 */
export function openBlobs(root: string): Blobs {
  let shared: Conversation | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const single = async (blob: BlobId, signal: AbortSignal | undefined): Promise<string | undefined> => {
    signal?.throwIfAborted();
    if (shared === undefined || !shared.isOpen()) shared = converse(root);
    return shared.ask(blob, signal);
  };
  return {
    async *texts(blobs, signal) {
      const [first, ...others] = blobs;
      if (first === undefined) return;
      if (others.length > 0) return yield* readTexts(root, blobs, signal);
      // One question after the other: answers carry no name.
      const answer = turn.then(() => single(first, signal));
      turn = answer.catch(() => 'told to who asked');
      yield await answer;
    },
  };
}

/** How long a process waits for another question, in milliseconds. */
const patience = 500;

interface Conversation {
  isOpen(): boolean;
  ask(blob: BlobId, signal: AbortSignal | undefined): Promise<string | undefined>;
}

function converse(root: string): Conversation {
  const child = startGit(root, ['cat-file', '--batch'], undefined);
  const answers = answersOf(child);
  let isOpen = true;
  let idle: NodeJS.Timeout | undefined;
  const end = (): void => {
    isOpen = false;
    child.kill();
  };
  child.once('close', end);
  // A waiting process keeps no program from ending; git ends with it.
  const held = [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket];
  return {
    isOpen: () => isOpen,
    async ask(blob, signal) {
      clearTimeout(idle);
      for (const handle of held) handle.ref();
      signal?.addEventListener('abort', end, { once: true });
      try {
        child.stdin.write(question(blob));
        return await answers.next();
      } catch (error) {
        end();
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', end);
        for (const handle of held) handle.unref();
        if (isOpen) idle = setTimeout(end, patience).unref();
      }
    },
  };
}

async function* readTexts(
  root: string,
  blobs: readonly BlobId[],
  signal?: AbortSignal,
): AsyncGenerator<string | undefined, void> {
  signal?.throwIfAborted();
  const child = startGit(root, ['cat-file', '--batch', '--buffer'], signal);
  const answers = answersOf(child);
  // Written by the stream's own flow; ids of one size make about 40 bytes each.
  child.stdin.end(blobs.map(question).join(''));
  try {
    for (const _ of blobs) yield await answers.next();
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

function question(blob: BlobId): string {
  return `${/^[0-9a-f]+$/.test(blob) ? blob : '0'}\n`;
}

/** What the process answers to one question after the other. */
function answersOf(child: ChildProcessWithoutNullStreams): { next(): Promise<string | undefined> } {
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  failure.catch(() => 'awaited in the race below');
  child.stdin.on('error', () => 'git ended early; its output tells');
  const source = byteReader(child.stdout);
  return {
    async next() {
      const header = await Promise.race([source.line(), failure]);
      if (header === undefined) throw new GitError('git cat-file ended early');
      const [, kind, length] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
      if (length === undefined) return undefined;
      const size = Number(length);
      if (kind !== 'blob' || size > maximumBytes) {
        await source.skip(size + 1);
        return undefined;
      }
      const bytes = await source.bytes(size + 1);
      if (bytes.subarray(0, 8000).includes(0)) return undefined;
      return bytes.toString('utf8', 0, size).replace(/^\uFEFF/, '');
    },
  };
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
  async function take(count: number, use: (part: Buffer) => void): Promise<void> {
    let missing = count;
    while (missing > 0) {
      if (held.length === 0 && !(await more())) throw new GitError('git cat-file ended early');
      const part = held.subarray(0, missing);
      held = held.subarray(part.length);
      missing -= part.length;
      use(part);
    }
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
      await take(count, (part) => parts.push(part));
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
    skip: (count: number): Promise<void> => take(count, () => undefined),
  };
}
