import { existsSync, readFileSync } from 'node:fs';

/** What one run of tests came to. Written as JSON by the process that ran them. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What the tests printed, where the process that ran them has no terminal. */
  readonly text?: string;
}

export const nothingRan: Outcome = { passed: 0, failed: 0, skipped: 0 };

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothingRan,
  );
}

/** The outcome of a run whose process broke: what is known of it, and one failure for the breakage. */
export function broken(outcome: Outcome, reason: string): Outcome {
  console.error(`FAILED: ${reason}`);
  return { ...outcome, failed: outcome.failed + 1 };
}

/** `12 passed, 0 failed`, and the skipped ones only when there are any. */
export function describeOutcome({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The outcome that a test process wrote; `undefined` when it wrote none. */
export function readOutcome(file: string): Outcome | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Outcome) : undefined;
}
