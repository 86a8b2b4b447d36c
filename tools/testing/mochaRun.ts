import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broken, nothingRan, type Outcome, readOutcome } from './outcome.ts';
import { root } from './paths.ts';

export interface MochaRun {
  readonly reporter: 'dot' | 'spec';
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that runs it, where it is not this one. */
  readonly node?: string | undefined;
}

/** Runs mocha in a process of its own. A process that breaks, or runs no test at all, is a failure. */
export function runMocha({ reporter, args, env, node = process.execPath }: MochaRun): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'outcome-'));
  const file = join(folder, 'outcome.json');
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const { status, signal } = spawnSync(
    node,
    [mocha, '--reporter', join(import.meta.dirname, 'countingReporter.cjs'), ...args],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, TEST_OUTCOME: file, TEST_REPORTER: reporter },
    },
  );
  const outcome = readOutcome(file);
  rmSync(folder, { recursive: true });
  if (outcome === undefined) return broken(nothingRan, `mocha wrote no result (${signal ?? `exit code ${status}`}).`);
  if (outcome.passed + outcome.failed === 0) return broken(outcome, 'no test ran.');
  if (status !== 0 && outcome.failed === 0) return broken(outcome, `mocha ended with ${signal ?? status}.`);
  return outcome;
}
