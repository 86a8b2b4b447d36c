/**
 * Replays commits in which people added redirects: the redirects are hidden, `--fix safe` is run on their addresses, and what
 * it writes is held against what people wrote: the same file, the same page.
 *
 *     npm run bench:replays -- --seed TEXT [--count 40] [--only OWNER/NAME]
 *
 * Commits that took or moved pages are drawn from the copies that are here, one of each repository, in the order of a hash of
 * the seed, until so many had a rule written. The rules are read by `bench/suggest/ownRules.ts`, which shares nothing with the
 * engine. Sealed repositories are never opened.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mirrors } from '../places.ts';
import { isSealed, refuseSealed } from '../sealed.ts';
import { mayHoldRules, type OwnRule, ownRules } from '../suggest/ownRules.ts';
import { type Changed, type Hidden, hideAdded } from './hide.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const newest = 3000;
const mostRules = 40;
const mostFiles = 300;
/** Commits of a repository that are looked at before it is left out. */
const tries = 25;
const longestMs = 600_000;
const name = { GIT_AUTHOR_NAME: 'bench', GIT_AUTHOR_EMAIL: 'bench@example.org' };
const who = { ...name, GIT_COMMITTER_NAME: 'bench', GIT_COMMITTER_EMAIL: 'bench@example.org' };

function git(folder: string, args: readonly string[], input?: string): string {
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
    timeout: longestMs,
  });
  return stdout;
}

function inOrder(seed: string, names: readonly string[]): readonly string[] {
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

function drawnOf(mirror: string, seed: string): { readonly commit: string; readonly hidden: Hidden } | undefined {
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
function checkOut(mirror: string, commit: string, hidden: Hidden, folder: string): void {
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
  try {
    git(folder, ['checkout-index', '--all', '--force', '--quiet']);
  } catch {
    // A copy may lack its largest files.
  }
}

interface Written {
  /** Rules of people that stand in a file that was written, and where. */
  readonly rules: readonly OwnRule[];
  readonly said: string;
}

/** The address of a site whose configuration names none. */
const unnamed = 'https://site.example/';

function siteOf(folder: string): string | undefined {
  const { stdout } = spawnSync(process.execPath, [cli, 'config', '--format', 'json', '--repo', folder], {
    encoding: 'utf8',
    timeout: longestMs,
  });
  const lines = stdout.split('\n').filter(Boolean);
  const value = lines
    .map((line) => JSON.parse(line) as { key: string; value: unknown })
    .find(({ key }) => key === 'site');
  return typeof value?.value === 'string' ? value.value : undefined;
}

/** A rule of a generator is written without the folder that the site stands in. */
function fullAddress(from: string, site: string): string {
  const { origin, pathname } = new URL(site);
  const base = pathname.replace(/\/$/, '');
  return origin + (from === base || from.startsWith(`${base}/`) ? from : base + from);
}

function fixSafe(folder: string, rules: readonly OwnRule[]): Written {
  const list = join(folder, '.git', 'addresses.csv');
  const site = siteOf(folder);
  const rows = rules.map(({ from }) => `${JSON.stringify(fullAddress(from, site ?? unnamed))},404,9,5`);
  writeFileSync(list, `URL,HTTP Status,Inbound Links,Linking Domains\n${rows.join('\n')}\n`);
  const home = mkdtempSync(join(tmpdir(), 'bench-replay-home-'));
  const audit = (...more: readonly string[]) =>
    spawnSync(
      process.execPath,
      [cli, 'audit', '--source', list, '--no-recheck', '--fix', 'safe', '--repo', folder, ...more],
      {
        encoding: 'utf8',
        timeout: longestMs,
        maxBuffer: 1 << 28,
        env: { ...process.env, BROKEN_BACKLINKS_HOME: home },
      },
    );
  try {
    const run = site === undefined ? audit('--site', unnamed) : audit();
    const paths = git(folder, ['status', '--porcelain', '-z', '--untracked-files=all'])
      .split('\0')
      .filter((line) => /^(?: M|\?\?) /.test(line))
      .map((line) => line.slice(3))
      .filter(mayHoldRules);
    const own = paths.flatMap((path) => ownRules([{ path, text: readFileSync(join(folder, path), 'utf8') }]));
    const asked = new Set(rules.map(({ from }) => bare(from)));
    return { rules: own.filter(({ from }) => asked.has(bare(from))), said: run.status === 1 ? run.stderr : run.stdout };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function bare(address: string): string {
  return address.toLowerCase().replace(/(?:\/|\/index\.html|\.html)$/, '');
}

const isPage = ({ to }: OwnRule) => to.kind === 'file';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '40' },
    only: { type: 'string' },
    say: { type: 'boolean' },
  },
});
if (values.seed === undefined) throw new Error('Give --seed TEXT.');
if (values.only !== undefined) refuseSealed(values.only);
const copies = existsSync(mirrors)
  ? readdirSync(mirrors).filter((each) => existsSync(join(mirrors, each, 'repo')))
  : [];
const known = copies.map((each) => each.replace('+', '/')).filter((each) => !isSealed(each));
const wanted = values.only === undefined ? inOrder(values.seed, known) : [values.only];
let [replayed, withRules, people, written, sameMechanism, sameFile] = [0, 0, 0, 0, 0, 0];
for (const repository of wanted) {
  if (withRules >= Number(values.count)) break;
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  const found = drawnOf(mirror, values.seed);
  if (found === undefined) continue;
  replayed++;
  const work = mkdtempSync(join(tmpdir(), 'bench-replay-'));
  const folder = join(work, 'site');
  try {
    checkOut(mirror, found.commit, found.hidden, folder);
    const { rules, said } = fixSafe(folder, found.hidden.rules);
    let [same, mechanism] = [0, 0];
    const others: string[] = [];
    for (const rule of rules) {
      const own = found.hidden.rules.filter(({ from }) => bare(from) === bare(rule.from));
      if (own.some(({ file }) => file === rule.file)) same++;
      else others.push(`${rule.from}: ${rule.file}, people: ${own.map(({ file }) => file).join(' ')}`);
      if (own.some((each) => isPage(each) === isPage(rule) && (isPage(rule) || each.file === rule.file))) mechanism++;
    }
    if (rules.length > 0) withRules++;
    people += found.hidden.rules.length;
    written += rules.length;
    sameMechanism += mechanism;
    sameFile += same;
    console.log(
      `${repository}@${found.commit.slice(0, 10)}: people ${found.hidden.rules.length}, written ${rules.length}, same mechanism ${mechanism}, same file ${same}`,
    );
    for (const line of others.slice(0, 3)) console.log(`  ${line}`);
    if (values.say) console.log(said.replace(/^/gm, '  | '));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
console.log(
  `${replayed} replays, ${withRules} with rules written: people ${people}, written ${written}, same mechanism ${sameMechanism}, same file ${sameFile}`,
);
