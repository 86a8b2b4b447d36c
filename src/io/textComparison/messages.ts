/** What a reader of pages and the thread that compares their texts say to each other. */
import type { TextAnswers } from '../../core/suggest/text/comparison.ts';
import type { TextQuery } from '../../core/suggest/text/queries.ts';

export type ToThread =
  /** Before all others. */
  | { readonly kind: 'queries'; readonly queries: readonly TextQuery[] }
  /** Files and texts of pages by turns. */
  | { readonly kind: 'pages'; readonly pages: readonly string[] }
  | { readonly kind: 'ask' };

export type FromThread =
  /** The pages of one message were taken in. */
  { readonly kind: 'done' } | { readonly kind: 'answers'; readonly answers: TextAnswers };
