/** The history of a repository on disk, read with the git binary. */
import type { History } from '../../core/history/history.ts';
import type { Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { openBlobs } from './blobs.ts';
import { type KnownLine, readCommits } from './commits.ts';
import { readEndings } from './endings.ts';
import { gitText } from './git.ts';
import { readLinkHunks } from './hunks.ts';
import { storedHistory } from './ledgerStore.ts';
import { readMainLine } from './mainLine.ts';
import { readTree } from './tree.ts';

export interface OpenHistoryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Instead of what is checked out. */
  readonly commit?: string | undefined;
  /** A folder for this repository's history, so that it need not be read from the beginning again. */
  readonly store?: string | undefined;
}

/**
 * Opens the history of the repository that holds `repoDir`, up to `commit` (else what is checked out).
 * A failure says why there is none: no git, no repository, no commit yet.
 */
export async function openHistory(repoDir: string, options: OpenHistoryOptions = {}): Promise<Result<History>> {
  const revision = options.commit ?? 'HEAD';
  if (revision.startsWith('-')) return failed('bad-request', `${revision} is not a commit.`);
  const top = await gitText(repoDir, ['rev-parse', '--show-toplevel', '--is-shallow-repository'], options.signal);
  if (!top.ok) return top;
  const [root = '', shallow = ''] = top.value.split('\n');
  const head = await gitText(
    root,
    ['log', '-1', '--no-show-signature', '--format=%H %cs', revision, '--'],
    options.signal,
  );
  if (!head.ok) return failed('not-found', `The repository in ${root} has no commit yet, so it has no past addresses.`);
  const [hash = '', date = ''] = head.value.trim().split(' ');
  const notes: Note[] = shallow.trim() === 'true' ? [{ message: shallowNote }] : [];
  const line = remembered(() => knownLine(root, hash, options.signal));
  const objects = openBlobs(root);
  const history: History = {
    head: { hash, date },
    notes,
    commits: (how = {}) => readCommits(root, hash, line, how, (message) => notes.push({ message })),
    linkHunks: (how = {}) => readLinkHunks(root, hash, line, how),
    texts: (blobs, signal) => objects.texts(blobs, signal),
    tree: (of, signal) => readTree(root, of, signal),
  };
  if (options.store === undefined) return success(history);
  const isAncestor = async (commit: string): Promise<boolean> => {
    if (!/^[0-9a-f]{40,64}$/.test(commit)) return false;
    return (await gitText(root, ['merge-base', '--is-ancestor', commit, hash], options.signal)).ok;
  };
  return success(
    storedHistory(history, { folder: options.store, isAncestor, note: (message) => notes.push({ message }) }),
  );
}

async function knownLine(root: string, head: string, signal: AbortSignal | undefined): Promise<KnownLine> {
  const mainLine = await readMainLine(root, head, signal);
  const commits = new Set(mainLine.map(({ commit }) => commit));
  return { commits, endings: await readEndings(root, mainLine, signal) };
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

const shallowNote =
  'This clone is shallow: pages that moved before its first commit are unknown. Run "git fetch --unshallow" to get the whole history.';
