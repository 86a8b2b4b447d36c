/** Which files of a folder git tracks or would track. */
import { join } from 'node:path';
import type { Note } from '../../core/model.ts';
import { entryStats } from '../disk/entryStats.ts';
import { leadsElsewhere } from '../disk/insideNames.ts';
import { type Git, type GitOptions, openGit } from '../git/git.ts';

/** The files that git tracks or would track, by their path below the folder. */
export interface GitFiles {
  readonly files: readonly string[];
  /** What is not among them, and why. */
  readonly notes: readonly Note[];
  /** Said of files that are tracked and not checked out. */
  readonly absent?: Note | undefined;
}

const leftOut: Note = {
  message:
    'git did not tell which files it ignores, so files that are not tracked yet were left out. Add them with "git add", or simplify the patterns in .gitignore.',
};

/** `undefined` when the folder is no git working tree or there is no git. */
export async function listGitFiles(root: string, options: GitOptions = {}): Promise<GitFiles | undefined> {
  const { signal } = options;
  const git = await openGit(root, options);
  signal?.throwIfAborted();
  if (!git.ok) return undefined;
  const tracked = ['ls-files', '-z', '-t', '--stage', '--cached', '--deleted'];
  const all = await git.value.text([...tracked, '--others', '--exclude-standard'], signal);
  signal?.throwIfAborted();
  // What is ignored may take for ever to find out, by patterns made for that; what is tracked needs none.
  const listed = all.ok ? all : await git.value.text(tracked, signal);
  signal?.throwIfAborted();
  if (!listed.ok) return undefined;
  const { files, deleted, others, skipped } = entriesOf(listed.value);
  for (const path of deleted) files.delete(path);
  const elsewhere = [...files].filter((path) => leadsElsewhere(path));
  for (const path of elsewhere) files.delete(path);
  for (const path of newFiles(root, others, files)) files.add(path);
  for (const path of await ignoredSources(git.value, files, signal)) files.add(path);
  if (all.ok) for (const path of await respelt(git.value, deleted, signal)) files.add(path);
  const absent = absentNote(root, skipped);
  const notes = [...(all.ok ? [] : [leftOut]), ...notesOn(elsewhere), ...(absent ? [absent] : [])];
  return { files: [...files], notes, absent };
}

/** What `ls-files -t --stage` tells; submodules are left out. */
function entriesOf(listed: string) {
  const files = new Set<string>();
  const deleted: string[] = [];
  const others: string[] = [];
  const skipped: string[] = [];
  // `H 100644 HASH 0<TAB>path` is tracked, `S …` perhaps not checked out, `R …` deleted as well, `? path` not tracked.
  for (const entry of listed.split('\0')) {
    const tag = entry[0];
    if (tag === '?') {
      others.push(entry.slice(2));
      continue;
    }
    const path = entry.slice(entry.indexOf('\t') + 1);
    const mode = entry.slice(2, 8);
    if (tag === undefined || mode === '160000') continue;
    if (tag === 'R') deleted.push(path);
    else files.add(path);
    if (tag === 'S') skipped.push(path);
  }
  return { files, deleted, others, skipped };
}

/** Files that git keeps out of the working tree: https://git-scm.com/docs/git-sparse-checkout */
function absentNote(root: string, skipped: readonly string[]): Note | undefined {
  const missing = skipped.filter((path) => !leadsElsewhere(path) && entryStats(join(root, path)) === undefined);
  const [first] = missing;
  if (first === undefined) return undefined;
  const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more tracked files`;
  const message = `${first}${others} are not checked out, so what they publish is not known. Run "git sparse-checkout disable".`;
  return {
    message:
      missing.length === 1 ? message.replace(' are not', ' is not').replace('they publish', 'it publishes') : message,
  };
}

function notesOn([first, ...others]: readonly string[]): readonly Note[] {
  if (first === undefined) return [];
  const names = others.length === 0 ? first : `${first} and ${others.length} more`;
  const message = `Git's index was damaged or made by hand: ${names} would lead out of the folder, or into git's own, and was left out. Clone the repository again.`;
  return [{ message }];
}

/**
 * Files that git ignores and that a site is built from all the same, as a script makes them: the versions that a
 * `versions.json` of Docusaurus names, and the configuration of Hugo beside that which is tracked.
 */
async function ignoredSources(git: Git, files: ReadonlySet<string>, signal?: AbortSignal): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const file of files) {
    if (!file.endsWith('versions.json') && !file.includes('config/_default/')) continue;
    const [, plugin] = /^((?:.*\/)?(?:\w[\w-]*_)?)versions\.json$/.exec(file) ?? [];
    if (plugin !== undefined) for (const kind of ['docs', 'sidebars']) folders.add(`${plugin}versioned_${kind}`);
    const configuration = /^(?:.*\/)?config\/_default(?=\/[^/]+\.(?:toml|ya?ml|json)$)/.exec(file)?.[0];
    if (configuration !== undefined) folders.add(configuration);
  }
  if (folders.size === 0) return [];
  const named = [...folders].map((folder) => `:(literal)${folder}`);
  const listed = await git.text(
    ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', ...named],
    signal,
  );
  signal?.throwIfAborted();
  const found = listed.ok ? listed.value.split('\0') : [];
  return found.filter((path) => path !== '' && !leadsElsewhere(path) && !/(?:^|\/)node_modules\//.test(path));
}

/**
 * What stands on the disk in the place of deleted files, by names that differ in case. Git says nothing of these where
 * `core.ignorecase` says that they are one file, and a repository brings that setting along from the disk it was made on.
 */
async function respelt(git: Git, deleted: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
  if (deleted.length === 0) return [];
  const names = new Set(deleted.map(folded));
  const settings = ['core.ignorecase=false'];
  const others = await git.text(['ls-files', '-z', '--others', '--exclude-standard'], signal, settings);
  signal?.throwIfAborted();
  return others.ok ? others.value.split('\0').filter((path) => names.has(folded(path))) : [];
}

/**
 * The untracked files that are no tracked ones under another spelling: where the disk takes both for one and git was set
 * up for a disk that does not, it names the file twice.
 */
function newFiles(root: string, others: readonly string[], tracked: ReadonlySet<string>): readonly string[] {
  if (others.length === 0) return [];
  const names = new Map([...tracked].map((path) => [folded(path), path]));
  return others.filter((path) => {
    const known = names.get(folded(path));
    return known === undefined || !isSameFile(join(root, path), join(root, known));
  });
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => entryStats(path));
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** The same for names that differ in case, or in how their accents are composed, alone. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
