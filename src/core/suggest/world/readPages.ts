/** Reads the text of every page of today once: what it calls itself, where it links, and what it has of removed texts. */
import type { RepoPath } from '../../paths.ts';
import { detached } from '../../text/detached.ts';
import { eachOnce } from '../../text/remembered.ts';
import type { Partition } from '../partition/partitions.ts';
import { linkKey } from '../text/links.ts';
import { textHash } from '../text/numbers.ts';
import { onlyLink } from '../text/onlyLink.ts';
import { readPageText } from '../text/pageText.ts';
import { type CitationsBuilder, citations, type KeyedLink, keyedLinks, keyReader } from './citations.ts';
import { pageFiles, type StartedComparison } from './compared.ts';
import { readNames } from './dataNames.ts';
import { includedTexts, readIncludes } from './includes.ts';
import { type LinkedAddresses, linkedAddresses, ownAddress } from './linkedAddresses.ts';
import type { PageNames } from './livePages.ts';
import { pageKeys } from './pagesFound.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** What the texts of today's pages say. */
export interface ReadPages extends LedOn {
  readonly names: ReadonlyMap<RepoPath, PageNames>;
  readonly links: CitationsBuilder;
  readonly addresses: LinkedAddresses;
  /** The files that pages name to take them in, where they name any. */
  readonly takesIn: ReadonlyMap<RepoPath, readonly RepoPath[]>;
  /** Of all pages, one after the other: what tells what they say from anything else; see `saidMarks`. None where nothing is kept. */
  readonly marks: Int32Array;
  /** Some page, or file with names, could not be read. */
  readonly isPart: boolean;
}

/** What is told of pages beside their names and links. */
interface LedOn {
  /** The page, by its key, that a page which says nothing else leads its readers to. */
  readonly ledOn: ReadonlyMap<RepoPath, string>;
  /** Other pages take in this file's text: it stands there for readers. */
  isIncluded(file: RepoPath): boolean;
}

type Started = Pick<StartedComparison, 'comparison' | 'texts'>;

/** Every text goes into the comparison, by its row where it is kept. */
export async function readPages(
  input: SuggestInput,
  parts: Partition,
  started: Started,
  ports: SuggestPorts,
): Promise<ReadPages> {
  const names = new Map<RepoPath, PageNames>();
  const keys = pageKeys(input.routes, parts);
  const ledOn = new Map<RepoPath, string>();
  const links = citations((key) => keys.has(key));
  const addresses = linkedAddresses();
  const page = pageReader(input.hosts, ports);
  const keyOf = keyReader(input.hosts);
  const included = includedTexts(input.isFile ?? (() => false), (file) => ports.read(file));
  const files = pageFiles(input);
  const take = textTaker(started, included, ports);
  const takesIn = new Map<RepoPath, readonly RepoPath[]>();
  // They are asked for by what is kept alone.
  const isKept = ports.keptTexts?.table !== undefined;
  const marks = new Int32Array(isKept ? marksOfPage * files.length : 0);
  let isPart = false;
  for (const [done, file] of files.entries()) {
    if (done % 200 === 0) {
      ports.signal?.throwIfAborted();
      ports.progress?.report('Reading pages', done, files.length);
    }
    const known = started.texts.mayHaveRow(file) ? await page.kept(file) : undefined;
    const text = known === undefined ? await ports.read(file) : undefined;
    const said = text === undefined ? known : await page.of(file, text);
    isPart ||= said === undefined;
    if (said === undefined) continue;
    if (isKept) marks.set(saidMarks(said), marksOfPage * done);
    names.set(file, namesIn(said));
    if (said.only !== null) ledOn.set(file, said.only);
    links.add(file, said.links);
    addresses.add(said.own);
    const named = included.named(file, said.includes);
    if (named.length > 0) takesIn.set(file, named);
    await take(file, text, named);
  }
  await started.texts.keep();
  for (const file of input.dataFiles ?? []) {
    ports.signal?.throwIfAborted();
    const text = await ports.read(file);
    isPart ||= text === undefined;
    links.add(file, keyedLinks(readNames(text ?? ''), file, keyOf));
  }
  return { names, links, addresses, ledOn, isIncluded: included.has, takesIn, marks, isPart };
}

/** So many numbers tell what a page says: the first half what it calls itself and its parts, the others all else. */
export const marksOfPage = 4;

function saidMarks({ title, headings, order, day, links, own, only, includes }: Said): readonly number[] {
  const names = textHash(JSON.stringify([title, headings, order, day]));
  return [...names, ...textHash(JSON.stringify([links, own, only, includes]))];
}

function namesIn({ title, headings, order, day }: Said): PageNames {
  return { title: title ?? undefined, headings, order: order ?? undefined, day: day ?? undefined };
}

/** What pages call themselves now, with the marks of that. */
export type SaidAgain = ReadonlyMap<RepoPath, { readonly names: PageNames; readonly marks: readonly number[] }>;

/**
 * What changed pages call themselves now, where they say something else than their marks tell; those that say the same
 * are left out. `undefined` where more than that has changed, or one cannot be read.
 */
export async function namesAgain(
  changed: readonly { readonly file: RepoPath; readonly marks: Int32Array }[],
  hosts: ReadonlySet<string>,
  ports: SuggestPorts,
): Promise<SaidAgain | undefined> {
  const page = pageReader(hosts, ports);
  const found = new Map<RepoPath, { readonly names: PageNames; readonly marks: readonly number[] }>();
  for (const { file, marks } of changed) {
    ports.signal?.throwIfAborted();
    const said = await page.kept(file);
    if (said === undefined) return undefined;
    const own = saidMarks(said);
    const differ = own.map((mark, i) => mark !== marks[i]);
    if (differ.slice(marksOfPage / 2).includes(true)) return undefined;
    if (differ.includes(true)) found.set(file, { names: namesIn(said), marks: own });
  }
  return found;
}

/** Gives the comparison the texts of all pages where everything else of them is known; these take in files as before. */
export async function takeTexts(
  input: SuggestInput,
  started: Started,
  ports: SuggestPorts,
  takesIn: ReadPages['takesIn'],
): Promise<Pick<LedOn, 'isIncluded'>> {
  const included = includedTexts(
    () => false,
    (file) => ports.read(file),
  );
  const take = textTaker(started, included, ports);
  for (const [done, file] of pageFiles(input).entries()) {
    if (done % 2000 === 0) ports.signal?.throwIfAborted();
    const pending = take(file, undefined, takesIn.get(file) ?? []);
    if (pending !== undefined) await pending;
  }
  await started.texts.keep();
  return { isIncluded: included.has };
}

/** Gives the comparison a page, by its row where that is as it was; `text` where it was read already. */
function textTaker({ comparison, texts }: Started, included: ReturnType<typeof includedTexts>, ports: SuggestPorts) {
  const takeText = async (file: RepoPath, text: string | undefined, takesIn: readonly RepoPath[]): Promise<void> => {
    const own = text ?? (await ports.read(file));
    if (own === undefined) return;
    const more = await included.of(takesIn);
    texts.add(file, own + more.text, takesIn, more.taken);
    await comparison.add(file, own + more.text);
  };
  return (file: RepoPath, text: string | undefined, takesIn: readonly RepoPath[]): Promise<void> | undefined => {
    const row = text === undefined ? texts.rowOf(file, takesIn) : undefined;
    if (row === undefined) return takeText(file, text, takesIn);
    comparison.addKept?.(file, row);
    included.mark(texts.takenIn(row));
    return undefined;
  };
}

/** What a page's text says, as plain data. */
interface Said {
  readonly title: string | null;
  readonly headings: readonly string[];
  readonly order: number | null;
  readonly day: string | null;
  readonly links: readonly KeyedLink[];
  /** The addresses of the site among them; see `linkedAddresses`. */
  readonly own: readonly string[];
  /** The key of the only link, where a page says nothing else. */
  readonly only: string | null;
  readonly includes: readonly string[];
}

/** Reads what pages say, for a site that has these hosts. */
function pageReader(hosts: ReadonlySet<string>, ports: SuggestPorts) {
  const name = `page of ${[...hosts].sort().join(' ')}`;
  const saidIn = saidReader(hosts);
  const conclusion = (file: RepoPath) => {
    return { name, from: 'whole' as const, of: (text: string) => saidIn(text, file) };
  };
  return {
    /** As it was concluded, where that is kept. */
    kept: async (file: RepoPath): Promise<Said | undefined> => ports.concluded?.(file, conclusion(file)),
    async of(file: RepoPath, text: string): Promise<Said> {
      return (await ports.concluded?.(file, conclusion(file), text)) ?? saidIn(text, file);
    },
  };
}

function saidReader(hosts: ReadonlySet<string>): (text: string, file: RepoPath) => Said {
  const keyOf = keyReader(hosts);
  const place = (target: string, file: RepoPath) => ({ key: keyOf(target, file), own: ownAddress(target, hosts) });
  // From the root it is the same wherever the link stands, and most places are linked from many pages.
  const fromRoot = eachOnce((target) => place(target, '' as RepoPath));
  return (text, file) => {
    const page = readPageText(text, file);
    const only = onlyLink(text, page)?.target;
    const links: KeyedLink[] = [];
    const own = new Set<string>();
    for (const { target, text: name } of page.links) {
      const led = target.startsWith('/') ? fromRoot(target) : place(target, file);
      if (led.key !== undefined) links.push([led.key, name]);
      if (led.own !== undefined) own.add(led.own);
    }
    return {
      title: page.title === undefined ? null : detached(page.title),
      headings: page.headings.map(detached),
      order: page.order ?? null,
      day: page.day ?? null,
      links,
      own: [...own],
      only: (only === undefined ? undefined : linkKey(only, file, hosts)) ?? null,
      includes: readIncludes(text),
    };
  };
}
