/** Notes what was read of a repository, so that it can be told whether it would be read the same again. */
import { createHash } from 'node:crypto';
import { concluded } from '../../core/concluded.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Repo } from '../../core/ports.ts';
import { isPlainData } from '../stores/plainData.ts';

/** A repository, and what was read of it. */
export interface NotedReads {
  readonly repo: Repo;
  /**
   * The same for the same files with the same texts and conclusions in all that was read until now, in whatever order.
   * What pages say of themselves alone is left out.
   */
  state(): string;
}

export function notedReads(repo: Repo): NotedReads {
  const read = new Map<string, string>();
  let isOver = false;
  const noted = async (kind: string, path: RepoPath, text: Promise<string | undefined>) => {
    const found = await text;
    if (!isOver) read.set(`${kind}${path}`, found === undefined ? '' : digest(found));
    return found;
  };
  return {
    repo: {
      ...repo,
      read: (path) => noted('whole ', path, repo.read(path)),
      readHead: (path) => noted('head ', path, repo.readHead(path)),
      async concluded(path, given, text) {
        const { name, from, of, isOwn = false } = given;
        if (isOwn || isOver) return concluded(repo, path, given, text);
        // With its digest, so that a text which is not read counts as well.
        const conclusion = { name: `${name}, digested`, from, of: (read: string) => digested(read, of(read)) };
        const found = await concluded(repo, path, conclusion, text);
        read.set(`${from} ${path}\0${name}`, found === undefined ? '' : found[0]);
        return found?.[1];
      },
    },
    state() {
      isOver = true;
      const hash = createHash('sha256');
      // In one text: each call costs more than what it hashes.
      hash.update(repo.files.map((path) => `${path}\0`).join(''));
      for (const name of [...read.keys()].sort()) hash.update(`\0${name}\0${read.get(name)}`);
      return hash.digest('hex');
    },
  };
}

/** Of what is concluded nothing else of the text is known; a value that JSON does not hold whole is told by its text. */
function digested<Value>(text: string, value: Value): readonly [string, Value] {
  return [digest(isPlainData(value) ? JSON.stringify(value) : text), value];
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
