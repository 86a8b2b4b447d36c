/**
 * A table of a program that is not known: its columns are told by what stands in them, and only then by their headers.
 * What is not certain is left out: a number of which nobody can say what it counts is no number of links.
 */
import { greatest } from '../../text/longLists.ts';
import type { SiteScope } from '../brokenPages.ts';
import { isHostOf } from '../siteTarget.ts';
import { readSpelling } from '../spelling.ts';
import { addressOfCell, countOfCell, headerKey, statusOfCell } from './cellValues.ts';
import { originOfScope } from './exportAnswer.ts';
import type { ColumnRole, HeaderReading } from './exportForm.ts';
import { absolute } from './readRows.ts';
import type { TableRow } from './table.ts';

/** What is known of an unknown table. */
export interface GuessedTable extends HeaderReading {
  /** 0 where the first row is a row already. */
  readonly headerLine: number;
}

/** `undefined` where no column holds addresses of the site. */
export function guessColumns(rows: readonly TableRow[], scope: SiteScope): GuessedTable | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const hasHeader = !first.cells.some((cell) => kindOfCell(cell, scope) !== 'other' || /^\d{2,}$/.test(cell.trim()));
  const body = hasHeader ? rows.slice(1) : rows;
  const width = greatest([0, ...rows.slice(0, 50).map(({ cells }) => cells.length)]);
  const keys = Array.from({ length: width }, (_, at) => (hasHeader ? headerKey(first.cells[at] ?? '') : ''));
  const values = keys.map((_, at) => body.map(({ cells }) => cells[at] ?? '').filter((cell) => cell !== ''));
  const share = (at: number, kind: CellKind) => {
    const all = values[at] ?? [];
    return all.length === 0 ? 0 : all.filter((cell) => kindOfCell(cell, scope) === kind).length / all.length;
  };
  const targets = keys.map((key, at) => ({ at, own: share(at, 'own') + (targetWords.test(key) ? 0.2 : 0) }));
  const target = targets.filter(({ own }) => own >= 0.5).sort((a, b) => b.own - a.own)[0]?.at;
  if (target === undefined) return undefined;
  const columns = new Map<ColumnRole, number>([['target', target]]);
  const from = keys.findIndex((_, at) => at !== target && share(at, 'foreign') >= 0.5);
  if (from >= 0) columns.set('from', from);
  for (const [role, at] of numberColumns(keys, values, columns)) columns.set(role, at);
  const name = from >= 0 ? 'a table of links' : 'a table of pages';
  const read = [...columns].map(
    ([role, at]) => `${roleWords[role] ?? role}: column ${at + 1}${keys[at] === '' ? '' : ` "${first.cells[at]}"`}`,
  );
  return {
    headerLine: hasHeader ? first.line : 0,
    columns,
    form: {
      title: name,
      rowsAre: from >= 0 ? 'links' : 'pages',
      marks: [],
      columns: {},
      cannotKnow: `its columns were recognised by what they contain (${read.join(', ')}).${columns.has('status') ? '' : ' It does not say what the pages answer.'}`,
    },
  };
}

const roleWords: Partial<Record<ColumnRole, string>> = {
  target: 'pages of the site',
  from: 'linking pages',
  status: 'status',
  backlinks: 'links',
  domains: 'linking domains',
  anchor: 'words of the link',
};

type CellKind = 'own' | 'foreign' | 'other';

function kindOfCell(text: string, scope: SiteScope): CellKind {
  const url = absolute(addressOfCell(text), originOfScope(scope));
  const host = url === undefined ? undefined : readSpelling(url)?.host;
  if (host === undefined) return 'other';
  return scope.targets.some((target) => isHostOf(host, target, true)) ? 'own' : 'foreign';
}

const targetWords = /target|destination|landing|linkto|urlto|zielurl|broken|^url$|^page$|^address$/;
const statusWords =
  /^(?:target|destination|page|urlto|http|response)*(?:status|statuscode|httpcode|httpstatus|httpstatuscode|responsecode|code)$/;
const ofLinkingPage = /refer|source|from|linking|backlink/;
const domainWords = /domains|sites|rootdomains|referringdomain|linkingdomain|hosts/;
const linkWords = /backlinks|inboundlinks|incominglinks|externallinks|inlinks|links|linkstopage|totallinks/;
const noCount =
  /outbound|outgoing|nofollow|dofollow|lost|new|score|rating|rank|authority|percent|%|broken|first|last|date/;

/** Columns of numbers whose header says without doubt what they count. */
function numberColumns(
  keys: readonly string[],
  values: readonly (readonly string[])[],
  taken: ReadonlyMap<ColumnRole, number>,
): readonly (readonly [ColumnRole, number])[] {
  const used = new Set(taken.values());
  const all = (at: number, test: (text: string) => boolean) => {
    const own = values[at] ?? [];
    return own.length > 0 && own.filter(test).length >= 0.9 * own.length;
  };
  const only = (role: ColumnRole, test: (key: string, at: number) => boolean) => {
    const found = keys.flatMap((key, at) => (!used.has(at) && key !== '' && test(key, at) ? [at] : []));
    const [one] = found;
    // Two columns that fit: which is meant, nobody can tell.
    return found.length === 1 && one !== undefined ? ([[role, one]] as const) : [];
  };
  const isStatus = (key: string, at: number) =>
    statusWords.test(key) && !ofLinkingPage.test(key) && all(at, (text) => statusOfCell(text) !== undefined);
  const isCount = (words: RegExp, other: RegExp | undefined) => (key: string, at: number) =>
    words.test(key) &&
    !noCount.test(key) &&
    other?.test(key) !== true &&
    all(at, (text) => countOfCell(text) !== undefined);
  const found = only('status', isStatus);
  if (taken.has('from')) return found;
  return [
    ...found,
    ...only('domains', isCount(domainWords, undefined)),
    ...only('backlinks', isCount(linkWords, domainWords)),
  ];
}
