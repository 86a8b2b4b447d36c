/** Dates of posts, written in the patterns of Unicode (`yyyy/MM/dd`) that Babel knows. */

export interface PostDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** To compare with now: `yyyy-mm-ddThh:mm:ssZ`. */
  readonly instant: string;
}

/** `date: 2024-01-31` or `date: { created: 2024-01-31 }`; the day counts as it is written, in any time zone. */
export function readBlogDate(value: unknown): PostDate | undefined {
  const written =
    typeof value === 'object' && value !== null && !(value instanceof Date) && 'created' in value
      ? value.created
      : value;
  const text = written instanceof Date ? written.toISOString() : typeof written === 'string' ? written : '';
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text.trim());
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match;
  const two = (part: string) => part.padStart(2, '0');
  const instant = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute.padStart(2, '0')}:${two(second)}Z`;
  return { year: Number(year), month: Number(month), day: Number(day), instant };
}

export function formatDate(date: PostDate, pattern: string, language: string): string {
  const name = (style: 'long' | 'short') =>
    new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(Date.UTC(date.year, date.month - 1, 1));
  return pattern.replace(/'([^']*)'|y+|M+|d+/g, (token, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted;
    if (token.startsWith('d')) return String(date.day).padStart(token.length, '0');
    if (token.startsWith('y')) return token === 'yy' ? String(date.year).slice(-2) : String(date.year);
    if (token === 'MMM') return name('short');
    if (token === 'MMMM') return name('long');
    return String(date.month).padStart(token.length, '0');
  });
}
