/** Files that a configuration of a server takes in by the path they have on the server. */
import { fileName, folderOf, type RepoPath } from '../paths.ts';
import { compileRegex } from '../text/linearRegex.ts';
import { literal } from './host.ts';

/**
 * The files of the repository that are meant: the server has them in a folder of its own, by the same name; where only
 * a pattern is written, the folder has to be called alike.
 */
export function filesCalled(written: string, files: readonly RepoPath[]): readonly RepoPath[] {
  const [, folder = '', name = ''] = /^(?:.*\/)?([^/]*)\/([^/]*)$/.exec(written) ?? ['', '', written];
  const regex = compileRegex(`^${name.split('*').map(literal).join('[^/]*')}$`);
  const isThere = (file: RepoPath) => !name.includes('*') || fileName(folderOf(file)) === folder;
  return files.filter((file) => regex?.test(fileName(file)) === true && isThere(file));
}
