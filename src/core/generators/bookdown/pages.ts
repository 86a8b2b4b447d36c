/**
 * The pages that the headings of a book make.
 *
 * - A page begins at each heading of the level that the book is split at, and is named after its identifier, which is the
 *   only one of its kind in the whole book: a second `introduction` is `introduction-1`. The first page is `index` where it
 *   is of `index.Rmd`.
 * - `# (PART) …` and `# (APPENDIX) …` without a number make none; chapters behind the second are counted by letters.
 * - What looks like an ending of a name is none of it: `version-2.0` is `version-2.html`.
 *
 * https://pkg.yihui.org/bookdown/html.html
 */
import type { RepoPath } from '../../paths.ts';
import type { Heading } from './headings.ts';
import { identifierOf } from './identifier.ts';
import type { BookSettings } from './settings.ts';
import type { NameRule } from './version.ts';

/** One heading with the file that it stands in, and the chapter that takes this in. */
export interface Placed {
  readonly file: RepoPath;
  readonly chapter: RepoPath;
  readonly heading: Heading;
}

/** A page of a book, and the heading that it begins with. */
export interface BookPage {
  readonly file: RepoPath;
  readonly line: number;
  /** `introduction.html`; `undefined` where only running code tells. */
  readonly name: string | undefined;
  /** The other rule would give it another name, and which one counts is not known. */
  readonly isDoubtful: boolean;
  readonly title: string | undefined;
}

/** How pages are cut and named. */
type Naming = Pick<BookSettings, 'split' | 'numbersSections'> & { readonly rule: NameRule };

/** What the headings before some place in a book decide for those that follow. */
export interface BookState {
  isTaken(id: string): boolean;
  /** Of each level, how many headings with a number there were. */
  readonly counts: readonly number[];
  readonly isAppendix: boolean;
  /** A page has begun. */
  readonly isBegun: boolean;
}

export const bookStart: BookState = { isTaken: () => false, counts: [], isAppendix: false, isBegun: false };

/** A heading with all that the book decides of it. */
interface Numbered extends Placed {
  readonly id: string | undefined;
  /** `A.1`; `undefined` without a number. */
  readonly number: string | undefined;
  /** It is shown in the table of contents alone. */
  readonly isDivider: boolean;
  readonly before: Omit<BookState, 'isTaken' | 'isBegun'>;
}

/** The pages of some headings that follow each other; before each of them, the state that it finds, and their identifiers. */
export function bookPages(placed: readonly Placed[], before: BookState, book: Naming) {
  const pages: BookPage[] = [];
  const states: Omit<BookState, 'isTaken'>[] = [];
  let { isBegun } = before;
  const numbered = numberedHeadings(placed, before, book);
  for (const heading of numbered) {
    states.push({ ...heading.before, isBegun });
    if (heading.isDivider || heading.heading.level > book.split.level) continue;
    pages.push(pageOf(heading, !isBegun, book));
    isBegun = true;
  }
  return { pages, states, ids: numbered.map(({ id }) => id) };
}

function numberedHeadings(
  placed: readonly Placed[],
  before: BookState,
  { numbersSections }: Naming,
): readonly Numbered[] {
  const taken = new Set<string>();
  const free = freeIdentifiers((id) => taken.has(id) || before.isTaken(id));
  let { counts, isAppendix } = before;
  return placed.map((each): Numbered => {
    const found = { counts, isAppendix };
    const { level, text, isUnnumbered, id: written } = each.heading;
    const id = written ?? (text === undefined ? undefined : free(identifierOf(text)));
    if (id !== undefined) taken.add(id);
    const isCounted = numbersSections && !isUnnumbered;
    if (isCounted) counts = counted(counts, level);
    const number = isCounted ? numberOf(counts, isAppendix) : undefined;
    const divider = level === 1 && !isCounted ? dividerKind(text ?? '', isUnnumbered) : undefined;
    if (divider === 'appendix') {
      isAppendix = true;
      counts = [];
    }
    return { ...each, id, number, isDivider: divider !== undefined, before: found };
  });
}

function pageOf({ file, chapter, heading, id, number }: Numbered, isFirst: boolean, { split, rule }: Naming): BookPage {
  const { line, text: title } = heading;
  if (isFirst && /(?:^|\/)index\.\w+$/.test(chapter))
    return { file, line, name: 'index.html', isDoubtful: false, title };
  if (id === undefined) return { file, line, name: undefined, isDoubtful: false, title };
  const written = split.isNumbered && number !== undefined ? `${number}-${id}` : id;
  const [now, earlier] = [htmlName(written), earlierName(written)];
  return { file, line, name: rule.isEarlier ? earlier : now, isDoubtful: !rule.isKnown && now !== earlier, title };
}

/** Dividers that are shown in the table of contents alone. */
function dividerKind(text: string, isUnnumbered: boolean): 'part' | 'appendix' | undefined {
  if (/^\(APPENDIX\) ./.test(text)) return 'appendix';
  return isUnnumbered && /^\(PART\*?\) ./.test(text) ? 'part' : undefined;
}

/** The first one of a name that nothing has: with a number where it is taken. */
function freeIdentifiers(isTaken: BookState['isTaken']): (id: string) => string {
  const tried = new Map<string, number>();
  return (id) => {
    if (!isTaken(id)) return id;
    let number = tried.get(id) ?? 1;
    while (isTaken(`${id}-${number}`)) number += 1;
    tried.set(id, number);
    return `${id}-${number}`;
  };
}

function counted(counts: readonly number[], level: number): readonly number[] {
  return Array.from({ length: level }, (_, at) => (counts[at] ?? 0) + (at === level - 1 ? 1 : 0));
}

function numberOf([chapter = 0, ...sections]: readonly number[], isAppendix: boolean): string {
  const first = isAppendix && chapter >= 1 ? String.fromCharCode(64 + Math.min(chapter, 26)) : String(chapter);
  return [first, ...sections].join('.');
}

/** The file of a name, without what looks like its ending. */
export function htmlName(name: string): string {
  return `${name.replace(/\.[\p{L}\p{N}]+$/u, '')}.html`;
}

/** As bookdown made it before 0.23. */
function earlierName(name: string): string {
  return `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.html`;
}
