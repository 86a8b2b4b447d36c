/** Dates written as text, and the methods of `Date` on them; builds run in UTC. */
import { fromData, literalValue, type Origin, type Value } from './value.ts';

const written = /^\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** The moment a text names; `undefined` when it is no date. */
export function dateOf(text: string): Date | undefined {
  if (!written.test(text)) return undefined;
  const [day = '', time] = text.split(/[T ]/);
  const [year = '', month = '', date = ''] = day.split('-');
  const zone = time === undefined || /Z|[+-]\d{2}:?\d{2}$/.test(text) ? '' : 'Z';
  const clock =
    time === undefined
      ? ''
      : `T${text
          .slice(day.length + 1)
          .replace(' ', '')
          .padStart(5, '0')}`;
  const parsed = new Date(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}${clock}${zone}`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

/** A method of `Date` on a text that is one; `undefined` when it is not, or has no such method. */
export function dateMethod(text: string, method: string, origin: Origin): Value | undefined {
  const date = dateOf(text);
  if (!date) return undefined;
  const name = method.replace(/^getUTC/, 'get');
  switch (name) {
    case 'getFullYear':
      return literalValue(date.getUTCFullYear(), origin);
    case 'getMonth':
      return literalValue(date.getUTCMonth(), origin);
    case 'getDate':
      return literalValue(date.getUTCDate(), origin);
    case 'getDay':
      return literalValue(date.getUTCDay(), origin);
    case 'getHours':
      return literalValue(date.getUTCHours(), origin);
    case 'getMinutes':
      return literalValue(date.getUTCMinutes(), origin);
    case 'getTime':
    case 'valueOf':
      return literalValue(date.getTime(), origin);
    case 'toISOString':
    case 'toJSON':
      return fromData(date.toISOString(), origin);
    default:
      return undefined;
  }
}
