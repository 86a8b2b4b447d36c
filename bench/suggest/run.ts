/**
 * Asks the command line for every known redirect with the redirects hidden, and compares with what maintainers chose.
 *
 *     npm run bench:suggest [-- [--half-known] [--wrong] NAME…]
 *
 * `--wrong` names every strong answer that is wrong. With `--half-known` the half of the list that lies in other old directories is given as examples, both halves in turn.
 * Works on checkouts of the public repositories at the commits the truth names; see `../checkouts.ts`. A site nobody
 * knows how to read counts as wrong throughout. A page counts as found when its address is the
 * maintainer's; `by file` counts its file, for sites that are published under other addresses than they are built. At the
 * end stands how often answers are right by their strongest evidence, and the rules for whole directories are compared;
 * see `wildcards.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../checkouts.ts';
import { type Answer, explain } from './asking.ts';
import { countByEvidence, tableByEvidence, wrongLine } from './byEvidence.ts';
import { halfOf, halves, knownTo } from './halves.ts';
import { names, readTruth, type Truth, truthKey } from './truth.ts';
import { compareWildcards } from './wildcards.ts';

/** The same with the other half of the list for examples. */
async function explainHalves(
  repository: string,
  truth: Truth,
  addresses: readonly string[],
): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'half-known-'));
  const answers: Answer[] = [];
  for (const half of halves) {
    const file = join(folder, `${half}.tsv`);
    writeFileSync(
      file,
      knownTo(half, truth)
        .map(({ from, to }) => `${from}\t${to}\n`)
        .join(''),
    );
    const asked = addresses.filter((from) => halfOf(from) === half);
    if (asked.length > 0) answers.push(...(await explain(repository, asked, ['--known-redirects', file])));
  }
  rmSync(folder, { recursive: true });
  return answers;
}

const bands = Array.from({ length: 10 }, () => ({ count: 0, right: 0 }));

function judge(truth: Truth, answers: readonly Answer[]): readonly number[] {
  const byUrl = new Map(answers.map((answer) => [truthKey(answer.url, truth), answer.suggestions]));
  const of = (from: string) => byUrl.get(truthKey(from, truth)) ?? [];
  let first = 0;
  let three = 0;
  let file = 0;
  let sure = 0;
  let sureRight = 0;
  for (const { from, to, toFile } of truth.pairs) {
    const list = of(from);
    const isRight = (entry: { readonly url: string } | undefined) =>
      entry !== undefined && truthKey(entry.url, truth) === truthKey(to, truth);
    const best = list[0];
    countByEvidence(best, isRight(best));
    if (isWrongShown && best?.confident === true && !isRight(best)) console.log(wrongLine(from, to, best));
    if (isRight(best)) first++;
    if (list.slice(0, 3).some(isRight)) three++;
    if (best?.file === toFile) file++;
    if (best?.confident) {
      sure++;
      if (isRight(best)) sureRight++;
    }
    const band = best && bands[Math.min(9, Math.floor(best.confidence * 10))];
    if (band) {
      band.count++;
      if (isRight(best)) band.right++;
    }
  }
  const alone = truth.negatives.filter((from) => !of(from)[0]?.confident).length;
  const pairs = truth.pairs.length;
  return [
    first / pairs,
    three / pairs,
    file / pairs,
    sure / pairs,
    sure > 0 ? sureRight / sure : Number.NaN,
    truth.negatives.length > 0 ? alone / truth.negatives.length : Number.NaN,
  ];
}

const isHalfKnown = process.argv.includes('--half-known');
const isWrongShown = process.argv.includes('--wrong');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const rows: { readonly pairs: number; readonly figures: readonly number[] }[] = [];
const print = (name: string, figures: readonly number[], seconds = '') =>
  console.log(
    name.padEnd(32),
    ...figures.map((value) => (Number.isNaN(value) ? '-' : value.toFixed(3)).padStart(8)),
    seconds,
  );
if (isHalfKnown) console.log("With half of the site's redirects for examples, split by whole old directories:");
console.log('repository'.padEnd(32), '   top-1    top-3  by file     sure    right    alone   seconds');
for (const name of only.length > 0 ? only : names) {
  const truth = readTruth(name);
  const repository = checkout(name.replace('__', '/'), truth.commit);
  if (repository === undefined) {
    console.log(name.padEnd(32), 'no mirror of this repository is here');
    continue;
  }
  const started = performance.now();
  const addresses = [...truth.pairs.map(({ from }) => from), ...truth.negatives];
  const answers = isHalfKnown
    ? await explainHalves(repository, truth, addresses)
    : await explain(repository, addresses);
  const figures = judge(truth, answers);
  rows.push({ pairs: truth.pairs.length, figures });
  print(name, figures, ((performance.now() - started) / 1000).toFixed(1).padStart(8));
}
const mean = (weight: (pairs: number) => number) =>
  (rows[0]?.figures ?? []).map((_, i) => {
    const known = rows.filter(({ figures }) => !Number.isNaN(figures[i]));
    const total = known.reduce((sum, { pairs }) => sum + weight(pairs), 0);
    return known.reduce((sum, { figures, pairs }) => sum + (figures[i] ?? 0) * weight(pairs), 0) / total;
  });
print(
  'macro',
  mean(() => 1),
);
print(
  'micro',
  mean((pairs) => pairs),
);
console.log(
  'reliability',
  bands.map(({ count, right }, i) => `.${i} ${count > 0 ? (right / count).toFixed(2) : '-'} (${count})`).join('  '),
);
for (const line of tableByEvidence()) console.log(line);
if (!isHalfKnown) await compareWildcards(only);
