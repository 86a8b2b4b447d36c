import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Outcome, sum } from './outcome.ts';
import { root } from './paths.ts';

/** Types, lint and what nobody uses, each counted as one test. */
export function check(): Outcome {
  return sum([
    command('types', 'node_modules/typescript/bin/tsc', ['-p', '.']),
    command('lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']),
    command('unused', 'tools/unused.ts', []),
  ]);
}

/** Runs a script of this project or its packages; what it printed is shown only when it fails. */
function command(name: string, script: string, args: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return { passed: 1, failed: 0, skipped: 0 };
  console.error(`FAILED: ${name}\n${error?.message ?? stdout + stderr}`);
  return { passed: 0, failed: 1, skipped: 0 };
}
