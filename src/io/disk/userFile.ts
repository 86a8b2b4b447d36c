/** A file of a repository, read to be edited: the bytes as they are, and nothing that leads out of the repository. */
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, type RepoPath } from '../../core/paths.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Refusal } from '../../core/redirects/format.ts';
import { editableText } from '../../core/text/encoding.ts';
import { leadsElsewhere } from './insideNames.ts';
import { nameNotForWindows } from './windowsNames.ts';
import { writeFailure } from './writeFailure.ts';

export type UserFile =
  | { readonly kind: 'absent'; readonly path: string }
  | {
      readonly kind: 'text';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly text: string;
      /** The byte order mark, or nothing. */
      readonly mark: string;
    };

/**
 * Refuses what is a symbolic link, or lies in a folder that is one, as both may lead out of the repository; what is no
 * file; and what is not plain UTF-8, which would lose bytes.
 */
export async function readUserFile(directory: string, file: RepoPath): Promise<Result<UserFile>> {
  const refused = (reason: string) => failed('bad-request', `${file} was not changed: ${reason}`);
  try {
    const impossible = nameNotForWindows(file);
    if (impossible !== undefined) {
      return refused(`Windows has no file called ${impossible}. Write the redirect in another format.`);
    }
    if (leadsElsewhere(file)) return refused('its name leads out of the folder, or into the one of git.');
    const root = await realpath(directory);
    const path = join(root, file);
    if (!(await staysInside(root, folderOf(file)))) {
      return refused('its folder is a symbolic link. Change the file it leads to.');
    }
    const found = await statsOf(path);
    if (found === undefined) return success({ kind: 'absent', path });
    if (found.isSymbolicLink()) return refused('it is a symbolic link. Change the file it leads to.');
    if (found.isDirectory()) return refused('a folder has its name. Rename the folder and try again.');
    if (!found.isFile()) return refused('it is a device or a pipe. Put a file in its place and try again.');
    const bytes = await readFile(path);
    const read = editableText(bytes);
    if (read.kind === 'uneditable') return refused(read.reason);
    return success({ ...read, path, bytes });
  } catch (error) {
    return writeFailure(file, error);
  }
}

/** The text to be edited: `undefined` when there is no such file, a refusal when an edit would damage it. */
export async function readToEdit(directory: string, file: RepoPath): Promise<string | undefined | Refusal> {
  const read = await readUserFile(directory, file);
  if (!read.ok) return { refused: read.failure.message };
  return read.value.kind === 'text' ? read.value.text : undefined;
}

/** No folder on the way to a file is a link; the spelling of names, which some disks do not tell apart, does not count. */
async function staysInside(root: string, folder: RepoPath): Promise<boolean> {
  for (let at: RepoPath = folder; at !== ''; at = folderOf(at)) {
    if ((await statsOf(join(root, at)))?.isSymbolicLink()) return false;
  }
  return true;
}

async function statsOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
