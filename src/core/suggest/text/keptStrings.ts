/** Texts one behind the other, each decoded when it is asked for. */
import type { ListReader, NumberList } from './keptLists.ts';

/** Texts by their places. */
export interface KeptStrings {
  readonly length: number;
  /** Throws a RangeError where there is none. */
  at(place: number): string;
}

/** In front of a text that UTF-8 cannot hold, which is written by the numbers of its letters. */
const mark = '\0';
/** Half of a letter, which no UTF-8 has. */
const lone = /\p{Surrogate}/u;

/** For `openStrings`. */
export function keptStrings(texts: readonly string[]): readonly NumberList[] {
  const encoder = new TextEncoder();
  const starts = new Uint32Array(texts.length + 1);
  let bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 1 << 10));
  let end = 0;
  for (const [i, text] of texts.entries()) {
    const written = text.startsWith(mark) || lone.test(text) ? mark + numbersOf(text) : text;
    if (bytes.length - end < 3 * written.length) bytes = grown(bytes, end + 3 * written.length);
    end += encoder.encodeInto(written, bytes.subarray(end)).written;
    starts[i + 1] = end;
  }
  return [starts, bytes.slice(0, end)];
}

function grown(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(Math.max(2 * bytes.length, least));
  more.set(bytes);
  return more;
}

export function openStrings(lists: ListReader): KeptStrings {
  const [starts, bytes] = [lists.unsigned(), lists.bytes()];
  const length = starts.length - 1;
  if (length < 0 || starts[length] !== bytes.length) throw new RangeError('texts are missing');
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    length,
    at(place) {
      const [start, end] = [starts[place], starts[place + 1]];
      if (start === undefined || end === undefined) throw new RangeError('there are fewer texts');
      const text = decoder.decode(bytes.subarray(start, end));
      return text.startsWith(mark) ? textOf(text.slice(1)) : text;
    },
  };
}

/** Four digits each. */
function numbersOf(text: string): string {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

function textOf(numbers: string): string {
  return numbers.replace(/.{4}/g, (number) => String.fromCharCode(Number.parseInt(number, 16)));
}
