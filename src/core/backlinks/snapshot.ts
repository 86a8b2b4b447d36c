/**
 * An index's answer as a file of the repository, for everybody who has no key: a line for each page, with counts and
 * without who links, in an order that does not change.
 */
import type { BacklinkAnswer, BrokenPage } from '../model.ts';
import { visibleAddress } from '../wording/visible.ts';

export const snapshotFile = '.broken-backlinks-snapshot.tsv';

/** The first line; `io/sources/committedAnswer.ts` tells the file by it. */
export const snapshotColumns = ['snapshot_address', 'status', 'status_seen', 'links', 'domains', 'last_seen'] as const;

/** The same text for the same answer. What is not known is left empty. */
export function snapshotText({ pages }: BacklinkAnswer): string {
  const rows = pages.filter(({ doubt }) => doubt === undefined).map(rowOf);
  return [snapshotColumns.join('\t'), ...rows.sort()].map((line) => `${line}\n`).join('');
}

function rowOf({ url, status, statusSeen, backlinks, referringDomains, lastSeen }: BrokenPage): string {
  const cells = [visibleAddress(url), status, statusSeen, backlinks, referringDomains, lastSeen];
  return cells.map((cell) => cell ?? '').join('\t');
}
