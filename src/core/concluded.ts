/** What follows from the text of a file, not concluded again where the repository keeps it. */
import type { RepoPath } from './paths.ts';
import type { Conclusion, Repo } from './ports.ts';

/** `text` is the file's own, where it was read already. `undefined` where it cannot be read. */
export async function concluded<Value>(
  repo: Pick<Repo, 'read' | 'readHead' | 'concluded'>,
  path: RepoPath,
  conclusion: Conclusion<Value>,
  text?: string,
): Promise<Value | undefined> {
  if (repo.concluded !== undefined) return repo.concluded(path, conclusion, text);
  const read = text ?? (await (conclusion.from === 'whole' ? repo.read(path) : repo.readHead(path)));
  return read === undefined ? undefined : conclusion.of(read);
}
