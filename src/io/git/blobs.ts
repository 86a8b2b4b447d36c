/** Texts of the repository's objects, by `git cat-file --batch`. */
import type { BlobId } from '../../core/history/history.ts';
import { type Git, streamText } from './git.ts';
import { GitError } from './gitError.ts';
import { type HistoryNotes, isMissing } from './notes.ts';
import { type Answer, answersOf, type Objects } from './objects.ts';
import { stop } from './waiting.ts';

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
export function openBlobs(git: Git, objects: Objects, notes: HistoryNotes): Blobs {
  let turn: Promise<unknown> = Promise.resolve();
  const damage = damageIn(git, notes);
  const known = shortTexts();
  const single = async (blob: BlobId, signal: AbortSignal | undefined): Promise<string | undefined> => {
    signal?.throwIfAborted();
    const before = known.get(blob);
    if (before !== undefined || damage.isKnown(blob)) return before;
    try {
      const [answer] = await objects.ask([nameOf(blob)], 'blob', signal);
      const text = await damage.textOf(blob, answer, signal);
      if (text !== undefined) known.set(blob, text);
      return text;
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

/** So many letters are held, of texts that have a share of them at most. */
const mostLetters = 2_000_000;
const mostOfOne = mostLetters / 20;

/** Texts that were asked for one by one: the configuration of a site is the same in most of its states. */
function shortTexts() {
  const texts = new Map<BlobId, string>();
  let letters = 0;
  return {
    get: (blob: BlobId): string | undefined => texts.get(blob),
    set(blob: BlobId, text: string): void {
      if (text.length > mostOfOne) return;
      if (letters > mostLetters) {
        texts.clear();
        letters = 0;
      }
      letters += text.length;
      texts.set(blob, text);
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
      if (answer !== 'missing') return answer && textIn(answer);
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
  child.stdin.end(blobs.map((blob) => `${nameOf(blob)}\n`).join(''));
  return { next: (signal: AbortSignal | undefined) => answers.next('blob', signal), end: () => stop(child) };
}

function nameOf(blob: BlobId): string {
  return /^[0-9a-f]+$/.test(blob) ? blob : '0';
}

/** `undefined` for what is no text. */
function textIn(bytes: Buffer): string | undefined {
  return bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString('utf8').replace(/^\uFEFF/, '');
}
