/**
 * What the command line takes on repositories that people really have, each figure as a ratio of one run.
 *
 *     npm run build && npm run bench:real [-- start] [-- OWNER/NAME@COMMIT…]
 *
 * - The start: `--help` and `--version` beside Node itself.
 * - One address and many, cold and with the store warm: processor time of the process and of the git that it starts,
 *   beside R, which is Node reading all pages, and L, which is `git log --name-status -M`.
 * - Whether every answer is the same without a store, cold and warm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textExtensions } from '../../src/core/history/history.ts';
import { checkout } from '../checkouts.ts';
import { median } from '../suggest/speed/measure.ts';
import { readTruth } from '../suggest/truth.ts';

const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'dist', 'cli.mjs');
const usage = join(import.meta.dirname, 'usage.mjs');

/** Those that truth tables are for, the commits are theirs. */
const usual = ['gohugoio__hugoDocs', 'MicrosoftDocs__cpp-docs'];
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

function repository(name: string): void {
  const truth = readTruth(name);
  const folder = truth && checkout(name.replace('__', '/'), truth.commit);
  if (truth === undefined || folder === undefined) {
    console.log(`\n${name}: no mirror of this repository, or no table of its redirects, is here`);
    return;
  }
  const pages = textExtensions.map((extension) => `*.${extension}`);
  const git = (...args: readonly string[]) => used([join(import.meta.dirname, 'git.mjs'), folder, ...args]);
  const reading = used([join(import.meta.dirname, 'reading.mjs'), folder, ...textExtensions]).seconds;
  const log = git('log', '--full-history', '--name-status', '-M', 'HEAD', '--', ...pages).seconds;
  const addresses = truth.pairs.slice(0, many).map(({ from }) => from);
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
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (!existsSync(cli)) throw new Error('There is no dist/cli.mjs. Run "npm run build" first.');
const asked = process.argv.slice(2);
if (asked.length === 0 || asked.includes('start')) start();
const named = asked.filter((name) => name !== 'start');
for (const name of asked.length === 0 ? usual : named) repository(name);
