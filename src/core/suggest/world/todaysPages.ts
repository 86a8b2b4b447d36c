/**
 * What today's pages say of themselves and of each other, as it is looked up: from what was kept where all of them say
 * what they said, else read from each, and kept for the next time. Where some call themselves and their parts otherwise,
 * only what follows from that is made anew. The answers are the same.
 */
import type { RepoPath } from '../../paths.ts';
import type { Partition } from '../partition/partitions.ts';
import { countedWords, openCountedWords, wordIndex } from '../text/wordIndex.ts';
import { linkAnswers, openLinksFound } from './citations.ts';
import { pageFiles, type StartedComparison } from './compared.ts';
import {
  type KeptPages,
  keptNames,
  keptPages,
  keptPart,
  listsIn,
  openKeptPages,
  openNames,
  type PagesHead,
} from './keptPages.ts';
import { linkedAddresses } from './linkedAddresses.ts';
import { type LivePage, livePages, type PageNames, type PagesRead } from './livePages.ts';
import { foundByNames, foundByRoutes, openFoundByNames, openFoundByRoutes, pagesAt } from './pagesFound.ts';
import type { KeptTable } from './pageTexts.ts';
import { documentReader } from './pageWords.ts';
import { marksOfPage, namesAgain, type ReadPages, readPages, type SaidAgain, takeTexts } from './readPages.ts';
import { standsFor } from './standIns.ts';
import type { SuggestInput, SuggestPorts, SuggestWorld } from './world.ts';

/** What is told of them. */
export type TodaysPages = Pick<SuggestWorld, 'pages' | 'linkedTo' | 'reading' | 'isIncluded' | 'standsFor' | 'words'>;

/** Where it is kept, and its files as they were described before any was read. */
interface StampedTable extends KeptTable {
  readonly stamps: readonly string[];
}

/** What is asked of the pages beside what they say. */
interface Asking {
  readonly ports: SuggestPorts;
  readonly gone: ReadonlySet<string>;
  readonly store: StampedTable | undefined;
}

/** What some pages call themselves since it was kept, where any file has changed. */
interface Again {
  readonly said: SaidAgain;
  readonly isChanged: boolean;
}

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
  const kept = bytes && openKeptPages(bytes);
  const again = store && kept && (await changedSince(kept, store.stamps, input, ports));
  const asking = { ports, gone, store };
  if (kept !== undefined && again !== undefined) {
    const { isIncluded } = await takeTexts(input, started, ports, new Map(kept.head.takesIn));
    return { open: () => openAgain(kept, { ...again, isIncluded }, input, parts, asking) };
  }
  const read = await readPages(input, parts, started, ports);
  return { open: () => openRead(read, input, parts, asking) };
}

/** `undefined` where nothing is kept, or a file may be another by the next time. */
function keptTable(input: SuggestInput, { keptTexts }: SuggestPorts): StampedTable | undefined {
  if (keptTexts?.table === undefined) return undefined;
  const { routes, hosts, versions, dataFiles = [] } = input;
  const stamps: string[] = [];
  for (const file of describedFiles(input)) {
    const stamp = keptTexts.described(file, 'now');
    if (stamp === undefined) return undefined;
    stamps.push(stamp);
  }
  const of = [JSON.stringify([[...hosts].sort(), [...(versions ?? [])].sort()]), ...dataFiles];
  for (const { url, file, kind, title, language, version } of routes)
    of.push(JSON.stringify([url, file, kind, title, language, version]));
  return { stamps, ...keptTexts.table('pages', of) };
}

function describedFiles(input: SuggestInput): readonly RepoPath[] {
  return [...pageFiles(input), ...(input.dataFiles ?? [])];
}

/** What has changed since; `undefined` where what is kept does not tell what the pages say now. */
async function changedSince(
  { head, marks }: KeptPages,
  stamps: readonly string[],
  input: SuggestInput,
  ports: SuggestPorts,
): Promise<Again | undefined> {
  if (head.included.some(([file, stamp]) => ports.keptTexts?.described(file, 'now') !== stamp)) return undefined;
  if (stamps.join('\n') === head.stamps) return { said: noneSaid, isChanged: false };
  const before = head.stamps.split('\n');
  const places = [...stamps.keys()].filter((place) => stamps[place] !== before[place]);
  const files = pageFiles(input);
  if (places.some((place) => place >= files.length)) return undefined;
  const changed = places.flatMap((place) => {
    const file = files[place];
    const own = marks.subarray(marksOfPage * place, marksOfPage * (place + 1));
    return file === undefined ? [] : [{ file, marks: own }];
  });
  const said = await namesAgain(changed, input.hosts, ports);
  return said && { said, isChanged: true };
}

const noneSaid: SaidAgain = new Map();

/** What was kept, with what some pages call themselves now in place of what they did. */
async function openAgain(
  kept: KeptPages,
  { said, isChanged, isIncluded }: Again & Pick<TodaysPages, 'isIncluded'>,
  input: SuggestInput,
  parts: Partition,
  { ports, gone, store }: Asking,
): Promise<TodaysPages> {
  const { head } = kept;
  const lists = listsIn(kept.byNames);
  const namesAt = openNames(lists);
  const files = pageFiles(input);
  const places = new Map(files.map((file, place) => [file, place]));
  const names = (file: RepoPath) => said.get(file)?.names ?? namesAt(places.get(file) ?? -1);
  const read: PagesRead = { routes: input.routes, names, parts };
  const byRoutes = openFoundByRoutes(listsIn(kept.byRoutes));
  const before = { found: openFoundByNames(lists), counted: openCountedWords(lists) };
  const renewed = said.size === 0 ? undefined : namesRenewed(before, pagesAt(byRoutes.places, read), said);
  const { found, counted } = renewed ?? before;
  const pages = livePages({ ...byRoutes, ...found }, read);
  if (store !== undefined && isChanged && areAsTaken(store, input, ports)) {
    const marks = kept.marks.slice();
    for (const [file, { marks: own }] of said) marks.set(own, marksOfPage * (places.get(file) ?? 0));
    const byNames = renewed === undefined ? kept.byNames : namesPart(files.map(names), renewed);
    await store.keep(keptPages({ ...kept, head: { ...head, stamps: store.stamps.join('\n') }, marks, byNames }));
  }
  return {
    pages,
    words: wordIndex(pages.all, counted),
    linkedTo: linkAnswers(openLinksFound(listsIn(kept.links)), pages, input.hosts),
    reading: linkedAddresses(head.linked).reading(input.routes, gone, input.ledTo),
    isIncluded,
    standsFor: standsFor(new Map(head.ledOn), pages),
  };
}

/** What follows from how pages call themselves and their parts. */
interface FromNames {
  readonly found: ReturnType<typeof foundByNames>;
  readonly counted: ReturnType<typeof countedWords>;
}

/** As it was kept. */
interface KeptFromNames {
  readonly found: ReturnType<typeof openFoundByNames>;
  readonly counted: ReturnType<typeof openCountedWords>;
}

/** With those of `all` as they are now whose files say something else. */
function namesRenewed({ found, counted }: KeptFromNames, all: readonly LivePage[], said: SaidAgain): FromNames {
  const changed = all.filter(({ route }) => said.has(route.file));
  const words = counted.renewed(new Map(changed.map((page) => [page.id, page])), documentReader());
  return { found: found.renewed(changed), counted: words };
}

function namesPart(names: readonly (PageNames | undefined)[], { found, counted }: FromNames): Uint8Array {
  return keptPart([...keptNames(names), ...found.kept(), ...counted.kept()]);
}

async function openRead(
  { names, links, addresses, ledOn, isIncluded, takesIn, marks, isPart }: ReadPages,
  input: SuggestInput,
  parts: Partition,
  { ports, gone, store }: Asking,
): Promise<TodaysPages> {
  const read: PagesRead = { routes: input.routes, names: (file) => names.get(file), parts };
  const byRoutes = foundByRoutes(read);
  const all = pagesAt(byRoutes.places, read);
  const [found, counted] = [foundByNames(all), countedWords(all, documentReader())];
  const pages = livePages({ ...byRoutes, ...found }, read, all);
  const collected = links.build(pages);
  const included = isPart ? undefined : stampsOf(new Set([...takesIn.values()].flat()), ports);
  if (store !== undefined && included !== undefined && areAsTaken(store, input, ports)) {
    const head = {
      stamps: store.stamps.join('\n'),
      takesIn: [...takesIn],
      included,
      ledOn: [...ledOn],
      linked: addresses.all(),
    };
    const byNames = namesPart(
      pageFiles(input).map((file) => names.get(file)),
      { found, counted },
    );
    const kept = { head, marks, byRoutes: keptPart(byRoutes.kept()), byNames, links: keptPart(collected.kept()) };
    await store.keep(keptPages(kept));
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

/** Whether what was read of all files is surely what they were when they were described. */
function areAsTaken({ stamps }: StampedTable, input: SuggestInput, { keptTexts }: SuggestPorts): boolean {
  return describedFiles(input).every((file, place) => keptTexts?.described(file, 'taken') === stamps[place]);
}

/** Of the files that are taken in; `undefined` where one of them may be another than what was read. */
function stampsOf(files: Iterable<RepoPath>, { keptTexts }: SuggestPorts): PagesHead['included'] | undefined {
  const stamps: (readonly [RepoPath, string])[] = [];
  for (const file of files) {
    const stamp = keptTexts?.described(file, 'taken');
    if (stamp === undefined) return undefined;
    stamps.push([file, stamp]);
  }
  return stamps;
}
