/** Which test files belong to which part of the tests that need no editor, and how they are run. */
import { availableParallelism } from 'node:os';

/** What decides, on texts in memory. */
const core = ['test/core/**/*.test.ts', 'test/generators.test.ts', 'test/redirects.test.ts'];

/**
 * What takes repositories, git, the disk, servers and processes; what tries many cases that are alike; and what looks at
 * this project itself.
 */
const app = [
  'test/app/**/*.test.ts',
  'test/bench/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/io/**/*.test.ts',
  'test/many/**/*.test.ts',
  'test/house/**/*.test.ts',
  // One each: mocha takes a comma for the end of a pattern.
  'test/house.test.ts',
  'test/manifest.test.ts',
  'test/tools.test.ts',
];

export const testFiles = { core, app } as const;

/** Those of both parts, for other Nodes and systems. */
export const allTestFiles = Object.values(testFiles).flat();

/** What mocha is told for these files. A time-out only ends what hangs: no test depends on how fast the machine is. */
export function mochaArguments(
  files: readonly string[],
  { parallel }: { readonly parallel: boolean },
): readonly string[] {
  const jobs = parallel ? ['--parallel', '--jobs', `${Math.min(4, availableParallelism())}`] : [];
  return ['--no-config', '--extension', 'ts', '--timeout', '120000', ...jobs, ...files];
}
