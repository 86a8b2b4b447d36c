/** Every address the repository ever published, and what became of it. */

import type { Commit, Fate, Note, PastPage } from '../model.ts';
import { foldCase, type RepoPath, type UrlPath, urlVariants } from '../paths.ts';
import type { Progress } from '../ports.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import { least } from '../text/longLists.ts';
import { pageTitle } from '../text/title.ts';
import { type FileHistories, type FileStep, type PastFile, successor } from './fileHistories.ts';
import { type BlobId, followedExtensions, type History } from './history.ts';
import type { PastAddresses } from './past.ts';
import { joinedPages, listedPages, type PastPages } from './pastPages.ts';
import { type PastNames, pastNames, type SimilarPath, similarPaths } from './similarPaths.ts';
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
  /** Whether an address of the past lies below a first folder, in lower case. */
  isFolder(folder: string): boolean;
  /** The past file with these parts; see `PastNames`. */
  ofParts(key: string): RepoPath | undefined;
  /** What the ledger follows from, where that is kept under a name, but for pages of today. */
  readonly kept: KeptAs | undefined;
  /** The same ledger with further addresses in it. */
  with(pages: readonly PastPage[]): Ledger;
  /** Past files whose path ends like this address, whatever rules gave them one; the longest agreement first. */
  alike(path: UrlPath): readonly SimilarPath[];
  /** Where a past file's page went by renames; `undefined` when it was deleted. */
  successor(
    file: RepoPath,
    since?: Commit,
  ): { readonly file: RepoPath; readonly steps: readonly FileStep[] } | undefined;
  /** Every past address whose file became a file of today. */
  moved(): Iterable<{ readonly page: PastPage; readonly file: RepoPath }>;
  /** The last content of a past file. */
  blob(file: RepoPath): BlobId | undefined;
}

/** Under which name what a ledger follows from is kept, and the pages that it has besides. */
export interface KeptAs {
  readonly name: string;
  readonly besides: readonly PastPage[];
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
  return openLedger(history, { histories, mainLine, found: listedPages(pages) }, options.basePath);
}

/** What a ledger was concluded to be, without the history that it was read from. */
export interface LedgerContent extends Pick<Ledger, 'histories' | 'mainLine'> {
  readonly found: PastPages;
  /** How its files are found; by their paths where that is not said. */
  readonly names?: PastNames | undefined;
  readonly kept?: KeptAs | undefined;
}

/** `basePath` as in {@link LedgerOptions}. */
export function openLedger(history: History, content: LedgerContent, basePath: string | undefined): Ledger {
  const names = content.names ?? pastNames(() => [...content.histories.past.keys()]);
  return ledgerIn(history, { ...content, names }, similarPaths(names, basePath));
}

interface NamedContent extends LedgerContent {
  readonly names: PastNames;
}

function ledgerIn(history: History, content: NamedContent, alike: Ledger['alike']): Ledger {
  const { histories, mainLine, found, names, kept } = content;
  return {
    head: history.head,
    notes: history.notes,
    get size() {
      return found.byKey().size;
    },
    reach: history.head.hash === '' ? 'none' : history.gaps.length > 0 ? 'cut' : 'whole',
    gap: history.gaps[0]?.message,
    histories,
    mainLine,
    get pages() {
      return found.all();
    },
    isFolder: found.isFolder,
    ofParts: names.ofParts,
    kept,
    with(more) {
      const besides = kept && { ...kept, besides: [...kept.besides, ...more] };
      return ledgerIn(history, { ...content, found: joinedPages(found, more), kept: besides }, alike);
    },
    lookup(path) {
      const keys = urlVariants(path);
      const exact = keys.flatMap((key) => found.at(key));
      const all = exact.length > 0 ? exact : keys.flatMap((key) => found.atFolded(foldCase(key)));
      return [...all].sort((a, b) => (a.last.date < b.last.date ? 1 : a.last.date > b.last.date ? -1 : 0));
    },
    *urls() {
      for (const pagesOfKey of found.byKey().values()) for (const { url } of pagesOfKey) yield url;
    },
    alike,
    successor: (file, since) => successor(file, histories, since),
    *moved() {
      for (const page of found.all()) {
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
