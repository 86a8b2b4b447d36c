/** Screaming Frog's exports of a crawl. https://www.screamingfrog.co.uk/seo-spider/user-guide/general/#exporting */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Screaming Frog, Inlinks',
    rowsAre: 'links',
    marks: ['Type', 'Source', 'Destination', 'Status Code', 'Follow'],
    columns: {
      target: ['Destination'],
      from: ['Source'],
      anchor: ['Anchor', 'Alt Text'],
      status: ['Status Code'],
      follow: ['Follow'],
    },
    internal: true,
  },
  {
    title: 'Screaming Frog, Response codes',
    rowsAre: 'addresses',
    marks: ['Address', 'Content Type', 'Status Code'],
    columns: { target: ['Address'], status: ['Status Code'], backlinks: ['Inlinks', 'Unique Inlinks'] },
    internal: true,
  },
];

export const screamingFrog: SourceEntry = {
  id: 'screamingfrog',
  title: 'Screaming Frog',
  saved: exportReader('export of Screaming Frog as CSV (Inlinks, Response codes)', forms),
};
