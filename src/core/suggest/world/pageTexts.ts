/** The texts of today's pages as they were kept: which of them are the same now, and what is kept for the next time. */
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import {
  mostRows,
  openTextTable,
  type TextRow,
  type TextTable,
  type TextTableBuilder,
  textTableBuilder,
} from '../text/textTable.ts';

/** Where a table is kept. */
export interface KeptTable {
  /** `undefined` where none is kept, or it is damaged. */
  read(): Promise<Uint8Array | undefined>;
  keep(table: Uint8Array): Promise<void>;
}

/** Where the table of a site's texts is kept. */
export interface KeptTexts extends KeptTable {
  described: NonNullable<Repo['described']>;
  /** Where something is kept that follows from `of` and from which files there are. */
  table?(name: 'pages' | 'parts' | 'moves', of: readonly string[]): KeptTable;
}

/** What is known of the texts before any is read. */
export interface PageTexts {
  /** `undefined` where texts are read, all of them. */
  readonly table: TextTable | undefined;
  /** The row of a page whose file, and those that it took in, are as they were; `included` are those it names now. */
  rowOf(page: RepoPath, included: readonly RepoPath[]): number | undefined;
  /** Whether a page may have such a row: what it names need not be known for that. */
  mayHaveRow(page: RepoPath): boolean;
  /** Files whose text stands in a row. */
  takenIn(row: number): readonly RepoPath[];
  /** A text was read; `taken` are those of `included` that are part of it. */
  add(page: RepoPath, text: string, included: readonly RepoPath[], taken: ReadonlySet<RepoPath>): void;
  /** Once, when all pages were taken in. */
  keep(): Promise<void>;
}

/** Where more than these of all pages have to be read, all are, and a new table is made. */
const mostChanged = 0.1;

const nothing: PageTexts = {
  table: undefined,
  rowOf: () => undefined,
  mayHaveRow: () => false,
  takenIn: () => [],
  add: () => undefined,
  keep: async () => undefined,
};

/** `pages` are all of them; where there is no store every text is read, and nothing kept. */
export async function openPageTexts(pages: readonly RepoPath[], store: KeptTexts | undefined): Promise<PageTexts> {
  if (store === undefined) return nothing;
  const bytes = await store.read();
  const table = bytes && openTextTable(bytes);
  const rows = table === undefined ? new Map<RepoPath, number>() : rowsAsBefore(table, store);
  const changed = pages.filter((page) => !rows.has(page)).length;
  if (pages.length > mostRows) return nothing;
  if (table === undefined || changed > mostChanged * pages.length) return making(store);
  return {
    ...nothing,
    table,
    mayHaveRow: (page) => rows.has(page),
    rowOf(page, included) {
      const place = rows.get(page);
      const row = place === undefined ? undefined : table.rows[place];
      const isSame =
        row?.includes.length === included.length && row.includes.every(([file], i) => file === included[i]);
      return isSame ? place : undefined;
    },
    takenIn: (row) => (table.rows[row]?.includes ?? []).flatMap(([file, stamp]) => (stamp === null ? [] : [file])),
  };
}

/** By their pages. A file that many pages take in is looked at once. */
function rowsAsBefore({ rows }: TextTable, store: KeptTexts): Map<RepoPath, number> {
  const known = new Map<RepoPath, string | undefined>();
  const isAsBefore = (file: RepoPath, stamp: string): boolean => {
    if (!known.has(file)) known.set(file, store.described(file, 'now'));
    return known.get(file) === stamp;
  };
  const found = new Map<RepoPath, number>();
  for (const [place, { page, stamp, includes }] of rows.entries()) {
    const isSame = isAsBefore(page, stamp) && includes.every(([file, was]) => was === null || isAsBefore(file, was));
    if (isSame) found.set(page, place);
  }
  return found;
}

/** Every text is read, and goes into a new table. */
function making(store: KeptTexts): PageTexts {
  const builder: TextTableBuilder = textTableBuilder();
  return {
    ...nothing,
    add(page, text, included, taken) {
      const stamp = store.described(page, 'read');
      const includes: TextRow['includes'][number][] = [];
      for (const file of included) {
        const own = taken.has(file) ? store.described(file, 'read') : null;
        // It was written just now, and may be another by the next reading.
        if (own === undefined) return;
        includes.push([file, own]);
      }
      if (stamp !== undefined) builder.add({ page, stamp, includes }, text);
    },
    keep: () => store.keep(builder.build()),
  };
}
