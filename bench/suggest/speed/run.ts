/**
 * How long the past of a repository and the answers take, each beside what it is held against, in the same run.
 *
 *     npm run bench:suggest:speed [-- OWNER/NAME@COMMIT…]
 *
 * - The ledger: beside the bare `git log` over the same commits and files, of names and of texts.
 * - 1,000 broken addresses on a made-up site of 10,000 pages: beside reading the files of those pages once.
 * - The same site judged as the editor does it: how long the extension host could do nothing else.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textExtensions } from '../../../src/core/history/history.ts';
import { checkout } from '../../checkouts.ts';
import type { EditorCost } from './editor.ts';
import type { LedgerCost } from './ledger.ts';
import { inProcess, median } from './measure.ts';
import type { SuggestionsCost } from './suggestions.ts';
import { makeSite } from './syntheticSite.ts';

/** Turns of each measurement; medians are compared. */
const rounds = 3;

const bars = { ledger: 1.5, answers: 2, megabytes: 250, blocked: 50 };

/** A history of 15,376 commits. */
const repositories = ['gohugoio/hugoDocs@1c613349f4220ae84070df25979d720c43e5cfa6'];

function git(directory: string, ...args: readonly string[]): string {
  const { stdout, status } = spawnSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status} in ${directory}`);
  return stdout;
}

/** The endings of texts in the newest state, as patterns: git takes longer the more of them it is given. */
function patterns(directory: string): readonly string[] {
  const files = git(directory, 'ls-tree', '-r', '--name-only', '-z', 'HEAD').split('\0');
  return textExtensions
    .filter((extension) => files.some((file) => file.endsWith(`.${extension}`)))
    .map((end) => `*.${end}`);
}

/** Seconds of a bare `git log` whose output nobody reads. */
function bare(directory: string, paths: readonly string[], ...args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(
    'git',
    ['-C', directory, 'log', '--full-history', '-M', ...args, 'HEAD', '--', ...paths],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`git log ended with ${status} in ${directory}`);
  return (performance.now() - started) / 1000;
}

function row(what: string, figure: string, bar: string, isMet: boolean): void {
  console.log(`${isMet ? 'met   ' : 'MISSED'} ${what.padEnd(58)} ${figure.padStart(9)}   bar ${bar}`);
}

function megabytes(what: string, values: readonly number[]): void {
  const figure = median(values);
  row(what, `${figure.toFixed(0)} MB`, `${bars.megabytes} MB`, figure < bars.megabytes);
}

function ledger(name: string): void {
  const [repository = '', commit = ''] = name.split('@');
  const directory = checkout(repository, commit);
  if (directory === undefined) {
    console.log(`${repository}: no mirror of this repository is here`);
    return;
  }
  const paths = patterns(directory);
  const names: number[] = [];
  const texts: number[] = [];
  const ours: LedgerCost[] = [];
  for (let round = 0; round < rounds; round++) {
    names.push(bare(directory, paths, '--name-status'));
    texts.push(bare(directory, paths, '-p', '--no-merges'));
    ours.push(inProcess<LedgerCost>('./ledger.ts', directory));
  }
  const commits = git(directory, 'rev-list', '--count', 'HEAD').trim();
  const bareSeconds = median(names) + median(texts);
  const seconds = median(ours.map(({ first }) => first.seconds));
  const again = median(ours.map((cost) => cost.again.seconds));
  console.log(`\n${repository}: ${commits} commits, ${ours[0]?.pastFiles} past files`);
  console.log(`  git log --name-status -M ${median(names).toFixed(2)} s, -p ${median(texts).toFixed(2)} s`);
  console.log(`  ledger ${seconds.toFixed(2)} s; from what it kept ${again.toFixed(2)} s`);
  const ratio = seconds / bareSeconds;
  row('ledger, relative to git log', ratio.toFixed(2), `${bars.ledger}`, ratio <= bars.ledger);
  megabytes(
    '  memory it takes',
    ours.map(({ first }) => first.megabytes),
  );
}

function answers(): void {
  const folder = mkdtempSync(join(tmpdir(), 'suggest-speed-'));
  try {
    const site = makeSite(folder, { pages: 10_000, broken: 1000 });
    const asked = JSON.stringify(site.broken);
    const costs = Array.from({ length: rounds }, () => inProcess<SuggestionsCost>('./suggestions.ts', folder, asked));
    const reading = median(costs.map((cost) => cost.reading));
    const seconds = median(costs.map(({ answering }) => answering.seconds));
    console.log(`\n${site.broken.length} broken addresses, ${costs[0]?.pages} pages`);
    console.log(`  reading ${reading.toFixed(2)} s; ${costs[0]?.answered} answered in ${seconds.toFixed(2)} s`);
    const ratio = seconds / reading;
    row('answers, relative to reading every page once', ratio.toFixed(2), `${bars.answers}`, ratio < bars.answers);
    megabytes(
      '  memory they take',
      costs.map(({ answering }) => answering.megabytes),
    );
    const blocked = median(
      Array.from({ length: rounds }, () => inProcess<EditorCost>('./editor.ts', folder, asked).blocked),
    );
    row(
      '  extension host busy at a stretch',
      `${blocked.toFixed(0)} ms`,
      `${bars.blocked} ms`,
      blocked <= bars.blocked,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const only = process.argv.slice(2);
for (const name of only.length > 0 ? only : repositories) ledger(name);
if (only.length === 0) answers();
