/** The dates of a page, from its front matter, its name, or nowhere this can see. https://gohugo.io/configuration/front-matter/ */
import type { Settings } from '../../text/settings.ts';
import { readDate, type WrittenDate } from '../../text/writtenDate.ts';

/** A date of a page, and where it stands. */
export interface FoundDate {
  readonly date: WrittenDate;
  /** The front matter key; `undefined` for the file name. */
  readonly key: string | undefined;
  /** What is left of a file name without its date; only where that gave the date. */
  readonly slug: string | undefined;
}

/** `known` was found for another date of the page and need not be read again. `'outside'`: git or the file system would decide. */
export function pageDate(
  values: Settings,
  sources: readonly string[],
  baseName: string,
  known?: FoundDate | 'outside',
): FoundDate | 'outside' | undefined {
  for (const source of sources) {
    if (source === ':git' || source === ':filemodtime') return 'outside';
    if (source === ':filename') {
      const found = dateInName(baseName);
      if (found !== undefined) return found;
      continue;
    }
    if (known !== undefined && known !== 'outside' && known.key === source) return known;
    const date = readDate(values[source]);
    if (date !== undefined) return { date, key: source, slug: undefined };
  }
  return undefined;
}

/** `2018-02-22-mypage.md`, also with a time: `2018-02-22-10-30-00-mypage.md`. */
function dateInName(name: string): FoundDate | undefined {
  const stem = name.replace(/\.[^.]*$/, '');
  const withTime = readDate(`${stem.slice(0, 10)}T${stem.slice(11, 19).replaceAll('-', ':')}`);
  const hasTime = stem.length >= 19 && /^\d\d.\d\d.\d\d$/.test(stem.slice(11, 19)) && withTime !== undefined;
  const date = hasTime ? withTime : /^\d{4}-\d\d-\d\d/.test(stem) ? readDate(stem.slice(0, 10)) : undefined;
  if (date === undefined) return undefined;
  return { date, key: undefined, slug: stem.slice(hasTime ? 19 : 10).replace(/^[ _-]+|[ _-]+$/g, '') };
}
