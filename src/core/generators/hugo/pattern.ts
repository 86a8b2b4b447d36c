/** Permalink patterns and their tokens. https://gohugo.io/configuration/permalinks/#tokens */
import { dayOfYear, monthNames, padded, type WrittenDate, weekday, weekdayNames } from '../../text/writtenDate.ts';

/** What tokens are replaced by; all but `sections` are fit for a path already. Functions tell what few patterns ask for. */
export interface TokenValues {
  /** `undefined` for a page without a date: Hugo takes the first day of the year 1. */
  readonly date: WrittenDate | undefined;
  readonly section: string;
  /** Folders down to the nearest section of the page. */
  sections(): readonly string[];
  /** Slugs or titles of the sections above the page, outermost first. */
  sectionSlugs(): readonly string[];
  title(): string;
  /** As the author wrote it; empty when there is none. */
  readonly slug: string;
  fileName(): string;
  contentBaseName(): string;
}

const token = /:\w+(?:\[.+?\])?/g;

/** `undefined` when a token is not known, which stops a build. */
export function expandPattern(pattern: string, values: TokenValues): string | undefined {
  let isKnown = true;
  const text = pattern.replaceAll('\\:', '\0').replace(token, (written) => {
    const value = tokenValue(written.slice(1), values);
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? text.replaceAll('\0', ':') : undefined;
}

/** Whether a pattern's address depends on the date. */
export function usesDate(pattern: string): boolean {
  const noDate = /^(?:section|title|slug|filename|contentbasename)/;
  return (pattern.replaceAll('\\:', '').match(token) ?? []).some((written) => !noDate.test(written.slice(1)));
}

const noDate: WrittenDate = { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, offset: 0 };

/** By which Hugo tells what is a layout of dates: one that it changes (`referenceTime` in resources/page/permalinks.go). */
const referenceDate: WrittenDate = { year: 2019, month: 11, day: 9, hour: 23, minute: 1, second: 42, offset: 0 };

function tokenValue(name: string, values: TokenValues): string | undefined {
  const date = values.date ?? noDate;
  switch (name) {
    case 'year':
      return String(date.year);
    case 'month':
      return padded(date.month);
    case 'monthname':
      return monthNames[date.month - 1];
    case 'day':
      return padded(date.day);
    case 'weekday':
      return String(weekday(date));
    case 'weekdayname':
      return weekdayNames[weekday(date)];
    case 'yearday':
      return String(dayOfYear(date));
    case 'section':
      return values.section;
    case 'sections':
      return values.sections().join('/');
    case 'sectionslug':
      return values.sectionSlugs()[0] ?? '';
    case 'sectionslugs':
      return values.sectionSlugs().join('/');
    case 'title':
      return values.title();
    case 'slug':
      return values.slug || values.title();
    case 'filename':
      return values.fileName();
    case 'slugorfilename':
      return values.slug || values.fileName();
    case 'contentbasename':
      return values.contentBaseName();
    case 'slugorcontentbasename':
      return values.slug || values.contentBaseName();
    default: {
      const [, list, cut] = /^(sections|sectionslugs)\[(.+)\]$/.exec(name) ?? [];
      if (list !== undefined)
        return slice(list === 'sections' ? values.sections() : values.sectionSlugs(), cut ?? '').join('/');
      return goLayout(name, referenceDate) === name ? undefined : goLayout(name, date);
    }
  }
}

/** `[1:]`, `[:last]`, `[last]`, `[0]`; lenient beyond the ends. */
function slice(list: readonly string[], cut: string): readonly string[] {
  const [low = '', high] = cut.trim().toLowerCase().split(':');
  const at = (text: string, empty: number): number =>
    text === '' ? empty : text === 'last' ? list.length - 1 : Math.max(Number.parseInt(text, 10) || 0, 0);
  const from = at(low, 0);
  if (from >= list.length) return [];
  return high === undefined
    ? list.slice(from, from + 1)
    : list.slice(from, Math.min(at(high, list.length), list.length));
}

/** Go's reference time stands for its parts. https://pkg.go.dev/time#pkg-constants */
function goLayout(layout: string, date: WrittenDate): string {
  return layout.replace(/2006|January|Jan|Monday|Mon|002|__2|01|02|03|04|05|06|15|PM|pm|1|2|3|4|5|_2/g, (part) => {
    const hour12 = date.hour % 12 === 0 ? 12 : date.hour % 12;
    switch (part) {
      case '2006':
        return padded(date.year, 4);
      case '06':
        return padded(date.year % 100);
      case 'January':
        return monthNames[date.month - 1] ?? '';
      case 'Jan':
        return (monthNames[date.month - 1] ?? '').slice(0, 3);
      case '01':
        return padded(date.month);
      case '1':
        return String(date.month);
      case 'Monday':
        return weekdayNames[weekday(date)] ?? '';
      case 'Mon':
        return (weekdayNames[weekday(date)] ?? '').slice(0, 3);
      case '02':
        return padded(date.day);
      case '2':
        return String(date.day);
      case '_2':
        return String(date.day).padStart(2);
      case '002':
        return padded(dayOfYear(date), 3);
      case '__2':
        return String(dayOfYear(date)).padStart(3);
      case '15':
        return padded(date.hour);
      case '03':
        return padded(hour12);
      case '3':
        return String(hour12);
      case '04':
        return padded(date.minute);
      case '4':
        return String(date.minute);
      case '05':
        return padded(date.second);
      case '5':
        return String(date.second);
      default:
        return date.hour < 12 ? (part === 'PM' ? 'AM' : 'am') : part;
    }
  });
}
