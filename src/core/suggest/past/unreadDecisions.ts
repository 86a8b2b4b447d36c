/** What people decided and nobody can read: the suggestion may be the very one they refused. */
import { decisionsFile, type InvalidDecision } from '../../decisions/decisions.ts';
import type { Suggestion } from '../../model.ts';
import { type UrlPath, urlKey } from '../../paths.ts';

/** What could not be read of the decisions that people took. */
export interface UnreadDecisions {
  /** The file is there, and its text cannot be had. */
  readonly isUnread: boolean;
  readonly invalid: readonly InvalidDecision[];
}

/** Takes the strength of every suggestion for an address that a decision may be about. */
export function doubtUnread(
  path: UrlPath,
  suggestions: readonly Suggestion[],
  { isUnread, invalid }: UnreadDecisions,
): readonly Suggestion[] {
  const key = urlKey(path);
  const line = invalid.find(({ from }) => from !== undefined && urlKey(from) === key)?.line;
  if (!isUnread && line === undefined) return suggestions;
  const place = isUnread ? decisionsFile : `${decisionsFile}:${line}`;
  const doubt = `${place} cannot be read, and may decide otherwise`;
  return suggestions.map((suggestion) => ({ ...suggestion, confident: false, doubt }));
}
