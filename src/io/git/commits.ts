/** One pass over `git log`: which files each commit added, changed, removed and renamed. */
import {
  type BlobId,
  type FileChange,
  followedExtensions,
  type HistoryCommit,
  type HistoryOptions,
  pagePrograms,
  textExtensions,
} from '../../core/history/history.ts';
import type { RepoPath } from '../../core/paths.ts';
import { inUse, patternsOf } from './extensions.ts';
import type { Git } from './git.ts';
import { GitError } from './gitError.ts';
import type { HistoryNotes } from './notes.ts';
import { programsTouched } from './programs.ts';
import { detachedToken, nulTokens } from './tokens.ts';
import { versionText } from './version.ts';

/** Every commit is read, not the main line alone: a page that is renamed and then rewritten within one branch still shows as renamed. */
const logArguments = [
  ...['log', '--topo-order', '--full-history', '--raw', '--abbrev=64', '-z', '--date=short'],
  ...['--no-ext-diff', '--no-textconv', '--no-show-signature', '--no-notes', '--no-decorate', '--no-color'],
  '--format=commit %H %cd',
];

/** Often enough to see that it goes on. */
const reportEvery = 250;

/** Merges are compared with their first parent, so that the main line's states add up. */
const firstParentDiffs = '--diff-merges=first-parent';

/**
 * Git tells renames by comparing texts. Where texts are missing (partial clones leave out files) or damaged it gives up,
 * so the next best way is tried: only the languages of pages, then only files that moved unchanged.
 */
const ways = [
  { extensions: followedExtensions, programs: pagePrograms, renames: '-M50%' },
  { extensions: textExtensions, programs: {}, renames: '-M50%' },
  { extensions: followedExtensions, programs: pagePrograms, renames: '-M100%' },
] as const;

/** What is known of the main line before its commits are read. */
export interface KnownLine {
  readonly commits: ReadonlySet<string>;
  /** The extensions of its files; see `readExtensions`. */
  readonly extensions: ReadonlySet<string>;
}

/** Where git fails, what was read until then is given, and a note says what is missing. */
export async function* readCommits(
  git: Git,
  head: string,
  line: () => Promise<KnownLine>,
  options: HistoryOptions,
  notes: HistoryNotes,
): AsyncGenerator<HistoryCommit, void> {
  const given = new Set<string>();
  const tried =
    options.unchanged === undefined ? ways : [{ extensions: options.unchanged, programs: {}, renames: '-M100%' }];
  try {
    const known = await line();
    const knowsMerges = await knowsFirstParentDiffs(git, head, notes, options.signal);
    for (const { extensions, programs, renames } of tried) {
      const asked = { programs, extensions: known.extensions, range: rangeOf(head, options) };
      const found = await programsTouched(git, asked, options.signal);
      const paths = [...patternsOf(inUse(extensions, known.extensions)), ...found];
      const pass: Pass = { git, head, renames, paths, commits: known.commits, options };
      try {
        for await (const commit of knowsMerges ? parseLog(pass, [firstParentDiffs]) : withMerges(pass)) {
          if (given.has(commit.hash)) continue;
          given.add(commit.hash);
          yield commit;
        }
        return;
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        await notes.failed(error, options.signal);
      }
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    await notes.failed(error, options.signal);
  }
}

async function knowsFirstParentDiffs(
  git: Git,
  head: string,
  notes: HistoryNotes,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const asked = await git.text(['log', '-n0', firstParentDiffs, head, '--'], signal);
  signal?.throwIfAborted();
  if (!asked.ok) {
    const which = versionText(git.version);
    notes.add(
      `git ${which} cannot compare merges within branches, so pages renamed in such a merge may be unknown. Install git 2.31 or newer to know them.`,
    );
  }
  return asked.ok;
}

interface Pass {
  readonly git: Git;
  readonly head: string;
  readonly renames: string;
  readonly paths: readonly string[];
  /** Of the main line. */
  readonly commits: ReadonlySet<string>;
  readonly options: HistoryOptions;
}

/** For versions that compare merges of the main line alone: what those changed is read first and put in its place. */
async function* withMerges(pass: Pass): AsyncGenerator<HistoryCommit, void> {
  const merges = new Map<string, readonly FileChange[]>();
  for await (const { hash, changes } of parseLog(pass, ['--first-parent', '--merges', '-m'])) {
    merges.set(hash, changes);
  }
  for await (const commit of parseLog(pass, [])) {
    yield { ...commit, changes: merges.get(commit.hash) ?? commit.changes };
  }
}

function rangeOf(head: string, { since }: Pick<HistoryOptions, 'since'>): readonly string[] {
  return since === undefined ? [head] : [head, `^${since}`];
}

async function* parseLog(
  { git, head, renames, paths, commits, options: { signal, progress, since } }: Pass,
  which: readonly string[],
): AsyncGenerator<HistoryCommit, void> {
  const asked = [...logArguments, ...which, renames, ...rangeOf(head, { since })];
  const batches = nulTokens(git.stream([...asked, '--', ...paths], { signal }));
  const parser = commitParser(commits);
  let read = 0;
  let onMainLine = 0;
  const report = () =>
    since === undefined
      ? progress?.report('Reading the history', onMainLine, commits.size)
      : progress?.report('Reading the history', read);
  for await (const tokens of batches) {
    for (const token of tokens) {
      const commit = parser.take(token);
      if (commit === undefined) continue;
      // How many there are is known of the main line alone, before its commits are read.
      if (commit.mainLine) onMainLine++;
      if (++read % reportEvery === 0) report();
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
  // A path comes again in each commit that changes its file, and is held once.
  const paths = new Map<string, RepoPath>();
  const pathOf = (token: string): RepoPath => {
    const known = paths.get(token);
    if (known !== undefined) return known;
    const path = detachedToken(token) as RepoPath;
    paths.set(path, path);
    return path;
  };
  return {
    take(token: string): HistoryCommit | undefined {
      if (open !== undefined) {
        const { entry, from } = open;
        const path = pathOf(token);
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
        const [, hash = '', date = ''] = detachedToken(token).split(' ');
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
  /** Not cut out of the output yet: of most entries nobody asks for it. */
  readonly before: string;
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
    before,
    after: detachedToken(after) as BlobId,
    similarity: Number(score),
  };
}

function fileChange({ status, before, after, similarity }: RawEntry, from: RepoPath, path: RepoPath): FileChange {
  if (status === 'D') return { kind: 'removed', path, blob: detachedToken(before) as BlobId };
  if (status === 'R')
    return { kind: 'renamed', from, path, similarity, blob: after, fromBlob: detachedToken(before) as BlobId };
  return { kind: status === 'A' || status === 'C' ? 'added' : 'changed', path, blob: after };
}
