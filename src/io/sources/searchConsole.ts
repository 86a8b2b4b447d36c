/**
 * Search Console's exports: Links, Page indexing, Performance. https://support.google.com/webmasters/answer/9049606
 * The list of pages that are not indexed has the same header whatever the reason; that stands in `Metadata.csv` beside it
 * alone. Headers are translated; what is known of them is listed, and numbers tell the rest.
 */
import type { SiteScope } from '../../core/backlinks/brokenPages.ts';
import { addressOfCell, countOfCell, headerKey } from '../../core/backlinks/exports/cellValues.ts';
import { type ExportFile, originOfScope } from '../../core/backlinks/exports/exportAnswer.ts';
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { readHeader } from '../../core/backlinks/exports/readHeader.ts';
import { absolute } from '../../core/backlinks/exports/readRows.ts';
import { mergeAnswers } from '../../core/backlinks/mergeAnswers.ts';
import type { BacklinkAnswer, Day, Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { byForm, firstRows, type PlacedHeader, readExport } from '../exportReader.ts';
import type { SavedFile, SavedReader, SourceEntry } from '../sourceHost.ts';

const noStatus = 'the file lists pages that answer as well as pages that do not, and does not tell them apart.';

const targetPages: ExportForm = {
  title: 'Search Console, Top target pages',
  rowsAre: 'pages',
  marks: ['Target page', 'Incoming links'],
  columns: { target: ['Target page'], backlinks: ['Incoming links'], domains: ['Linking sites'] },
  cannotKnow: `${noStatus} The list of internal links has the same header: give that of external links.`,
  cutAt: 1000,
};

/** As the report is shown in other languages: the header of the page, of the links, and of the sites. */
const translated: readonly (readonly [string, string, string])[] = [
  ['Zielseite', 'Eingehende Links', 'Verweisende Websites'],
  ['Página de destino', 'Enlaces entrantes', 'Sitios web con enlaces'],
];

const performance: ExportForm = {
  title: 'Search Console, Performance',
  rowsAre: 'pages',
  marks: ['Top pages', 'Clicks'],
  columns: { target: ['Top pages'], visits: ['Clicks'] },
  cannotKnow: 'the file counts clicks, and neither links nor what a page answers.',
  cutAt: 1000,
};

const compared: ExportForm = {
  ...performance,
  title: 'Search Console, Performance (compared)',
  marks: ['Top pages', 'Last 28 days Clicks'],
  columns: { target: ['Top pages'], visits: ['Last 28 days Clicks'] },
};

const notFound: ExportForm = {
  title: 'Search Console, Not found (404)',
  rowsAre: 'addresses',
  marks: ['URL', 'Last crawled'],
  never: ['Status'],
  columns: { target: ['URL'], statusSeen: ['Last crawled'] },
  status: 404,
  cannotKnow: 'the file counts no links.',
  cutAt: 1000,
};

/** The same list without what tells its reason. */
const { status: _, ...withoutStatus } = notFound;
const notIndexed: ExportForm = {
  ...withoutStatus,
  title: 'Search Console, a list of pages',
  cannotKnow: 'Metadata.csv in the same ZIP says why Google lists these pages. Give the ZIP as it was downloaded.',
};

const tables: readonly ExportForm[] = [
  targetPages,
  ...translated.map(([target, links, sites]) => ({
    ...targetPages,
    marks: [target, links],
    columns: { target: [target], backlinks: [links], domains: [sites] },
  })),
  performance,
  compared,
];

type Kind = 'table' | 'pages' | 'metadata' | 'linking';

/** What a file is of, by its header, else by its columns. */
function kindOf(
  file: SavedFile,
  scope: SiteScope,
): { readonly kind: Kind; readonly heading?: PlacedHeader } | undefined {
  const [first, second] = firstRows(file);
  if (first === undefined) return undefined;
  const heading = readHeader(first.cells, [...tables, notFound]);
  if (heading !== undefined) {
    const placed = { ...heading, line: first.line };
    if (heading.form !== notFound) return { kind: 'table', heading: placed };
    return first.cells.length === 2 ? { kind: 'pages', heading: placed } : undefined;
  }
  const keys = first.cells.map(headerKey);
  if (keys.join() === 'property,value') return { kind: 'metadata' };
  if (keys.join() === 'linkingpage' || keys.join() === 'linkingpage,lastcrawled') return { kind: 'linking' };
  return second !== undefined && isTranslated(file, scope)
    ? { kind: 'table', heading: { ...told, line: first.line } }
    : undefined;
}

const told: Omit<PlacedHeader, 'line'> = {
  form: {
    ...targetPages,
    cannotKnow: `its header is in a language that is not known here; the larger number was taken for the links, the smaller for the linking sites. ${targetPages.cannotKnow}`,
  },
  columns: new Map([
    ['target', 0],
    ['backlinks', 1],
    ['domains', 2],
  ]),
};

/** Three columns: addresses of the site, links, and never more linking sites than links. */
function isTranslated(file: SavedFile, scope: SiteScope): boolean {
  const [header, ...rows] = firstRows(file);
  // A header in English is that of another program; a status is no number of links.
  const isOther = (cell: string) => /\d|https?:|status|code|url|links?$|domain|score|clicks|views/i.test(cell);
  if (header === undefined || rows.length === 0 || header.cells.some(isOther)) return false;
  if (rows.every(({ cells }) => /^[1-5]\d\d$/.test(cells[1] ?? ''))) return false;
  return rows.every(({ cells: [first = '', links = '', sites = '', ...more] }) => {
    const [page, all, domains] = [addressOfCell(first), countOfCell(links), countOfCell(sites)];
    const isPage = /^https?:/i.test(page) && absolute(page, originOfScope(scope)) !== undefined;
    return isPage && more.length === 0 && all !== undefined && domains !== undefined && domains <= all;
  });
}

const saved: SavedReader = {
  files: 'export of Search Console (Links, Performance, or Not found (404) as the ZIP it comes in)',
  recognises: async (file, scope) => kindOf(file, scope) !== undefined,
  read: readAll,
};

async function readAll(files: readonly SavedFile[], scope: SiteScope, today: Day): Promise<Result<BacklinkAnswer>> {
  const read: { readonly form: ExportForm; readonly file: ExportFile }[] = [];
  const notes: Note[] = [];
  let linking = 0;
  for (const file of files) {
    const { kind, heading } = kindOf(file, scope) ?? {};
    if (kind === 'linking') {
      linking++;
      notes.push({ message: linkingText(file.name) });
    }
    if (heading === undefined) continue;
    const form = kind === 'pages' ? await formOfPages(file, files) : heading.form;
    if (typeof form === 'string') return failed('bad-answer', form);
    read.push({ form, file: await readExport(file, { ...heading, form }, scope) });
  }
  if (read.length === 0) {
    const [first] = files;
    if (linking > 0 && first !== undefined) return failed('bad-answer', linkingText(first.name));
    return failed(
      'bad-answer',
      `${first?.name} is a part of Search Console's export without any list. Give the whole ZIP.`,
    );
  }
  const answer = mergeAnswers(byForm(read, scope, today));
  return success({ ...answer, notes: [...answer.notes, ...notes] });
}

function linkingText(name: string): string {
  return `${name} names the pages that link to the site, and not what they link to. Export "Top target pages" of external links, or "Not found (404)" of the page indexing report.`;
}

/** The form by the reason in the metadata of the same archive; a sentence where it is another reason. */
async function formOfPages(file: SavedFile, files: readonly SavedFile[]): Promise<ExportForm | string> {
  const beside = files.filter(
    ({ archive, name }) => archive !== undefined && archive === file.archive && name !== file.name,
  );
  const metadata = beside.find((each) => headerKey(firstRows(each)[0]?.cells.join('') ?? '') === 'propertyvalue');
  if (metadata === undefined) return notIndexed;
  const values = firstRows(metadata)
    .slice(1)
    .map(({ cells }) => cells.join(' '));
  // The number stands in brackets in every language; a soft 404 has none, and is another thing.
  if (values.some((value) => /[(（]404[)）]/.test(value))) return notFound;
  const reason = firstRows(metadata)[1]?.cells[1] ?? 'another reason';
  return `${file.name} lists pages for another reason ("${reason}"). Export "Not found (404)" of the page indexing report.`;
}

export const searchConsole: SourceEntry = { id: 'searchconsole', title: 'Search Console', saved };
