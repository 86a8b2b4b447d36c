/**
 * How the commits and hunks of a history are written in the store: a list each, in which a path, a content or a commit stands
 * once and is a number from then on. Merges repeat what their branches did, so that most of them come again.
 */
import type { BlobId, FileChange, HistoryCommit, Hunk } from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';

/** A text where it comes first, then its number. */
type Token = string | number;

/** Writes and reads entries in their order, from the first of a part on. */
export interface EntryForm<Entry> {
  writer(): (entry: Entry) => unknown;
  reader(): (kept: unknown) => Entry;
}

function writtenTokens() {
  const numbers = new Map<string, number>();
  return (text: string): Token => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return text;
  };
}

function readTokens() {
  const texts: string[] = [];
  return (token: Token): string => {
    if (typeof token === 'number') return texts[token] ?? '';
    texts.push(token);
    return token;
  };
}

const kinds = ['added', 'changed', 'removed'] as const;
const renamed = 3;

type KeptChange =
  | readonly [kind: number, path: Token, blob: Token]
  | readonly [kind: 3, path: Token, blob: Token, from: Token, fromBlob: Token, similarity: number];
type KeptCommit = readonly [hash: string, date: string, mainLine: 0 | 1, changes: readonly KeptChange[]];

export const commitForm: EntryForm<HistoryCommit> = {
  writer() {
    const token = writtenTokens();
    return ({ hash, date, mainLine, changes }) => {
      const kept = changes.map((change): KeptChange => {
        const path = token(change.path);
        const blob = token(change.blob);
        if (change.kind !== 'renamed') return [kinds.indexOf(change.kind), path, blob];
        return [renamed, path, blob, token(change.from), token(change.fromBlob), change.similarity];
      });
      return [hash, date, mainLine ? 1 : 0, kept] satisfies KeptCommit;
    };
  },
  reader() {
    const text = readTokens();
    const change = (kept: KeptChange): FileChange => {
      const path = text(kept[1]) as RepoPath;
      const blob = text(kept[2]) as BlobId;
      if (kept.length === 3) return { kind: kinds[kept[0]] ?? 'changed', path, blob };
      const from = text(kept[3]) as RepoPath;
      return { kind: 'renamed', from, path, similarity: kept[5], blob, fromBlob: text(kept[4]) as BlobId };
    };
    return (kept) => {
      const [hash, date, mainLine, changes] = kept as KeptCommit;
      return { hash, date, mainLine: mainLine === 1, changes: changes.map(change) };
    };
  },
};

type KeptHunk = readonly [hash: Token, date: Token, file: Token, removed: readonly string[], added: readonly string[]];

export const hunkForm: EntryForm<Hunk> = {
  writer() {
    const token = writtenTokens();
    return ({ commit, file, removed, added }) => {
      return [token(commit.hash), token(commit.date), token(file), removed, added] satisfies KeptHunk;
    };
  },
  reader() {
    const text = readTokens();
    return (kept) => {
      const [hash, date, file, removed, added] = kept as KeptHunk;
      return { commit: { hash: text(hash), date: text(date) }, file: text(file) as RepoPath, removed, added };
    };
  },
};
