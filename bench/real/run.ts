/**
 * What the command line takes on repositories that people really have, each figure as a ratio of one run.
 *
 *     npm run build && npm run bench:real [-- start] [-- OWNER__NAME…] [-- OWNER/NAME@COMMIT…]
 *
 * - The start: `--help` and `--version` beside Node itself.
 * - One address and many, cold and with the store warm: processor time of the process and of the git that it starts,
 *   beside R, which is Node reading all pages, and L, which is `git log --name-status -M`.
 * - Whether every answer is the same without a store, cold and warm.
 * - At the end a line of a table for each repository, by which it is seen how all of it grows with pages and commits.
 *
 * A repository by its short name is one that a table of redirects is for, and their addresses are asked; of any other, the
 * paths of pages that were deleted are.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textExtensions } from '../../src/core/history/history.ts';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';
import { median } from '../suggest/speed/measure.ts';
import { readTruth } from '../suggest/truth.ts';

const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'dist', 'cli.mjs');
const usage = join(import.meta.dirname, 'usage.mjs');

/** Of different kinds and sizes. Those without a commit have a table of redirects, which names it. */
const usual = [
  'getporter/porter@HEAD',
  'knative__docs',
  'rocky-linux/documentation@HEAD',
  'cert-manager__website',
  '11ty/11ty-website@HEAD',
  'jekyll/jekyll@HEAD',
  'gohugoio__hugoDocs',
  'MicrosoftDocs__cpp-docs',
  'phalcon-orphanage/docs@HEAD',
];
const many = 399;

/** Processor time in seconds, and the most memory of the process itself. */
interface Used {
  readonly seconds: number;
  readonly megabytes: number;
  readonly out: string;
}

/** Runs a script with Node; `home` is the folder of the store. */
function used(args: readonly string[], { home = '', input = '' } = {}): Used {
  const folder = mkdtempSync(join(tmpdir(), 'bench-real-'));
  try {
    const file = join(folder, 'usage.json');
    const { stdout, status, stderr } = spawnSync(process.execPath, ['--import', usage, ...args], {
      encoding: 'utf8',
      input,
      maxBuffer: 1e9,
      env: { ...process.env, BENCH_USAGE: file, BROKEN_BACKLINKS_HOME: home },
    });
    if (status === null || !existsSync(file)) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return { ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Used, 'out'>), out: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, seconds: number, ratios: string, more = ''): void {
  console.log(`  ${what.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s   ${ratios.padEnd(24)} ${more}`);
}

function start(): void {
  const rounds = 9;
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const middle = (...args: readonly string[]) =>
    median(Array.from({ length: rounds }, () => used(args, { home: folder }).seconds));
  console.log(`\nstart, Node ${process.versions.node}; median of ${rounds}`);
  const own = middle(empty);
  row('Node itself', own, '');
  for (const words of [['--help'], ['--version'], ['explain', '--help']]) {
    const seconds = middle(cli, ...words);
    row(words.join(' '), seconds, `${(seconds / own).toFixed(2)} x Node`);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A repository as it lies here, and the addresses that are asked of it. */
interface Subject {
  readonly folder: string;
  readonly addresses: readonly string[];
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
}

/** `undefined` where no mirror is here. */
function subject(name: string): Subject | undefined {
  const [repositoryName = '', commit] = name.split('@');
  if (commit === undefined) {
    const truth = readTruth(name);
    const folder = checkout(name.replace('__', '/'), truth.commit);
    return folder === undefined ? undefined : { folder, addresses: truth.pairs.slice(0, many).map(({ from }) => from) };
  }
  refuseSealed(repositoryName);
  const mirror = join(mirrors, repositoryName.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) return undefined;
  const whole = git(mirror, '-c', 'safe.directory=*', 'rev-parse', commit).trim();
  const folder = checkout(repositoryName, whole);
  return folder === undefined ? undefined : { folder, addresses: deletedPages(folder) };
}

/** As addresses: nearly any generator drops the ending, and the first folders. */
function deletedPages(folder: string): readonly string[] {
  const args = ['log', '-n2000', '--no-renames', '--diff-filter=D', '--name-only', '--format=', '--'];
  const deleted = git(folder, ...args, ...textExtensions.map((extension) => `*.${extension}`));
  const paths = [...new Set(deleted.split('\n').filter((path) => /^[\w./-]+$/.test(path)))];
  return paths.slice(0, many).map((path) => `/${path.replace(/^[^/]+\/(?=.*\/)/, '').replace(/\.\w+$/, '')}`);
}

const table: string[] = [];

function repository(name: string): void {
  const found = subject(name);
  if (found === undefined) {
    console.log(`\n${name}: no mirror of this repository is here`);
    return;
  }
  const { folder, addresses } = found;
  const pages = textExtensions.map((extension) => `*.${extension}`);
  const measured = (...args: readonly string[]) => used([join(import.meta.dirname, 'git.mjs'), folder, ...args]);
  const reading = used([join(import.meta.dirname, 'reading.mjs'), folder, ...textExtensions]).seconds;
  const log = measured('log', '--full-history', '--name-status', '-M', 'HEAD', '--', ...pages).seconds;
  const home = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const ask = (asked: readonly string[], store: string) => {
    const args = [cli, 'explain', '-', '--without-redirects', '--format', 'json', '--repo', folder];
    return used(args, { home: store, input: `${asked.join('\n')}\n` });
  };
  console.log(`\n${name}: R ${reading.toFixed(2)} s, L ${log.toFixed(2)} s`);
  const told = (what: string, { seconds, megabytes }: Used, isSame?: boolean) => {
    const ratios = `${(seconds / reading).toFixed(1)} R, ${(seconds / log).toFixed(2)} L`;
    const same = isSame === undefined ? '' : isSame ? ', the same answers' : ', OTHER ANSWERS';
    row(what, seconds, ratios, `${megabytes.toFixed(0)} MB${same}`);
  };
  try {
    const one = addresses.slice(0, 1);
    const cold = ask(one, home);
    told('one address, cold', cold);
    const warm = ask(one, home);
    told('one address, warm', warm, warm.out === cold.out);
    const all = ask(addresses, home);
    told(`${addresses.length} addresses, warm`, all);
    const without = ask(addresses, mkdtempSync(join(home, 'empty-')));
    told(`${addresses.length} addresses, cold`, without, without.out === all.out);
    const count = (...args: readonly string[]) => git(folder, ...args).split('\n').length - 1;
    const figures = [count('ls-files', '--', ...pages), count('rev-list', 'HEAD'), reading, log];
    const ours = [cold, warm, all].flatMap(({ seconds, megabytes }) => [seconds, Math.round(megabytes)]);
    const cells = [...figures, ...ours].map((figure) => (Number.isInteger(figure) ? figure : figure.toFixed(2)));
    table.push(`| ${[name.replace(/@.*/, '').replace('__', '/'), ...cells].join(' | ')} |`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (!existsSync(cli)) throw new Error('There is no dist/cli.mjs. Run "npm run build" first.');
const asked = process.argv.slice(2);
if (asked.length === 0 || asked.includes('start')) start();
const named = asked.filter((name) => name !== 'start');
for (const name of asked.length === 0 ? usual : named) repository(name);
if (table.length > 0) {
  console.log('\nrepository, pages, commits, R, L; seconds and MB: one address cold, warm, and all addresses warm');
  console.log(table.join('\n'));
}
