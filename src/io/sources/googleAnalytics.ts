/** Google Analytics' report of pages, which counts views and no links. https://support.google.com/analytics/answer/9317657 */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Google Analytics, Pages',
    rowsAre: 'pages',
    marks: ['Page path and screen class', 'Views'],
    columns: { target: ['Page path and screen class'], visits: ['Views'] },
    cannotKnow: 'the file counts views, and neither links nor what a page answers.',
  },
];

export const googleAnalytics: SourceEntry = {
  id: 'googleanalytics',
  title: 'Google Analytics',
  saved: exportReader('export of Google Analytics as CSV (Pages and screens)', forms),
};
