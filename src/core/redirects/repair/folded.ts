/** Findings of one kind in one file, told once where they are many: a list of hundreds hides the others. */
import type { RedirectFinding } from './review.ts';

/** A finding that is told, and how many of its kind stand in its file besides. */
export interface FoldedFinding {
  readonly finding: RedirectFinding;
  readonly more: number;
}

const most = 10;

/** Up to ten of a kind in a file are told each; of more, the first one stands for all. */
export function folded(findings: readonly RedirectFinding[]): readonly FoldedFinding[] {
  const kinds = new Map<string, RedirectFinding[]>();
  for (const finding of findings) {
    const kind = `${finding.code}\n${finding.place.file}`;
    const known = kinds.get(kind);
    if (known) known.push(finding);
    else kinds.set(kind, [finding]);
  }
  const more = new Map<RedirectFinding, number>();
  for (const group of kinds.values()) {
    const told = group.length > most ? group.slice(0, 1) : group;
    for (const finding of told) more.set(finding, group.length - told.length);
  }
  return findings.flatMap((finding) => {
    const others = more.get(finding);
    return others === undefined ? [] : [{ finding, more: others }];
  });
}
