/**
 * Every address that the site really had at some time: each file of the past under the rules of a state of the branch in
 * which it was there, so that drafts, sections that are never rendered and files of unmerged work are left out.
 */
import type { Commit, PastPage } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { readPastFile } from '../site/addresses.ts';
import { pageTitle } from '../text/title.ts';
import type { PastFile } from './fileHistories.ts';
import { type BlobId, type History, isPageFile } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { around, linePlaces, meetingStates, type StateSpan, spanOf } from './meetingStates.ts';
import { type Age, isToldByHead, isToldByPath, mayPublish, openAges, publishedRoutes } from './pastAges.ts';
import type { Today } from './pastConfigurations.ts';
import { openPastHeads, type PastHeads, type PastVersion } from './pastHeads.ts';
import { openBook, type PublishedBook, type State } from './publishedBook.ts';

/** What the working tree says of its files. */
export interface HereNow {
  /** The file is in the working tree, committed or not. */
  has(file: RepoPath): boolean;
  /** It is there, and no page because it says so itself. */
  isHidden(file: RepoPath): boolean;
}

/** What is known before the states of the branch are read. */
export interface PublishedRequest {
  readonly history: History;
  readonly ledger: Ledger;
  readonly today: Today;
  readonly here: HereNow;
  /** The commit that hid each file which is hidden today. */
  readonly hiddenIn: ReadonlyMap<RepoPath, Commit>;
}

/** One entry for each address and file, of every state of the branch. Throws `AbortError` when cancelled. */
export async function publishedOnce(
  request: PublishedRequest,
  options: LedgerOptions = {},
): Promise<readonly PastPage[]> {
  const { history, ledger, hiddenIn } = request;
  const line = lineOf(ledger, history);
  const placeOf = linePlaces(line);
  const readdressed = readdressedPages(ledger);
  const changed = new Set(readdressed.map(({ file }) => file));
  const gone = filesGone(request);
  const book = openBook(request);
  const heads = openPastHeads(history);
  const visit = visitor({ request, line, book, heads, changed }, options);
  await visit.states([0]);
  const moments = [...hiddenIn.values(), ...readdressed.map(({ last }) => last)];
  const lifetimes = [...gone, ...moments.map((last) => ({ first: last, last }))];
  const spans = lifetimes.flatMap((lifetime) => spanOf(lifetime, placeOf, line.length) ?? []);
  await visit.states(meetingStates(spans, mostStates));
  // What was hidden at its end, or had another address then, was perhaps published before.
  for (const part of [1 / 2, 1 / 4, 3 / 4, 1]) {
    const open = openSpans(request, book, gone, placeOf, line.length);
    await visit.states(
      meetingStates(
        open.map((span) => around(span, part)),
        mostFurther,
      ),
    );
  }
  await readUnmet({ gone, met: visit.met, placeOf, book, heads, size: line.length }, options);
  return book.pages();
}

/** States that are read at most: first each file near its end, then those of which it told too little. */
const mostStates = 60;
const mostFurther = 12;

interface Visited {
  readonly state: State;
  readonly age: Age;
}

/** Reads states of the branch, each once. */
function visitor(
  {
    request,
    line,
    book,
    heads,
    changed,
  }: {
    readonly request: PublishedRequest;
    readonly line: readonly Commit[];
    readonly book: PublishedBook;
    readonly heads: PastHeads;
    readonly changed: ReadonlySet<RepoPath>;
  },
  options: LedgerOptions,
) {
  const { history, ledger, here } = request;
  const ages = openAges(request, options.signal);
  const met: Visited[] = [];
  const done = new Set<number>();
  return {
    met: met as readonly Visited[],
    async states(places: readonly number[]): Promise<void> {
      for (const place of places) {
        const commit = line[place];
        if (commit === undefined || done.has(place)) continue;
        done.add(place);
        options.signal?.throwIfAborted();
        options.progress?.report('Reading what was published', done.size);
        const tree = await history.tree(commit.hash, options.signal);
        const age = await ages(commit, tree);
        const state = { commit, after: line[place - 1], place };
        met.push({ state, age });
        const isAsked = (file: RepoPath) =>
          !ledger.histories.live.has(file) ||
          !here.has(file) ||
          here.isHidden(file) ||
          changed.has(file) ||
          age.differs(tree);
        await readState({ state, tree, age, isAsked, book, heads, changed, request }, options);
      }
    },
  };
}

/** The lives of files that were never met as a page, or not at an address that the ledger gives them. */
function openSpans(
  { ledger, today, here }: PublishedRequest,
  book: PublishedBook,
  gone: readonly PastFile[],
  placeOf: (commit: Commit) => number,
  size: number,
): readonly StateSpan[] {
  const unproved = new Set<RepoPath>();
  for (const url of ledger.urls()) {
    for (const { file } of ledger.lookup(url)) if (!book.isProved(url, file)) unproved.add(file);
  }
  const open = gone.filter(({ path }) => book.has(path) && (book.isHidden(path) || unproved.has(path)));
  const hidden = [...ledger.histories.live].some(
    (file) => today.rules.reads(file) !== undefined && here.isHidden(file) && book.isHidden(file),
  );
  const whole = hidden ? [{ newest: 1, oldest: size - 1 }] : [];
  return [...open.flatMap((file) => spanOf(file, placeOf, size) ?? []), ...whole];
}

/** Every address of one commit. */
export async function publishedAt(
  commit: Commit,
  request: PublishedRequest,
  options: LedgerOptions = {},
): Promise<readonly PastPage[]> {
  const tree = await request.history.tree(commit.hash, options.signal);
  const age = await openAges(request, options.signal)(commit, tree);
  const book = openBook(request);
  const state = { commit, after: undefined, place: 0 };
  const heads = openPastHeads(request.history);
  await readState({ state, tree, age, isAsked: () => true, book, heads, changed: new Set(), request }, options);
  return book.pages();
}

/** The states of the branch, newest first; what is checked out is one even where it changed no page. */
function lineOf({ mainLine }: Ledger, { head }: History): readonly Commit[] {
  return mainLine[0]?.hash === head.hash ? mainLine : [head, ...mainLine];
}

/** Pages whose file stayed and got another address. */
function readdressedPages(ledger: Ledger): readonly PastPage[] {
  return [...ledger.moved()].flatMap(({ page }) =>
    isReaddressed(page) && ledger.histories.live.has(page.file) ? [page] : [],
  );
}

function isReaddressed({ fate }: PastPage): boolean {
  return fate.kind === 'readdressed' || fate.kind === 'generator-switched';
}

/** The files of the past that may have been pages. */
function filesGone({ ledger, today }: PublishedRequest): readonly PastFile[] {
  const known = new Set<RepoPath>();
  for (const { page } of ledger.moved()) known.add(page.file);
  const mayBePage = (file: RepoPath) => known.has(file) || today.rules.reads(file) !== undefined || isPageFile(file);
  return [...ledger.histories.past.values()].filter(({ path }) => mayBePage(path));
}

interface Reading {
  readonly state: State;
  readonly tree: ReadonlyMap<RepoPath, BlobId>;
  readonly age: Age;
  readonly isAsked: (file: RepoPath) => boolean;
  readonly book: PublishedBook;
  readonly heads: PastHeads;
  /** Files whose front matter gave them another address once: every version is read. */
  readonly changed: ReadonlySet<RepoPath>;
  readonly request: PublishedRequest;
}

/** Reads the files of one state that were not read under the same rules before. */
async function readState(
  { state, tree, age, isAsked, book, heads, changed, request }: Reading,
  options: LedgerOptions,
): Promise<void> {
  const wanted: PastVersion[] = [];
  for (const [path, blob] of tree) {
    if (!isAsked(path) || !mayPublish(path, age)) continue;
    const isFirst = !book.has(path);
    if (!book.isRead(path, blob, age, state, changed.has(path))) wanted.push({ path, blob });
    // What it said at last may be of another day, and have another address.
    const last = isFirst ? request.ledger.histories.past.get(path)?.blob : undefined;
    if (last !== undefined && last !== blob) wanted.push({ path, blob: last });
  }
  await readVersions(wanted, { age, state, book, heads }, options);
}

async function readVersions(
  wanted: readonly PastVersion[],
  { age, state, book, heads }: Pick<Reading, 'age' | 'state' | 'book' | 'heads'>,
  { signal }: LedgerOptions,
): Promise<void> {
  const byText: PastVersion[] = [];
  for (const version of wanted) {
    if (!isToldByPath(version.path, age)) byText.push(version);
    else book.add({ ...version, age, state, routes: publishedRoutes(age.sites, readPastFile(version.path)) });
  }
  for await (const { version, file } of heads.read(byText, (path) => isToldByHead(path, age), signal)) {
    const routes = file === undefined ? [] : publishedRoutes(age.sites, file);
    const title = file === undefined || routes.length === 0 ? undefined : pageTitle(file);
    book.add({ ...version, age, state, routes, title });
  }
}

/** Files that were there in no state that was read: their last content under the rules of the nearest one. */
async function readUnmet(
  {
    gone,
    met,
    placeOf,
    book,
    heads,
    size,
  }: {
    readonly gone: readonly PastFile[];
    readonly met: readonly Visited[];
    readonly placeOf: (commit: Commit) => number;
    readonly book: PublishedBook;
    readonly heads: PastHeads;
    readonly size: number;
  },
  options: LedgerOptions,
): Promise<void> {
  const wanted = new Map<Visited, PastVersion[]>();
  for (const file of gone) {
    const span = book.has(file.path) ? undefined : spanOf(file, placeOf, size);
    // One that was there in no state of the branch was never published.
    if (span === undefined || span.oldest < span.newest || met.some(({ state }) => isWithin(state, span))) continue;
    const nearest = [...met].sort((a, b) => distance(a.state, span) - distance(b.state, span))[0];
    if (nearest === undefined || !mayPublish(file.path, nearest.age)) continue;
    const versions = wanted.get(nearest);
    if (versions === undefined) wanted.set(nearest, [file]);
    else versions.push(file);
  }
  for (const [{ state, age }, versions] of wanted) {
    await readVersions(versions, { age, state, book, heads }, options);
  }
}

function isWithin({ place }: State, { newest, oldest }: StateSpan): boolean {
  return newest <= place && place <= oldest;
}

function distance({ place }: State, { newest }: StateSpan): number {
  return Math.abs(place - newest);
}
