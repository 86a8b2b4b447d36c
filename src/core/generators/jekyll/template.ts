/** Permalink styles, templates and their placeholders. https://jekyllrb.com/docs/permalinks/ */
import { ownMember } from '../../data/ownMember.ts';
import { decodePath } from '../../paths.ts';
import {
  dayOfYear,
  isoWeek,
  monthNames,
  padded,
  type WrittenDate,
  weekday,
  weekdayNames,
} from '../../text/writtenDate.ts';

const styles: Readonly<Record<string, string>> = {
  none: '/:categories/:title:output_ext',
  date: '/:categories/:year/:month/:day/:title:output_ext',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
};

/** The template of posts that a style or a template of one's own stands for. */
export function postTemplate(style: string): string {
  return ownMember(styles, style) ?? style;
}

/** A template for pages and documents, ended as the site's style ends its own. */
export function withExtension(template: string, style: string): string {
  if (style === 'pretty' || style.endsWith('/')) return `${template}/`;
  if (['date', 'ordinal', 'none'].includes(style) || style.endsWith(':output_ext')) return `${template}:output_ext`;
  return template;
}

export type Placeholders = Readonly<Record<string, string>>;

/** A document's template: every placeholder has to be known; `undefined` when one is not, which stops a build. */
export function expandTemplate(template: string, values: Placeholders): string | undefined {
  let isKnown = true;
  const path = decodePath(template).replace(/:([a-z_]+)/g, (written, name: string) => {
    const short = name.replace(/_$/, '');
    const key = Object.hasOwn(values, name) ? name : short;
    const value = ownMember(values, key);
    if (value === undefined) isKnown = false;
    return value === undefined ? written : value + (key === name ? '' : '_');
  });
  return isKnown ? tidy(path) : undefined;
}

/** A page's template or permalink: what is no placeholder of pages stays as it is. */
export function expandLoosely(template: string, values: Placeholders): string {
  let path = decodePath(template);
  for (const [name, value] of Object.entries(values)) {
    if (path.includes(':')) path = path.replaceAll(`:${name}`, value);
  }
  return tidy(path);
}

function tidy(path: string): string {
  return `/${path}`
    .replaceAll('..', '/')
    .replaceAll('./', '')
    .replace(/\/{2,}/g, '/');
}

/** The placeholders of a date. */
export function datePlaceholders(date: WrittenDate): Placeholders {
  const day = weekday(date);
  const week = isoWeek(date);
  return {
    year: padded(date.year, 4),
    short_year: padded(date.year % 100),
    month: padded(date.month),
    i_month: String(date.month),
    short_month: (monthNames[date.month - 1] ?? '').slice(0, 3),
    long_month: monthNames[date.month - 1] ?? '',
    day: padded(date.day),
    i_day: String(date.day),
    y_day: padded(dayOfYear(date), 3),
    w_year: String(week.year),
    week: padded(week.week),
    w_day: String(day === 0 ? 7 : day),
    short_day: (weekdayNames[day] ?? '').slice(0, 3),
    long_day: weekdayNames[day] ?? '',
    hour: padded(date.hour),
    minute: padded(date.minute),
    second: padded(date.second),
  };
}
