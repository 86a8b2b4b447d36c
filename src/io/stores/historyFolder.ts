/** Where the history of a repository is kept, so that it need not be read from its beginning again. */
import { createHash } from 'node:crypto';
import path, { type PlatformPath } from 'node:path';

/**
 * The folder for one repository below `cache`; `undefined` when that lies in the repository, where nothing is written.
 * `paths` are those of the system, or of another.
 */
export function historyFolder(cache: string, directory: string, paths: PlatformPath = path): string | undefined {
  const own = paths.resolve(directory);
  const home = paths.resolve(cache);
  const way = paths.relative(own, home);
  const isOutside = way === '..' || way.startsWith(`..${paths.sep}`) || paths.isAbsolute(way);
  if (!isOutside) return undefined;
  // Editors write the letter of a drive small, and terminals large.
  const named = own.replace(/^[a-z]:(?=\\)/, (letter) => letter.toUpperCase());
  return paths.join(home, createHash('sha256').update(named).digest('hex').slice(0, 16));
}
