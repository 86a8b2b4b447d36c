/** A paid list of rows as far as it was had: what is held of it is neither paid for again nor taken for the whole. */
import type { Backlink, BacklinkAnswer, Day } from '../model.ts';
import type { RowReading } from './seenRow.ts';

/** The rows of a list in the order they came, and where it goes on. */
export interface RowList {
  /** When its first rows were asked for. */
  readonly asked: Day;
  readonly readings: readonly RowReading[];
  /** Rows that were had and paid for, doubles too. */
  readonly rows: number;
  /** Rows there are of it, as the source counts them. */
  readonly total: number;
  /** It ended before all was had that was wanted: the program was ended, or a request failed. */
  readonly isInterrupted: boolean;
  /** What was paid for was carried out as far as it ever will be: it is kept also where it found nothing. */
  readonly isDone?: boolean | undefined;
  /** Who links to its pages, as far as that was asked for beside them. */
  readonly links?: readonly Backlink[] | undefined;
  /** Where the source goes on; only it can read this. `undefined`: there is no more, or no more can be had. */
  readonly next: Readonly<Record<string, unknown>> | undefined;
}

/** An answer with the rows it was made of, as it is kept. */
export interface ListedAnswer extends BacklinkAnswer {
  readonly listing?: RowList | undefined;
}

/** What a host works with: the rows stay in the store. */
export function withoutListing({ listing: _, ...answer }: ListedAnswer): BacklinkAnswer {
  return answer;
}

/** Each row once: an index moves while it is read. What cannot be read is all kept, to be told. */
export function distinctReadings(readings: readonly RowReading[]): readonly RowReading[] {
  const seen = new Set<string>();
  return readings.filter((reading) => {
    if (!reading.ok) return true;
    const { url, link } = reading.row;
    const name = JSON.stringify([url, link?.from]);
    return !seen.has(name) && seen.add(name).size > 0;
  });
}
