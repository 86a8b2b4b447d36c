/** How far the likelihood that an answer is shown with is from how often such answers are right. */

interface Bin {
  answers: number;
  right: number;
  said: number;
}

const bins = new Map<number, Bin>();

/** Counts an answer by the likelihood it was shown with. */
export function countLikelihood(likelihood: number, isRight: boolean, into: Map<number, Bin> = bins): void {
  // Of a likelihood such as .3 the product is a little less than 3.
  const at = Math.min(9, Math.floor(likelihood * 10 + 1e-9));
  const bin = into.get(at) ?? { answers: 0, right: 0, said: 0 };
  into.set(at, bin);
  bin.answers++;
  bin.said += likelihood;
  if (isRight) bin.right++;
}

/** The expected calibration error: the mean over all answers of the distance between said and right in their tenth. */
export function calibrationError(of: ReadonlyMap<number, Bin> = bins): number {
  const all = [...of.values()];
  const answers = all.reduce((sum, bin) => sum + bin.answers, 0);
  return all.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / Math.max(1, answers);
}

/** A line for each tenth that has answers, and the error of all of them. */
export function tableByLikelihood(of: ReadonlyMap<number, Bin> = bins): readonly string[] {
  const cell = (value: number) => value.toFixed(3).padStart(9);
  const rows = [...of].sort(([one], [other]) => one - other);
  return [
    `${'shown likelihood'.padEnd(24)}${['answers', 'said', 'right'].map((word) => word.padStart(9)).join('')}`,
    ...rows.map(([at, { answers, right, said }]) => {
      const name = `.${at} to ${at === 9 ? '1' : `.${at + 1}`}`;
      return name.padEnd(24) + String(answers).padStart(9) + cell(said / answers) + cell(right / answers);
    }),
    `calibration error ${calibrationError(of).toFixed(3)}`,
  ];
}

/** The bounds of Wilson's interval of 95 % for a share. */
export function wilson(part: number, whole: number): readonly [number, number] {
  if (whole === 0) return [0, 1];
  const z = 1.959964;
  const share = part / whole;
  const middle = share + (z * z) / (2 * whole);
  const width = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const below = 1 + (z * z) / whole;
  return [(middle - width) / below, (middle + width) / below];
}
