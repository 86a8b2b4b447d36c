/** One pass over `git log`: which files each commit added, changed, removed and renamed. */
import {
  type BlobId,
  type FileChange,
  followedEndings,
  type HistoryCommit,
  type HistoryOptions,
  textEndings,
} from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { inUse } from './endings.ts';
import { GitError, gitStream } from './git.ts';
import { detached, nulTokens } from './tokens.ts';

/**
 * Every commit is read, not the main line alone: a page that is renamed and then rewritten within one branch
 * still shows as renamed. Merges are compared with their first parent, so that the main line's states add up.
 */
const logArguments = [
  ...['log', '--topo-order', '--full-history', '--diff-merges=first-parent', '--raw', '--abbrev=64', '-z'],
  ...['--no-ext-diff', '--no-textconv', '--no-show-signature', '--no-notes', '--no-decorate', '--no-color'],
  '--format=commit %H %cs',
];

const partialNote =
  'Some objects of the history are not in this clone, so some renamed pages may be unknown. Run "git fetch --refetch" to get them.';

/**
 * Git tells renames by comparing texts. Where texts are missing (partial clones leave out large files) it gives up,
 * so the next best way is tried: only the languages of pages, then only files that moved unchanged.
 */
const ways = [
  { endings: followedEndings, renames: '-M50%' },
  { endings: textEndings, renames: '-M50%' },
  { endings: followedEndings, renames: '-M100%' },
] as const;

/** What is known of the main line before its commits are read. */
export interface KnownLine {
  readonly commits: ReadonlySet<string>;
  /** The endings of its files; see `readEndings`. */
  readonly endings: ReadonlySet<string>;
}

export async function* readCommits(
  root: string,
  head: string,
  line: () => Promise<KnownLine>,
  options: HistoryOptions,
  note: (message: string) => void,
): AsyncGenerator<HistoryCommit, void> {
  const given = new Set<string>();
  const tried = options.unchanged === undefined ? ways : [{ endings: options.unchanged, renames: '-M100%' }];
  for (const [rank, { endings, renames }] of tried.entries()) {
    if (rank > 0) note(partialNote);
    try {
      for await (const commit of parseLog(root, head, renames, endings, await line(), options)) {
        if (given.has(commit.hash)) continue;
        given.add(commit.hash);
        yield commit;
      }
      return;
    } catch (error) {
      const incomplete = error instanceof GitError && /unable to read|missing|promisor/i.test(error.message);
      if (!incomplete || rank === tried.length - 1) throw error;
    }
  }
}

async function* parseLog(
  root: string,
  head: string,
  renames: string,
  endings: readonly string[],
  line: KnownLine,
  { signal, progress, since }: HistoryOptions,
): AsyncGenerator<HistoryCommit, void> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const paths = inUse(endings, line.endings).map((ending) => `*.${ending}`);
  const batches = nulTokens(gitStream(root, [...logArguments, renames, ...range, '--', ...paths], { signal }));
  const parser = commitParser(line.commits);
  let done = 0;
  for await (const tokens of batches) {
    for (const token of tokens) {
      const commit = parser.take(token);
      if (commit === undefined) continue;
      if (++done % 1000 === 0) progress?.report('Reading the history', done);
      yield commit;
    }
  }
  const last = parser.end();
  if (last) yield last;
}

/** Puts commits together from the tokens of `git log --raw -z`; each is given when the next one begins. */
function commitParser(mainLine: ReadonlySet<string>) {
  let current: (HistoryCommit & { changes: FileChange[] }) | undefined;
  let open: { readonly entry: RawEntry; readonly from: RepoPath | undefined } | undefined;
  return {
    take(token: string): HistoryCommit | undefined {
      if (open !== undefined) {
        const { entry, from } = open;
        const path = detached(token) as RepoPath;
        const isPair = entry.status === 'R' || entry.status === 'C';
        if (isPair && from === undefined) open = { entry, from: path };
        else {
          current?.changes.push(fileChange(entry, from ?? path, path));
          open = undefined;
        }
        return undefined;
      }
      if (token.startsWith('commit ')) {
        const finished = current;
        const [, hash = '', date = ''] = detached(token).split(' ');
        current = { hash, date, mainLine: mainLine.has(hash), changes: [] };
        return finished;
      }
      const entry = rawEntry(token);
      if (entry !== undefined) open = { entry, from: undefined };
      return undefined;
    },
    end: (): HistoryCommit | undefined => current,
  };
}

interface RawEntry {
  readonly status: string;
  readonly before: BlobId;
  readonly after: BlobId;
  readonly similarity: number;
}

/** `:100644 100644 <before> <after> R096`, after a line feed when it is the first of its commit. */
function rawEntry(token: string): RawEntry | undefined {
  const [, before = '', after = '', status, score] =
    /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AMDRCT])(\d*)$/.exec(token) ?? [];
  if (status === undefined) return undefined;
  return {
    status,
    before: detached(before) as BlobId,
    after: detached(after) as BlobId,
    similarity: Number(score),
  };
}

function fileChange({ status, before, after, similarity }: RawEntry, from: RepoPath, path: RepoPath): FileChange {
  if (status === 'D') return { kind: 'removed', path, blob: before };
  if (status === 'R') return { kind: 'renamed', from, path, similarity, blob: after, fromBlob: before };
  return { kind: status === 'A' || status === 'C' ? 'added' : 'changed', path, blob: after };
}
