/** Fits linear models by gradient descent: small data, few features, the same answer on every run. */

export type Features = Readonly<Record<string, number>>;
export type Linear = Record<string, number>;

/** One list of candidates, one of them right. */
export interface ListSample {
  readonly weight: number;
  readonly right: number;
  readonly candidates: readonly Features[];
}

export interface BinarySample {
  readonly weight: number;
  readonly right: boolean;
  readonly features: Features;
}

/** Listwise softmax: raises the likelihood of the right page among the candidates of its list. */
export function fitLists(
  samples: readonly ListSample[],
  names: readonly string[],
  penalty: number,
  rounds = 200,
): Linear {
  const rows = samples.map((sample) => ({
    ...sample,
    rows: sample.candidates.map((features) => dense(features, names)),
  }));
  return descend(names, penalty, rounds, floors, (weights, gradient) => {
    for (const { rows: list, right, weight } of rows) {
      const scores = list.map((row) => dot(row, weights));
      const top = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - top));
      const sum = powers.reduce((a, b) => a + b, 0);
      for (const [i, row] of list.entries()) {
        const error = weight * ((powers[i] ?? 0) / sum - (i === right ? 1 : 0));
        if (error !== 0) for (let j = 0; j < row.length; j++) gradient[j]! += error * row[j]!;
      }
    }
  });
}

/** Logistic regression. */
export function fitBinary(
  samples: readonly BinarySample[],
  names: readonly string[],
  penalty: number,
  rounds = 600,
): Linear {
  const rows = samples.map(({ features, ...rest }) => ({ ...rest, row: dense(features, names) }));
  return descend(names, penalty, rounds, {}, (weights, gradient) => {
    for (const { row, right, weight } of rows) {
      const error = weight * (1 / (1 + Math.exp(-dot(row, weights))) - (right ? 1 : 0));
      for (let j = 0; j < row.length; j++) gradient[j]! += error * row[j]!;
    }
  });
}

/** What may speak against a page as well as for it; everything else is evidence and can only help. */
const eitherWay =
  /^(?:bias|inSeries|above|past\w+|deeper|isSection|sectionDirect|section|siblings|sameParent|sameTop|pathShared)$/;

/** Seen in few lists and telling much where it is: held back less. */
const strong = /^(?:rename|renameAlike|linkEdit|directory|text|textSure|receivedSure|sameParts|samePathLetters)$/;

/** What git or the address itself proves is never worth less than this, whatever a few lists say. */
const floors: Readonly<Record<string, number>> = { rename: 2.5, sameParts: 3 };

/** Adam with a penalty on large weights; a constant named `bias` is free. */
function descend(
  names: readonly string[],
  penalty: number,
  rounds: number,
  least: Readonly<Record<string, number>>,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Linear {
  const weights = new Float64Array(names.length);
  const mean = new Float64Array(names.length);
  const square = new Float64Array(names.length);
  for (let round = 1; round <= rounds; round++) {
    const gradient = new Float64Array(names.length);
    addGradient(weights, gradient);
    const step = 0.2 * (1 - round / (rounds + 1)) + 0.002;
    for (let j = 0; j < names.length; j++) {
      const name = names[j] ?? '';
      const g = gradient[j]! + (name === 'bias' ? 0 : strong.test(name) ? penalty / 20 : penalty) * weights[j]!;
      mean[j] = 0.9 * mean[j]! + 0.1 * g;
      square[j] = 0.99 * square[j]! + 0.01 * g * g;
      const corrected = mean[j]! / (1 - 0.9 ** round);
      weights[j]! -= (step * corrected) / (Math.sqrt(square[j]! / (1 - 0.99 ** round)) + 1e-9);
      if (!eitherWay.test(name)) weights[j] = Math.max(least[name] ?? 0, weights[j]!);
    }
  }
  return Object.fromEntries(names.map((name, j) => [name, weights[j]!]));
}

function dense(features: Features, names: readonly string[]): Float64Array {
  return Float64Array.from(names, (name) => features[name] ?? 0);
}

function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j]! * weights[j]!;
  return sum;
}
