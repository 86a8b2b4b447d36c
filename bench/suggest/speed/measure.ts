/** What every part of the speed bench measures with. */
import { spawnSync } from 'node:child_process';

/** Seconds and megabytes of one piece of work. */
export interface Cost {
  readonly seconds: number;
  /** The most memory this process held while it ran, beyond what it held before. */
  readonly megabytes: number;
}

export async function cost<Value>(work: () => Promise<Value>): Promise<Cost & { readonly value: Value }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const started = performance.now();
  const value = await work();
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  most = Math.max(most, process.memoryUsage.rss());
  return { seconds, megabytes: (most - before) / 1e6, value };
}

/** Wall time of any work. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** What a script of this folder prints as JSON: each measurement begins with a process of its own. */
export function inProcess<Value>(script: string, ...args: readonly string[]): Value {
  const file = new URL(script, import.meta.url).pathname;
  const { stdout, status } = spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return JSON.parse(stdout) as Value;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
