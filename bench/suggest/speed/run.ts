/**
 * How long the past of a repository takes, beside the bare `git log` it is read with, in the same run.
 *
 *     node bench/suggest/speed.ts REPOSITORY…
 */
import { spawnSync } from 'node:child_process';
import { readPast } from '../../src/core/suggest/readPast.ts';
import { openHistory } from '../../src/io/git/history.ts';

const rules = [{ reads: () => 'head' as const, routes: () => [] }];

function bare(repository: string, ...args: readonly string[]): number {
  const started = performance.now();
  spawnSync('git', ['-C', repository, 'log', '-M', ...args, 'HEAD', '--', '*.md', '*.mdx', '*.rst', '*.html'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (performance.now() - started) / 1000;
}

for (const repository of process.argv.slice(2)) {
  const names = bare(repository, '--name-status');
  const texts = bare(repository, '-p', '-U0');
  const opened = await openHistory(repository);
  if (!opened.ok) throw new Error(opened.failure.message);
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const { ledger } = await readPast(opened.value, rules, new Set());
  const seconds = (performance.now() - started) / 1000;
  const megabytes = Math.round((process.memoryUsage.rss() - before) / 1e6);
  const factor = seconds / (names + texts);
  console.log(
    `${repository}: git log --name-status ${names.toFixed(1)} s, -p ${texts.toFixed(1)} s; the past of ${ledger.lives.past.size} files ${seconds.toFixed(1)} s (x${factor.toFixed(2)}), ${megabytes} MB more`,
  );
}
