/** Every address the repository ever published, and what became of it. */

import type { Commit, Fate, Note, PastPage } from '../model.ts';
import { foldCase, type RepoPath, type UrlKey, type UrlPath, urlKey, urlVariants } from '../paths.ts';
import type { Progress } from '../ports.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import { least } from '../text/longLists.ts';
import { pageTitle } from '../text/title.ts';
import { type FileHistories, type FileStep, type PastFile, successor } from './fileHistories.ts';
import { type BlobId, followedExtensions, type History } from './history.ts';
import type { PastAddresses } from './past.ts';
import { type SimilarPath, similarPaths } from './similarPaths.ts';
import { followFromHere } from './uncommitted.ts';

/** Every address that git ever published, with the file behind it. */
export interface Ledger extends PastAddresses {
  readonly head: Commit;
  /** What is missing and why. */
  readonly notes: readonly Note[];
  readonly histories: FileHistories;
  /** Commits that were states of the branch itself, newest first; those that changed no page are left out. */
  readonly mainLine: readonly Commit[];
  /** Every past address; those of one address in the order they were found. */
  readonly pages: readonly PastPage[];
  /** The same ledger with further addresses in it. */
  with(pages: readonly PastPage[]): Ledger;
  /** Past files whose path ends like this address, whatever rules gave them one; the longest agreement first. */
  alike(path: UrlPath): readonly SimilarPath[];
  /** Where a past file's page went by renames; `undefined` when it was deleted. */
  successor(file: RepoPath): { readonly file: RepoPath; readonly steps: readonly FileStep[] } | undefined;
  /** Every past address whose file became a file of today. */
  moved(): Iterable<{ readonly page: PastPage; readonly file: RepoPath }>;
  /** The last content of a past file. */
  blob(file: RepoPath): BlobId | undefined;
}

/** How a ledger is read. */
export interface LedgerOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** In front of every address, `/` when there is none. */
  readonly basePath?: string | undefined;
}

/** Reads the history once and applies the address rules to every file that is gone. */
export async function buildLedger(
  history: History,
  rules: readonly AddressRules[],
  options: LedgerOptions = {},
): Promise<Ledger> {
  const fold = await followFromHere(history, followedExtensions, options.signal);
  const mainLine: Commit[] = [];
  for await (const commit of history.commits(options)) {
    fold.add(commit);
    if (commit.mainLine) mainLine.push({ hash: commit.hash, date: commit.date });
  }
  const histories = fold.lives();
  const pages = await pastPages(histories, history, rules, options);
  return openLedger(history, { histories, mainLine, pages }, options.basePath);
}

/** What a ledger was concluded to be, without the history that it was read from. */
export type LedgerContent = Pick<Ledger, 'histories' | 'mainLine' | 'pages'>;

/** `basePath` as in {@link LedgerOptions}. */
export function openLedger(history: History, content: LedgerContent, basePath: string | undefined): Ledger {
  let alike: Ledger['alike'] | undefined;
  return ledgerIn(history, content, (path) => {
    alike ??= similarPaths([...content.histories.past.keys()], basePath);
    return alike(path);
  });
}

function ledgerIn(history: History, { histories, mainLine, pages }: LedgerContent, alike: Ledger['alike']): Ledger {
  const byKey = new Map<UrlKey, PastPage[]>();
  const byFolded = new Map<UrlKey, PastPage[]>();
  for (const page of pages) {
    const key = urlKey(page.url);
    push(byKey, key, page);
    push(byFolded, foldCase(key), page);
  }
  return {
    head: history.head,
    notes: history.notes,
    size: byKey.size,
    reach: history.head.hash === '' ? 'none' : history.gaps.length > 0 ? 'cut' : 'whole',
    gap: history.gaps[0]?.message,
    histories,
    mainLine,
    pages,
    with: (more) => ledgerIn(history, { histories, mainLine, pages: [...pages, ...more] }, alike),
    lookup(path) {
      const keys = urlVariants(path);
      const exact = keys.flatMap((key) => byKey.get(key) ?? []);
      const found = exact.length > 0 ? exact : keys.flatMap((key) => byFolded.get(foldCase(key)) ?? []);
      return [...found].sort((a, b) => (a.last.date < b.last.date ? 1 : a.last.date > b.last.date ? -1 : 0));
    },
    *urls() {
      for (const pagesOfKey of byKey.values()) for (const { url } of pagesOfKey) yield url;
    },
    alike,
    successor: (file) => successor(file, histories),
    *moved() {
      for (const page of pages) {
        const [file] = 'to' in page.fate ? page.fate.to : [];
        if (file !== undefined) yield { page, file };
      }
    },
    blob: (file) => histories.past.get(file)?.blob,
  };
}

/** The addresses of every past file under rules that know it, with its title where its text was read. */
async function pastPages(
  histories: FileHistories,
  history: History,
  rules: readonly AddressRules[],
  { signal }: LedgerOptions,
): Promise<readonly PastPage[]> {
  const known = [...histories.past.values()].flatMap((file) => {
    const of = rules.filter((rule) => rule.reads(file.path) !== undefined);
    return of.length > 0 ? [{ file, of }] : [];
  });
  const pages: PastPage[] = [];
  const texts = history.texts(
    known.map(({ file }) => file.blob),
    signal,
  );
  let at = 0;
  for await (const text of texts) {
    const entry = known[at++];
    if (entry === undefined) break;
    const content = readPastFile(entry.file.path, text);
    const title = pageTitle(content);
    const urls = new Set(entry.of.flatMap((rule) => publishedUrls(rule, content)));
    for (const url of urls) pages.push(pastPage(url, entry.file, title, histories));
  }
  return pages;
}

function pastPage(url: UrlPath, file: PastFile, title: string | undefined, histories: FileHistories): PastPage {
  return { url, file: file.path, title, first: file.first, last: file.last, fate: fateOf(file, histories) };
}

function fateOf(file: PastFile, histories: FileHistories): Fate {
  const now = successor(file.path, histories);
  if (now === undefined) return { kind: 'deleted' };
  const similarity = least(now.steps.map((step) => step.similarity));
  return { kind: file.to === undefined ? 'moved' : 'renamed', to: [now.file], similarity };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
