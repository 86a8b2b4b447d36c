/** Bing Webmaster Tools' export of backlinks. https://www.bing.com/webmasters/help/backlinks-7a6dd2ec */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Bing Webmaster, Backlinks',
    rowsAre: 'links',
    marks: ['Source Url', 'Anchor text', 'Target Url'],
    never: ['Page ascore', 'FlagNoFollow', 'First seen', 'Last seen'],
    columns: { target: ['Target Url'], from: ['Source Url'], anchor: ['Anchor text'] },
    cannotKnow: 'the file does not say what the target answers.',
  },
];

export const bing: SourceEntry = {
  id: 'bing',
  title: 'Bing Webmaster Tools',
  saved: exportReader('export of Bing Webmaster Tools as CSV (Backlinks)', forms),
};
