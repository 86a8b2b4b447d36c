/** Runs the tests of one source with one mistake after the other, in a process that is replaced when it does not end. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from '../../tools/testing/paths.ts';
import { type Mutant, withMutants } from './mutants.ts';

/** A mistake with the number it is asked for by, which is not 0. */
export type Numbered = Mutant & { readonly number: number };

interface Request {
  readonly file: string;
  readonly mutants: readonly Numbered[];
  /** Absolute paths. */
  readonly tests: readonly string[];
  /** For files of its own. */
  readonly folder: string;
  /** When no more is begun, by `performance.now()`. */
  readonly end: number;
}

/** Which mistakes the tests find, and which they keep. Throws where they fail without any. */
export async function tryMutants({ file, mutants, tests, folder, end }: Request) {
  const [found, kept]: [Numbered[], Numbered[]] = [[], []];
  const ordered = [...mutants].sort((a, b) => a.start - b.start || b.end - a.end);
  const text = withMutants(readFileSync(join(root, file), 'utf8'), ordered);
  const texts = { [pathToFileURL(join(root, file)).href]: text };
  let waiting = ordered;
  while (waiting.length > 0 && performance.now() < end) {
    const data = join(folder, 'mutants.json');
    writeFileSync(data, JSON.stringify({ texts, tests, numbers: [0, ...waiting.map(({ number }) => number)] }));
    const said = await outcomes(data, end);
    if (said.get(0) !== false) throw new Error(`The tests of ${file} fail without any mistake; mend them first.`);
    for (const mutant of waiting) {
      if (said.has(mutant.number)) (said.get(mutant.number) ? found : kept).push(mutant);
    }
    const left = waiting.filter(({ number }) => !said.has(number));
    // The one that the process did not come back from is found, too.
    const [stuck] = performance.now() < end ? left : [];
    if (stuck) found.push(stuck);
    waiting = left.filter((mutant) => mutant !== stuck);
  }
  return { found, kept };
}

/** Number → whether the tests fail. Those are missing that the process did not come to. */
async function outcomes(data: string, end: number): Promise<ReadonlyMap<number, boolean>> {
  const hook = pathToFileURL(join(import.meta.dirname, 'hook.mjs')).href;
  const child = spawn(process.execPath, [`--import=${hook}`, join(import.meta.dirname, 'trial.mjs')], {
    cwd: root,
    env: { ...process.env, MUTANTS: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = new Map<number, boolean>();
  const started = performance.now();
  // Until it is known how long the tests take on this machine.
  let patience = Math.max(0, end - started);
  let timer = setTimeout(() => child.kill('SIGKILL'), patience);
  for await (const line of createInterface(child.stdout)) {
    const [number, outcome] = line.split(' ');
    said.set(Number(number), outcome === 'found');
    if (said.size === 1) patience = 10_000 + 5 * (performance.now() - started);
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), Math.max(0, Math.min(patience, end - performance.now())));
  }
  clearTimeout(timer);
  return said;
}
