/** What a site answered on the way from an address to where it ends. */
import type { Failure } from '../ports.ts';
import type { PageDigest } from './pageDigest.ts';

/** One answer of a site. */
export interface Stop {
  readonly url: URL;
  readonly status: number;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly digest: PageDigest;
  /** How it leads on, and where to as it is written; `undefined` where it does not. */
  readonly leads?: LeadOn | undefined;
}

/** `refresh` and `script` are pages that lead on in a browser. */
export interface LeadOn {
  readonly by: 'status' | 'refresh' | 'script';
  readonly to: string;
}

/** One address followed to where it ends, as a browser would. */
export interface Journey {
  readonly start: URL;
  /** Every answer on the way; the last one is where it ended. */
  readonly stops: readonly Stop[];
  /** Why it did not get further, when it did not end at a page. */
  readonly ended: JourneyEnd;
}

export type JourneyEnd =
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly at: URL }
  /** `wantsCookie`: it came back with a cookie that the site does not take back. */
  | { readonly kind: 'loop'; readonly at: string; readonly wantsCookie: boolean }
  | { readonly kind: 'too-many' | 'no-location' | 'private'; readonly at: string };

/** Where a journey ended, if that was an answer. */
export function arrivedAt({ stops, ended }: Journey): Stop | undefined {
  return ended.kind === 'answered' ? stops.at(-1) : undefined;
}

/** Where it ended, if that was a page or a file. */
export function servedAt(journey: Journey): Stop | undefined {
  const last = arrivedAt(journey);
  return last !== undefined && last.status >= 200 && last.status < 300 ? last : undefined;
}
