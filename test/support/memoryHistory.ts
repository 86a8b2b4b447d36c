/** A history told as text, for tests: commits newest first, each `hash date`, then `A path`, `M path`, `D path`, `R90 old -> new`. */
import type { AddedLines, BlobId, FileChange, History, HistoryCommit, Hunk } from '../../src/core/history/history.ts';
import type { RepoPath } from '../../src/core/paths.ts';

export interface MemoryHistory {
  readonly log: string;
  /** Files of the newest state. */
  readonly live: readonly string[];
  /** The last texts of past files, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly hunks?: readonly Hunk[];
  readonly added?: readonly AddedLines[];
}

export function memoryHistory({ log, live, texts = {}, hunks = [], added = [] }: MemoryHistory): History {
  const commits = readLog(log);
  return {
    head: { hash: commits[0]?.hash ?? 'h', date: commits[0]?.date ?? '2024-01-01' },
    notes: [],
    gaps: [],
    async *commits() {
      yield* commits;
    },
    async *linkHunks() {
      yield* hunks;
    },
    async *addedLines() {
      yield* added;
    },
    async *texts(blobs) {
      for (const blob of blobs) yield texts[blob];
    },
    touched: async () => [],
    tree: async () => new Map(live.map((path) => [path as RepoPath, path as string as BlobId])),
  };
}

function readLog(log: string): readonly HistoryCommit[] {
  const commits: (HistoryCommit & { changes: FileChange[] })[] = [];
  for (const line of log
    .split('\n')
    .map((text) => text.trim())
    .filter(Boolean)) {
    const [word = '', rest = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    if (!/^(?:[AMD]|R\d+)$/.test(word)) {
      commits.push({ hash: word, date: rest, mainLine: true, changes: [] });
      continue;
    }
    commits.at(-1)?.changes.push(fileChange(word, rest));
  }
  return commits;
}

/** A content is named after its file, so that `texts` can be given by path. */
function fileChange(word: string, rest: string): FileChange {
  const [from = '' as RepoPath, to = from] = rest.split(' -> ') as RepoPath[];
  const blob = (path: string) => path as BlobId;
  if (word === 'D') return { kind: 'removed', path: from, blob: blob(from) };
  if (word.startsWith('R')) {
    return { kind: 'renamed', from, path: to, similarity: Number(word.slice(1)), blob: blob(to), fromBlob: blob(from) };
  }
  return { kind: word === 'A' ? 'added' : 'changed', path: from, blob: blob(from) };
}
