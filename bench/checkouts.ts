/** The public repositories the benches measure on, as folders below the git-ignored cache. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mirrors } from './places.ts';
import { refuseSealed } from './sealed.ts';

const cache = join(import.meta.dirname, '..', '.cache', 'bench');

/**
 * A working tree of `owner/name` at a commit, with its history; made on first use.
 * `undefined` when there is no mirror of the repository. Throws for one that is kept for judging; see `sealed.ts`.
 */
export function checkout(repository: string, commit: string): string | undefined {
  refuseSealed(repository);
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) return undefined;
  const folder = join(cache, `${repository.replace('/', '__')}-${commit.slice(0, 10)}`);
  const done = join(folder, '.git', 'bench-complete');
  if (existsSync(done)) return folder;
  mkdirSync(cache, { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'safe.directory=*', '-c', 'core.hooksPath=/dev/null', ...args], {
      stdio: 'ignore',
    });
  if (!existsSync(folder)) git('clone', '--quiet', '--no-checkout', '--shared', mirror, folder);
  git('-C', folder, 'update-ref', '--no-deref', 'HEAD', commit);
  git('-C', folder, 'read-tree', 'HEAD');
  try {
    // With the times and sizes of the files in the index, as every clone has them.
    git('-C', folder, 'checkout-index', '--all', '--force', '--quiet', '--index');
  } catch {
    // A mirror may lack its largest files; the others are there, and git counts the missing ones as deleted.
  }
  writeFileSync(done, '');
  return folder;
}
