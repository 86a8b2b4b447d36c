/** Writes an edited file of a repository back, and nothing outside of it. */
import { lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOf, type RepoPath } from '../core/paths.ts';
import { failed, type Result, success } from '../core/ports.ts';
import { applyEdits, type FileEdit } from '../core/text/edits.ts';

/** A byte order mark is no part of the text that edits count in; it stays where it was. */
const mark = '\uFEFF';

/**
 * Applies the edits to the file as it was read. Refuses what is a symbolic link, or lies in a folder that is one,
 * as both may lead out of the repository.
 */
export async function writeEdit(directory: string, { file, before, edits }: FileEdit): Promise<Result<void>> {
  const root = await realpath(directory);
  const path = join(root, file);
  if (!(await staysInside(root, folderOf(file)))) {
    return failed(
      'bad-request',
      `${file} was not changed: its folder is a symbolic link. Change the file it leads to.`,
    );
  }
  if (await isLink(path)) {
    return failed('bad-request', `${file} was not changed: it is a symbolic link. Change the file it leads to.`);
  }
  if (before === undefined) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, applyEdits('', edits), { flag: 'wx' });
    return success(undefined);
  }
  const current = await readFile(path, 'utf8');
  const text = current.startsWith(mark) ? current.slice(1) : current;
  if (text !== before) return failed('bad-request', `${file} changed in the meantime; nothing was written. Try again.`);
  await writeFile(path, (current.startsWith(mark) ? mark : '') + applyEdits(text, edits));
  return success(undefined);
}

/** Whether the nearest folder that exists is where its path says. */
async function staysInside(root: string, folder: RepoPath): Promise<boolean> {
  for (let at: RepoPath = folder; at !== ''; at = folderOf(at)) {
    try {
      return (await realpath(join(root, at))) === join(root, ...at.split('/')).replace(/[\\/]$/, '');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      if (await isLink(join(root, at))) return false; // a dangling link would be followed by mkdir
    }
  }
  return true;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
