/** How often answers are right, by the evidence that weighs most for them. */
import type { Answer } from './asking.ts';

interface Tally {
  answers: number;
  right: number;
  strong: number;
  strongRight: number;
}

const tallied = new Map<string, Tally>();

/** Counts the first suggestion for an address whose right page is known. */
export function countByEvidence(first: Answer['suggestions'][number] | undefined, isRight: boolean): void {
  if (first === undefined) return;
  const { kind = 'none' } = first.evidence.toSorted((a, b) => b.weight - a.weight)[0] ?? {};
  const tally = tallied.get(kind) ?? { answers: 0, right: 0, strong: 0, strongRight: 0 };
  tallied.set(kind, tally);
  tally.answers++;
  if (isRight) tally.right++;
  if (!first.confident) return;
  tally.strong++;
  if (isRight) tally.strongRight++;
}

/** What was counted so far as lines of a table, the commonest first. */
export function tableByEvidence(): readonly string[] {
  const share = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(3));
  const line = (...cells: readonly (string | number)[]) =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(9))).join('');
  const rows = [...tallied].sort((a, b) => b[1].answers - a[1].answers);
  return [
    line('strongest evidence', 'answers', 'right', 'strong', 'right'),
    ...rows.map(([kind, { answers, right, strong, strongRight }]) =>
      line(kind, answers, share(right, answers), strong, share(strongRight, strong)),
    ),
  ];
}

/** An answer that is not `to`, with what weighed most for it. */
export function wrongLine(from: string, to: string, best: Answer['suggestions'][number] | undefined): string {
  const asked = `    ${from} -> ${to}`;
  if (best === undefined) return `${asked}, and nothing was found`;
  const { kind, text } = best.evidence.toSorted((a, b) => b.weight - a.weight)[0] ?? { kind: '', text: '' };
  const strength = best.confident ? ' STRONG' : '';
  return `${asked}, not ${best.url} ${best.confidence}${strength} (${kind}: ${text})`;
}
