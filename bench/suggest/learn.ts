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

/** A row of features without its zeros. */
interface Row {
  readonly at: Int32Array;
  readonly values: Float64Array;
}

/** Listwise softmax: raises the likelihood of the right page among the candidates of its list. */
export function fitLists(
  samples: readonly ListSample[],
  names: readonly string[],
  penalty: number,
  rounds = 200,
): Linear {
  const row = rowsOf(names);
  const lists = samples.map(({ weight, right, candidates }) => ({ weight, right, rows: candidates.map(row) }));
  const scores = new Float64Array(Math.max(0, ...lists.map(({ rows }) => rows.length)));
  return descend(names, penalty, rounds, floors, (weights, gradient) => {
    for (const { rows, right, weight } of lists) {
      let top = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < rows.length; i++) {
        scores[i] = dot(rows[i]!, weights);
        top = Math.max(top, scores[i]!);
      }
      let sum = 0;
      for (let i = 0; i < rows.length; i++) {
        scores[i] = Math.exp(scores[i]! - top);
        sum += scores[i]!;
      }
      for (let i = 0; i < rows.length; i++) {
        const error = weight * (scores[i]! / sum - (i === right ? 1 : 0));
        if (Math.abs(error) > 1e-7) add(gradient, rows[i]!, error);
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
  const row = rowsOf(names);
  const rows = samples.map(({ features, weight, right }) => ({ weight, right: right ? 1 : 0, row: row(features) }));
  return descend(names, penalty, rounds, {}, (weights, gradient) => {
    for (const { row, right, weight } of rows) {
      add(gradient, row, weight * (1 / (1 + Math.exp(-dot(row, weights))) - right));
    }
  });
}

/** What may speak against a page as well as for it; everything else is evidence and can only help. */
const eitherWay =
  /^(?:bias|retired|fragment|inSeries|above|past\w+|\w+Opposes|\w+Near|onlyAlike|deeper|isSection|sectionDirect|section|siblings|sameParent|sameTop|pathShared)$/;

/** Seen in few lists and telling much where it is: held back less. */
const strong =
  /^(?:rename|renameAlike|linkEdit|directory|text|textSure|receivedSure|sameParts|samePathLetters|named|addedWith|front|rule\w+)$/;

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

function rowsOf(names: readonly string[]): (features: Features) => Row {
  const index = new Map(names.map((name, i) => [name, i]));
  return (features) => {
    const found = Object.entries(features).flatMap(([name, value]) => {
      const at = index.get(name);
      return at === undefined || value === 0 ? [] : [{ at, value }];
    });
    return { at: Int32Array.from(found, ({ at }) => at), values: Float64Array.from(found, ({ value }) => value) };
  };
}

function dot({ at, values }: Row, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += values[i]! * weights[at[i]!]!;
  return sum;
}

function add(gradient: Float64Array, { at, values }: Row, factor: number): void {
  for (let i = 0; i < at.length; i++) gradient[at[i]!]! += factor * values[i]!;
}
