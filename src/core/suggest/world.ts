/** Everything suggestions are drawn from, read once; after that every answer is a pure function of it. */
import type { BlobId } from '../history/history.ts';
import type { Ledger } from '../history/ledger.ts';
import type { Backlink, Route } from '../model.ts';
import { type RepoPath, type UrlKey, type UrlPath, urlKey } from '../paths.ts';
import type { Progress } from '../ports.ts';
import { type DirectoryMoves, directoryMoves } from './directoryMoves.ts';
import { documentOf } from './evidence/similarWords.ts';
import { eachFingerprint, fingerprints } from './fingerprints.ts';
import type { LinkEdits } from './linkEdits.ts';
import { linkKey, segmentsKey } from './links.ts';
import { type LivePage, type LivePages, livePages } from './livePages.ts';
import { type PageText, readPageText } from './pageText.ts';
import { type Asked, type PastMatch, type Question, question } from './question.ts';
import { type WordIndex, wordIndex } from './wordIndex.ts';
import { words } from './words.ts';

/** What is known before any text is read. */
export interface SuggestInput {
  /** Every route of the site today. */
  readonly routes: readonly Route[];
  /** Names of the site's hosts in lower case, for links written in full. */
  readonly hosts: ReadonlySet<string>;
  readonly ledger: Ledger;
  readonly edits: LinkEdits;
  /** Redirects that exist, as examples of how the site's authors redirect; empty to judge as if there were none. */
  readonly known: readonly KnownRedirect[];
  readonly isRedirected: (url: UrlPath) => boolean;
}

export interface KnownRedirect {
  readonly from: UrlPath;
  readonly to: UrlPath;
}

/** How texts are read. */
export interface SuggestPorts {
  read(file: RepoPath): Promise<string | undefined>;
  pastTexts(blobs: readonly BlobId[]): AsyncIterable<string | undefined>;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

export interface SuggestWorld extends SuggestInput {
  readonly pages: LivePages;
  readonly words: WordIndex;
  /** Pages that links with this text lead to, and how often. */
  calledBy(name: readonly string[]): ReadonlyMap<number, number>;
  /** The texts of the site's own links to an address that is dead. */
  anchorsOf(key: string): readonly string[];
  /** Shares of a removed page's text that live pages hold, by page. */
  contained(path: UrlPath): ReadonlyMap<number, number>;
  /** The page that a dead file or address became by renames; by its key. */
  movedTo(key: string): LivePage | undefined;
  readonly directories: DirectoryMoves;
  question(asked: Asked): Question;
}

/** Reads the texts of today's pages once, and those of the removed pages that are asked about. */
export async function prepareSuggestions(
  input: SuggestInput,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<SuggestWorld> {
  const removed = await removedTexts(input.ledger, asked, ports);
  const wanted = new Map<number, UrlKey[]>();
  for (const [key, { prints }] of removed) for (const print of prints) push(wanted, print, key);

  const texts = new Map<RepoPath, PageText>();
  const overlap = new Map<UrlKey, Map<RepoPath, number>>();
  const files = [...new Set(input.routes.map((route) => route.file))];
  for (const [done, file] of files.entries()) {
    if (done % 200 === 0) {
      ports.signal?.throwIfAborted();
      ports.progress?.report('Reading pages', done, files.length);
    }
    const text = await ports.read(file);
    if (text === undefined) continue;
    texts.set(file, readPageText(text, file));
    countOverlap(text, file, wanted, overlap);
  }

  const pages = livePages(input.routes, texts);
  const { anchors, called } = readAnchors(pages, texts, input.hosts);
  const questions = new Map<UrlKey, Question>();
  const contained = new Map<UrlKey, ReadonlyMap<number, number>>();
  const ask = ({ path, referrers }: Asked): Question =>
    question({
      path,
      language: pages.partition.language(path),
      version: pages.partition.version(path),
      past: pastMatches(path, input.ledger),
      text: removed.get(urlKey(path))?.text,
      anchors: [...anchorTexts(referrers), ...(anchors.get(linkKey(path, '' as RepoPath, input.hosts) ?? '') ?? [])],
    });
  for (const entry of asked) {
    const key = urlKey(entry.path);
    questions.set(key, ask(entry));
    const total = removed.get(key)?.prints.size ?? 0;
    const shares = new Map<number, number>();
    for (const [file, count] of overlap.get(key) ?? []) {
      const page = pages.ofFile(file);
      if (page && total > 0) shares.set(page.id, count / total);
    }
    contained.set(key, shares);
  }
  const pastFiles = new Map([...input.ledger.lives.past.keys()].map((file) => [segmentsKey(file), file]));
  const movedTo = (key: string): LivePage | undefined => {
    const file = pastFiles.get(key) ?? input.ledger.lookup(`/${key}` as UrlPath)[0]?.file;
    const trail = file && input.ledger.successor(file);
    return trail && pages.ofFile(trail.file);
  };
  return {
    ...input,
    pages,
    movedTo,
    directories: directoryMoves(input, pages),
    words: wordIndex(pages.all.map(documentOf)),
    calledBy: (name) => called.get(name.join(' ')) ?? new Map(),
    anchorsOf: (key) => anchors.get(key) ?? [],
    contained: (path) => contained.get(urlKey(path)) ?? new Map(),
    question: (entry) => questions.get(urlKey(entry.path)) ?? ask(entry),
  };
}

interface RemovedText {
  readonly text: PageText;
  readonly prints: ReadonlySet<number>;
}

/** The last text of the best past file of every address asked about. */
async function removedTexts(
  ledger: Ledger,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<ReadonlyMap<UrlKey, RemovedText>> {
  const wanted = asked.flatMap(({ path }) => {
    const file = pastMatches(path, ledger)[0]?.file;
    const blob = file && ledger.blob(file);
    return file !== undefined && blob !== undefined ? [{ key: urlKey(path), file, blob }] : [];
  });
  const texts = new Map<UrlKey, RemovedText>();
  let at = 0;
  for await (const text of ports.pastTexts(wanted.map(({ blob }) => blob))) {
    const entry = wanted[at++];
    if (entry === undefined || text === undefined) continue;
    const read = readPageText(text, entry.file);
    texts.set(entry.key, { text: read, prints: fingerprints(text.slice(read.bodyStart)) });
  }
  return texts;
}

/** The files that may have been behind an address: by the rules, else by the end of their path. */
export function pastMatches(path: UrlPath, ledger: Ledger): readonly PastMatch[] {
  const exact = ledger.lookup(path);
  if (exact.length > 0) return exact.map((page) => ({ file: page.file, page, certainty: 1, alike: undefined }));
  const alike = ledger.alike(path);
  const best = alike[0];
  if (best === undefined) return [];
  return alike
    .filter((found) => found.agreeing === best.agreeing)
    .slice(0, 4)
    .map((found, _, all) => ({
      file: found.file,
      page: undefined,
      certainty: (0.9 * found.share * Math.min(1, 0.4 + 0.3 * found.agreeing)) / Math.sqrt(all.length),
      alike: found,
    }));
}

function countOverlap(
  text: string,
  file: RepoPath,
  wanted: ReadonlyMap<number, readonly UrlKey[]>,
  overlap: Map<UrlKey, Map<RepoPath, number>>,
): void {
  if (wanted.size === 0) return;
  const seen = new Set<number>();
  eachFingerprint(text, (print) => {
    const keys = wanted.get(print);
    if (keys === undefined || seen.has(print)) return;
    seen.add(print);
    for (const key of keys) {
      const of = overlap.get(key) ?? new Map<RepoPath, number>();
      overlap.set(key, of);
      of.set(file, (of.get(file) ?? 0) + 1);
    }
  });
}

/** What the site's own links call its pages, and what they call addresses that lead nowhere. */
function readAnchors(pages: LivePages, texts: ReadonlyMap<RepoPath, PageText>, hosts: ReadonlySet<string>) {
  const called = new Map<string, Map<number, number>>();
  const anchors = new Map<string, string[]>();
  for (const [file, { links }] of texts) {
    for (const link of links) {
      const key = linkKey(link.target, file, hosts);
      if (key === undefined || link.text === '') continue;
      const page = pages.bySegments(key);
      if (page === undefined) push(anchors, key, link.text);
      else countName(called, words(link.text).join(' '), page);
    }
  }
  return { anchors, called };
}

function countName(called: Map<string, Map<number, number>>, name: string, page: LivePage): void {
  if (name === '') return;
  const of = called.get(name) ?? new Map<number, number>();
  called.set(name, of);
  of.set(page.id, (of.get(page.id) ?? 0) + 1);
}

function anchorTexts(referrers: readonly Backlink[] | undefined): readonly string[] {
  return (referrers ?? []).flatMap(({ anchor }) =>
    anchor && !/^(?:https?:|here$|link$)/i.test(anchor) ? [anchor] : [],
  );
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
