/** Which files of a folder git tracks or would track. */
import type { Note } from '../core/model.ts';
import { type GitOptions, openGit } from './git/git.ts';

export interface GitFiles {
  readonly files: readonly string[];
  /** What is not among them, and why. */
  readonly notes: readonly Note[];
}

const leftOut: Note = {
  message:
    'git did not tell which files it ignores, so files that are not tracked yet were left out. Add them with "git add", or simplify the patterns in .gitignore.',
};

/** `undefined` when the folder is no git working tree or there is no git. */
export async function listGitFiles(root: string, options: GitOptions = {}): Promise<GitFiles | undefined> {
  const { signal } = options;
  const git = await openGit(root, options);
  signal?.throwIfAborted();
  if (!git.ok) return undefined;
  const tracked = ['ls-files', '-z', '-t', '--stage', '--cached', '--deleted'];
  const all = await git.value.text([...tracked, '--others', '--exclude-standard'], signal);
  signal?.throwIfAborted();
  // What is ignored may take for ever to find out, by patterns made for that; what is tracked needs none.
  const listed = all.ok ? all : await git.value.text(tracked, signal);
  signal?.throwIfAborted();
  if (!listed.ok) return undefined;
  const files = new Set<string>();
  const deleted: string[] = [];
  // `H 100644 HASH 0<TAB>path` is tracked, `R …` is tracked and deleted, `? path` is not tracked.
  for (const entry of listed.value.split('\0')) {
    const tag = entry[0];
    if (tag === '?') {
      files.add(entry.slice(2));
      continue;
    }
    const path = entry.slice(entry.indexOf('\t') + 1);
    const mode = entry.slice(2, 8);
    if (tag === undefined || mode === '160000') continue;
    if (tag === 'R') deleted.push(path);
    else files.add(path);
  }
  for (const path of deleted) files.delete(path);
  return { files: [...files], notes: all.ok ? [] : [leftOut] };
}
