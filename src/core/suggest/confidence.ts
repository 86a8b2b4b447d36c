/** How likely the first page of a ranked list is the one a maintainer would choose. */
import type { Question } from './question.ts';
import type { SuggestWorld } from './world.ts';

/** What the ranker sees of one page. */
export interface Candidate {
  readonly url: string;
  readonly features: Readonly<Record<string, number>>;
}

export type Scored<Entry extends Candidate> = Entry & {
  readonly score: number;
  /** Its share among the pages found, by the ranker alone. */
  readonly share: number;
};

/** Highest score first, with each page's share of the whole. */
export function rankCandidates<Entry extends Candidate>(
  found: readonly Entry[],
  ranker: Readonly<Record<string, number>>,
): readonly Scored<Entry>[] {
  const list = found.map((candidate) => ({ ...candidate, score: weighted(candidate.features, ranker), share: 0 }));
  list.sort((a, b) => b.score - a.score || (a.url < b.url ? -1 : 1));
  const top = list[0]?.score ?? 0;
  let sum = 0;
  for (const { score } of list) sum += Math.exp(score - top);
  return list.map((candidate) => ({ ...candidate, share: Math.exp(candidate.score - top) / sum }));
}

export function weighted(
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += value * (weights[name] ?? 0);
  return sum;
}

/** What the list, its first page and the question's past tell about the first page being right. */
export function listFeatures(
  list: readonly Scored<Candidate>[],
  past: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [first, second] = list;
  if (first === undefined) return { bias: 1 };
  const ahead = Math.min(1, (first.score - (second?.score ?? first.score - 5)) / 5);
  return { ...first.features, ...past, bias: 1, first: first.share, ahead };
}

/** A page that was removed and whose trail ends outside the site is seldom redirected to another page. */
export function pastFeatures(question: Question, world: SuggestWorld): Readonly<Record<string, number>> {
  const best = question.past[0];
  if (best === undefined) return { pastUnknown: 1 };
  if (best.page?.fate.kind === 'readdressed') return { pastMoved: 1 };
  const trail = world.ledger.successor(best.file);
  if (trail === undefined) return best.certainty === 1 ? { pastDeleted: 1 } : { pastAlikeDeleted: best.certainty };
  if (world.pages.ofFile(trail.file) === undefined) return { pastLeftSite: best.certainty };
  return { pastMoved: best.certainty };
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
