/** Where everything is kept that is kept on a machine: one folder of the user, the same for editor and command line. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../environment.ts';

const name = 'broken-backlinks';

/**
 * `$BROKEN_BACKLINKS_HOME`, else the place that the system has for the data of programs. Outside of every repository. Not
 * among the caches, which are cleared without a question: some of it was paid for.
 */
export function storeFolder(environment: Environment, platform = process.platform, home = homedir()): string {
  const { BROKEN_BACKLINKS_HOME: own, LOCALAPPDATA: windows, XDG_DATA_HOME: data } = environment;
  if (own) return own;
  const user = environment.HOME || home;
  if (platform === 'win32') return join(windows || join(home, 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', name);
  // A path that is not absolute does not count: https://specifications.freedesktop.org/basedir-spec/latest/
  return join(data && isAbsolute(data) ? data : join(user, '.local', 'share'), name);
}

/** Where the command line of 0.1.0 kept its answers; nowhere for whoever names a place of their own. */
export function formerFolders(environment: Environment, home = homedir()): readonly string[] {
  const { BROKEN_BACKLINKS_HOME: own, XDG_CACHE_HOME: caches, LOCALAPPDATA: windows } = environment;
  return own ? [] : [join(caches || windows || join(environment.HOME || home, '.cache'), name)];
}
