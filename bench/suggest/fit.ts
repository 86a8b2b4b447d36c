/**
 * Fits the weights of the ranker and of its confidence, and tells how they do on repositories they have not seen.
 *
 *     node bench/suggest/fit.ts FEATURES [--write] [--wrong]
 *
 * FEATURES is what `collect.ts` wrote. Every figure is of a repository left out: the weights, the confidence and the
 * threshold that judge it were fitted on the others (the harvested ones are left out in groups). `--wrong` names the
 * answers that were confident and wrong; `--write` fits on all and stores `weights.json`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Candidate, listFeatures, rankCandidates } from '../../src/core/suggest/confidence.ts';
import type { Sample } from './collect.ts';
import { type BinarySample, fitBinary, fitLists, type Linear, type ListSample } from './learn.ts';
import { moreNames, names } from './truth.ts';

const rankerPenalty = 1;
const calibrationPenalty = 1;

/** What lists count beside a repository's plain ones: addresses with a typo, and those asked with examples given. */
const slipShare = 0.1;
const knownShare = 0.4;

const candidatesUsed = 20;

/** Repositories with fewer pairs tell less. */
const manyPairs = 80;

/** Nobody looked at the harvested lists one by one. */
const harvestedShare = 0.5;

/** Harvested repositories are left out this many groups at a time. */
const groups = 6;

/** A margin below the promised 49 in 50, as the repositories to come are others than these. */
const wantedPrecision = 0.985;
const wantedAbstention = 0.991;

interface Repository {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** How much it counts beside others. */
  readonly worth: number;
}

/** With the chance of being right that a confidence fitted on other repositories gives it. */
interface HeldOut extends Judged {
  readonly chance: number;
}

interface Judged extends Pick<Sample, 'from' | 'typo' | 'known'> {
  readonly name: string;
  readonly pair: boolean;
  /** Of the right page; -1 when it is not in the list. */
  readonly rank: number;
  readonly features: Readonly<Record<string, number>>;
  readonly weight: number;
}

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: fit.ts FEATURES [--write] [--wrong]');
const repositories: readonly Repository[] = [...names, ...moreNames()]
  .filter((name) => existsSync(join(folder, `${name}.json`)))
  .map((name) => {
    const samples = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Sample[];
    const pairs = samples.filter(({ to, typo, known }) => to !== undefined && !typo && !known).length;
    const share = names.includes(name) ? 1 : harvestedShare;
    return { name, samples, worth: share * Math.min(1, pairs / manyPairs) };
  });
const rankerNames = [...featureNames(repositories.flatMap(({ samples }) => samples))].sort();
const folds = foldsOf(repositories);
const judged = folds.flatMap((fold) => {
  const weights = ranker(repositories.filter((repository) => !fold.includes(repository)));
  return fold.flatMap((repository) => judge(repository, weights));
});

console.log('repository'.padEnd(44), 'pairs  top-1  top-3  reach  confident  right  alone   known: top-1  top-3');
const figures = new Map<string, readonly number[]>();
const reliability = new Map<string, { count: number; right: number }[]>();
const negatives = new Map<string, readonly [number, number]>();
const heldOut = folds.flatMap((fold): readonly HeldOut[] => {
  const isOwn = ({ name }: Judged) => fold.some((repository) => repository.name === name);
  const calibration = calibrate(judged.filter((entry) => !isOwn(entry)));
  return judged.filter(isOwn).map((entry) => ({ ...entry, chance: chance(entry, calibration) }));
});
for (const { name } of repositories) report(name, chooseThreshold(heldOut.filter((entry) => entry.name !== name)));
summary('the repositories of the truth', names);
summary('harvested repositories', moreNames());

const all = {
  ranker: rounded(ranker(repositories)),
  calibration: rounded(calibrate(judged)),
  confidentFrom: Number(chooseThreshold(heldOut).toFixed(3)),
};
if (flags.includes('--write')) {
  const file = fileURLToPath(new URL('../../src/core/suggest/weights.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
}
if (flags.includes('--weights')) console.log(JSON.stringify(all));

/** Each repository of the truth by itself, the harvested ones in groups. */
function foldsOf(from: readonly Repository[]): readonly (readonly Repository[])[] {
  const alone = from.filter(({ name }) => names.includes(name));
  const others = from.filter(({ name }) => !names.includes(name));
  const grouped = Array.from({ length: groups }, (_, i) => others.filter((_other, at) => at % groups === i));
  return [...alone.map((repository) => [repository]), ...grouped.filter((group) => group.length > 0)];
}

function featureNames(samples: readonly Sample[]): ReadonlySet<string> {
  return new Set(samples.flatMap(({ candidates }) => candidates.flatMap(({ features }) => Object.keys(features))));
}

/** Each kind of sample counts as a whole, whatever the number of them. */
function weigh<Entry extends Pick<Sample, 'typo' | 'known'>>(
  entries: readonly Entry[],
  worth: number,
): (entry: Entry) => number {
  const slips = entries.filter(({ typo }) => typo).length;
  const known = entries.filter((entry) => entry.known).length;
  const plain = entries.length - slips - known;
  return (entry) => {
    const [share, count] = entry.typo ? [slipShare, slips] : entry.known ? [knownShare, known] : [1, plain];
    return (100 * worth * share) / count / names.length;
  };
}

function ranker(from: readonly Repository[]): Linear {
  const whole = from.reduce((sum, { worth }) => sum + worth, 0) / names.length;
  const lists = from.flatMap(({ samples, worth }): ListSample[] => {
    const usable = samples.filter((sample) => sample.candidates.some(({ right }) => right));
    const weightOf = weigh(usable, worth / whole);
    return usable.map((sample) => {
      // Collected best first; those far behind teach nothing.
      const candidates = sample.candidates.filter(({ right }, rank) => right || rank < candidatesUsed);
      return {
        weight: weightOf(sample),
        right: candidates.findIndex(({ right }) => right),
        candidates: candidates.map(({ features }) => features),
      };
    });
  });
  return fitLists(lists, rankerNames, rankerPenalty);
}

/** The rank of the right page and what the confidence sees, for every sample of a repository. */
function judge({ name, samples, worth }: Repository, weights: Linear): readonly Judged[] {
  const weightOf = weigh(samples, worth);
  return samples.flatMap((sample): Judged[] => {
    const list = rankCandidates(sample.candidates as readonly (Candidate & { right: boolean })[], weights);
    const { from, typo, known } = sample;
    const rank = list.findIndex(({ right }) => right);
    const features = listFeatures(list, sample.past, weights);
    return [{ name, from, typo, known, pair: sample.to !== undefined, rank, features, weight: weightOf(sample) }];
  });
}

function calibrate(training: readonly Judged[]): Linear {
  const samples = training.map(({ rank, features, weight }): BinarySample => ({ features, weight, right: rank === 0 }));
  const used = new Set(samples.flatMap(({ features }) => Object.keys(features)));
  return fitBinary(samples, [...used].sort(), calibrationPenalty);
}

function chance({ features }: Judged, weights: Linear): number {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += value * (weights[name] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/**
 * The lowest probability above which answers are right often enough, and nothing is said where silence is right; by the
 * lists somebody vetted, with their redirects hidden.
 */
function chooseThreshold(from: readonly HeldOut[]): number {
  const sorted = from
    .filter(({ name, typo, known }) => names.includes(name) && !typo && !known)
    .sort((a, b) => b.chance - a.chance);
  const none = sorted.filter(({ pair }) => !pair).length;
  let weight = 0;
  let right = 0;
  let spoken = 0;
  let best = 1;
  for (const entry of sorted) {
    if (entry.pair) {
      weight += entry.weight;
      if (entry.rank === 0) right += entry.weight;
    } else spoken++;
    if (right / weight >= wantedPrecision && 1 - spoken / none >= wantedAbstention) best = entry.chance;
  }
  return best;
}

function report(name: string, threshold: number): void {
  const own = heldOut.filter((entry) => entry.name === name && !entry.typo);
  const plain = own.filter(({ known }) => !known);
  const pairs = plain.filter(({ pair }) => pair);
  const informed = own.filter(({ known, pair }) => known && pair);
  const sure = plain.filter((entry) => entry.chance >= threshold);
  const surePairs = sure.filter(({ pair }) => pair);
  const none = plain.length - pairs.length;
  const alone = none - (sure.length - surePairs.length);
  const bands = Array.from({ length: 10 }, () => ({ count: 0, right: 0 }));
  for (const entry of pairs) {
    const band = bands[Math.min(9, Math.floor(entry.chance * 10))];
    if (band === undefined) continue;
    band.count++;
    if (entry.rank === 0) band.right++;
  }
  const row = [
    share(pairs, isFirst),
    share(pairs, isInThree),
    share(pairs, ({ rank }) => rank >= 0),
    surePairs.length / pairs.length,
    surePairs.length > 0 ? share(surePairs, isFirst) : Number.NaN,
    none > 0 ? alone / none : Number.NaN,
    share(informed, isFirst),
    share(informed, isInThree),
  ];
  figures.set(name, row);
  reliability.set(name, bands);
  negatives.set(name, [alone, none]);
  console.log(name.slice(0, 43).padEnd(44), String(pairs.length).padStart(5), ...row.map(show), threshold.toFixed(3));
  if (!flags.includes('--wrong')) return;
  for (const { from, rank } of sure) if (rank !== 0) console.log(`      confident and wrong: ${from}`);
}

function summary(title: string, of: readonly string[]): void {
  const rows = of.flatMap((name) => figures.get(name) ?? []).length;
  if (rows === 0) return;
  const known = of.flatMap((name) => (figures.has(name) ? [figures.get(name) ?? []] : []));
  const macro = (known[0] ?? []).map((_, i) => {
    const values = known.map((row) => row[i] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  console.log(`macro, ${title}`.padEnd(44), ' '.repeat(5), ...macro.map(show));
  const counts = of.map((name) => negatives.get(name) ?? [0, 0]);
  const alone = counts.reduce((sum, [count]) => sum + count, 0);
  const none = counts.reduce((sum, [, count]) => sum + count, 0);
  console.log(`  negatives without a confident answer: ${alone} of ${none}, ${(alone / none).toFixed(4)}`);
  const bands = Array.from({ length: 10 }, (_, i) => of.flatMap((name) => reliability.get(name)?.[i] ?? []));
  const texts = bands.map((band, i) => {
    const count = band.reduce((sum, entry) => sum + entry.count, 0);
    const right = band.reduce((sum, entry) => sum + entry.right, 0);
    return `.${i} ${count > 0 ? (right / count).toFixed(2) : '-'} (${count})`;
  });
  console.log(`  reliability ${texts.join('  ')}`);
}

function isFirst({ rank }: Judged): boolean {
  return rank === 0;
}

function isInThree({ rank }: Judged): boolean {
  return rank >= 0 && rank < 3;
}

function rounded(weights: Linear): Linear {
  return Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
}

function share<Entry>(list: readonly Entry[], test: (entry: Entry) => boolean): number {
  return list.filter(test).length / list.length;
}

function show(value: number): string {
  return (Number.isNaN(value) ? '-' : value.toFixed(3)).padStart(6);
}
