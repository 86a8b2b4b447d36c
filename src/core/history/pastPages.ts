/** The addresses of the past as they are found: in a list, or in what was kept of one. */
import type { PastPage } from '../model.ts';
import { foldCase, type UrlKey, urlKey } from '../paths.ts';

/** Pages of the past, those of one address in the order they were found. */
export interface PastPages {
  /** In their order; made when somebody asks for it. */
  all(): readonly PastPage[];
  at(key: UrlKey): readonly PastPage[];
  /** By a key without regard to case. */
  atFolded(key: UrlKey): readonly PastPage[];
  /** Whether some address lies below a first folder, in lower case. */
  isFolder(folder: string): boolean;
  /** By their addresses, each with its pages. */
  byKey(): ReadonlyMap<UrlKey, readonly PastPage[]>;
}

export function listedPages(pages: readonly PastPage[]): PastPages {
  let exact: ReadonlyMap<UrlKey, readonly PastPage[]> | undefined;
  let folded: ReadonlyMap<UrlKey, readonly PastPage[]> | undefined;
  let folders: ReadonlySet<string> | undefined;
  const byKey = () => {
    exact ??= grouped(pages, (page) => urlKey(page.url));
    return exact;
  };
  return {
    all: () => pages,
    at: (key) => byKey().get(key) ?? [],
    atFolded(key) {
      folded ??= grouped(pages, (page) => foldCase(urlKey(page.url)));
      return folded.get(key) ?? [];
    },
    isFolder(folder) {
      folders ??= new Set(pages.flatMap(({ url }) => firstFolder(url) ?? []));
      return folders.has(folder);
    },
    byKey,
  };
}

/** The same, and more behind them. */
export function joinedPages(first: PastPages, more: readonly PastPage[]): PastPages {
  if (more.length === 0) return first;
  const rest = listedPages(more);
  let whole: PastPages | undefined;
  const all = () => {
    whole ??= listedPages([...first.all(), ...more]);
    return whole;
  };
  return {
    all: () => all().all(),
    at: (key) => [...first.at(key), ...rest.at(key)],
    atFolded: (key) => [...first.atFolded(key), ...rest.atFolded(key)],
    isFolder: (folder) => first.isFolder(folder) || rest.isFolder(folder),
    byKey: () => all().byKey(),
  };
}

/** `a` for `/A/b`. */
export function firstFolder(url: string): string | undefined {
  const end = url.indexOf('/', 1);
  return end > 0 ? url.slice(1, end).toLowerCase() : undefined;
}

function grouped<Key>(
  pages: readonly PastPage[],
  keyOf: (page: PastPage) => Key,
): ReadonlyMap<Key, readonly PastPage[]> {
  const groups = new Map<Key, PastPage[]>();
  for (const page of pages) {
    const key = keyOf(page);
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [page]);
    else held.push(page);
  }
  return groups;
}
