/** Where an address ends on the site's host: the types of the simulator's answer. */

import type { Route } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { isForErrors } from './errorPages.ts';
import type { HostId, HostSettings, InvalidRule, RedirectContext, RedirectRule } from './format.ts';
import type { NewestRules } from './newestRules.ts';

/** One answer on the way: a rule's, or the host's own (`rule` is `undefined`: a slash, a `.html` put right). */
export interface Step {
  /** What was asked for, as a path with its query. */
  readonly url: string;
  readonly host: HostId;
  readonly rule: RedirectRule | undefined;
  /** The HTTP status; a refresh page counts as 301, or as 302 when it waits longer than a second. */
  readonly status: number;
  /** As the host writes it into `Location`; the same text as `url` for a rewrite or an error page. */
  readonly location: string;
  /** `refresh`: a page that leads on, not an answer of the server. */
  readonly by: 'server' | 'refresh';
}

/** As it was simulated; `arrivalOf` says what it means. */
export type ResolutionOutcome =
  | { readonly kind: 'page'; readonly route: Route }
  | { readonly kind: 'off-site'; readonly url: string }
  /** The last address of the way is not published; `untold`: a clause, why the repository would not know. */
  | { readonly kind: 'dead'; readonly url: string; readonly unknowable?: string | undefined }
  | { readonly kind: 'draft'; readonly route: Route }
  | { readonly kind: 'loop'; readonly url: string }
  /** The way ends in an answer that is no page and no redirect: 404, 410. */
  | { readonly kind: 'gone'; readonly status: number }
  /** No rule answers, and no page is there. */
  | { readonly kind: 'none' }
  /** A rule answers whose target the files do not tell. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Nothing that is understood answers the last address of the way, and something that is not may: the first of it. */
  | { readonly kind: 'undecided'; readonly url: string; readonly by: Undecided };

/** What may answer an address and cannot be decided from the files. */
export interface Undecided {
  readonly file: RepoPath;
  readonly line: number;
  /** As it is written; empty where the rules themselves are not visible. */
  readonly from: string;
  /** What it depends on: a clause. */
  readonly condition: string;
  /** The page an app or an error shows for every address that has none: no sign that this one is redirected. */
  readonly isFallback: boolean;
}

/** Where an address leads, step by step. */
export interface Resolution {
  readonly url: string;
  readonly steps: readonly Step[];
  readonly outcome: ResolutionOutcome;
  /** What may answer first, for some visitors or by what the files do not tell. It proves nothing. */
  readonly undecided: readonly Undecided[];
}

/** All redirects of a site, from every mechanism, read once. */
export interface RedirectTable {
  readonly context: RedirectContext;
  readonly rules: readonly RedirectRule[];
  /** Where the last of them were written; `undefined` where that tells nothing, or was not asked. */
  readonly newest?: NewestRules | undefined;
  readonly invalid: readonly InvalidRule[];
  /** What the files say of the hosts' own behaviour. */
  readonly settings: ReadonlyMap<HostId, HostSettings>;
  /** `url` is a path with an optional query, percent-encoded or not, or a whole URL of the site. */
  resolve(url: string): Resolution;
}

/** The first rule on the way that is for an address, not for all that a server finds no file for; `undefined` without one. */
export function leadingRule({ steps }: Pick<Resolution, 'steps'>): RedirectRule | undefined {
  return steps.find(({ rule }) => rule !== undefined && !isForErrors(rule))?.rule;
}
