/** Files as they are in what is deployed, and as they were there some days ago. */
import type { RepoPath } from '../../core/paths.ts';
import { type GitOptions, openGit } from './git.ts';
import { openHistory } from './history.ts';

/** Where it is looked, and since when something has to be there. */
export interface DeployedRequest {
  /** A branch, tag or commit; the remote's default branch where none is named. */
  readonly ref: string | undefined;
  /** A moment, as ISO 8601. */
  readonly before: string;
  readonly files: readonly RepoPath[];
}

/** The texts of both times; a file that is not there has none. */
export interface DeployedFiles {
  /** As git calls it. */
  readonly ref: string;
  readonly now: ReadonlyMap<RepoPath, string>;
  /** `undefined` where no state of that time is in this clone. */
  readonly earlier: ReadonlyMap<RepoPath, string> | undefined;
}

const usual = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];

/** `undefined` where nobody knows what is deployed: no git, no remote, no such ref. */
export async function deployedFiles(
  directory: string,
  { ref: named, before, files }: DeployedRequest,
  options: GitOptions,
): Promise<DeployedFiles | undefined> {
  const opened = await openGit(directory, options);
  if (!opened.ok || named?.startsWith('-')) return undefined;
  const git = opened.value;
  const line = async (...words: readonly string[]) => {
    const said = await git.text([...words], options.signal);
    return said.ok && said.value.trim() !== '' ? said.value.trim() : undefined;
  };
  for (const ref of named === undefined ? usual : [named]) {
    const hash = await line('rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
    if (hash === undefined) continue;
    const then = await line('rev-list', '-1', '--first-parent', `--before=${before}`, hash, '--');
    const now = await textsAt(directory, hash, files, options);
    if (now === undefined) return undefined;
    const short = (await line('rev-parse', '--abbrev-ref', ref)) ?? ref;
    const earlier = then === undefined ? undefined : await textsAt(directory, then, files, options);
    return { ref: short, now, earlier };
  }
  return undefined;
}

async function textsAt(directory: string, commit: string, files: readonly RepoPath[], options: GitOptions) {
  const history = await openHistory(directory, { ...options, commit });
  if (!history.ok) return undefined;
  const tree = await history.value.tree(commit, options.signal);
  const known = files.flatMap((file) => {
    const blob = tree.get(file);
    return blob === undefined ? [] : [{ file, blob }];
  });
  const texts = new Map<RepoPath, string>();
  let at = 0;
  for await (const text of history.value.texts(
    known.map(({ blob }) => blob),
    options.signal,
  )) {
    const file = known[at++]?.file;
    // One that this clone does not have leaves open what is deployed.
    if (text === undefined) return undefined;
    if (file !== undefined) texts.set(file, text);
  }
  return texts;
}
