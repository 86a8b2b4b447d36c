// How many small mistakes in what writes, judges and decides the tests find. No file is changed: a mistaken source is
// only loaded. Survivors are listed; a run that is out of time says how far it came.
//   node tools/node24.mjs bench/mutation/run.ts [--mutants 300] [--seed 1] [--minutes 60]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fastGlob from 'fast-glob';
import { randomFrom } from '../../tools/conformance/random.ts';
import { root } from '../../tools/testing/paths.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const enough = 0.7;

/** Sources with the tests that concern them. */
const targets = [
  {
    sources: ['src/core/redirects/{writing,editing}/*.ts'],
    tests: ['test/redirects.test.ts', 'test/core/redirects/*.test.ts'],
  },
  {
    sources: ['src/core/audit/diagnose.ts'],
    tests: ['test/core/{diagnose,audit,directoryRules,removal,servedPrefix,besidePages}.test.ts'],
  },
  { sources: ['src/core/audit/fix*.ts'], tests: ['test/core/{fix,fixEdits,audit,removal}.test.ts'] },
  { sources: ['src/core/decisions/*.ts'], tests: ['test/core/{decisions,audit}.test.ts'] },
];

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
  },
});

interface Trial {
  readonly mutant: Mutant;
  readonly tests: readonly string[];
}

/** As many from each target, so that large files do not take all. */
function drawn(count: number): readonly Trial[] {
  const random = randomFrom(Number(values.seed));
  const pools = targets.map(({ sources, tests }) => ({
    tests: fastGlob.globSync(tests, { cwd: root }).sort(),
    mutants: fastGlob
      .globSync(sources, { cwd: root })
      .sort()
      .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8'))),
  }));
  const trials: Trial[] = [];
  for (let at = 0; trials.length < count && pools.some(({ mutants }) => mutants.length > 0); at++) {
    const pool = pools[at % pools.length];
    if (pool === undefined || pool.mutants.length === 0) continue;
    const [mutant] = pool.mutants.splice(random.below(pool.mutants.length), 1);
    if (mutant !== undefined) trials.push({ mutant, tests: pool.tests });
  }
  return trials;
}

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const hook = pathToFileURL(join(import.meta.dirname, 'hook.mjs')).href;

/** Whether the tests fail, or do not end. */
function isFound({
  mutant,
  tests,
}: Trial | { readonly mutant: undefined; readonly tests: readonly string[] }): boolean {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: `--import=${hook}` };
  if (mutant !== undefined) {
    const source = readFileSync(join(root, mutant.file), 'utf8');
    env.MUTANT_URL = pathToFileURL(join(root, mutant.file)).href;
    env.MUTANT_TEXT = join(folder, 'mutant.ts');
    writeFileSync(env.MUTANT_TEXT, source.slice(0, mutant.start) + mutant.to + source.slice(mutant.end));
  }
  const words = [
    mocha,
    '--no-config',
    '--extension',
    'ts',
    '--bail',
    '--timeout',
    '60000',
    '--reporter',
    'min',
    ...tests,
  ];
  return spawnSync(process.execPath, words, { cwd: root, env, stdio: 'ignore', timeout: 300_000 }).status !== 0;
}

for (const { tests } of targets) {
  if (!isFound({ mutant: undefined, tests: fastGlob.globSync(tests, { cwd: root }) })) continue;
  console.error(`${tests.join(' ')} fail without any mistake; mend them first.`);
  process.exit(1);
}
const end = performance.now() + Number(values.minutes) * 60_000;
const trials = drawn(Number(values.mutants));
let tried = 0;
const survivors: Mutant[] = [];
for (const trial of trials) {
  if (performance.now() > end) break;
  tried++;
  if (!isFound(trial)) survivors.push(trial.mutant);
}
rmSync(folder, { recursive: true });
for (const { file, line, from, to } of survivors) {
  console.log(`${file}:${line}  ${JSON.stringify(from)} as ${JSON.stringify(to)} is not noticed`);
}
const share = tried === 0 ? 0 : (tried - survivors.length) / tried;
console.log(
  `${tried - survivors.length} of ${tried} mistakes found (${(share * 100).toFixed(0)} %, at least ${enough * 100} %)${tried < trials.length ? `; ${trials.length - tried} were not tried for want of time` : ''}`,
);
process.exit(share >= enough ? 0 : 1);
