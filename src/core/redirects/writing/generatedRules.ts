/** Rules that code makes, such as a loop: they are read, and an edit for one of them would change the others. */
import type { RedirectRule, Refusal } from '../format.ts';

/** The rules of one file, with the number of others that stand in the same place. */
export function withGenerated(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(placeOf(rule), (counts.get(placeOf(rule)) ?? 0) + 1);
  return rules.map((rule) => {
    const generatedTogether = (counts.get(placeOf(rule)) ?? 1) - 1;
    return generatedTogether === 0 ? rule : { ...rule, generatedTogether };
  });
}

export function refuseGenerated({ from, line, generatedTogether = 0 }: RedirectRule): Refusal | undefined {
  if (generatedTogether === 0) return undefined;
  const others = generatedTogether === 1 ? 'another rule' : `${generatedTogether} other rules`;
  return { refused: `The code in line ${line} makes ${from} together with ${others}; change it by hand.` };
}

/** Whether the rules are still there after an edit: in a list that code goes through, a new item is no rule. */
export function areAmong(
  wanted: readonly Pick<RedirectRule, 'from' | 'to'>[],
  rules: readonly Pick<RedirectRule, 'from' | 'to'>[],
): boolean {
  const known = new Set(rules.map(({ from, to }) => `${from} ${to}`));
  return wanted.every(({ from, to }) => known.has(`${from} ${to}`));
}

function placeOf({ start, end }: RedirectRule): string {
  return `${start}-${end}`;
}
