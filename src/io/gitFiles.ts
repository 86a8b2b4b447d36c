/** Which files of a folder git tracks or would track. */
import { gitText } from './git/git.ts';

/** `undefined` when the folder is no git working tree or there is no git. */
export async function listGitFiles(
  root: string,
  signal?: AbortSignal,
): Promise<{ files: readonly string[]; links: ReadonlySet<string> } | undefined> {
  const which = ['--cached', '--others', '--deleted', '--exclude-standard'];
  const listed = await gitText(root, ['ls-files', '-z', '-t', '--stage', ...which], signal);
  signal?.throwIfAborted();
  if (!listed.ok) return undefined;
  const links = new Set<string>();
  const files = new Set<string>();
  const deleted: string[] = [];
  // `H 100644 HASH 0<TAB>path` is tracked, `R …` is tracked and deleted, `? path` is not tracked.
  for (const entry of listed.value.split('\0')) {
    const tag = entry[0];
    if (tag === '?') {
      const path = entry.slice(2);
      // What is not tracked may be a link, too; an ordinary file passes the same check.
      links.add(path);
      files.add(path);
      continue;
    }
    const path = entry.slice(entry.indexOf('\t') + 1);
    const mode = entry.slice(2, 8);
    if (tag === undefined || mode === '160000') continue;
    if (tag === 'R') deleted.push(path);
    else files.add(path);
    if (mode === '120000') links.add(path);
  }
  for (const path of deleted) files.delete(path);
  return { files: [...files], links };
}
