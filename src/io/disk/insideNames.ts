/**
 * Names of files that lead out of the folder they are named in, or into git's own. Git takes none of them up, but does
 * not look at them again when it lists an index, and an index can be made by hand.
 */
import { nameNotForWindows } from './windowsNames.ts';

/** `.git`, and what the disks of Windows take for it: `GIT~1`, `.git.`, `.git::$INDEX_ALLOCATION`. */
const gitFolder = String.raw`(?:\.git|git~1)[ .]*(?::[^/]*)?`;
const leading = new RegExp(String.raw`(?:^|/)(?:\.{0,2}|${gitFolder})(?:/|$)`, 'i');

/** What the disks of a Mac do not see in a name. */
const unseen = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Whether a name, with slashes and seen from the folder, leads elsewhere on this system. */
export function leadsElsewhere(path: string, platform: NodeJS.Platform = process.platform): boolean {
  const seen = platform === 'darwin' ? path.replace(unseen, '') : path;
  return leading.test(seen) || nameNotForWindows(path, platform) !== undefined;
}
