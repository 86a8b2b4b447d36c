/** What people decided about the addresses of a site: what counts today, and what is said of the rest. */
import { noteText } from '../core/decisions/decisionNotes.ts';
import { decisionsFile, decisionsOn, readDecisions, type WrittenDecision } from '../core/decisions/decisions.ts';
import type { Note } from '../core/model.ts';
import { below, encodeUrl, fileName, folderOf, type RepoPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { Site } from '../core/site/site.ts';
import type { UnreadDecisions } from '../core/suggest/past/unreadDecisions.ts';

/**
 * What the decisions file of a repository comes to on one day: the decisions that count, what of the file cannot be
 * read or has ended, and redirects whose meaning nobody could read, about which nothing is decided.
 */
export interface Decided {
  readonly decisions: readonly WrittenDecision[];
  readonly notes: readonly Note[];
  readonly unread: UnreadDecisions;
}

/** Whose decisions are read. `now`: a moment as ISO 8601 text, of which the day in UTC counts. */
export interface DecidedRequest {
  readonly repo: Repo;
  readonly site: Site;
  /** Nobody decided without redirects. */
  readonly withoutRedirects?: boolean | undefined;
  /** Decisions that ended before this moment count no more. */
  readonly now: string;
}

export async function readDecided({ repo, site, withoutRedirects, now }: DecidedRequest): Promise<Decided> {
  const text = withoutRedirects ? '' : await repo.read(decisionsFile);
  const { decisions, invalid } = readDecisions(text ?? '');
  const { counting, ended } = decisionsOn(decisions, now.slice(0, 10));
  const notes = [
    ...invalid.map(({ line, message }): Note => ({ file: decisionsFile, line, message })),
    ...ended.map(endedNote),
    ...(withoutRedirects ? [] : decisionsBelowTop(repo, site.detected.root)),
  ];
  return { decisions: counting, notes, unread: { invalid, isUnread: text === undefined && repo.has(decisionsFile) } };
}

function endedNote({ from, kind, line, note = {} }: WrittenDecision): Note {
  const message = `${encodeUrl(from)} was ${kind} until ${note.until}${noteText(note)}, and is judged again. Remove the line, or give its note another day.`;
  return { file: decisionsFile, line, message };
}

/** Files of the time when the editor read the open folder alone. */
function decisionsBelowTop(repo: Repo, root: RepoPath): readonly Note[] {
  const files = repo.files.filter((file) => {
    const folder = folderOf(file);
    return folder !== '' && fileName(file) === decisionsFile && (folder === root || below(root, folder) !== undefined);
  });
  const message = `Decisions are not read here. Move the lines to ${decisionsFile} at the top of the repository.`;
  return files.map((file) => ({ file, line: 1, message }));
}
