/** What one source says of a page in numbers, with whose they are. */
import type { Day } from './model.ts';

/** How often an address was asked for, where a log or a counter of visits tells; `undefined` where it does not. */
export interface Demand {
  readonly people: number;
  /** Programs that ask for a person, such as chat programs and coding agents. */
  readonly agents?: number | undefined;
  /** Crawlers and other programs. */
  readonly bots?: number | undefined;
  /** On how many days people or agents asked. */
  readonly days?: number | undefined;
}

/** The numbers of one source, which may count the same links as another. */
export interface SourceCount {
  /** `Ahrefs, Broken backlinks`. */
  readonly source: string;
  readonly backlinks: number | undefined;
  readonly referringDomains: number | undefined;
  readonly demand?: Demand | undefined;
  /** Its links are the site's own, and no backlinks. */
  readonly internal?: true | undefined;
  /** The first day that it tells of. */
  readonly since: Day | undefined;
  /** The last one. */
  readonly until: Day | undefined;
}
