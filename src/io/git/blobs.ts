/** Contents of the repository's objects, by `git cat-file --batch`. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import type { BlobId } from '../../core/history/history.ts';
import { byteReader } from './byteReader.ts';
import { collectErrors, type Git, streamText } from './git.ts';
import { GitError, gitSaid } from './gitError.ts';
import { type HistoryNotes, isMissing } from './notes.ts';
import { stop } from './waiting.ts';

/** Larger files are not pages. */
const maximumBytes = 2_000_000;

/** The texts that git keeps. */
export interface Blobs {
  /**
   * The texts in the order asked; `undefined` for one that is missing, damaged, binary or far too large for a page. What
   * is damaged or was left out of this clone is noted.
   */
  texts(blobs: readonly BlobId[], signal?: AbortSignal): AsyncGenerator<string | undefined, void>;
}

/** To start a process for this one takes longer than to ask for so many one after the other. */
const fewTexts = 64;

/**
 * Many texts asked at once get a process of their own. Few, and single ones, as a configuration names its files one after
 * the other, share one that ends when nothing was asked for a while: starting git takes longer than its answer.
 */
export function openBlobs(git: Git, notes: HistoryNotes): Blobs {
  let shared: Conversation | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const damage = damageIn(git, notes);
  const single = async (blob: BlobId, signal: AbortSignal | undefined): Promise<string | undefined> => {
    signal?.throwIfAborted();
    if (damage.isKnown(blob)) return undefined;
    if (shared === undefined || !shared.isOpen()) shared = converse(git);
    try {
      return await damage.textOf(blob, await shared.ask(blob, signal), signal);
    } catch (error) {
      await damage.found(blob, error, signal);
      return undefined;
    }
  };
  return {
    async *texts(blobs, signal) {
      if (blobs.length > fewTexts) return yield* readTexts(git, blobs, damage, signal);
      for (const blob of blobs) {
        // One question after the other: answers carry no name.
        const answer = turn.then(() => single(blob, signal));
        turn = answer.catch(() => 'told to who asked');
        yield await answer;
      }
    },
  };
}

/** The objects that cannot be read. */
interface Damage {
  isKnown(blob: BlobId): boolean;
  /** Git ended when it was asked for this one: notes why. Throws on what is not git's doing. */
  found(blob: BlobId, error: unknown, signal: AbortSignal | undefined): Promise<void>;
  /** The text of an answer; notes the object when it is not here. */
  textOf(blob: BlobId, answer: Answer, signal: AbortSignal | undefined): Promise<string | undefined>;
}

/** `missing`: git has no such object, or cannot read it; `undefined`: it is no text. */
type Answer = { readonly text: string } | 'missing' | undefined;

function damageIn(git: Git, notes: HistoryNotes): Damage {
  const damaged = new Set<BlobId>();
  let here: ReadonlySet<string> | undefined;
  return {
    isKnown: (blob) => damaged.has(blob) || (here !== undefined && !here.has(blob)),
    async found(blob, error, signal) {
      if (!(error instanceof GitError)) throw error;
      damaged.add(blob);
      await notes.failed(error, signal);
      // Older versions end at every object that was left out of the clone: they are told apart beforehand then.
      if (isMissing(error)) here ??= await objectsHere(git, signal);
    },
    async textOf(blob, answer, signal) {
      if (answer !== 'missing') return answer?.text;
      damaged.add(blob);
      await notes.missing(blob, signal);
      return undefined;
    },
  };
}

/** Every object of this clone; listing them asks for none that is elsewhere. */
async function objectsHere(git: Git, signal: AbortSignal | undefined): Promise<ReadonlySet<string>> {
  const all = ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)', '--buffer'];
  return new Set((await streamText(git.stream(all, { signal }))).split('\n'));
}

interface Conversation {
  isOpen(): boolean;
  ask(blob: BlobId, signal: AbortSignal | undefined): Promise<Answer>;
}

function converse(git: Git): Conversation {
  const child = git.start(['cat-file', '--batch']);
  const answers = answersOf(child, git);
  let isOpen = true;
  let idle: NodeJS.Timeout | undefined;
  const end = (): void => {
    isOpen = false;
    stop(child);
  };
  child.once('close', end);
  // A waiting process keeps no program from ending; git ends with it.
  const held = [child, child.stdin as Socket, child.stdout as Socket, child.stderr as Socket];
  return {
    isOpen: () => isOpen,
    async ask(blob, signal) {
      clearTimeout(idle);
      for (const handle of held) handle.ref();
      try {
        child.stdin.write(question(blob));
        return await answers.next(signal);
      } catch (error) {
        end();
        throw error;
      } finally {
        for (const handle of held) handle.unref();
        if (isOpen) idle = setTimeout(end, git.patience).unref();
      }
    },
  };
}

async function* readTexts(
  git: Git,
  blobs: readonly BlobId[],
  damage: Damage,
  signal: AbortSignal | undefined,
): AsyncGenerator<string | undefined, void> {
  signal?.throwIfAborted();
  let given = 0;
  while (given < blobs.length) {
    const open = blobs.slice(given);
    const asked = open.filter((blob) => !damage.isKnown(blob));
    const isAsked = new Set(asked);
    const answers = asked.length === 0 ? undefined : batch(git, asked);
    try {
      for (const blob of open) {
        const text = isAsked.has(blob) ? await damage.textOf(blob, await answers?.next(signal), signal) : undefined;
        given++;
        yield text;
      }
    } catch (error) {
      // Git ends at a damaged object; the others are asked for again.
      const at = blobs[given];
      if (at === undefined) throw error;
      await damage.found(at, error, signal);
    } finally {
      answers?.end();
    }
  }
}

/** One process for many questions. */
function batch(git: Git, blobs: readonly BlobId[]) {
  const child = git.start(['cat-file', '--batch', '--buffer']);
  const answers = answersOf(child, git);
  // Written by the stream's own flow; ids of one size make about 40 bytes each.
  child.stdin.end(blobs.map(question).join(''));
  return { next: answers.next, end: () => stop(child) };
}

function question(blob: BlobId): string {
  return `${/^[0-9a-f]+$/.test(blob) ? blob : '0'}\n`;
}

interface Answers {
  next(signal: AbortSignal | undefined): Promise<Answer>;
}

/** What the process answers to one question after the other. */
function answersOf(child: ChildProcessWithoutNullStreams, git: Git): Answers {
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  failure.catch(() => 'awaited in the race below');
  child.stdin.on('error', () => 'git ended early; its output tells');
  const errors = collectErrors(child);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const early = async (signal: AbortSignal | undefined): Promise<GitError> => {
    await Promise.race([closed, failure]);
    signal?.throwIfAborted();
    return gitSaid(errors(), 'git cat-file ended early');
  };
  const source = byteReader(child.stdout);
  return {
    async next(signal) {
      const wait = git.waiting('cat-file', signal);
      const header = await Promise.race([source.line(wait), failure]);
      if (header === undefined) throw await early(signal);
      const [, kind, length] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
      if (length === undefined) return 'missing';
      const size = Number(length);
      if (kind !== 'blob' || size > maximumBytes) {
        if (!(await source.skip(size + 1, wait))) throw await early(signal);
        return undefined;
      }
      const bytes = await source.bytes(size + 1, wait);
      if (bytes === undefined) throw await early(signal);
      if (bytes.subarray(0, 8000).includes(0)) return undefined;
      return { text: bytes.toString('utf8', 0, size).replace(/^\uFEFF/, '') };
    },
  };
}
