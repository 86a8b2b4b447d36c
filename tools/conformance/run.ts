// Holds our simulation against the real redirect engines, on generated rules and requests, and writes redirects of
// ours into the same rules. Ends with a table, and with 1 when anything differs.
//   npm run conformance [-- ENGINE…] [--pairs=1000] [--seed=1]
// With --pin, writes some of the engines' answers down for the tests that run without them; with --pin-signs, only
// those to addresses with signs that we wrote.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedInstall } from '../cachedInstall.mjs';
import { compare, print } from './compare.ts';
import type { Engine, Reply, Trial } from './engine.ts';
import { packageFolder } from './load.ts';
import { randomFrom } from './random.ts';
import { writeInto } from './writing.ts';

install();
// The engines look for their packages when they are loaded.
const { engines } = await import('./engines/index.ts');

const option = (name: string, otherwise: number) => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given ? Number(given.slice(name.length + 3)) : otherwise;
};
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const seed = option('seed', 1);

const pinnedTrials = 5;
/** Where one trial has many requests, fewer trials are pinned. */
const pinnedAnswers = 300;

const table = [['engine', 'version', 'pairs', 'redirected', 'differ', 'written', 'refused']];
let failed = false;
for (const engine of engines) {
  if (wanted.length > 0 && !wanted.includes(engine.id)) continue;
  if (engine.missing !== undefined) {
    table.push([engine.id, `not run: ${engine.missing}`]);
    continue;
  }
  if (engine.packages !== undefined) install(engine.packages);
  if (process.argv.some((argument) => argument.startsWith('--pin'))) await pin(engine);
  const started = performance.now();
  const found = await compare(engine, seed, option('pairs', engine.pairs ?? 1000));
  await engine.stop?.();
  const { asked, redirected, differences, written, refused } = found;
  console.log(`${engine.id}: ${differences.length} differ (${Math.round((performance.now() - started) / 1000)} s)`);
  for (const difference of differences.slice(0, option('show', 5))) console.log(difference);
  if (process.argv.includes('--refused')) for (const reason of new Set(refused)) console.log(`  refused: ${reason}`);
  failed ||= differences.length > 0;
  table.push([
    engine.id,
    engine.title,
    ...[asked, redirected, differences.length, written, refused.length].map(String),
  ]);
}
console.log(`\n${aligned(table)}`);
process.exit(failed ? 1 : 0);

/** Words to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const cell = (text: string, i: number) => (i < 2 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0));
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

function install(set?: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, 'packages', set ?? ''),
    announcement: `Installing ${set ?? 'the redirect engines'} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}

/** A few trials with what the engine answered, and one with redirects of ours in it, as test fixtures. */
async function pin(engine: Engine): Promise<void> {
  const random = randomFrom(seed + 1000);
  const trials: [Trial, readonly Reply[]][] = [];
  let told = 0;
  while (trials.length < pinnedTrials && told < pinnedAnswers) {
    const trial = engine.trial(random);
    trials.push([trial, await engine.run(trial)]);
    told += trial.urls.length;
  }
  if (!process.argv.includes('--pin-signs')) writeFixture(engine, engine.id, trials);
  const { trial, answers } = await writeInto(engine, engine.trial(random), random);
  writeFixture(engine, `${engine.id}-signs`, [[trial, answers]]);
}

function writeFixture(engine: Engine, name: string, trials: readonly (readonly [Trial, readonly Reply[]])[]): void {
  const folder = join(import.meta.dirname, '../../test/fixtures/conformance');
  const lines: string[] = [
    `Answers of ${engine.title}, written by npm run conformance -- --pin.`,
    `host: ${engine.host}`,
  ];
  for (const [at, [{ files, pages, routes, generators, urls }, answers]] of trials.entries()) {
    const i = at + 1;
    for (const [file, text] of Object.entries(files)) lines.push(`-- ${i}/${file} --`, text.replace(/\n$/, ''));
    if (pages) lines.push(`-- ${i}/pages --`, ...pages);
    if (routes || generators) lines.push(`-- ${i}/site --`, JSON.stringify({ routes, generators }));
    const answered = urls.map((url, j) => {
      const answer = answers[j];
      return answer === 'failed' ? '' : `${url} -> ${print(answer)}`;
    });
    lines.push(`-- ${i} --`, ...answered.filter((line) => line !== ''));
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt`), `${lines.join('\n')}\n`);
}
