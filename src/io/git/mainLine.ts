/** The states the branch itself had: what every pass over the history asks first. */
import { gitStream } from './git.ts';

/** A commit of the main line and the tree of its files. */
export interface MainState {
  readonly commit: string;
  readonly tree: string;
}

/** The commit and its first parents, newest first. */
export async function readMainLine(root: string, head: string, signal?: AbortSignal): Promise<readonly MainState[]> {
  const chunks: Buffer[] = [];
  const args = [
    'log',
    '--first-parent',
    '--no-patch',
    '--no-show-signature',
    '--no-notes',
    '--format=%H %T',
    head,
    '--',
  ];
  for await (const chunk of gitStream(root, args, { signal })) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('latin1').trim().split('\n');
  return lines.map((line) => {
    const [commit = '', tree = ''] = line.split(' ');
    return { commit, tree };
  });
}
