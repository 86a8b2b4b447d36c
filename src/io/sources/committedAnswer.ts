/** The file that `broken-backlinks snapshot` writes: an index's answer in a repository, without who links. */
import { snapshotColumns, snapshotFile } from '../../core/backlinks/snapshot.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

export const committedAnswer: SourceEntry = {
  id: 'committedanswer',
  title: 'Committed answer',
  saved: exportReader(`${snapshotFile}, as the command snapshot writes it`, [
    {
      title: 'Snapshot of an index',
      rowsAre: 'pages',
      marks: [...snapshotColumns],
      columns: {
        target: ['snapshot_address'],
        status: ['status'],
        statusSeen: ['status_seen'],
        backlinks: ['links'],
        domains: ['domains'],
        lastSeen: ['last_seen'],
      },
      cannotKnow: 'it does not say who links, nor what changed since it was made.',
    },
  ]),
};
