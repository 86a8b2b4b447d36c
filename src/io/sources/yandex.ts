/** Yandex Webmaster's list of pages. https://yandex.com/support/webmaster/service/ */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { exportReader } from '../exportReader.ts';
import type { SourceEntry } from '../sourceHost.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Yandex Webmaster, pages',
    rowsAre: 'addresses',
    marks: ['Url', 'Статус'],
    columns: { target: ['Url'], status: ['Статус'] },
    cannotKnow: 'the file counts no links.',
  },
];

export const yandex: SourceEntry = {
  id: 'yandex',
  title: 'Yandex Webmaster',
  saved: exportReader('export of Yandex Webmaster as CSV (Url, Статус)', forms),
};
