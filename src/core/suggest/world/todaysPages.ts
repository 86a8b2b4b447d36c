/**
 * What today's pages say of themselves and of each other, as it is looked up: from what was kept where all of them are as
 * they were, else read from each, and kept for the next time. The answers are the same.
 */
import type { RepoPath } from '../../paths.ts';
import type { Partition } from '../partition/partitions.ts';
import { keptLists, keptValues, openLists, openValues } from '../text/keptLists.ts';
import { countedWords, openCountedWords, wordIndex } from '../text/wordIndex.ts';
import { linkAnswers, openLinksFound } from './citations.ts';
import { pageFiles, type StartedComparison } from './compared.ts';
import { linkedAddresses } from './linkedAddresses.ts';
import { livePages, openPagesFound, type PageNames, type PagesRead, pagesIndexed } from './livePages.ts';
import type { KeptTable } from './pageTexts.ts';
import { documentReader } from './pageWords.ts';
import { type ReadPages, readPages, takeTexts } from './readPages.ts';
import { standsFor } from './standIns.ts';
import type { SuggestInput, SuggestPorts, SuggestWorld } from './world.ts';

/** What is told of them. */
export type TodaysPages = Pick<SuggestWorld, 'pages' | 'linkedTo' | 'reading' | 'isIncluded' | 'standsFor' | 'words'>;

/** What stands in front of the lists. */
interface Head {
  readonly takesIn: readonly (readonly [page: RepoPath, files: readonly RepoPath[]])[];
  /** The files that are taken in, as they were described. */
  readonly included: readonly (readonly [file: RepoPath, stamp: string])[];
  readonly ledOn: readonly (readonly [page: RepoPath, key: string])[];
  /** See `linkedAddresses`. */
  readonly linked: readonly string[];
}

/** A title, headings, a place and a day; `null` for a page that was not read. */
type KeptNames = readonly [title: string | null, headings: readonly string[], order: number | null, day: string | null];

/**
 * Every text went into the comparison when the promise is kept; what is asked of the pages is made when it is opened. For
 * `gone` see `LinkedAddresses`.
 */
export async function todaysPages(
  input: SuggestInput,
  parts: Partition,
  started: Pick<StartedComparison, 'comparison' | 'texts'>,
  ports: SuggestPorts,
  gone: ReadonlySet<string>,
): Promise<{ open(): Promise<TodaysPages> }> {
  const store = keptTable(input, ports);
  const bytes = await store?.read();
  const known = bytes && openKept(bytes, ports);
  if (known !== undefined) {
    const { isIncluded } = await takeTexts(input, started, ports, known.takesIn);
    return { open: async () => known.open(input, parts, { gone, isIncluded }) };
  }
  const read = await readPages(input, parts, started, ports);
  return { open: () => openRead(read, input, parts, { ports, gone, store }) };
}

/** `undefined` where nothing is kept, or a file may be another by the next time. */
function keptTable({ routes, hosts, versions, dataFiles = [] }: SuggestInput, { keptTexts }: SuggestPorts) {
  if (keptTexts?.table === undefined) return undefined;
  const of = [JSON.stringify([[...hosts].sort(), [...(versions ?? [])].sort()])];
  for (const { url, file, kind, title, language, version } of routes)
    of.push(JSON.stringify([url, file, kind, title, language, version]));
  for (const file of [...pageFiles({ routes }), ...dataFiles]) {
    const stamp = keptTexts.described(file, 'now');
    if (stamp === undefined) return undefined;
    of.push(`${file} ${stamp}`);
  }
  return keptTexts.table('pages', of);
}

/** `undefined` for bytes that are no such table, or where a page takes in another text now. */
function openKept(bytes: Uint8Array, { keptTexts }: SuggestPorts) {
  const opened = openLists(bytes);
  if (opened === undefined) return undefined;
  const { takesIn, included, ledOn, linked } = opened.head as Head;
  if (included.some(([file, stamp]) => keptTexts?.described(file, 'now') !== stamp)) return undefined;
  return {
    takesIn: new Map(takesIn),
    open(
      input: SuggestInput,
      parts: Partition,
      { gone, isIncluded }: Pick<TodaysPages, 'isIncluded'> & { readonly gone: ReadonlySet<string> },
    ): TodaysPages {
      const { lists } = opened;
      const values = openValues(lists);
      const places = new Map(pageFiles(input).map((file, place) => [file, place]));
      const names = (file: RepoPath): PageNames | undefined => {
        const said = values.at(places.get(file) ?? -1) as KeptNames | null | undefined;
        if (said === null || said === undefined) return undefined;
        const [title, headings, order, day] = said;
        return { title: title ?? undefined, headings, order: order ?? undefined, day: day ?? undefined };
      };
      const pages = livePages(openPagesFound(lists), { routes: input.routes, names, parts });
      const words = wordIndex(pages.all, openCountedWords(lists));
      return {
        pages,
        words,
        linkedTo: linkAnswers(openLinksFound(lists), pages, input.hosts),
        reading: linkedAddresses(linked).reading(input.routes, gone, input.ledTo),
        isIncluded,
        standsFor: standsFor(new Map(ledOn), pages),
      };
    },
  };
}

async function openRead(
  { names, links, addresses, ledOn, isIncluded, takesIn, isPart }: ReadPages,
  input: SuggestInput,
  parts: Partition,
  {
    ports,
    gone,
    store,
  }: { readonly ports: SuggestPorts; readonly gone: ReadonlySet<string>; readonly store: KeptTable | undefined },
): Promise<TodaysPages> {
  const read: PagesRead = { routes: input.routes, names: (file) => names.get(file), parts };
  const found = pagesIndexed(read);
  const pages = livePages(found, read);
  const collected = links.build(pages);
  const counted = countedWords(pages.all, documentReader());
  const included = isPart ? undefined : stampsOf(input, takesIn, ports);
  if (store !== undefined && included !== undefined) {
    const head: Head = { takesIn: [...takesIn], included, ledOn: [...ledOn], linked: addresses.all() };
    const values = keptValues(pageFiles(input).map((file) => namesKept(names.get(file))));
    await store.keep(keptLists(head, [...values, ...found.kept(), ...counted.kept(), ...collected.kept()]));
  }
  return {
    pages,
    words: wordIndex(pages.all, counted),
    linkedTo: linkAnswers(collected, pages, input.hosts),
    reading: addresses.reading(input.routes, gone, input.ledTo),
    isIncluded,
    standsFor: standsFor(ledOn, pages),
  };
}

function namesKept(names: PageNames | undefined): KeptNames | null {
  if (names === undefined) return null;
  const { title, headings, order, day } = names;
  return [title ?? null, headings, order ?? null, day ?? null];
}

/** Of the files that are taken in; `undefined` where one of them, or a page, may be another than what was read. */
function stampsOf(
  { routes, dataFiles = [] }: SuggestInput,
  takesIn: ReadPages['takesIn'],
  { keptTexts }: SuggestPorts,
): Head['included'] | undefined {
  const isAsRead = (file: RepoPath): boolean => keptTexts?.described(file, 'taken') !== undefined;
  if (![...pageFiles({ routes }), ...dataFiles].every(isAsRead)) return undefined;
  const stamps: (readonly [RepoPath, string])[] = [];
  for (const file of new Set([...takesIn.values()].flat())) {
    const stamp = keptTexts?.described(file, 'taken');
    if (stamp === undefined) return undefined;
    stamps.push([file, stamp]);
  }
  return stamps;
}
