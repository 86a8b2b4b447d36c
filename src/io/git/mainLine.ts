/** The states the branch itself had: what every pass over the history asks first. */
import { type Git, streamText } from './git.ts';

/** A commit of the main line and the tree of its files. */
export interface MainState {
  readonly commit: string;
  readonly tree: string;
}

/** The commit and its first parents, newest first. */
export async function readMainLine(git: Git, head: string, signal?: AbortSignal): Promise<readonly MainState[]> {
  const quiet = ['--no-patch', '--no-show-signature', '--no-notes'];
  const text = await streamText(
    git.stream(['log', '--first-parent', ...quiet, '--format=%H %T', head, '--'], { signal }),
  );
  const lines = text.trim().split('\n');
  return lines.map((line) => {
    const [commit = '', tree = ''] = line.split(' ');
    return { commit, tree };
  });
}
