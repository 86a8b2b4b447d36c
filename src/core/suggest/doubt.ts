/** What keeps an answer from being strong, and what takes such a doubt away. */
import type { PageCandidate } from './rank.ts';

/** A reason to be less sure of an answer. */
export interface Doubt {
  /** In words a user can check. */
  readonly text: string;
  /** The answer is at most so likely. */
  readonly most: number;
}

/** An answer that may be right is still worth a look; on three draws of sites that nobody had looked at 83 in 100 of them were right. */
export const likely = 0.83;
/** Another page than the one that was meant is next to useless. */
export const unlikely = 0.45;

/** The same text, or a file that was surely this one: then another number is only another name. */
const enoughText = 0.6;
const enoughSimilar = 0.8;
export const enoughOthers = 0.5;

/** Whether the history or the text shows that the page is the one that was meant, whatever it is called. */
export function isProved({ features }: PageCandidate): boolean {
  const { rename = 0, renameSimilarity = 0, textSure = 0, receivedSure = 0 } = features;
  return (
    (rename === 1 && renameSimilarity >= enoughSimilar) ||
    Math.max(textSure, receivedSure) >= enoughText ||
    isToldByAuthors(features)
  );
}

/** The site's authors lead this address, or others in the same way, to the page. */
export function isToldByAuthors(features: PageCandidate['features']): boolean {
  return isSentByAuthors(features) || (features.directory ?? 0) >= enoughOthers;
}

/** The site's authors changed links to the page, or have redirects that lead there in the same way. */
export function isSentByAuthors(features: PageCandidate['features']): boolean {
  const { linkEditSure = 0, ruleSamePage = 0, ruleParts = 0, ruleWords = 0 } = features;
  return Math.max(linkEditSure, ruleSamePage, ruleParts, ruleWords) >= enoughOthers;
}
