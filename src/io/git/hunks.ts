/** One pass over `git log -p`: the places where lines with a link, or a page's address, were replaced. */
import { type HistoryOptions, type Hunk, textEndings } from '../../core/history/history.ts';
import type { Commit } from '../../core/model.ts';
import { type RepoPath, repoPath } from '../../core/paths.ts';
import { endingsInUse } from './endings.ts';
import { GitError, gitStream } from './git.ts';
import { lines } from './tokens.ts';

const logArguments = [
  'log',
  '--topo-order',
  '--no-merges',
  '-p',
  '-U0',
  '-M50%',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-notes',
  '--no-decorate',
  '--no-color',
  '--no-indent-heuristic',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--format=commit %H %cs',
];

/**
 * What a line must hold to speak of another page: Markdown, HTML, reStructuredText, AsciiDoc and Hugo links; and the
 * front matter keys that give a page its address.
 */
const mayLink = /\]\(|\]:\s|href=|\bref\b|relref|:doc:|:ref:|>`_|xref:|link:|^[-+](?:slug|url|permalink)\s*[:=]/i;

/** A rewritten file is one huge hunk; the order of its links tells little. */
const maximumLines = 400;

export async function* readLinkHunks(
  root: string,
  head: string,
  { signal, progress, since }: HistoryOptions,
): AsyncGenerator<Hunk, void> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const paths = (await endingsInUse(root, head, textEndings, signal)).map((ending) => `*.${ending}`);
  const stream = gitStream(root, [...logArguments, ...range, '--', ...paths], signal);
  let commit: Commit = { hash: '', date: '' };
  let file: RepoPath | undefined;
  let removed: string[] = [];
  let added: string[] = [];
  let inHunk = false;
  let done = 0;
  const finished = (): Hunk | undefined =>
    file !== undefined && removed.length > 0 ? { commit, file, removed, added } : undefined;
  try {
    for await (const line of lines(stream)) {
      const mark = line.charCodeAt(0);
      if (inHunk && (mark === minus || mark === plus)) {
        const into = mark === minus ? removed : added;
        if (into.length < maximumLines && mayLink.test(line)) into.push(line.slice(1));
        continue;
      }
      if (inHunk && mark === backslash) continue;
      const hunk = finished();
      if (hunk) yield hunk;
      removed = [];
      added = [];
      inHunk = line.startsWith('@@ ');
      if (inHunk) continue;
      if (line.startsWith('commit ')) {
        const [, hash = '', date = ''] = line.split(' ');
        commit = { hash, date };
        if (++done % 1000 === 0) progress?.report('Reading changed links', done);
      } else if (line.startsWith('diff --git ')) file = undefined;
      else if (line.startsWith('+++ b/')) file = repoPath(line.slice(6).replace(/\t$/, ''));
    }
    const last = finished();
    if (last) yield last;
  } catch (error) {
    // A partial clone lacks some texts; what was read up to there still counts.
    if (!(error instanceof GitError) || !/unable to read|missing|promisor/i.test(error.message)) throw error;
  }
}

const minus = 45;
const plus = 43;
const backslash = 92;
