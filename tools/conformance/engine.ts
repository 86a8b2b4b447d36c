/** A real redirect engine, and the rules and requests it is asked about. */
import type { HostId } from '../../src/core/redirects/format.ts';
import type { Random } from './random.ts';

/** What was answered: a redirect, or none. `location` is a path for the same host. */
export interface Answer {
  readonly status: number;
  readonly location: string;
}

/** `undefined` for no redirect, `failed` where the engine breaks down. */
export type Reply = Answer | 'failed' | undefined;

export interface Trial {
  /** The configuration as it lies in the repository. */
  readonly files: Readonly<Record<string, string>>;
  /** Percent-encoded paths with an optional query. */
  readonly urls: readonly string[];
  /** Addresses of published pages: `/about/` is `about/index.html`, `/plain.html` the file of that name. */
  readonly pages?: readonly string[];
  /** The address of each content file. */
  readonly routes?: Readonly<Record<string, string>>;
  readonly generators?: readonly string[];
  /** What the engine that made the trial has to know of it. */
  readonly variant?: string;
}

export interface Engine {
  readonly id: string;
  /** Package or program and its version, for the report. */
  readonly title: string;
  readonly host: HostId;
  /** Why it cannot run here; `undefined` when it can. */
  readonly missing: string | undefined;
  /** Where a written redirect leads, and the file it is written into, where that is not any address of the first file. */
  readonly target?: { readonly file: string; readonly address: string };
  /** What an address needs around it so that the engine can be asked for it; `['', '']` without. */
  readonly around?: readonly [string, string];
  /** Id of the format that says itself which file each redirect is written into. */
  readonly format?: string;
  /** A set of packages of its own: `packages/<name>`. */
  readonly packages?: string;
  /** How many pairs make a full run, where a thousand would take too long. */
  readonly pairs?: number;
  trial(random: Random): Trial;
  /** Whether a redirect from this address says something about us, not about the age of the program. */
  isFair?(from: string, trial: Trial): boolean;
  /** One reply for each URL, in order. */
  run(trial: Trial): Promise<readonly Reply[]>;
  /** Ends what `run` keeps going. */
  stop?(): Promise<void>;
}
