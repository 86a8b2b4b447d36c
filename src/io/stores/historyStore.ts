/**
 * Keeps what was read of a history in a folder, so that after new commits only those are read. The stream of commits is
 * kept, not what was concluded from it: folding it again follows every improvement. New commits become a part of their own
 * in front of what is kept, so that nothing of that is packed again.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { History, HistoryCommit, HistoryOptions } from '../../core/history/history.ts';
import { writeWhole } from '../disk/wholeFile.ts';
import { commitForm, type EntryForm, hunkForm } from './historyForm.ts';
import { isWhole, keptLines, linePacker } from './keptLines.ts';

/**
 * Another number makes what earlier versions kept be read anew. It stands in the name, so that versions that are used
 * beside each other keep a file each, and none undoes the work of another.
 */
const versions = { commits: 5, links: 6 } as const;

/** Of more than these one is made again. */
const mostParts = 50;

/** The first line of each part. */
interface Header {
  readonly version: number;
  readonly head: string;
  /** This one and those behind it. */
  readonly parts: number;
}

/** Where a history is kept. */
export interface HistoryStoreOptions {
  /** A folder of this repository alone; made when it is not there. */
  readonly folder: string;
  /** The commit is part of the history that is read. */
  isAncestor(commit: string): Promise<boolean>;
  /** The states that the branch itself has now. What was one when it was kept may be work that was merged. */
  mainLine(): Promise<ReadonlySet<string>>;
  /** Told what keeps the history from being kept; it is then read again next time. */
  note(message: string): void;
}

/** The same history, read from the folder as far as it is kept there. A store that cannot be read counts as none. */
export function storedHistory(history: History, store: HistoryStoreOptions): History {
  const onLine = async (): Promise<(commit: HistoryCommit) => HistoryCommit> => {
    const line = await store.mainLine();
    return (commit) => ({ ...commit, mainLine: line.has(commit.hash) });
  };
  const commits = {
    name: 'commits',
    version: versions.commits,
    form: commitForm,
    read: history.commits,
    renewed: onLine,
  };
  const links = { name: 'links', version: versions.links, form: hunkForm, read: history.linkHunks };
  return {
    ...history,
    commits: (options) =>
      options?.unchanged === undefined ? kept(commits, history, store, options) : history.commits(options),
    linkHunks: (options) => kept(links, history, store, options),
  };
}

/** One stream of a history. */
interface Stream<Entry> {
  readonly name: string;
  readonly version: number;
  readonly form: EntryForm<Entry>;
  read(options: HistoryOptions): AsyncIterable<Entry>;
  /** What of an entry depends on the commit that the history ends with. */
  renewed?(): Promise<(entry: Entry) => Entry>;
}

async function* kept<Entry>(
  stream: Stream<Entry>,
  history: History,
  options: HistoryStoreOptions,
  how: HistoryOptions = {},
): AsyncGenerator<Entry, void> {
  // Whoever asks for a part of the history is given that; nothing is kept of it.
  if (how.since !== undefined) return yield* stream.read(how);
  const file = join(options.folder, `${stream.name}.v${stream.version}.jsonl.gz`);
  const found = await readStore(file, stream.version);
  const store = found !== undefined && (await options.isAncestor(found.header.head)) ? found : undefined;
  if (store?.header.head === history.head.hash) yield* known(store, stream, store.header.parts > 1);
  else yield* extended(store, stream, history, { file, how, note: options.note });
}

/** The entries of a store; `renewed`, where what they say of the branch may be of another commit. */
async function* known<Entry>(
  { bytes }: Kept,
  { form, renewed }: Stream<Entry>,
  isOlder: boolean,
): AsyncGenerator<Entry, void> {
  const renew = isOlder ? await renewed?.() : undefined;
  for await (const entry of entriesOf(bytes, form)) yield renew?.(entry) ?? entry;
}

/** What is new, then what the store has, which is kept with it. */
async function* extended<Entry>(
  store: Kept | undefined,
  stream: Stream<Entry>,
  history: History,
  {
    file,
    how,
    note,
  }: { readonly file: string; readonly how: HistoryOptions; readonly note: HistoryStoreOptions['note'] },
): AsyncGenerator<Entry, void> {
  const parts = store === undefined || store.header.parts >= mostParts ? 1 : store.header.parts + 1;
  const packer = linePacker();
  const written = stream.form.writer();
  await packer.add(JSON.stringify({ version: stream.version, head: history.head.hash, parts } satisfies Header));
  for await (const entry of stream.read(store === undefined ? how : { ...how, since: store.header.head })) {
    await packer.add(JSON.stringify(written(entry)));
    yield entry;
  }
  for await (const entry of store === undefined ? [] : known(store, stream, true)) {
    if (parts === 1) await packer.add(JSON.stringify(written(entry)));
    yield entry;
  }
  // A partial clone gave less than there is; once the objects are there, everything is worth reading again.
  if (history.gaps.length > 0) return;
  const front = await packer.end();
  await keep(file, store === undefined || parts === 1 ? front : Buffer.concat([front, store.bytes]), note);
}

async function keep(file: string, bytes: Buffer, note: HistoryStoreOptions['note']): Promise<void> {
  const outcome = await writeWhole(file, bytes, { name: file, before: { kind: 'anything' }, mode: 0o600 });
  if (!outcome.ok) note(`The history will be read again next time: ${outcome.failure.message}`);
}

async function* entriesOf<Entry>(bytes: Uint8Array, form: EntryForm<Entry>): AsyncGenerator<Entry, void> {
  let read = form.reader();
  for await (const line of keptLines(bytes)) {
    // A part begins; its numbers are its own.
    if (line.startsWith('{')) read = form.reader();
    else yield read(JSON.parse(line));
  }
}

/** What a store holds. */
interface Kept {
  readonly header: Header;
  readonly bytes: Buffer;
}

/** `undefined` when there is none, it is damaged, or another version of this project wrote it. */
async function readStore(file: string, version: number): Promise<Kept | undefined> {
  try {
    const bytes = await readFile(file);
    const header = await firstLine(bytes);
    return header?.version === version && (await isWhole(bytes)) ? { header, bytes } : undefined;
  } catch {
    // Absent or damaged: the history is read from its beginning.
    return undefined;
  }
}

async function firstLine(bytes: Uint8Array): Promise<Header | undefined> {
  for await (const line of keptLines(bytes)) {
    const { version: written, head, parts } = JSON.parse(line) as Partial<Header>;
    return written === undefined || head === undefined || parts === undefined
      ? undefined
      : { version: written, head, parts };
  }
  return undefined;
}
