// Holds our simulation against the real redirect engines, on generated rules and requests.
//   npm run conformance [-- ENGINE…] [--pairs=1000] [--seed=1]
// With --pin, writes some of the engines' answers down for the tests that run without them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedInstall } from '../cachedInstall.mjs';
import type { Answer, Engine, Trial } from './engine.ts';
import { packageFolder } from './load.ts';
import { randomFrom } from './random.ts';
import { simulate } from './simulate.ts';
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

let failed = false;
for (const engine of engines) {
  if (wanted.length > 0 && !wanted.includes(engine.id)) continue;
  if (engine.missing !== undefined) {
    console.log(`${engine.id.padEnd(12)} not run: ${engine.missing}`);
    continue;
  }
  if (engine.packages !== undefined) install(engine.packages);
  if (process.argv.includes('--pin')) await pin(engine);
  const { asked, redirected, differences, written, refused } = await compare(engine);
  const writing = `${written} written and answered, ${refused.length} refused`;
  console.log(
    `${engine.id.padEnd(12)} ${asked} pairs, ${redirected} redirected; ${writing}; ${differences.length} differ (${engine.title})`,
  );
  for (const difference of differences.slice(0, option('show', 5))) console.log(difference);
  if (process.argv.includes('--refused')) for (const reason of new Set(refused)) console.log(`  refused: ${reason}`);
  failed ||= differences.length > 0;
  await engine.stop?.();
}
process.exit(failed ? 1 : 0);

function install(set?: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, 'packages', set ?? ''),
    announcement: `Installing ${set ?? 'the redirect engines'} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}

async function compare(engine: Engine) {
  const random = randomFrom(seed);
  const differences: string[] = [];
  const refused: string[] = [];
  let asked = 0;
  let redirected = 0;
  const pairs = option('pairs', engine.pairs ?? 1000);
  let written = 0;
  while (asked < pairs) {
    const trial = engine.trial(random);
    const theirs = await engine.run(trial);
    const ours = await simulate(trial, engine.host);
    trial.urls.forEach((url, i) => {
      const answer = theirs[i];
      if (answer === 'failed') return;
      asked++;
      if (answer) redirected++;
      if (print(answer) !== print(ours[i])) differences.push(describe(trial, url, answer, ours[i]));
    });
    const writing = await writeInto(engine, trial);
    written += writing.written - writing.failures.length;
    refused.push(...writing.refused);
    differences.push(...writing.failures);
  }
  return { asked, redirected, differences, written, refused };
}

/** A few trials with what the engine answered, as test fixtures. */
async function pin(engine: Engine): Promise<void> {
  const random = randomFrom(seed + 1000);
  const folder = join(import.meta.dirname, '../../test/fixtures/conformance');
  const lines: string[] = [
    `Answers of ${engine.title}, written by npm run conformance -- --pin.`,
    `host: ${engine.host}`,
  ];
  let told = 0;
  for (let i = 1; i <= pinnedTrials && told < pinnedAnswers; i++) {
    const trial = engine.trial(random);
    const answers = await engine.run(trial);
    for (const [name, text] of Object.entries(trial.files)) lines.push(`-- ${i}/${name} --`, text.replace(/\n$/, ''));
    if (trial.pages) lines.push(`-- ${i}/pages --`, ...trial.pages);
    const { routes, generators } = trial;
    if (routes || generators) lines.push(`-- ${i}/site --`, JSON.stringify({ routes, generators }));
    const answered = trial.urls.map((url, j) => {
      const answer = answers[j];
      return answer === 'failed' ? '' : `${url} -> ${print(answer)}`;
    });
    lines.push(`-- ${i} --`, ...answered.filter((line) => line !== ''));
    told += answered.length;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${engine.id}.txt`), `${lines.join('\n')}\n`);
}

function print(answer: Answer | undefined): string {
  return answer ? `${answer.status} ${answer.location}` : 'no redirect';
}

function describe(trial: Trial, url: string, theirs: Answer | undefined, ours: Answer | undefined): string {
  const files = Object.entries(trial.files).map(([name, text]) => `    ${name}:\n${text.replace(/^/gm, '      ')}`);
  return `  ${url}\n    engine: ${print(theirs)}\n    ours:   ${print(ours)}\n${files.join('\n')}`;
}
