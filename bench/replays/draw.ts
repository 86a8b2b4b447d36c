/** Draws commits in which people added redirects, and lays one out as if its author had forgotten them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mayHoldRules, type OwnRule } from '../suggest/ownRules.ts';
import { type Changed, type Hidden, hideAdded } from './hide.ts';

const newest = 3000;
const mostRules = 40;
const mostFiles = 300;
/** Commits of a repository that are looked at before it is left out. */
const tries = 25;
const longestListMs = 600_000;
const name = { GIT_AUTHOR_NAME: 'bench', GIT_AUTHOR_EMAIL: 'bench@example.org' };
const who = { ...name, GIT_COMMITTER_NAME: 'bench', GIT_COMMITTER_EMAIL: 'bench@example.org' };

/** What git says in a folder; throws where it fails. */
export function git(folder: string, args: readonly string[], input?: string): string {
  return execFileSync('git', ['-c', 'safe.directory=*', '-c', 'core.hooksPath=/dev/null', '-C', folder, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...who },
    ...(input !== undefined && { input }),
  });
}

/** What a list says, as far as a copy that lacks some of its history can say it. */
function listOf(folder: string, args: readonly string[]): string {
  const { stdout } = spawnSync('git', ['-c', 'safe.directory=*', '-C', folder, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    timeout: longestListMs,
  });
  return stdout;
}

/** In the order of a hash of each with the seed. */
export function inOrder(seed: string, names: readonly string[]): readonly string[] {
  const place = (each: string) => createHash('sha256').update(`${seed}\n${each}`).digest('hex');
  return [...names]
    .map((each) => ({ each, at: place(each) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ each }) => each);
}

/** Commits that may have added redirects: to a file of rules, or to a page whose list of old addresses changed. */
function commitsOf(mirror: string): readonly string[] {
  const log = listOf(mirror, ['log', '--no-merges', `-n${newest}`, '--format=%x01%H', '--name-only', 'HEAD']);
  const files = log
    .split('\u0001')
    .slice(1)
    .map((part) => part.split('\n').filter(Boolean));
  const isPage = (path: string) => /\.(?:md|mdx|markdown|html|qmd)$/.test(path);
  const byFile = files
    .filter(([, ...paths]) => paths.length <= mostFiles && paths.some((path) => mayHoldRules(path) && !isPage(path)))
    .map(([hash = '']) => hash);
  const words = '^(aliases|redirect_from|redirectFrom)[ \t]*[:=]';
  const pages = [
    'log',
    '--no-merges',
    `-n${newest}`,
    '-G',
    words,
    '--format=%H',
    'HEAD',
    '--',
    '*.md',
    '*.mdx',
    '*.markdown',
  ];
  return [...new Set([...byFile, ...listOf(mirror, pages).split('\n').filter(Boolean)])];
}

function textAt(mirror: string, commit: string, path: string): string | undefined {
  try {
    const text = git(mirror, ['show', `${commit}:${path}`]);
    return text.length > 2_000_000 || text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Whether the commit took pages away, or moved them: what most redirects are written for. */
function tookPages(mirror: string, commit: string): boolean {
  const pages = ['*.md', '*.mdx', '*.markdown', '*.rst', '*.adoc', '*.html', '*.ipynb', '*.qmd'];
  const args = ['diff-tree', '-r', '-M', '--diff-filter=DR', '--name-only', `${commit}^`, commit, '--', ...pages];
  return git(mirror, args) !== '';
}

function changedBy(mirror: string, commit: string): readonly Changed[] {
  const list = git(mirror, ['diff-tree', '-r', '--no-renames', '--name-only', '-z', `${commit}^`, commit]);
  const paths = list.split('\0').filter((path) => path !== '' && mayHoldRules(path));
  if (paths.length > mostFiles) return [];
  return paths.map((path) => ({
    path,
    before: textAt(mirror, `${commit}^`, path),
    after: textAt(mirror, commit, path),
  }));
}

/** Rules that lead to a page of the site; one that leads elsewhere, or to the front page, has no answer here. */
function leadsToPage({ to }: OwnRule): boolean {
  return to.kind !== 'address' || /^\/[^/:*]/.test(to.address);
}

/** A commit in which people added redirects, and what it is without them. */
export interface Drawn {
  readonly commit: string;
  readonly hidden: Hidden;
}

/** The first commit of a copy, in the order of the seed, that took pages and added redirects to pages; none where there is none. */
export function drawnOf(mirror: string, seed: string): Drawn | undefined {
  for (const commit of inOrder(seed, commitsOf(mirror)).slice(0, tries)) {
    try {
      if (!tookPages(mirror, commit)) continue;
      const hidden = hideAdded(changedBy(mirror, commit));
      const usable = hidden?.rules.filter(leadsToPage) ?? [];
      if (hidden && usable.length > 0 && usable.length <= mostRules)
        return { commit, hidden: { ...hidden, rules: usable } };
    } catch {
      // The first commit has no parent, and a copy may lack a text.
    }
  }
  return undefined;
}

/** The commit as if its author had forgotten the redirects, on top of the history before it. */
export function checkOut(mirror: string, { commit, hidden }: Drawn, folder: string): void {
  execFileSync('git', ['-c', 'safe.directory=*', 'clone', '--quiet', '--no-checkout', '--shared', mirror, folder], {
    stdio: 'ignore',
  });
  git(folder, ['read-tree', commit]);
  for (const [path, text] of hidden.files) {
    if (text === undefined) {
      git(folder, ['update-index', '--force-remove', path]);
      continue;
    }
    const blob = git(folder, ['hash-object', '-w', '--stdin'], text).trim();
    git(folder, ['update-index', '--cacheinfo', `100644,${blob},${path}`]);
  }
  const tree = git(folder, ['write-tree', '--missing-ok']).trim();
  const made = git(folder, ['commit-tree', tree, '-p', `${commit}^`, '-m', 'Move pages']).trim();
  git(folder, ['update-ref', '--no-deref', 'HEAD', made]);
  layOut(folder);
}

/** Every file as its index has it. */
export function layOut(folder: string): void {
  try {
    git(folder, ['checkout-index', '--all', '--force', '--quiet']);
  } catch {
    // A copy may lack its largest files.
  }
}
