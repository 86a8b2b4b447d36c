/** What one line of a server's log says, whatever program wrote it. */
import type { Day } from '../../model.ts';

/** One request; `undefined` for what the log does not tell. */
export interface LogEntry {
  readonly day: Day | undefined;
  readonly host: string | undefined;
  /** With its query. */
  readonly path: string;
  readonly status: number | undefined;
  readonly method: string;
  readonly referrer: string;
  readonly userAgent: string;
}

/** How the lines of one log are read. */
export interface LogReader {
  /** For the user: `nginx or Apache`. */
  readonly title: string;
  /** Every line that tells of a page that was not there holds one of these. */
  readonly needles: readonly string[];
  /** `undefined` for a line that is no entry; `null` for one that is none by intent, such as a remark. */
  read(line: string): LogEntry | null | undefined;
  readonly hasReferrers: boolean;
}
