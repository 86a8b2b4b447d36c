import { resolve } from 'node:path';
import type { History } from '../../core/history/history.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Look } from '../disk/entryStats.ts';
import { storedHistory } from '../stores/historyStore.ts';
import { readAddedLines } from './addedLines.ts';
import { openBlobs } from './blobs.ts';
import { type KnownLine, readCommits } from './commits.ts';
import { readExtensions } from './extensions.ts';
import { type Git, type GitOptions, openGit } from './git.ts';
import { firstLine } from './gitError.ts';
import { readLinkHunks } from './hunks.ts';
import { readIndex } from './indexFile.ts';
import { readMainLine } from './mainLine.ts';
import { historyNotes } from './notes.ts';
import { openObjects } from './objects.ts';
import { listedIndex, touchedFiles } from './touched.ts';
import { openTrees, readNewestTree, treeOf } from './tree.ts';

/** Which history is opened, and where it may be kept. */
export interface OpenHistoryOptions extends GitOptions {
  /** Instead of what is checked out. */
  readonly commit?: string | undefined;
  /** A folder for this repository's history, so that it need not be read from the beginning again. */
  readonly store?: string | undefined;
  /** Who looked at the files already. */
  readonly lookAt?: Look | undefined;
}

/**
 * Opens the history of the repository that holds `repoDir`, up to `commit` (else what is checked out).
 * A failure says why there is none: no git, no repository, no commit yet.
 */
export async function openHistory(repoDir: string, options: OpenHistoryOptions = {}): Promise<Result<History>> {
  const { signal } = options;
  const revision = options.commit ?? 'HEAD';
  if (revision.startsWith('-')) return failed('bad-request', `${revision} is not a commit.`);
  const opened = await openGit(repoDir, options);
  if (!opened.ok) return opened;
  const git = opened.value;
  const asked = ['log', '--no-walk', '--no-show-signature', '--date=short', '--format=%H %T %cd', revision, '--'];
  const [about, head] = await Promise.all([
    git.text(['rev-parse', '--is-shallow-repository', '--git-path', 'index', '--show-prefix'], signal),
    git.text(asked, signal),
  ]);
  if (!about.ok) return about;
  const [shallow, index = '', prefix = ''] = about.value.split(/\r?\n/);
  if (!head.ok) return withoutHead(git, revision, head.failure.message, signal);
  const [hash = '', tree = '', date = ''] = head.value.trim().split(' ');
  const indexFile = index === '' ? '' : resolve(git.folder, index);
  // Its names count from the top of the repository.
  const known = index === '' || prefix !== '' ? undefined : readIndex(indexFile, hash.length / 2);
  const newest = known?.tree === tree ? success(treeOf(known)) : await readNewestTree(git, hash, signal);
  if (!newest.ok) return unreadable(newest.failure.message, signal);
  const notes = historyNotes(git, shallow === 'true');
  const line = remembered(() => knownLine(git, hash, signal));
  const objects = openObjects(git);
  const blobs = openBlobs(git, objects, notes);
  const trees = openTrees(git, objects);
  const history: History = {
    head: { hash, date },
    notes: notes.list,
    gaps: notes.gaps,
    commits: (how = {}) => readCommits(git, hash, line, how, notes),
    linkHunks: (how = {}) => readLinkHunks(git, hash, line, how, notes),
    addedLines: (files, commits, until) => readAddedLines(git, hash, { files, commits }, until, notes),
    texts: (wanted, until) => blobs.texts(wanted, until),
    tree: (of, until) => (of === hash ? Promise.resolve(newest.value) : trees.of(of, until)),
    touched: remembered(async () => {
      const noted = known ?? (index === '' ? undefined : await listedIndex(git, indexFile, signal));
      return noted === undefined ? [] : touchedFiles(git.folder, newest.value, noted, options.lookAt);
    }),
    async holds(commit) {
      if (commit === hash) return true;
      if (!/^[0-9a-f]{40,64}$/.test(commit)) return false;
      return (await git.text(['merge-base', '--is-ancestor', commit, hash], signal)).ok;
    },
  };
  if (options.store === undefined) return success(history);
  const isAncestor = async (commit: string) => (await history.holds?.(commit)) ?? false;
  const mainLine = async () => (await line()).commits;
  const note = (message: string) => notes.add(message);
  return success(storedHistory(history, { folder: options.store, isAncestor, mainLine, note }));
}

/** Why there is no commit to start from: a repository without any, or one that is damaged. */
async function withoutHead(git: Git, revision: string, reason: string, signal: AbortSignal | undefined) {
  signal?.throwIfAborted();
  const named = await git.text(['rev-parse', '--verify', '--quiet', revision], signal);
  if (named.ok && named.value.trim() !== '') return failed('bad-answer', reason);
  return failed('not-found', `The repository in ${git.folder} has no commit yet, so it has no past addresses.`);
}

/** Why the files of the newest commit cannot be read, without which nothing of the past can be told from the present. */
function unreadable(reason: string, signal: AbortSignal | undefined): Result<never> {
  signal?.throwIfAborted();
  const message = `${firstLine(reason)} The files of the newest commit are not all in this clone. Run "git fsck", and clone again where it names missing or broken objects.`;
  return failed('bad-answer', message);
}

async function knownLine(git: Git, head: string, signal: AbortSignal | undefined): Promise<KnownLine> {
  const mainLine = await readMainLine(git, head, signal);
  const commits = new Set(mainLine.map(({ commit }) => commit));
  return { commits, extensions: await readExtensions(git, mainLine, signal) };
}

/** The answer is asked for once; a failure is forgotten. */
function remembered<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
