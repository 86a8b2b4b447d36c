/** What is known of one export: how its header tells it, which column says what, and what it cannot know. */

/** What a column may say of a page of the site, or of a link to it. */
export type ColumnRole =
  | 'target'
  | 'from'
  | 'fromTitle'
  | 'anchor'
  | 'status'
  | 'statusSeen'
  | 'backlinks'
  | 'domains'
  | 'visits'
  | 'nofollow'
  | 'follow'
  | 'rank'
  | 'spam'
  | 'firstSeen'
  | 'lastSeen'
  | 'lost'
  | 'lostOn';

/** One kind of file that a program exports as a table. */
export interface ExportForm {
  /** `Ahrefs, Broken backlinks`. */
  readonly title: string;
  /** `links`: each row is one link. `pages`: each row is a page with its counts. `addresses`: nothing but pages. */
  readonly rowsAre: 'links' | 'pages' | 'addresses';
  /** Headers that it has, all of them; of two forms that fit, the one with more is meant. */
  readonly marks: readonly string[];
  /** Headers that it never has, where another export has the same marks and these. */
  readonly never?: readonly string[];
  /** The headers of each role, the first that is there. Spelling counts by letters and digits only. */
  readonly columns: Partial<Record<ColumnRole, readonly string[]>>;
  /** What every page of the file answers, where the kind of file says it. */
  readonly status?: number;
  /** The links are the site's own. */
  readonly internal?: true;
  /** The highest rank of a domain in it. */
  readonly rankTo?: number;
  /** What such a file does not hold, as a sentence. */
  readonly cannotKnow?: string;
  /** A row count at which the exporter stops, whatever else there is. */
  readonly cutAt?: number;
}

/** A header's columns, by their roles. */
export interface HeaderReading {
  readonly form: ExportForm;
  readonly columns: ReadonlyMap<ColumnRole, number>;
  /** Headers of these columns that stand there again, as they are written. */
  readonly twice?: readonly string[];
}
