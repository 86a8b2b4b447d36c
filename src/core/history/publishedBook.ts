/** Keeps what each file of the past was published as, while states of the branch are read from the newest on. */
import type { Commit, Fate, PastPage, Route } from '../model.ts';
import { type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { successor } from './fileHistories.ts';
import type { BlobId } from './history.ts';
import type { Age } from './pastAges.ts';
import type { PublishedRequest } from './publishedOnce.ts';
import { toldByAge } from './toldByAge.ts';

/** A state of the branch that is read. */
export interface State {
  readonly commit: Commit;
  /** The next one of the branch; `undefined` for what is checked out. */
  readonly after: Commit | undefined;
  /** Counted from the newest. */
  readonly place: number;
}

/** One version of a file, under the rules of one state. */
export interface Published {
  readonly path: RepoPath;
  readonly blob: BlobId;
  readonly age: Age;
  readonly state: State;
  readonly routes: readonly Route[];
  readonly title?: string | undefined;
}

/** Which address each file had in which states, written down while the states are read from the newest on. */
export interface PublishedBook {
  has(path: RepoPath): boolean;
  /** Whether nothing new is to be expected of this version; notes that the file was there. `all`: of other versions, too. */
  isRead(path: RepoPath, blob: BlobId, age: Age, state: State, all: boolean): boolean;
  add(published: Published): void;
  /** The file was met, and was no page then. */
  isHidden(path: RepoPath): boolean;
  /** The file was met at this address. */
  isProved(url: UrlPath, path: RepoPath): boolean;
  /** One for each address and file. */
  pages(): readonly PastPage[];
}

interface Entry {
  readonly path: RepoPath;
  readonly route: Route;
  readonly title: string | undefined;
  /** The newest and the oldest state in which it was seen. */
  newest: State;
  oldest: State;
}

export function openBook(request: PublishedRequest): PublishedBook {
  const files = toldByAge<Entry>();
  const entries = new Map<string, Entry>();
  /** The newest state in which each file was met. */
  const met = new Map<RepoPath, State>();
  return {
    has: files.has,
    isRead(path, blob, age, state, all) {
      if (!met.has(path)) met.set(path, state);
      files.meet(path);
      const known = files.of(path, age.id);
      if (known === undefined) return false;
      const isSame = known.blobs.includes(blob);
      if (!isSame && (known.entries.length === 0 || all)) return false;
      for (const entry of known.entries) see(entry, state);
      return true;
    },
    add({ path, blob, age, state, routes, title }) {
      const said = routes.map((route) => {
        const key = entryKey(route.url, path);
        const entry = entries.get(key) ?? { path, route, title, newest: state, oldest: state };
        see(entry, state);
        entries.set(key, entry);
        return entry;
      });
      files.add(path, age.id, blob, said);
    },
    isHidden: files.isSilent,
    isProved: (url, path) => entries.has(entryKey(url, path)),
    pages: () => [...entries.values()].map((entry) => pageOf(entry, met.get(entry.path), request)),
  };
}

function entryKey(url: UrlPath, path: RepoPath): string {
  return `${urlKey(url)}\0${path}`;
}

function see(entry: Entry, state: State): void {
  if (state.place > entry.oldest.place) entry.oldest = state;
  if (state.place < entry.newest.place) entry.newest = state;
}

function pageOf(
  { path, route, title, newest, oldest }: Entry,
  met: State | undefined,
  request: PublishedRequest,
): PastPage {
  const { ledger, history, here, hiddenIn } = request;
  const { url } = route;
  const file = ledger.histories.past.get(path);
  const told = ledger.lookup(url).find((page) => page.file === path);
  if (file !== undefined) {
    // It was no page there any more before it was taken away.
    const isEarlier = newest.after !== undefined && met !== undefined && newest.place > met.place;
    const last = isEarlier ? newest.after : file.last;
    return { url, file: path, title, first: file.first, last, fate: told?.fate ?? fateOf(path, request) };
  }
  const span = { url, file: path, title, first: told?.first ?? oldest.commit };
  const ended = newest.after ?? history.head;
  if (!here.has(path)) return { ...span, last: history.head, fate: { kind: 'deleted' } };
  if (here.isHidden(path)) {
    const last = hiddenIn.get(path) ?? ended;
    return { ...span, first: oldest.commit, last, fate: { kind: 'unpublished', cause: `no page since ${last.date}` } };
  }
  if (told !== undefined) return { ...told, first: oldest.commit };
  const cause = `the rules for its address were changed until ${ended.date}`;
  return { ...span, last: ended, fate: { kind: 'readdressed', to: [path], cause } };
}

function fateOf(path: RepoPath, { ledger }: PublishedRequest): Fate {
  const now = successor(path, ledger.histories);
  return now === undefined ? { kind: 'deleted' } : { kind: 'renamed', to: [now.file] };
}
