/** The lines that the last commits put into some files. */
import type { AddedLines } from '../../core/history/history.ts';
import { extensionOf, type RepoPath, repoPath } from '../../core/paths.ts';
import type { Git } from './git.ts';
import { GitError } from './gitError.ts';
import { onlySmallFiles, patchArguments, plainHeadings } from './hunks.ts';
import type { HistoryNotes } from './notes.ts';
import { detachedToken, wholeLines } from './tokens.ts';

/** More names than these are asked for by their endings. */
const mostNames = 50;

/** Where git fails, what was read until then is given, and a note says what is missing. */
export async function* readAddedLines(
  git: Git,
  head: string,
  { files, commits }: { readonly files: readonly RepoPath[]; readonly commits: number },
  signal: AbortSignal | undefined,
  notes: HistoryNotes,
): AsyncGenerator<AddedLines, void> {
  if (files.length === 0) return;
  const parser = additionParser(new Set(files));
  try {
    const settings = [onlySmallFiles, ...(await plainHeadings(git, signal))];
    const args = [...patchArguments, '--format=commit %H %cd', `-n${commits}`, head, '--', ...pathsOf(files)];
    for await (const text of wholeLines(git.stream(args, { signal, settings }))) yield* parser.take(text);
    yield* parser.end();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    await notes.failed(error, signal);
  }
}

/** Reads a patch some lines at a time. */
function additionParser(wanted: ReadonlySet<RepoPath>) {
  let commit = '';
  let date = '';
  let file: RepoPath | undefined;
  let lines: string[] = [];
  let inHunk = false;

  function* finished(): Generator<AddedLines, void> {
    if (file !== undefined && lines.length > 0) yield { commit, date, file, lines };
    [file, lines] = [undefined, []];
  }

  function* header(line: string): Generator<AddedLines, void> {
    inHunk = line.startsWith('@@ ');
    if (inHunk) return;
    if (line.startsWith('commit ')) {
      yield* finished();
      [commit = '', date = ''] = line.slice('commit '.length).split(' ').map(detachedToken);
    } else if (line.startsWith('diff --git ')) yield* finished();
    else if (line.startsWith('+++ b/')) {
      const named = repoPath(detachedToken(line.slice('+++ b/'.length).replace(/\t$/, '')));
      file = named !== undefined && wanted.has(named) ? named : undefined;
    }
  }

  return {
    *take(text: string): Generator<AddedLines, void> {
      for (const line of text.split('\n')) {
        if (!inHunk || !/^[-+\\]/.test(line)) yield* header(line);
        else if (file !== undefined && line.startsWith('+')) lines.push(detachedToken(line.slice(1)));
      }
    },
    end: finished,
  };
}

function pathsOf(files: readonly RepoPath[]): readonly string[] {
  if (files.length <= mostNames) return files.map((file) => `:(top,literal)${file}`);
  const named = files.filter((file) => extensionOf(file) === '');
  const endings = new Set(files.map(extensionOf).filter((ending) => ending !== ''));
  return [...[...endings].map((ending) => `:(top,icase)*${ending}`), ...named.map((file) => `:(top,literal)${file}`)];
}
