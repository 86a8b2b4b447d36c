/** One pass over `git log -p`: the places where links or a page's address were replaced, or a page was hidden. */
import { hidesPage } from '../../core/history/addressChanges.ts';
import { addressKey } from '../../core/history/addressLines.ts';
import { type HistoryOptions, type Hunk, textExtensions } from '../../core/history/history.ts';
import type { Commit } from '../../core/model.ts';
import { type RepoPath, repoPath } from '../../core/paths.ts';
import { inUse, patternsOf } from './extensions.ts';
import { type Git, streamText } from './git.ts';
import { GitError } from './gitError.ts';
import type { HistoryNotes } from './notes.ts';
import { detachedToken, wholeLines } from './tokens.ts';

/** A patch by its changed lines alone, whatever the repository or its user has set. */
export const patchArguments = [
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
  '--date=short',
];

/** What is larger was made by a program, and comparing it line by line can take longer than all the rest. */
export const onlySmallFiles = 'core.bigFileThreshold=512k';

/**
 * A file that is new took no line out, and was no page that could be hidden. Where pages were often moved, three in ten
 * of all lines stand in such files.
 */
const withoutNew = '--diff-filter=a';

/**
 * What a line must hold to speak of another page: Markdown, HTML, reStructuredText, AsciiDoc and Hugo links; and the
 * front matter keys that give a page its address or keep it from having one. Searched in many lines at once, so that it
 * must not reach over one.
 */
const mayLink =
  /\]\(|\]:[^\S\n]|href=|\bref\b|relref|:doc:|:ref:|>`_|xref:|link:|(?<![^\n])[-+](?:[^\S\n]*["']|:)?(?:slug|url|permalink|title|date|publishdate|categor(?:y|ies)|id|lang|path|save_as|draft|published)["']?[^\S\n]*[:=]/gi;

/** A rewritten file is one huge hunk; the order of its links tells little. */
const maximumLines = 400;

/** Where git fails, what was read until then is given, and a note says what is missing. */
export async function* readLinkHunks(
  git: Git,
  head: string,
  line: () => Promise<{ readonly extensions: ReadonlySet<string> }>,
  { signal, progress, since }: HistoryOptions,
  notes: HistoryNotes,
): AsyncGenerator<Hunk, void> {
  const range = since === undefined ? [head] : [head, `^${since}`];
  const parser = hunkParser((done) => progress?.report('Reading changed links', done));
  try {
    const paths = patternsOf(inUse(textExtensions, (await line()).extensions));
    const settings = [onlySmallFiles, ...(await plainHeadings(git, signal))];
    // Without all sides of merges, which commits are given depends on the one that is begun with: nothing could be added
    // to what was read up to another one.
    const asked = [...patchArguments, '--full-history', withoutNew, '--format=commit %H %cd', ...range];
    const stream = git.stream([...asked, '--', ...paths], {
      signal,
      settings,
    });
    for await (const text of wholeLines(stream)) yield* parser.take(text);
    yield* parser.end();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    await notes.failed(error, signal);
  }
}

/**
 * A repository may say by a pattern which line heads a hunk. Nobody reads that line here, and trying a pattern can take
 * longer than everything else, or for ever.
 */
export async function plainHeadings(git: Git, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const names = await streamText(git.stream(['config', '--null', '--name-only', '--list'], { signal }));
  const patterns = names.split('\0').filter((name) => /^diff\..*\.x?funcname$/s.test(name));
  // Such a name cannot be told from its value where settings are given.
  const odd = patterns.find((name) => name.includes('='));
  if (odd !== undefined) throw new GitError(`The setting ${odd} of the repository could keep git busy for ever`);
  return [...new Set(patterns)].map((name) => `${name}=^`);
}

/** Reads a patch some lines at a time. Most lines are of no use, so only those are cut out that are. */
function hunkParser(progress: (commits: number) => void) {
  let commit: Commit = { hash: '', date: '' };
  let file: RepoPath | undefined;
  let removed: string[] = [];
  let added: string[] = [];
  let inHunk = false;
  let isNew = false;
  let isRenamed = false;
  let done = 0;

  function* finished(): Generator<Hunk, void> {
    // A file that is new with such a line was no page before, and one that is renamed had no such address.
    const tells = !isNew && added.some((line) => hidesPage(line) || (!isRenamed && addressKey(line) !== undefined));
    if (file !== undefined && (removed.length > 0 || tells)) {
      yield { commit, file, removed: removed.map(detachedToken), added: added.map(detachedToken) };
    }
    removed = [];
    added = [];
  }

  function header(line: string): void {
    inHunk = line.startsWith('@@ ');
    isNew = line.startsWith('@@ -0,0 ');
    if (inHunk) return;
    if (line.startsWith('commit ')) {
      const [, hash = '', date = ''] = detachedToken(line).split(' ');
      commit = { hash, date };
      if (++done % 1000 === 0) progress(done);
    } else if (line.startsWith('diff --git ')) {
      file = undefined;
      isRenamed = false;
    } else if (line.startsWith('rename from ')) isRenamed = true;
    else if (line.startsWith('+++ b/')) file = repoPath(detachedToken(line.slice(6).replace(/\t$/, '')));
  }

  return {
    *take(text: string): Generator<Hunk, void> {
      let link = -1;
      for (let start = 0, end = 0; start <= text.length; start = end + 1) {
        end = text.indexOf('\n', start);
        if (end < 0) end = text.length;
        const mark = text.charCodeAt(start);
        if (inHunk && (mark === minus || mark === plus)) {
          if (link < start) link = nextLink(text, start);
          const into = mark === minus ? removed : added;
          if (link < end && into.length < maximumLines) into.push(text.slice(start + 1, end));
        } else if (!(inHunk && mark === backslash)) {
          yield* finished();
          header(text.slice(start, end));
        }
      }
    },
    end: finished,
  };
}

function nextLink(text: string, from: number): number {
  mayLink.lastIndex = from;
  return mayLink.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

const minus = 45;
const plus = 43;
const backslash = 92;
