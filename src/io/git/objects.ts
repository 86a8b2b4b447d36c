/** The repository's objects, by `git cat-file --batch`. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import { byteReader } from './byteReader.ts';
import { collectErrors, type Git } from './git.ts';
import { type GitError, gitSaid } from './gitError.ts';
import { stop } from './waiting.ts';

/** Larger files are not pages. */
const maximumBytes = 2_000_000;

/** `missing`: git has no such object, or cannot read it; `undefined`: it is of another kind, or far too large. */
export type Answer = Buffer | 'missing' | undefined;

/** What an object is asked for as. */
type Kind = 'blob' | 'tree';

/** Objects asked of one process, which ends when nothing was asked for a while: starting git takes longer than its answer. */
export interface Objects {
  /** In the order asked. Throws `GitError` where git ended instead of answering, `AbortError` when cancelled. */
  ask(names: readonly string[], kind: Kind, signal: AbortSignal | undefined): Promise<readonly Answer[]>;
}

export function openObjects(git: Git): Objects {
  let shared: Conversation | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ask(names, kind, signal) {
      // One question after the other: answers carry no name.
      const answers = turn.then(() => {
        signal?.throwIfAborted();
        if (shared === undefined || !shared.isOpen()) shared = converse(git);
        return shared.ask(names, kind, signal);
      });
      turn = answers.catch(() => 'told to who asked');
      return answers;
    },
  };
}

interface Conversation extends Objects {
  isOpen(): boolean;
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
    async ask(names, kind, signal) {
      clearTimeout(idle);
      for (const handle of held) handle.ref();
      try {
        child.stdin.write(names.map((name) => `${name}\n`).join(''));
        const given: Answer[] = [];
        while (given.length < names.length) given.push(await answers.next(kind, signal));
        return given;
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

interface Answers {
  next(kind: Kind, signal: AbortSignal | undefined): Promise<Answer>;
}

/** What the process answers to one question after the other. */
export function answersOf(child: ChildProcessWithoutNullStreams, git: Git): Answers {
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
    async next(wanted, signal) {
      signal?.throwIfAborted();
      const wait = git.waiting('cat-file', signal);
      // One piece of the output holds many answers: most need no waiting.
      const header = source.heldLine() ?? (await Promise.race([source.line(wait), failure]));
      if (header === undefined) throw await early(signal);
      const [, kind, length] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
      if (length === undefined) return 'missing';
      const size = Number(length);
      if (kind !== wanted || size > maximumBytes) {
        if (!(await source.skip(size + 1, wait))) throw await early(signal);
        return undefined;
      }
      const bytes = source.heldBytes(size + 1) ?? (await source.bytes(size + 1, wait));
      if (bytes === undefined) throw await early(signal);
      return bytes.subarray(0, size);
    },
  };
}
