/** The addresses of a past that was kept. */
import { firstFolder, listedPages, type PastPages } from '../../history/pastPages.ts';
import type { Fate, PastPage } from '../../model.ts';
import { foldCase, type UrlPath, urlKey } from '../../paths.ts';
import { numberAt, sameLengths } from '../text/foundTexts.ts';
import { type ListReader, openValues } from '../text/keptLists.ts';
import { openStrings } from '../text/keptStrings.ts';
import { openTextLists, type TextLists } from '../text/textLists.ts';
import type { PastNumbers } from './pastNumbers.ts';

/** The pages as they were kept, and those of them that are past beside the pages of today. */
export interface OpenedPages {
  own(): readonly PastPage[];
  /** What earlier configurations tell. */
  earlier(): readonly PastPage[];
  /** `isOther` tells of an address of an earlier configuration that it is none of today. */
  today(isOther: (page: PastPage) => boolean): PastPages;
}

/** The first `ownPages` are no addresses of earlier configurations. */
export function openPages(lists: ListReader, ownPages: number, { commit, path }: PastNumbers): OpenedPages {
  const [urls, files, titles] = [openStrings(lists), lists.numbers(), openValues(lists)];
  const [first, last, fateOf] = [lists.numbers(), lists.numbers(), lists.numbers()];
  const fates = openValues(lists);
  const [byKey, byFolded, byFolder] = [openTextLists(lists), openTextLists(lists), openTextLists(lists)];
  sameLengths(urls, files, first, last, fateOf);
  if (ownPages > urls.length) throw new RangeError('there are fewer pages');
  const made = new Map<number, PastPage>();
  const pageAt = (place: number): PastPage => {
    const known = made.get(place);
    if (known !== undefined) return known;
    const [title, fate] = [titles.at(place) as string | null | undefined, fates.at(numberAt(fateOf, place))];
    if (title === undefined || fate === undefined) throw new RangeError('what is kept of a page is not whole');
    const page: PastPage = {
      url: urls.at(place) as UrlPath,
      file: path(numberAt(files, place)),
      ...(title === null ? {} : { title }),
      first: commit(numberAt(first, place)),
      last: commit(numberAt(last, place)),
      fate: fate as Fate,
    };
    made.set(place, page);
    return page;
  };
  // So that what is not whole is seen while it is opened.
  if (urls.length > 0) pageAt(urls.length - 1);
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => pageAt(from + i));
  return {
    own: () => range(0, ownPages),
    earlier: () => range(ownPages, urls.length),
    today(isOther) {
      const isPast = (place: number): boolean => place < ownPages || isOther(pageAt(place));
      const found = (list: TextLists, text: string, textOf: (page: PastPage) => string): readonly PastPage[] => {
        const places = list.of(text).filter((place) => isPast(place));
        return places.map(pageAt).filter((page) => textOf(page) === text);
      };
      let listed: PastPages | undefined;
      const all = () => {
        listed ??= listedPages(range(0, urls.length).filter((_, place) => isPast(place)));
        return listed;
      };
      return {
        all: () => all().all(),
        at: (key) => found(byKey, key, ({ url }) => urlKey(url)),
        atFolded: (key) => found(byFolded, key, ({ url }) => foldCase(urlKey(url))),
        isFolder: (folder) =>
          byFolder.of(folder).some((place) => isPast(place) && firstFolder(pageAt(place).url) === folder),
        byKey: () => all().byKey(),
      };
    },
  };
}
