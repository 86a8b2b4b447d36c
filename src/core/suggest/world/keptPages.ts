/** The form in which it is kept what all pages say: parts of their own, so that one of them can be made anew alone. */
import type { RepoPath } from '../../paths.ts';
import { keptLists, keptValues, type ListReader, type NumberList, openLists, openValues } from '../text/keptLists.ts';
import type { PageNames } from './livePages.ts';

/** What stands in front of the parts. */
export interface PagesHead {
  /** Pages and data files as they were described, a line each. */
  readonly stamps: string;
  readonly takesIn: readonly (readonly [page: RepoPath, files: readonly RepoPath[]])[];
  /** The files that are taken in, as they were described. */
  readonly included: readonly (readonly [file: RepoPath, stamp: string])[];
  readonly ledOn: readonly (readonly [page: RepoPath, key: string])[];
  /** See `linkedAddresses`. */
  readonly linked: readonly string[];
}

/** What is kept: each part has lists of its own. */
export interface KeptPages {
  readonly head: PagesHead;
  /** See `ReadPages`. */
  readonly marks: Int32Array;
  readonly byRoutes: Uint8Array;
  readonly byNames: Uint8Array;
  readonly links: Uint8Array;
}

export function keptPages({ head, marks, byRoutes, byNames, links }: KeptPages): Uint8Array {
  return keptLists(head, [marks, byRoutes, byNames, links]);
}

/** `undefined` for bytes that are no such table. */
export function openKeptPages(bytes: Uint8Array): KeptPages | undefined {
  const opened = openLists(bytes);
  if (opened === undefined) return undefined;
  const { lists } = opened;
  const [marks, byRoutes, byNames, links] = [lists.numbers(), lists.bytes(), lists.bytes(), lists.bytes()];
  return { head: opened.head as PagesHead, marks, byRoutes, byNames, links };
}

/** The lists of one part, for `listsIn`. */
export function keptPart(lists: readonly NumberList[]): Uint8Array {
  return keptLists({}, lists);
}

export function listsIn(part: Uint8Array): ListReader {
  const opened = openLists(part);
  if (opened === undefined) throw new RangeError('a part is not whole');
  return opened.lists;
}

/** A title, headings, a place and a day; `null` for a page that was not read. */
type KeptNames = readonly [title: string | null, headings: readonly string[], order: number | null, day: string | null];

/** For `openNames`; the names of each page. */
export function keptNames(all: readonly (PageNames | undefined)[]): readonly NumberList[] {
  return keptValues(all.map(namesKept));
}

function namesKept(names: PageNames | undefined): KeptNames | null {
  if (names === undefined) return null;
  const { title, headings, order, day } = names;
  return [title ?? null, headings, order ?? null, day ?? null];
}

/** By the places of the pages. */
export function openNames(lists: ListReader): (place: number) => PageNames | undefined {
  const values = openValues(lists);
  return (place) => {
    const said = values.at(place) as KeptNames | null | undefined;
    if (said === null || said === undefined) return undefined;
    const [title, headings, order, day] = said;
    return { title: title ?? undefined, headings, order: order ?? undefined, day: day ?? undefined };
  };
}
