/**
 * What `lost` finds in public repositories with long histories.
 *
 *     npm run bench:lost [-- OWNER/NAME[@COMMIT]…] [-- --rendered OWNER/NAME]
 *
 * For each: addresses, how many have a strong target, how many rest on a history that is not whole, and the processor time
 * beside `git log --name-status -M`. `--rendered` builds a Hugo site at old commits with the program itself, and counts the
 * addresses that `lost` says were published then and that Hugo did not render. Sealed repositories are refused.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './checkouts.ts';
import { mirrors } from './places.ts';
import { isSealed } from './sealed.ts';

const root = join(import.meta.dirname, '..');
const usage = join(import.meta.dirname, 'real', 'usage.mjs');
const git = join(import.meta.dirname, 'real', 'git.mjs');

const usual = [
  'gohugoio/hugoDocs',
  'etcd-io/website',
  'knative/docs',
  'longhorn/website',
  '11ty/11ty-website',
  '18F/handbook',
  'ansible/ansible-lint',
  'aws-samples/eks-workshop-v2',
  'redpanda-data/docs',
  'FIRST-Tech-Challenge/ftcdocs',
];
const longestMs = 600_000;

interface Used {
  readonly seconds: number;
  readonly out: string;
  readonly status: number | null;
}

function used(...args: readonly string[]): Used {
  const home = mkdtempSync(join(tmpdir(), 'bench-lost-'));
  try {
    const file = join(home, 'usage.json');
    const { stdout, status } = spawnSync(process.execPath, ['--import', usage, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e9,
      timeout: longestMs,
      env: { ...process.env, BENCH_USAGE: file, BROKEN_BACKLINKS_HOME: home },
    });
    const seconds = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Used).seconds : Number.NaN;
    return { seconds, out: stdout, status };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

interface Lost {
  readonly broken: { readonly path: string; readonly published?: { readonly first: string; readonly last: string } };
  readonly diagnosis: { readonly suggestions: readonly { readonly confident: boolean }[] };
}

function lostOf(
  folder: string,
): { readonly findings: readonly Lost[]; readonly gaps: number; readonly seconds: number } | undefined {
  const { out, seconds } = used(join(root, 'src', 'cli', 'main.ts'), 'lost', '--format', 'json', '--repo', folder);
  if (!out.startsWith('{')) return undefined;
  const { findings, gaps } = JSON.parse(out) as {
    readonly findings: readonly Lost[];
    readonly gaps: readonly unknown[];
  };
  return { findings, gaps: gaps.length, seconds };
}

/** The folder of a repository at a commit, the newest of the mirror where none is named; `undefined` with a line that says why. */
function opened(
  named: string,
): { readonly name: string; readonly commit: string; readonly folder: string } | undefined {
  const [name = '', given] = named.split('@');
  if (isSealed(name)) {
    console.log(`${name}: kept for judging, not looked at`);
    return undefined;
  }
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) {
    console.log(`${name}: no mirror is here`);
    return undefined;
  }
  const commit = given ?? gitIn(mirror, 'rev-parse', 'HEAD').trim();
  const folder = checkout(name, commit);
  return folder === undefined ? undefined : { name, commit, folder };
}

function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'safe.directory=*', '-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
}

function table(names: readonly string[]): void {
  console.log('| repository | commits | lost | strong target | incomplete | x git log |');
  console.log('| --- | ---: | ---: | ---: | --- | ---: |');
  for (const named of names) {
    const at = opened(named);
    if (at === undefined) continue;
    const commits = gitIn(at.folder, 'rev-list', '--count', 'HEAD').trim();
    const log = used(git, at.folder, 'log', '--full-history', '--name-status', '-M', 'HEAD').seconds;
    const found = lostOf(at.folder);
    const label = `${at.name}@${at.commit.slice(0, 10)}`;
    if (found === undefined) {
      console.log(`| ${label} | ${commits} | no answer | | | |`);
      continue;
    }
    const { findings, gaps, seconds } = found;
    const strong = findings.filter(({ diagnosis }) => diagnosis.suggestions[0]?.confident).length;
    const share = findings.length === 0 ? '' : ` (${Math.round((100 * strong) / findings.length)} %)`;
    const whole = gaps === 0 ? 'no' : `${gaps} gaps`;
    console.log(
      `| ${label} | ${commits} | ${findings.length} | ${strong}${share} | ${whole} | ${(seconds / log).toFixed(1)} |`,
    );
  }
}

/** How many old commits are built. */
const builds = 6;

/** Holds what is said to have been published against what Hugo itself makes of the files of that day. */
function rendered(named: string): void {
  const at = opened(named);
  const found = at && lostOf(at.folder);
  if (at === undefined || found === undefined) return;
  const dated = found.findings.filter(({ broken }) => broken.published !== undefined);
  const days = [...new Set(dated.map(({ broken }) => broken.published?.last ?? ''))].sort();
  const step = Math.max(1, Math.floor(days.length / builds));
  let [checked, missing] = [0, 0];
  for (const day of days.filter((_, index) => index % step === step - 1)) {
    // The last state of the day before: everything that ended on this day still stood.
    const commit = gitIn(at.folder, 'rev-list', '-1', `--before=${day}T00:00:00Z`, 'HEAD').trim();
    const state = commit === '' ? undefined : gitIn(at.folder, 'show', '-s', '--format=%cs', commit).trim();
    if (state === undefined) continue;
    const told = dated.filter(
      ({ broken: { published } }) => (published?.first ?? day) < state && (published?.last ?? '') >= day,
    );
    const made = hugo(at.folder, commit);
    if (made === undefined) {
      console.log(`  ${commit.slice(0, 10)} ${state}: Hugo does not build it`);
      continue;
    }
    const absent = told.filter(({ broken }) => !made.has(pathKey(broken.path)));
    checked += told.length;
    missing += absent.length;
    console.log(
      `  ${commit.slice(0, 10)} ${state}: ${told.length} said to be published, ${absent.length} not rendered`,
    );
    for (const { broken } of absent.slice(0, 5))
      console.log(`    ${broken.path} ${broken.published?.first} ${broken.published?.last}`);
  }
  console.log(`${at.name}: ${missing} of ${checked} were not rendered`);
}

function hugo(folder: string, commit: string): ReadonlySet<string> | undefined {
  const work = mkdtempSync(join(tmpdir(), 'bench-hugo-'));
  try {
    filesOf(folder, commit, work);
    const out = join(work, 'made-by-bench');
    const { status } = spawnSync('hugo', ['--destination', out, '--ignoreCache', '--quiet'], {
      cwd: work,
      timeout: longestMs,
    });
    if (status !== 0 || !existsSync(out)) return undefined;
    return new Set(readdirSync(out, { recursive: true, encoding: 'utf8' }).map((file) => pathKey(`/${file}`)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A mirror may lack its largest files; the others are there. */
function filesOf(folder: string, commit: string, work: string): void {
  const index = { ...process.env, GIT_INDEX_FILE: join(work, '.bench-index') };
  const git = ['-c', 'safe.directory=*', '-C', folder];
  execFileSync('git', [...git, 'read-tree', commit], { env: index });
  spawnSync('git', [...git, 'checkout-index', '--all', '--quiet', `--prefix=${work}/`], {
    env: index,
    stdio: 'ignore',
  });
}

function pathKey(path: string): string {
  return path
    .toLowerCase()
    .replace(/index\.html$/, '')
    .replace(/\/$/, '');
}

const [first, ...names] = process.argv.slice(2).filter((word) => word !== '--');
if (first === '--rendered') for (const name of names) rendered(name);
else table(first === undefined ? usual : [first, ...names]);
