/** The pages a broken address could lead to, best first, each with what speaks for it. */
import type { Evidence, Suggestion } from '../model.ts';
import { listFeatures, pastFeatures, probability, rankCandidates, type Scored, weighted } from './confidence.ts';
import { doubtOf, isOwnNameEnough, isSameFile } from './doubts.ts';
import { type Hit, hitText } from './evidence/evidence.ts';
import { sureOfOwnName } from './ownName.ts';
import { candidates, evidenceModules, type PageCandidate } from './rank.ts';
import { weights as fitted, type Weights } from './weights.ts';
import type { Asked, Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

const most = 5;

/** A hit that weighs less than this much more does not take the place of one that is easier to check. */
const clearlyMore = 3;

/** Below this a suggestion is worse than none. */
const leastConfidence = 0.048;

/** Of the answers above .9 on three draws of sites that nobody had looked at, so many were right. */
const surest = 0.95;

/** Behind a first page that is nearly sure, the next ones have little left; yet one of them is meant where it is not. */
const leastOfOthers = 0.01;

/** Pure: the same world gives the same answer. At most five; empty when nothing is better than a bad one. */
export function suggest(asked: Asked, world: SuggestWorld, weights: Weights = fitted): readonly Suggestion[] {
  const question = world.question(asked);
  if (question.segments.length === 0) return [];
  const list = rankCandidates(candidates(question, world), weights.ranker);
  const first = list[0];
  if (first === undefined) return [];
  const byEvidence = probability(
    weighted(listFeatures(list, pastFeatures(question, world), weights.ranker), weights.calibration),
  );
  const judged = Math.max(byEvidence, isSameFile(question, first) ? sureOfSameFile : 0, byName(question, first, world));
  const doubt = doubtOf(question, list, world);
  const best = Math.min(judged, doubt?.most ?? surest);
  const { merged } = world.texts(question.path);
  return list.slice(0, most).flatMap((entry, rank) => {
    // The runners-up share what the first leaves, in the proportion the ranker gives them.
    const confidence = rank === 0 ? best : Math.min(best, ((1 - best) * entry.share) / Math.max(1e-9, 1 - first.share));
    if (confidence < (rank === 0 ? leastConfidence : leastOfOthers)) return [];
    return [
      {
        url: entry.page.route.url,
        file: entry.page.route.file,
        title: entry.page.title,
        ...(merged !== undefined && merged.file === entry.page.route.file && { section: merged.id }),
        confidence: Math.round(confidence * 1000) / 1000,
        confident: rank === 0 && doubt === undefined && confidence >= weights.confidentFrom,
        evidence: evidenceOf(entry, weights),
        ...(rank === 0 && doubt !== undefined ? { doubt: doubt.text } : {}),
      },
    ];
  });
}

function byName(question: Question, first: PageCandidate, world: SuggestWorld): number {
  return isOwnNameEnough(question, first, world) ? sureOfOwnName : 0;
}

/** A file whose address was changed is the page that was meant, whatever its text and its name say. */
const sureOfSameFile = 0.97;

/** One line for each kind of evidence, what can be checked best first; what lowered the score is left out. */
function evidenceOf(entry: Scored<PageCandidate>, weights: Weights): readonly Evidence[] {
  const best = new Map<string, Pick<Hit, 'text'> & Omit<Evidence, 'text'>>();
  for (const { kind, text, features } of entry.hits) {
    const weight = Math.round(weighted(features, weights.ranker) * 100) / 100;
    const known = best.get(kind);
    // Each kind tells first what can be checked best.
    if (known === undefined || weight > clearlyMore * known.weight) best.set(kind, { kind, text, weight });
  }
  const order = evidenceModules.map(({ kind }) => kind);
  return [...best.values()]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((hit) => ({ ...hit, text: hitText(hit) }));
}
