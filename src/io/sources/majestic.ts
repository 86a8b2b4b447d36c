/** Majestic's exports of backlinks. https://majestic.com/help/export */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Majestic, Backlinks',
    rowsAre: 'links',
    marks: ['Target URL', 'Source URL', 'FlagNoFollow'],
    columns: {
      target: ['Target URL'],
      from: ['Source URL'],
      anchor: ['Anchor Text'],
      nofollow: ['FlagNoFollow'],
      firstSeen: ['Source First Found Date'],
      lastSeen: ['Source Crawl Date'],
    },
    cannotKnow: 'the file does not say what the target answers.',
  },
];

export const majestic: SourceEntry = {
  id: 'majestic',
  title: 'Majestic',
  saved: exportReader('export of Majestic as CSV (Backlinks)', forms),
};
