/** What a check of the set-up found, one line for each thing that was looked at. */

/** `not tried`: nobody asked for it, or it costs money. */
export type CheckState = 'fine' | 'broken' | 'cannot tell' | 'not tried';

/** One thing that was looked at. */
export interface SetUpCheck {
  /** The heading it stands under: `Programs`, `DataForSEO`. */
  readonly about: string;
  readonly state: CheckState;
  /** What was found, and where that is not fine, what to do next. */
  readonly says: string;
}

/**
 * ```
 * Programs
 *   fine         Node 24.21.0; 20.18.1 or newer is needed.
 *   broken       git was not found. Install git and make sure it is on the PATH, then try again.
 * ```
 */
export function checkLines(checks: readonly SetUpCheck[]): readonly string[] {
  const headings = [...new Set(checks.map(({ about }) => about))];
  return headings.flatMap((about) => [
    about,
    ...checks.filter((check) => check.about === about).map(({ state, says }) => `  ${state.padEnd(11)}  ${says}`),
    '',
  ]);
}

/** `7 fine, 1 broken, 1 cannot tell, 2 not tried`; what there is none of is left out. */
export function checkSummary(checks: readonly SetUpCheck[]): string {
  const states: readonly CheckState[] = ['fine', 'broken', 'cannot tell', 'not tried'];
  return states
    .map((state) => ({ state, number: checks.filter((check) => check.state === state).length }))
    .filter(({ number }) => number > 0)
    .map(({ state, number }) => `${number} ${state}`)
    .join(', ');
}
