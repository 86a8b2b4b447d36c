/**
 * Fits the weights of the ranker and of its confidence, and tells how they do on repositories they have not seen.
 *
 *     node bench/suggest/fit.ts FEATURES [--write]
 *
 * FEATURES is what `collect.ts` wrote. Every figure is leave-one-repository-out: the weights, the confidence and the
 * threshold that judge a repository were fitted on the others. `--write` fits on all and stores `weights.json`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Candidate, listFeatures, rankCandidates } from '../../src/core/suggest/confidence.ts';
import type { Sample } from './collect.ts';
import { type BinarySample, fitBinary, fitLists, type Linear, type ListSample } from './learn.ts';
import { names } from './truth.ts';

const rankerPenalty = 1;
const calibrationPenalty = 0.1;

/** Addresses with a slip count this much of the known redirects. */
const slipShare = 0.1;

const candidatesUsed = 20;

/** A margin below the promised 49 in 50, as the repositories to come are others than these. */
const wantedPrecision = 0.988;
const wantedAbstention = 0.992;

interface Repository {
  readonly name: string;
  readonly samples: readonly Sample[];
}

interface Judged {
  readonly name: string;
  readonly from: string;
  readonly pair: boolean;
  readonly slip: boolean;
  readonly rank: number;
  readonly features: Readonly<Record<string, number>>;
  readonly weight: number;
}

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: fit.ts FEATURES [--write]');
const repositories: readonly Repository[] = names
  .filter((name) => existsSync(join(folder, `${name}.json`)))
  .map((name) => ({ name, samples: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Sample[] }));

const rankerNames = featureNames(repositories);
const rankers = new Map(repositories.map(({ name }) => [name, ranker(others(name))]));
const judged = new Map(
  repositories.map((repository) => [repository.name, judge(repository, rankers.get(repository.name) ?? {})]),
);

console.log('repository'.padEnd(34), 'pairs  top-1  top-3  reach  confident  right  negatives left alone');
const sums: number[][] = [];
const bands = Array.from({ length: 10 }, () => ({ count: 0, right: 0 }));
let confidentAll = 0;
let confidentRight = 0;
let negatives = 0;
let leftAlone = 0;
for (const { name } of repositories) {
  const training = [...judged].filter(([other]) => other !== name).flatMap(([, list]) => list);
  const calibration = calibrate(training);
  const threshold = chooseThreshold(training, calibration);
  const own = (judged.get(name) ?? []).filter(({ slip }) => !slip);
  const pairs = own.filter(({ pair }) => pair);
  const sure = own.filter((entry) => chance(entry, calibration) >= threshold);
  const right = sure.filter(({ rank }) => rank === 0).length;
  const surePairs = sure.filter(({ pair }) => pair).length;
  const none = own.filter(({ pair }) => !pair).length;
  const alone = none - (sure.length - surePairs);
  for (const entry of pairs) {
    const band = bands[Math.min(9, Math.floor(chance(entry, calibration) * 10))];
    if (band) {
      band.count++;
      if (entry.rank === 0) band.right++;
    }
  }
  const figures = [
    share(pairs, ({ rank }) => rank === 0),
    share(pairs, ({ rank }) => rank >= 0 && rank < 3),
    share(pairs, ({ rank }) => rank >= 0),
    surePairs / pairs.length,
    surePairs > 0 ? right / surePairs : 1,
  ];
  sums.push(figures);
  if (flags.includes('--wrong'))
    for (const { from, rank } of sure) if (rank !== 0) console.log('  confident but wrong', from);
  confidentAll += surePairs;
  confidentRight += right;
  negatives += none;
  leftAlone += alone;
  console.log(
    name.padEnd(34),
    String(pairs.length).padStart(5),
    ...figures.map(show),
    none ? `${alone} of ${none}` : '-',
    ` from ${threshold.toFixed(3)}`,
  );
}
const macro = (sums[0] ?? []).map((_, i) => sums.reduce((sum, figures) => sum + (figures[i] ?? 0), 0) / sums.length);
console.log(
  'macro'.padEnd(34),
  ' '.repeat(5),
  ...macro.map(show),
  `${(leftAlone / negatives).toFixed(4)}  pooled right ${(confidentRight / confidentAll).toFixed(4)}`,
);
console.log(
  'reliability',
  bands.map(({ count, right }, i) => `.${i} ${count ? (right / count).toFixed(2) : '-'} (${count})`).join('  '),
);

const everything = [...judged.values()].flat();
const calibration = calibrate(everything);
const all = {
  ranker: rounded(ranker(repositories)),
  calibration: rounded(calibration),
  confidentFrom: Number(chooseThreshold(everything, calibration).toFixed(3)),
};
if (flags.includes('--write')) {
  const file = fileURLToPath(new URL('../../src/core/suggest/weights.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
}
if (flags.includes('--weights')) console.log(JSON.stringify(all));

function others(name: string): readonly Repository[] {
  return repositories.filter((repository) => repository.name !== name);
}

function featureNames(from: readonly Repository[]): readonly string[] {
  const found = new Set<string>();
  for (const { samples } of from)
    for (const { candidates } of samples)
      for (const { features } of candidates) for (const name of Object.keys(features)) found.add(name);
  return [...found].sort();
}

/** Every repository counts the same, whatever the number of its pairs. */
function ranker(from: readonly Repository[]): Linear {
  const lists = from.flatMap(({ samples }): ListSample[] => {
    const usable = samples.filter((sample) => sample.candidates.some(({ right }) => right));
    const real = usable.filter(({ slip }) => !slip).length;
    const weight = 100 / real / from.length;
    const slipWeight = (100 * slipShare) / (usable.length - real || 1) / from.length;
    return usable.map((sample) => {
      // Collected best first; those far behind teach nothing.
      const candidates = sample.candidates.filter(({ right }, rank) => right || rank < candidatesUsed);
      return {
        weight: sample.slip ? slipWeight : weight,
        right: candidates.findIndex(({ right }) => right),
        candidates: candidates.map(({ features }) => features),
      };
    });
  });
  return fitLists(lists, rankerNames, rankerPenalty);
}

/** The rank of the right page and what the confidence sees, for every sample of a repository. */
function judge({ name, samples }: Repository, weights: Linear): readonly Judged[] {
  return samples.flatMap((sample): Judged[] => {
    const list = rankCandidates(sample.candidates as readonly (Candidate & { right: boolean })[], weights);
    const rank = list.findIndex((candidate) => (candidate as unknown as { right: boolean }).right);
    const features = listFeatures(list, sample.past);
    const real = samples.filter(({ slip }) => !slip).length;
    const weight = (sample.slip ? slipShare / (samples.length - real || 1) : 1 / real) * (100 / names.length);
    return [{ name, from: sample.from, pair: sample.to !== undefined, slip: sample.slip, rank, features, weight }];
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

/** The lowest probability above which answers are right often enough, and nothing is said where silence is right. */
function chooseThreshold(training: readonly Judged[], calibration: Linear): number {
  const sorted = training
    .map((entry) => ({ ...entry, chance: chance(entry, calibration) }))
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

function rounded(weights: Linear): Linear {
  return Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
}

function share<Entry>(list: readonly Entry[], test: (entry: Entry) => boolean): number {
  return list.filter(test).length / list.length;
}

function show(value: number): string {
  return value.toFixed(3).padStart(6);
}
