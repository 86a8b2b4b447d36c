/** Dates of templates, all in UTC as Eleventy keeps them. */

/** A date as it is written in front matter or a file name, as an instant; `undefined` for `Last Modified` and its kin. */
export function readInstant(value: unknown): string | undefined {
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value.trim() : '';
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = match;
  const offset = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  const minutes =
    offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * (offset[1] === '-' ? -1 : 1);
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute) - minutes,
    Math.floor(Number(second)),
    Math.floor((Number(second) % 1) * 1000 + 1e-6),
  );
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** `strftime` of Liquid; `undefined` for a token that is not known here; `%F` is none of Liquid's. https://liquidjs.com/filters/date.html */
export function formatTime(value: unknown, format: string): string | undefined {
  const instant = readInstant(value);
  if (instant === undefined) return undefined;
  const date = new Date(instant);
  const two = (number: number) => String(number).padStart(2, '0');
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(date);
  const hour12 = date.getUTCHours() % 12 || 12;
  const day = (Date.parse(instant.slice(0, 10)) - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1;
  const tokens: Readonly<Record<string, string>> = {
    Y: String(date.getUTCFullYear()),
    y: two(date.getUTCFullYear() % 100),
    m: two(date.getUTCMonth() + 1),
    '-m': String(date.getUTCMonth() + 1),
    d: two(date.getUTCDate()),
    '-d': String(date.getUTCDate()),
    e: String(date.getUTCDate()).padStart(2),
    j: String(day).padStart(3, '0'),
    '-j': String(day),
    k: String(date.getUTCHours()).padStart(2),
    '-H': String(date.getUTCHours()),
    I: two(hour12),
    '-I': String(hour12),
    l: String(hour12).padStart(2),
    p: date.getUTCHours() < 12 ? 'AM' : 'PM',
    P: date.getUTCHours() < 12 ? 'am' : 'pm',
    s: String(Math.round(date.getTime() / 1000)),
    u: String(date.getUTCDay() || 7),
    w: String(date.getUTCDay()),
    C: two(Math.floor(date.getUTCFullYear() / 100)),
    h: name({ month: 'short' }),
    H: two(date.getUTCHours()),
    M: two(date.getUTCMinutes()),
    S: two(date.getUTCSeconds()),
    B: name({ month: 'long' }),
    b: name({ month: 'short' }),
    A: name({ weekday: 'long' }),
    a: name({ weekday: 'short' }),
    F: '%F',
    '%': '%',
  };
  let known = true;
  const text = format.replace(/%(-?.)/gs, (whole, token: string) => {
    known &&= token in tokens;
    return tokens[token] ?? whole;
  });
  return known ? text : undefined;
}
