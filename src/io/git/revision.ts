/** The state of the branch that somebody names by a revision or a day. */
import type { Commit } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { type GitOptions, openGit } from './git.ts';
import { firstLine } from './gitError.ts';

const shown = ['--no-show-signature', '--date=short', '--format=%H %cd'];

/**
 * `2024-05-01`: the last state before that day. A revision (`v2`, `origin/main`, a hash): where the branch and it part, so
 * that what was done there since is not counted.
 */
export async function stateBefore(repoDir: string, named: string, options: GitOptions): Promise<Result<Commit>> {
  const { signal } = options;
  const opened = await openGit(repoDir, options);
  if (!opened.ok) return opened;
  const git = opened.value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(named)) {
    const found = await git.text(
      ['log', '-1', '--first-parent', ...shown, `--before=${named}T00:00:00Z`, 'HEAD', '--'],
      signal,
    );
    if (!found.ok) return found;
    const commit = commitOf(found.value);
    return commit === undefined
      ? failed('not-found', `No commit here is older than ${named}. ${deeper}`)
      : success(commit);
  }
  const unknown = failed(
    'not-found',
    `--since ${named} is neither a revision of this repository nor a day such as 2024-05-01. ${deeper}`,
  );
  if (named.startsWith('-') || named === '') return unknown;
  const given = await git.text(['rev-parse', '--verify', '--quiet', `${named}^{commit}`], signal);
  if (!given.ok || given.value.trim() === '') return unknown;
  const parting = await git.text(['merge-base', given.value.trim(), 'HEAD'], signal);
  const hash = parting.ok && parting.value.trim() !== '' ? parting.value.trim() : given.value.trim();
  const told = await git.text(['log', '--no-walk', ...shown, hash, '--'], signal);
  if (!told.ok) return failed('not-found', firstLine(told.failure.message));
  const commit = commitOf(told.value);
  return commit === undefined ? unknown : success(commit);
}

const deeper = 'In a shallow clone, fetch more of the history first (git fetch --unshallow).';

function commitOf(line: string): Commit | undefined {
  const [hash = '', date = ''] = line.trim().split(' ');
  return hash === '' ? undefined : { hash, date };
}
