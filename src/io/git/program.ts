/**
 * Where git is. It is named by its whole path, and never looked for in the folder that is read: a repository could hold
 * a program of that name, and Windows looks into the current folder first.
 */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { failed, type Result, success } from '../../core/ports.ts';
import { repositoriesAbove } from './repositoryRoot.ts';

/** The git of this machine. */
export interface GitProgram {
  readonly file: string;
  /** The search path without the folders in which nothing is looked for. */
  readonly path: string;
}

/** Finds git for reading `folder`; a failure says what to do. */
export function findGit(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Result<GitProgram> {
  const foreign = [realFolder(folder), ...repositoriesAbove(folder).filter((root) => !holdsHome(root))];
  const entries = searchPath(env, platform);
  const trusted = entries.filter((entry) => isAbsolute(entry) && !foreign.some((root) => isWithin(entry, root)));
  const path = trusted.join(platform === 'win32' ? ';' : ':');
  const name = platform === 'win32' ? 'git.exe' : 'git';
  const file = trusted.map((entry) => join(entry, name)).find((candidate) => isProgram(candidate, foreign));
  if (file !== undefined) return success({ file, path });
  const skipped = entries.length - trusted.length;
  const why =
    skipped === 0 ? '' : ' Folders of the PATH that are relative or lie in the folder that is read do not count.';
  return failed('not-found', `git was not found. Install git and make sure it is on the PATH, then try again.${why}`);
}

/** Names of variables have no case on Windows, where it is called `Path`. */
function searchPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  const name = platform === 'win32' ? Object.keys(env).find((key) => /^path$/i.test(key)) : 'PATH';
  const text = (name === undefined ? undefined : env[name]) ?? '';
  return platform === 'win32' ? text.split(';').map((entry) => entry.replace(/^"(.*)"$/, '$1')) : text.split(':');
}

/** An ordinary program; one that a link in a trusted folder leads to counts by where it really is. */
function isProgram(file: string, foreign: readonly string[]): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile() && !foreign.some((root) => isWithin(file, root));
  } catch {
    return false; // Absent or not to be run: the same to the caller.
  }
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, realFolder(path));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Some keep their whole home in a repository; it is their own then, with all programs that are in it. */
function holdsHome(root: string): boolean {
  return isWithin(homedir(), root);
}

/** The path without links; as it is given where there is no such thing. */
function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realFolder(above), path.slice(above.length));
  }
}
