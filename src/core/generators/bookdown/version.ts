/** Which bookdown a book is made with: from 0.23 on the names of pages keep all signs of a heading's identifier. */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** https://github.com/rstudio/bookdown/releases/tag/v0.23 */
export const keepsSignsSince = '2021-08-13';

/** How the names of pages are made of identifiers. */
export interface NameRule {
  /** As it was before 0.23: all but letters and digits are hyphens. */
  readonly isEarlier: boolean;
  /** Something in the repository says so, or it is a state of that time. */
  readonly isKnown: boolean;
}

/** By the built book that is kept, by the packages that are written down, else by the time. */
export async function nameRule(root: RepoPath, output: RepoPath, repo: Repo, now: string): Promise<NameRule> {
  const built = await repo.readHead(joinRepo(output, 'index.html') ?? output);
  const [, byPage] = /\bcontent="bookdown ([\d.]+)/.exec(built ?? '') ?? [];
  const lock = byPage === undefined ? await repo.read(joinRepo(root, 'renv.lock') ?? root) : undefined;
  const [, byLock] = /"bookdown":\s*\{[^{}]*?"Version":\s*"([\d.]+)"/.exec(lock ?? '') ?? [];
  const version = byPage ?? byLock;
  if (version !== undefined) return { isEarlier: isBefore23(version), isKnown: true };
  const isOfThatTime = now < keepsSignsSince;
  return { isEarlier: isOfThatTime, isKnown: isOfThatTime };
}

function isBefore23(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 0 && minor < 23;
}
