/** Where the history of a repository is kept, so that it need not be read from its beginning again. */
import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, resolve } from 'node:path';

/** The folder for one repository below `cache`; `undefined` when that lies in the repository, where nothing is written. */
export function historyFolder(cache: string, directory: string): string | undefined {
  const own = resolve(directory);
  const way = relative(own, resolve(cache));
  const isInside = way === '' || !(way.startsWith('..') || isAbsolute(way));
  return isInside ? undefined : join(resolve(cache), createHash('sha256').update(own).digest('hex').slice(0, 16));
}
