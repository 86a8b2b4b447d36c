/** Reads the text of every page of today once: what it calls itself, where it links, and what it has of removed texts. */
import type { RepoPath } from '../../paths.ts';
import { detached } from '../../text/detached.ts';
import { linkKey, type PageLink } from '../text/links.ts';
import { onlyLink } from '../text/onlyLink.ts';
import { readPageText } from '../text/pageText.ts';
import { type CitationsBuilder, citations } from './citations.ts';
import { pageFiles, type StartedComparison } from './compared.ts';
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

/** Every text goes into the comparison, by its row where it is kept; for `gone` see `LinkedAddresses`. */
export async function readPages(
  input: SuggestInput,
  parts: Partition,
  started: Pick<StartedComparison, 'comparison' | 'texts'>,
  ports: SuggestPorts,
  gone: ReadonlySet<string>,
): Promise<ReadPages> {
  const names = new Map<RepoPath, PageNames>();
  const keys = pageKeys(input.routes, parts);
  const ledOn = new Map<RepoPath, string>();
  const links = citations(input.hosts, (key) => keys.has(key));
  const addresses = linkedAddresses(input.hosts);
  const included = includedTexts(input.isFile ?? (() => false), (file) => ports.read(file));
  const files = pageFiles(input);
  const take = textTaker(started, included, ports);
  for (const [done, file] of files.entries()) {
    if (done % 200 === 0) {
      ports.signal?.throwIfAborted();
      ports.progress?.report('Reading pages', done, files.length);
    }
    const known = started.texts.mayHaveRow(file) ? await keptPageOf(file, ports) : undefined;
    const text = known === undefined ? await ports.read(file) : undefined;
    const page = text === undefined ? known : await pageOf(file, text, ports);
    if (page === undefined) continue;
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
    await take(file, text, page.includes);
  }
  await started.texts.keep();
  for (const file of input.dataFiles ?? []) {
    ports.signal?.throwIfAborted();
    links.add(file, readNames((await ports.read(file)) ?? ''));
  }
  return { names, links, ledOn, reading: addresses.reading(input.routes, gone), isIncluded: included.has };
}

/** Gives the comparison a page, by its row where that is as it was; `text` where it was read already. */
function textTaker(
  { comparison, texts }: Pick<StartedComparison, 'comparison' | 'texts'>,
  included: ReturnType<typeof includedTexts>,
  ports: SuggestPorts,
) {
  return async (file: RepoPath, text: string | undefined, includes: readonly string[]): Promise<void> => {
    const takesIn = included.named(file, includes);
    const row = text === undefined ? texts.rowOf(file, takesIn) : undefined;
    if (row !== undefined) {
      comparison.addKept?.(file, row);
      included.mark(texts.takenIn(row));
      return;
    }
    const own = text ?? (await ports.read(file));
    if (own === undefined) return;
    const more = await included.of(takesIn);
    texts.add(file, own + more.text, takesIn, more.taken);
    await comparison.add(file, own + more.text);
  };
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

/** Of a page whose file is as it was. */
async function keptPageOf(file: RepoPath, ports: SuggestPorts): Promise<Said | undefined> {
  return ports.concluded?.(file, { name: 'page', from: 'whole', of: (text) => saidIn(text, file) });
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
