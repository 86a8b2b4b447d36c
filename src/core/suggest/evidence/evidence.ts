/** One kind of evidence: a module that says which pages an address could mean, and in words why. */
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';

/** A page that one kind of evidence speaks for. */
export interface Hit {
  readonly page: LivePage;
  /** What was measured, 0 to 1 each; the ranker weighs them by name. */
  readonly features: Readonly<Record<string, number>>;
  /**
   * What was seen, so that a user can check it: "renamed in 1a2b3c4 on 2023-04-01, 96 % similar". What takes long to
   * write is written only where it is shown.
   */
  readonly text: string | (() => string);
}

export function hitText({ text }: Pick<Hit, 'text'>): string {
  return typeof text === 'function' ? text() : text;
}

/** One kind of evidence. */
export interface EvidenceModule {
  /** Prefix of its features' names. */
  readonly kind: string;
  find(question: Question, world: SuggestWorld): readonly Hit[];
}
