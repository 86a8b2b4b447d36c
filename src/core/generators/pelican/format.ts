/** Python's `str.format` as far as URL settings use it: `{date:%Y}/{slug}/`. https://docs.python.org/3/library/string.html#formatstrings */
import { ownMember } from '../../data/ownMember.ts';
import { dayOfYear, monthNames, padded, type WrittenDate, weekday, weekdayNames } from '../../text/writtenDate.ts';

/** A value that is not known becomes a part of a pattern: `[year]`. */
export function formatUrl(
  pattern: string,
  values: Readonly<Record<string, string>>,
  date: WrittenDate | undefined,
  language = 'en',
): string {
  return pattern.replace(
    /\{\{|\}\}|\{(\w+)(?:![rs])?(?::([^{}]*))?\}/g,
    (written, name: string | undefined, form = '') => {
      if (name === undefined) return written.charAt(0);
      if (name !== 'date') return ownMember(values, name) ?? `[${name}]`;
      return date === undefined ? '[date]' : formatDate(form === '' ? '%Y-%m-%d %H:%M:%S' : form, date, language);
    },
  );
}

/** https://docs.python.org/3/library/datetime.html#format-codes */
function formatDate(form: string, date: WrittenDate, language: string): string {
  return form.replace(/%([-#]?)([A-Za-z%])/g, (written, plain: string, code: string) => {
    const value = (language === 'en' ? undefined : nameIn(language, code, date)) ?? dateCode(code, date);
    if (value === undefined) return written;
    return plain === '' ? value : value.replace(/^0+(?=\d)/, '');
  });
}

/** Names as the C library has them in that language: a month stands beside a day. Its short names are its own. */
function nameIn(language: string, code: string, date: WrittenDate): string | undefined {
  if (code === 'b' || code === 'a') return '[name]';
  if (code !== 'B' && code !== 'A') return undefined;
  const wanted = code === 'B' ? 'month' : 'weekday';
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', [wanted]: 'long', timeZone: 'UTC' });
  const parts = format.formatToParts(Date.UTC(date.year, date.month - 1, date.day));
  return parts.find(({ type }) => type === wanted)?.value;
}

function dateCode(code: string, date: WrittenDate): string | undefined {
  switch (code) {
    case 'Y':
      return padded(date.year, 4);
    case 'y':
      return padded(date.year % 100);
    case 'm':
      return padded(date.month);
    case 'd':
      return padded(date.day);
    case 'b':
      return (monthNames[date.month - 1] ?? '').slice(0, 3);
    case 'B':
      return monthNames[date.month - 1];
    case 'a':
      return (weekdayNames[weekday(date)] ?? '').slice(0, 3);
    case 'A':
      return weekdayNames[weekday(date)];
    case 'j':
      return padded(dayOfYear(date), 3);
    case 'H':
      return padded(date.hour);
    case 'M':
      return padded(date.minute);
    case 'S':
      return padded(date.second);
    case '%':
      return '%';
    default:
      return undefined;
  }
}
