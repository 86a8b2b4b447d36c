/**
 * Keeps what was read of a history in a folder, so that after new commits only those are read. The stream of commits is
 * kept, not what was concluded from it: folding it again takes a fraction of a second and follows every improvement.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { History, HistoryOptions } from '../../core/history/history.ts';
import { writeWhole } from '../disk/wholeFile.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/**
 * Another number makes what earlier versions kept be read anew. It stands in the name, so that versions that are used
 * beside each other keep a file each, and none undoes the work of another.
 */
const version = 3;

interface Header {
  readonly version: number;
  readonly head: string;
}

/** Where a history is kept. */
export interface HistoryStoreOptions {
  /** A folder of this repository alone; made when it is not there. */
  readonly folder: string;
  /** The commit is part of the history that is read. */
  isAncestor(commit: string): Promise<boolean>;
  /** Told what keeps the history from being kept; it is then read again next time. */
  note(message: string): void;
}

/** The same history, read from the folder as far as it is kept there. A store that cannot be read counts as none. */
export function storedHistory(history: History, store: HistoryStoreOptions): History {
  return {
    ...history,
    commits: (options) =>
      options?.unchanged === undefined
        ? kept('commits', history, store, options, (how) => history.commits(how))
        : history.commits(options),
    linkHunks: (options) => kept('links', history, store, options, (how) => history.linkHunks(how)),
  };
}

async function* kept<Entry>(
  name: string,
  history: History,
  { folder, isAncestor, note }: HistoryStoreOptions,
  options: HistoryOptions = {},
  read: (options: HistoryOptions) => AsyncIterable<Entry>,
): AsyncGenerator<Entry, void> {
  const file = join(folder, `${name}.v${version}.jsonl.gz`);
  const found = options.since === undefined ? await readStore(file) : undefined;
  const store = found !== undefined && (await isAncestor(found.head)) ? found : undefined;
  const lines: string[] = [];
  if (store?.head !== history.head.hash) {
    for await (const entry of read(store === undefined ? options : { ...options, since: store.head })) {
      lines.push(JSON.stringify(entry));
      yield entry;
    }
  }
  if (options.since !== undefined) return;
  const older = store?.lines ?? [];
  for (const line of older) yield JSON.parse(line) as Entry;
  if (store?.head === history.head.hash) return;
  // A partial clone gave less than there is; once the objects are there, everything is worth reading again.
  if (history.gaps.length > 0) return;
  const header: Header = { version, head: history.head.hash };
  const bytes = await zip([JSON.stringify(header), ...lines, ...older].join('\n'));
  const written = await writeWhole(file, bytes, { name: file, before: { kind: 'anything' }, mode: 0o600 });
  if (!written.ok) note(`The history will be read again next time: ${written.failure.message}`);
}

/** What a store holds; `undefined` when there is none, it is damaged, or another version of this project wrote it. */
async function readStore(
  file: string,
): Promise<{ readonly head: string; readonly lines: readonly string[] } | undefined> {
  try {
    const [first = '', ...lines] = (await unzip(await readFile(file))).toString('utf8').split('\n');
    const header = JSON.parse(first) as Partial<Header>;
    return header.version === version && header.head !== undefined ? { head: header.head, lines } : undefined;
  } catch {
    // Absent or damaged: the history is read from its beginning.
    return undefined;
  }
}
