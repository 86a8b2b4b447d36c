/** Ahrefs' exports of Site Explorer. https://help.ahrefs.com/en/articles/1439782-how-to-export-data */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const link: ExportForm['columns'] = {
  target: ['Target URL', 'Link URL'],
  from: ['Referring page URL'],
  fromTitle: ['Referring page title'],
  anchor: ['Anchor', 'Link Anchor'],
  nofollow: ['Nofollow'],
  rank: ['Domain rating'],
  spam: ['Is spam'],
};

const forms: readonly ExportForm[] = [
  {
    title: 'Ahrefs, Broken backlinks',
    rowsAre: 'links',
    marks: ['Referring page URL', 'Target URL', 'Target page HTTP code'],
    columns: {
      ...link,
      status: ['Target page HTTP code'],
      statusSeen: ['Target checked'],
      lastSeen: ['Ref. page checked'],
    },
    rankTo: 100,
  },
  {
    title: 'Ahrefs, Backlinks',
    rowsAre: 'links',
    marks: ['Referring page URL', 'Target URL', 'Domain rating'],
    never: ['Target page HTTP code'],
    columns: { ...link, firstSeen: ['First seen'], lastSeen: ['Last seen'], lostOn: ['Lost'] },
    rankTo: 100,
    cannotKnow: 'the file does not say what the target answers (its HTTP code is that of the linking page).',
  },
  {
    title: 'Ahrefs, Backlinks (older export)',
    rowsAre: 'links',
    marks: ['Referring Page URL', 'Link URL', 'TextPre', 'TextPost'],
    columns: { ...link, firstSeen: ['First Seen'], lastSeen: ['Last Check', 'Last Seen'], lostOn: ['Day Lost'] },
    cannotKnow: 'the file does not say what the target answers.',
  },
];

export const ahrefs: SourceEntry = {
  id: 'ahrefs',
  title: 'Ahrefs',
  saved: exportReader('export of Ahrefs as CSV (Broken backlinks, Backlinks)', forms),
};
