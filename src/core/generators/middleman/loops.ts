/** Pages that are made in a loop of the program, which is not run. https://middlemanapp.com/advanced/dynamic-pages/ */
import type { Note } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { codeFolders } from '../shared/codeFolders.ts';

/** One note for all loops: `before` is that of the loops above, `line` that of this one in `program`. */
export function loopNote(before: Note | undefined, file: RepoPath, line: number, program: string): Note {
  const message = 'Pages that are made in a loop of this program are not known: it is not run.';
  const folders = codeFolders(program.split('\n')[line - 1] ?? '');
  return { file, line, message, makesPages: [...new Set([...(before?.makesPages ?? []), ...folders])] };
}
