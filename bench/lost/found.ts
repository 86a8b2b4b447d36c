/** What `lost` finds in a copy of a public repository, and what it takes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { isSealed } from '../sealed.ts';

const root = join(import.meta.dirname, '..', '..');
const usage = join(root, 'bench', 'real', 'usage.mjs');
const git = join(root, 'bench', 'real', 'git.mjs');

/** Of the processor: a machine that does much else has no say in whether there is an answer. */
const mostSeconds = 600;

interface Used {
  readonly seconds: number;
  readonly out: string;
}

function used(...args: readonly string[]): Used {
  const home = mkdtempSync(join(tmpdir(), 'bench-lost-'));
  try {
    const file = join(home, 'usage.json');
    const limited = ['-c', `ulimit -t ${mostSeconds}; exec "$@"`, 'sh', process.execPath, '--import', usage, ...args];
    const { stdout } = spawnSync('sh', limited, {
      encoding: 'utf8',
      maxBuffer: 1e9,
      env: { ...process.env, BENCH_USAGE: file, BROKEN_BACKLINKS_HOME: home },
    });
    const seconds = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Used).seconds : Number.NaN;
    return { seconds, out: stdout };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A lost address, as `--format json` has it. */
export interface Lost {
  readonly broken: {
    readonly path: string;
    readonly published: { readonly page: { readonly file: string; readonly last: { readonly hash: string } } };
  };
  readonly diagnosis: { readonly suggestions: readonly { readonly confident: boolean }[] };
}

/** What was found, in how many seconds of the processor. */
export interface Found {
  readonly findings: readonly Lost[];
  readonly gaps: number;
  readonly seconds: number;
}

/** `undefined` where there is no answer within the time. */
export function lostOf(folder: string): Found | undefined {
  const { out, seconds } = used(join(root, 'src', 'cli', 'main.ts'), 'lost', '--format', 'json', '--repo', folder);
  if (!out.startsWith('{')) return undefined;
  const { findings, gaps } = JSON.parse(out) as {
    readonly findings: readonly Lost[];
    readonly gaps: readonly unknown[];
  };
  return { findings, gaps: gaps.length, seconds };
}

/** The seconds of the processor that git takes for the changes of all commits. */
export function logSeconds(folder: string): number {
  return used(git, folder, 'log', '--full-history', '--name-status', '-M', 'HEAD').seconds;
}

/** A working tree of a repository at a commit. */
export interface Opened {
  readonly name: string;
  readonly commit: string;
  readonly folder: string;
}

/** The newest commit of the mirror where none is named; `undefined` with a line that says why. */
export function opened(named: string): Opened | undefined {
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

/** What git prints. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'safe.directory=*', '-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
}
