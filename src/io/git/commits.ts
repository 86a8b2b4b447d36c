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
import { endingsInUse } from './endings.ts';
import { GitError, gitStream, gitText } from './git.ts';
import { nulTokens } from './tokens.ts';

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

export async function* readCommits(
  root: string,
  head: string,
  options: HistoryOptions,
  note: (message: string) => void,
): AsyncGenerator<HistoryCommit, void> {
  const mainLine = await firstParents(root, head, options.signal);
  const given = new Set<string>();
  for (const [rank, { endings, renames }] of ways.entries()) {
    if (rank > 0) note(partialNote);
    try {
      const used = await endingsInUse(root, head, endings, options.signal);
      for await (const commit of parseLog(root, head, renames, used, options, mainLine)) {
        if (given.has(commit.hash)) continue;
        given.add(commit.hash);
        yield commit;
      }
      return;
    } catch (error) {
      const incomplete = error instanceof GitError && /unable to read|missing|promisor/i.test(error.message);
      if (!incomplete || rank === ways.length - 1) throw error;
    }
  }
}

async function firstParents(root: string, head: string, signal: AbortSignal | undefined): Promise<ReadonlySet<string>> {
  const list = await gitText(root, ['rev-list', '--first-parent', head], signal);
  return new Set(list.ok ? list.value.split('\n') : []);
}

async function* parseLog(
  root: string,
  head: string,
  renames: string,
  endings: readonly string[],
  { signal, progress, since }: HistoryOptions,
  mainLine: ReadonlySet<string>,
): AsyncGenerator<HistoryCommit, void> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const paths = endings.map((ending) => `*.${ending}`);
  const tokens = nulTokens(gitStream(root, [...logArguments, renames, ...range, '--', ...paths], signal));
  let current: (HistoryCommit & { changes: FileChange[] }) | undefined;
  let done = 0;
  for await (const token of tokens) {
    if (token.startsWith('commit ')) {
      if (current) yield current;
      const [, hash = '', date = ''] = token.split(' ');
      current = { hash, date, mainLine: mainLine.has(hash), changes: [] };
      if (++done % 1000 === 0) progress?.report('Reading the history', done);
      continue;
    }
    const [, before = '', after = '', status = '', score = ''] = entry.exec(token) ?? [];
    if (status === '' || current === undefined) continue;
    const path = ((await tokens.next()).value ?? '') as RepoPath;
    const to = status === 'R' || status === 'C' ? (((await tokens.next()).value ?? '') as RepoPath) : path;
    current.changes.push(fileChange(status, path, to, before as BlobId, after as BlobId, Number(score)));
  }
  if (current) yield current;
}

/** `:100644 100644 <before> <after> R096`, after a line feed when it is the first of its commit. */
const entry = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AMDRCT])(\d*)$/;

function fileChange(
  status: string,
  path: RepoPath,
  to: RepoPath,
  before: BlobId,
  after: BlobId,
  similarity: number,
): FileChange {
  if (status === 'D') return { kind: 'removed', path, blob: before };
  if (status === 'R') return { kind: 'renamed', from: path, path: to, similarity, blob: after, fromBlob: before };
  return { kind: status === 'A' || status === 'C' ? 'added' : 'changed', path: to, blob: after };
}
