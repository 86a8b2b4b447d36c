/** Semrush's exports of Backlink Analytics. https://www.semrush.com/kb/997-backlink-analytics */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Semrush, Backlinks',
    rowsAre: 'links',
    marks: ['Page ascore', 'Source url', 'Target url'],
    columns: {
      target: ['Target url'],
      from: ['Source url'],
      fromTitle: ['Source title'],
      anchor: ['Anchor'],
      nofollow: ['Nofollow'],
      firstSeen: ['First seen'],
      lastSeen: ['Last seen'],
      lost: ['Lost link'],
    },
    cannotKnow: 'the file does not say what the target answers.',
  },
];

export const semrush: SourceEntry = {
  id: 'semrush',
  title: 'Semrush',
  saved: exportReader('export of Semrush as CSV (Backlinks)', forms),
};
