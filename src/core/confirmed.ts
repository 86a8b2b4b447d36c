/** What a page of somebody else says of its link to the site. */
import type { Day } from './model.ts';

/** Whether a link is still there, seen on the linking page itself. */
export interface Confirmed {
  readonly checked: Day;
  readonly state: 'there' | 'gone' | 'unknown';
  /** Why it is gone or not known, as a clause; empty where it is there. */
  readonly detail: string;
  /** Of a link that is there: its words as they are now. */
  readonly words?: string | undefined;
}
