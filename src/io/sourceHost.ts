/** What a source needs of whoever runs it, and how it is listed. */
import type { Dispatcher } from 'undici';
import type { Expense } from '../core/backlinks/ledger.ts';
import type { BacklinkSource } from '../core/backlinks/source.ts';
import type { Logger, Result } from '../core/ports.ts';
import type { Wait } from './wait.ts';

/** What proves whose account is asked. */
export type Credentials =
  | { readonly kind: 'login'; readonly login: string; readonly password: string }
  | { readonly kind: 'base64'; readonly value: string };

/** What a host (editor, command line, test) gives to a source. None of it ever comes from a workspace. */
export interface SourceHost {
  /** How requests leave this machine: proxies, certificates. */
  readonly dispatcher: Dispatcher;
  readonly credentials: Credentials | undefined;
  /** Ask the free sandbox, which answers with canned rows of other sites. */
  readonly sandbox: boolean;
  /** Another address than the source's own, for tests and demonstrations. */
  readonly apiBase: string | undefined;
  readonly logger: Logger;
  /** The moment, in milliseconds since 1970. */
  readonly now: () => number;
  /** Called at once for every charge, also those of requests that failed. */
  readonly recordCharge: (expense: Expense) => void;
  /** Waits, or rejects when aborted; a real timer unless a test has none to spare. */
  readonly wait?: Wait | undefined;
}

export interface SourceEntry {
  readonly id: string;
  readonly title: string;
  readonly needsCredentials: boolean;
  open(host: SourceHost): Result<BacklinkSource>;
}
