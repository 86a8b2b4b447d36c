/** How a host reads a line of `_redirects`, and writes one. */
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { HostId, Redirect, RedirectContext, RedirectRule, Refusal, SourcePattern, Unread } from '../../format.ts';
import type { RuleMeaning } from '../../rule.ts';
import { encodedTarget, slashBehind } from '../../target.ts';

/** A redirect as the words of one or more lines. */
export interface WrittenLines {
  readonly lines: readonly (readonly string[])[];
  readonly status: number;
  readonly note?: string | undefined;
}

export type NeverRead = Extract<SourcePattern, { kind: 'never' }>;

export const neverRead = (unread: Unread, reason: string): NeverRead => ({ kind: 'never', reason, unread });

/** The words of a line, and how many characters it has with its comment. */
export type WordsOfLine = Pick<RuleLine, 'words' | 'length'>;

/** Why a line is none, and the source that it keeps later lines from all the same. */
export interface NoRule {
  readonly problem: string;
  readonly takes?: string;
}

/** What one host makes of the lines of the file. */
export interface Grammar {
  readonly host: HostId;
  readonly title: string;
  read(line: WordsOfLine, context: RedirectContext): RuleMeaning | NoRule;
  /** Of lines whose sources have the same one, the host reads the first and leaves out the others. */
  sourceKey?(from: string): string;
  /** Rules the host leaves out because of its limits, by their order. */
  passed(rules: readonly RedirectRule[], text: string): ReadonlyMap<number, NeverRead>;
  /** The first line that counts against the limit of wildcards, whether or not it is a rule. */
  countedFrom?(text: string): number | undefined;
  /** How many more rules the host reads from the first wildcard on; as many as there are where it has no such limit. */
  roomBehindWildcard?(text: string): number;
  write(redirect: Redirect): WrittenLines | Refusal;
  /** An address that is written encoded and one that is not are two rules, and both are wanted. */
  readonly twoSpellings: boolean;
}

export function folder(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '') || '/';
}

export function sourceText(redirect: Redirect, write: (path: string) => string): string {
  const from = write(redirect.from);
  return redirect.below ? `${from.replace(/(?<!\/)\/+$/, '')}/*` : from;
}

export function targetText(redirect: Redirect): string {
  const to = encodedTarget(redirect.to);
  if (!redirect.below) return to;
  return `${to.replace(/(?<!\/)\/+$/, '')}/:splat${slashBehind(redirect)}`;
}

/** The folder itself, where what a splat has caught is followed by a slash: none would stand between two of them. */
export function folderItself(redirect: Redirect): readonly (readonly string[])[] {
  const { from, to, status } = redirect;
  return slashBehind(redirect) === ''
    ? []
    : [[folder(from), folder(encodedTarget(to)).replace(/\/?$/, '/'), `${status}`]];
}
