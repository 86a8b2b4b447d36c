// How many small mistakes in what writes, judges and decides the tests find. No file is changed: a source is loaded with
// all its mistakes in it, of which one is made at a time. Survivors are listed; a run that is out of time says how far it
// came. With names of sources, mistakes are drawn from these alone. `--only` draws from all and tries those of some
// sources, so that one draw can be tried in parts and the counts of its parts be added up. `--tests` names the tests: with
// a few quick ones, what they find is the least that all of them find.
//   node tools/node24.mjs bench/mutation/run.ts [SOURCE …] [--only GLOB …] [--tests GLOB …] [--mutants 300] [--seed 1] [--minutes 60]

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fastGlob from 'fast-glob';
import { randomFrom } from '../../tools/conformance/random.ts';
import { root } from '../../tools/testing/paths.ts';
import { mutantsOf } from './mutants.ts';
import { type Numbered, tryMutants } from './tryMutants.ts';

const enough = 0.7;

const writers = [
  'test/core/redirects/{recordList,recordListEdit,recordMap,recordRows,lineFile,siteBlocks,syntaxProblem,placement,madePage,insert,proved,soundEdits,trial,redirectModules,configFile,vercelBulk}.test.ts',
  'test/core/redirects/{checks,review,oneLine,winners,syntaxes,textVariants}.test.ts',
  'test/redirects.test.ts',
];

/** Sources with the tests that concern them, the quickest first. */
const targets = [
  { sources: 'src/core/redirects/{writing,editing}/*.ts', tests: writers },
  {
    sources: 'src/core/audit/diagnose.ts',
    tests: ['test/core/{diagnose,audit,directoryRules,removal,servedPrefix,besidePages}.test.ts'],
  },
  { sources: 'src/core/audit/fix*.ts', tests: ['test/core/{fix,fixEdits,fixMenu,audit,removal,guesses}.test.ts'] },
  { sources: 'src/core/decisions/*.ts', tests: ['test/core/{decisions,decisionNotes,audit}.test.ts'] },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    only: { type: 'string', multiple: true },
    tests: { type: 'string', multiple: true },
  },
});

/** As many from each source, so that large files do not take all. */
function drawn(
  count: number,
): ReadonlyMap<string, { readonly tests: readonly string[]; readonly mutants: Numbered[] }> {
  const random = randomFrom(Number(values.seed));
  const pools = targets.flatMap(({ sources, tests }) =>
    fastGlob
      .globSync(sources, { cwd: root })
      .sort()
      .filter((file) => positionals.length === 0 || positionals.includes(file))
      .map((file) => ({ file, tests, all: [...mutantsOf(file, readFileSync(join(root, file), 'utf8'))] })),
  );
  const chosen = new Map(
    pools.map(({ file, tests }) => [
      file,
      {
        tests: (values.tests ?? tests).flatMap((glob) => fastGlob.globSync(glob, { cwd: root, absolute: true })),
        mutants: [] as Numbered[],
      },
    ]),
  );
  let number = 0;
  while (number < count && pools.some(({ all }) => all.length > 0)) {
    for (const { file, all } of pools) {
      const [mutant] = number < count && all.length > 0 ? all.splice(random.below(all.length), 1) : [];
      if (mutant !== undefined) chosen.get(file)?.mutants.push({ ...mutant, number: ++number });
    }
  }
  return chosen;
}

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const end = performance.now() + Number(values.minutes) * 60_000;
const chosen = drawn(Number(values.mutants));
const only = values.only && new Set(fastGlob.globSync(values.only, { cwd: root }));
let [tried, found, all] = [0, 0, 0];
for (const [file, { tests, mutants }] of chosen) {
  if (only && !only.has(file)) continue;
  all += mutants.length;
  if (mutants.length === 0 || performance.now() > end) continue;
  const outcome = await tryMutants({ file, mutants, tests, folder, end });
  tried += outcome.found.length + outcome.kept.length;
  found += outcome.found.length;
  console.log(`${file}: ${outcome.found.length} of ${outcome.found.length + outcome.kept.length}`);
  for (const { line, from, to } of outcome.kept) {
    const short = (text: string) => JSON.stringify(text.replace(/\s+/g, ' ').slice(0, 90));
    console.log(`  ${file}:${line}  ${short(from)} as ${short(to)} is not noticed`);
  }
}
rmSync(folder, { recursive: true });
const share = tried === 0 ? 0 : found / tried;
const left = tried < all ? `; ${all - tried} were not tried for want of time` : '';
console.log(`${found} of ${tried} mistakes found (${(share * 100).toFixed(0)} %, at least ${enough * 100} %)${left}`);
process.exit(share >= enough ? 0 : 1);
