/** What an index's row says of a page of ours, before spellings are put together. */
import type { Backlink, Day } from '../model.ts';
import type { Demand } from '../sourceCount.ts';

/** One address as an index saw it; a figure that it does not tell is `undefined`, not 0. */
export interface SeenRow {
  /** As the index wrote it. */
  readonly url: string;
  readonly status: number | undefined;
  readonly statusSeen: Day | undefined;
  /** The source says in another way than by a status whether the page fails; `undefined` when it does not. */
  readonly isBroken?: boolean | undefined;
  /** `undefined` where the source counts no links. */
  readonly backlinks: number | undefined;
  readonly referringDomains: number | undefined;
  readonly dofollow: number | undefined;
  readonly rank: number | undefined;
  /** 0 to 100, of all links of the row. */
  readonly spamScore?: number | undefined;
  readonly firstSeen: Day | undefined;
  readonly lastSeen: Day | undefined;
  /** The link was seen to be gone. */
  readonly isLost?: boolean | undefined;
  /** Set where each row is one link. */
  readonly link: Backlink | undefined;
  /** Links of a row that counts several. */
  readonly links?: readonly Backlink[] | undefined;
  readonly demand?: Demand | undefined;
}

/** A row that cannot be used; `problem` names the field, what stands in it, and what should. */
export interface BadRow {
  readonly url: string;
  readonly problem: string;
}

export type RowReading = { readonly ok: true; readonly row: SeenRow } | { readonly ok: false; readonly bad: BadRow };
