/** Reads the text of every page of today once: what it calls itself, where it links, and what it has of removed texts. */
import type { RepoPath } from '../../paths.ts';
import { detached } from '../../text/detached.ts';
import type { TextComparison } from '../text/comparison.ts';
import { linkKey, type PageLink } from '../text/links.ts';
import { onlyLink } from '../text/onlyLink.ts';
import { readPageText } from '../text/pageText.ts';
import { type CitationsBuilder, citations } from './citations.ts';
import { readNames } from './dataNames.ts';
import { includedTexts, readIncludes } from './includes.ts';
import { type LinkedReading, linkedAddresses } from './linkedAddresses.ts';
import { type PageNames, pageKeys } from './livePages.ts';
import type { Partition } from './partitions.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** What the texts of today's pages say. */
export interface ReadPages {
  readonly names: ReadonlyMap<RepoPath, PageNames>;
  readonly links: CitationsBuilder;
  readonly reading: LinkedReading;
  /** The page, by its key, that a page which says nothing else leads its readers to. */
  readonly ledOn: ReadonlyMap<RepoPath, string>;
  /** Other pages take in this file's text: it stands there for readers. */
  isIncluded(file: RepoPath): boolean;
}

/** Every text goes into the comparison; for `gone` see `LinkedAddresses`. */
export async function readPages(
  input: SuggestInput,
  parts: Partition,
  comparison: TextComparison,
  ports: SuggestPorts,
  gone: ReadonlySet<string>,
): Promise<ReadPages> {
  const names = new Map<RepoPath, PageNames>();
  const keys = pageKeys(input.routes, parts);
  const ledOn = new Map<RepoPath, string>();
  const links = citations(input.hosts, (key) => keys.has(key));
  const addresses = linkedAddresses(input.hosts);
  const included = includedTexts(input.isFile ?? (() => false), (file) => ports.read(file));
  const files = [...new Set(input.routes.map((route) => route.file))];
  for (const [done, file] of files.entries()) {
    if (done % 200 === 0) {
      ports.signal?.throwIfAborted();
      ports.progress?.report('Reading pages', done, files.length);
    }
    const text = await ports.read(file);
    if (text === undefined) continue;
    const page = await pageOf(file, text, ports);
    names.set(file, {
      title: page.title ?? undefined,
      headings: page.headings,
      order: page.order ?? undefined,
      day: page.day ?? undefined,
    });
    const key = page.only === null ? undefined : linkKey(page.only, file, input.hosts);
    if (key !== undefined) ledOn.set(file, key);
    links.add(file, page.links);
    addresses.add(page.links);
    await comparison.add(file, text + (await included.of(file, page.includes)));
  }
  for (const file of input.dataFiles ?? []) {
    ports.signal?.throwIfAborted();
    links.add(file, readNames((await ports.read(file)) ?? ''));
  }
  return { names, links, ledOn, reading: addresses.reading(input.routes, gone), isIncluded: included.has };
}

/** What a page's text says, as plain data. */
interface Said {
  readonly title: string | null;
  readonly headings: readonly string[];
  readonly order: number | null;
  readonly day: string | null;
  readonly links: readonly PageLink[];
  /** The target of the only link, where a page says nothing else. */
  readonly only: string | null;
  readonly includes: readonly string[];
}

async function pageOf(file: RepoPath, text: string, ports: SuggestPorts): Promise<Said> {
  const of = () => saidIn(text, file);
  return (await ports.concluded?.(file, { name: 'page', from: 'whole', of }, text)) ?? of();
}

function saidIn(text: string, file: RepoPath): Said {
  const page = readPageText(text, file);
  return {
    title: page.title === undefined ? null : detached(page.title),
    headings: page.headings.map(detached),
    order: page.order ?? null,
    day: page.day ?? null,
    links: page.links,
    only: onlyLink(text, page)?.target ?? null,
    includes: readIncludes(text),
  };
}
