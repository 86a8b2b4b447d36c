/**
 * What the lines say that commits took away and put in: links that were led elsewhere, earlier addresses, pages that were
 * hidden. What was read up to a commit is kept, and after new commits only theirs are read.
 */
import { type AddressChange, addressChanges, type Unpublishing, unpublishingOf } from '../../history/addressChanges.ts';
import type { History, HistoryOptions } from '../../history/history.ts';
import type { Commit } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { append } from '../../text/longLists.ts';
import { type CollectedLinks, collectLinkEdits, type LinkEdits } from '../world/linkEdits.ts';
import { at, type KeptEdits, keptEdits, openEdits, table } from './keptParts.ts';

/** What was read of the lines, newest first. */
export interface ChangedLines {
  readonly edits: LinkEdits;
  readonly changes: readonly AddressChange[];
  /** The commit that wrote a line into a file by which it is no page; `shown` where the line was taken out again. */
  readonly unpublishings: ReadonlyMap<RepoPath, Unpublishing | 'shown'>;
}

/** The same as it is kept: numbers are places in `commits` and `files`. */
export interface KeptLines extends KeptEdits {
  /** The commit up to which it was read. */
  readonly head: string;
  readonly commits: readonly (readonly [hash: string, date: string])[];
  readonly files: readonly string[];
  readonly changes: {
    readonly files: readonly number[];
    readonly keys: readonly string[];
    readonly before: readonly (string | null)[];
    readonly after: readonly (string | null)[];
    readonly commits: readonly number[];
  };
  /** Without a line for a page that is shown again. */
  readonly unpublishings: readonly (readonly [file: number, line?: string, commit?: number])[];
}

/** Kept lines as they were read; see `openLines`. */
export interface OpenedLines extends Pick<ChangedLines, 'changes' | 'unpublishings'> {
  readonly head: string;
  readonly collected: CollectedLinks;
}

/** `hosts` are the names of the site's own hosts; `known` was read with the same. Throws `AbortError` when cancelled. */
export async function readChangedLines(
  history: History,
  hosts: ReadonlySet<string>,
  options: HistoryOptions,
  known: OpenedLines | undefined,
): Promise<ChangedLines> {
  const links = collectLinkEdits(hosts);
  const changes: AddressChange[] = [];
  const unpublishings = new Map<RepoPath, Unpublishing | 'shown'>();
  const older = known !== undefined && (await history.holds?.(known.head)) ? known : undefined;
  const isWhole = older?.head === history.head.hash;
  for await (const hunk of isWhole ? [] : history.linkHunks({ ...options, since: older?.head })) {
    links.add(hunk);
    append(changes, addressChanges(hunk));
    // Newest first: what was done last holds.
    const unpublishing = unpublishings.has(hunk.file) ? undefined : unpublishingOf(hunk);
    if (unpublishing !== undefined) unpublishings.set(hunk.file, unpublishing);
  }
  if (older !== undefined) {
    links.addOlder(older.collected);
    append(changes, older.changes);
    for (const [file, how] of older.unpublishings) if (!unpublishings.has(file)) unpublishings.set(file, how);
  }
  return { edits: links.edits(), changes, unpublishings };
}

/** Plain data. */
export function keptChanges({ edits, changes, unpublishings }: ChangedLines, head: string): KeptLines {
  const commits = table<Commit>(({ hash, date }) => `${hash} ${date}`);
  const files = table<string>((file) => file);
  const kept = {
    ...keptEdits(edits.collected, commits.place),
    changes: {
      files: changes.map(({ file }) => files.place(file)),
      keys: changes.map(({ key }) => key),
      before: changes.map(({ before }) => before ?? null),
      after: changes.map(({ after }) => after ?? null),
      commits: changes.map(({ commit }) => commits.place(commit)),
    },
    unpublishings: [...unpublishings].map(([file, how]): KeptLines['unpublishings'][number] =>
      how === 'shown' ? [files.place(file)] : [files.place(file), how.line, commits.place(how.commit)],
    ),
  };
  return { head, commits: commits.values.map(({ hash, date }) => [hash, date]), files: files.values, ...kept };
}

/** Throws a `TypeError` or a `RangeError` where it is not whole. */
export function openLines(kept: KeptLines): OpenedLines {
  const commits = kept.commits.map(([hash, date]): Commit => ({ hash, date }));
  const commit = (place: number): Commit => at(commits, place);
  const file = (place: number) => at(kept.files, place) as RepoPath;
  const { files, keys, before, after, commits: by } = kept.changes;
  const changes = files.map((place, i): AddressChange => {
    const [was, is] = [at(before, i) ?? undefined, at(after, i) ?? undefined];
    return { file: file(place), key: at(keys, i), before: was, after: is, commit: commit(at(by, i)) };
  });
  const unpublishings = new Map(
    kept.unpublishings.map(([place, line, last]) => {
      return [
        file(place),
        line === undefined || last === undefined ? 'shown' : { line, commit: commit(last) },
      ] as const;
    }),
  );
  return { head: kept.head, collected: openEdits(kept, commit), changes, unpublishings };
}
