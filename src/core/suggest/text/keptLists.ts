/**
 * Lists of numbers behind a head of plain data, as bytes that can be kept: only the head is parsed when they are opened,
 * and the lists are looked into where they lie.
 */
import { parseJson } from '../../text/json.ts';

/** What is kept as it lies in memory. */
export type NumberList = Int32Array | Uint32Array | Float64Array | Uint8Array;

/** The lists of a structure, one after the other in an order of its own. */
export interface ListReader {
  /** Throws a RangeError behind the last one. */
  numbers(): Int32Array;
  unsigned(): Uint32Array;
  doubles(): Float64Array;
  bytes(): Uint8Array;
}

/** Read by another processor, the numbers would be others. */
const mark = 0x01020304;

/** Everything stands at a multiple of this many bytes. */
const step = 8;

interface Kept {
  readonly head: unknown;
  /** Of each list, in bytes. */
  readonly sizes: readonly number[];
}

/** `head` is plain data. */
export function keptLists(head: object, lists: readonly NumberList[]): Uint8Array {
  const kept: Kept = { head, sizes: lists.map((list) => list.byteLength) };
  const text = new TextEncoder().encode(JSON.stringify(kept));
  const start = filled(step + text.length);
  const bytes = new Uint8Array(start + lists.reduce((sum, list) => sum + filled(list.byteLength), 0));
  new Uint32Array(bytes.buffer, 0, 2).set([mark, text.length]);
  bytes.set(text, step);
  let at = start;
  for (const list of lists) {
    bytes.set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength), at);
    at += filled(list.byteLength);
  }
  return bytes;
}

function filled(size: number): number {
  return step * Math.ceil(size / step);
}

/** `undefined` for bytes that are none of this form, or not all of them. */
export function openLists(given: Uint8Array): { readonly head: unknown; readonly lists: ListReader } | undefined {
  const bytes = given.byteOffset % step === 0 ? given : given.slice();
  const [marked, headLength = 0] = bytes.length < step ? [] : new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (marked !== mark || step + headLength > bytes.length) return undefined;
  const { head, sizes } = parseJson(new TextDecoder().decode(bytes.subarray(step, step + headLength))) as Kept;
  let at = filled(step + headLength);
  if (at + sizes.reduce((sum, size) => sum + filled(size), 0) !== bytes.length) return undefined;
  let next = 0;
  const place = (): readonly [start: number, size: number] => {
    const size = sizes[next++];
    if (size === undefined) throw new RangeError('there are fewer lists');
    const start = bytes.byteOffset + at;
    at += filled(size);
    return [start, size];
  };
  const of = <List>(make: (buffer: ArrayBufferLike, start: number, length: number) => List, width: number) => {
    return () => {
      const [start, size] = place();
      return make(bytes.buffer, start, size / width);
    };
  };
  return {
    head,
    lists: {
      numbers: of((buffer, start, length) => new Int32Array(buffer, start, length), 4),
      unsigned: of((buffer, start, length) => new Uint32Array(buffer, start, length), 4),
      doubles: of((buffer, start, length) => new Float64Array(buffer, start, length), 8),
      bytes: of((buffer, start, length) => new Uint8Array(buffer, start, length), 1),
    },
  };
}

/** Values of plain data, each of them parsed when it is asked for. */
export interface KeptValues {
  at(place: number): unknown;
}

/** Their lists, for `openValues`. */
export function keptValues(values: readonly unknown[]): readonly NumberList[] {
  const encoder = new TextEncoder();
  const texts = values.map((value) => encoder.encode(JSON.stringify(value)));
  const starts = new Uint32Array(texts.length + 1);
  for (const [i, text] of texts.entries()) starts[i + 1] = (starts[i] ?? 0) + text.length;
  const bytes = new Uint8Array(starts[texts.length] ?? 0);
  for (const [i, text] of texts.entries()) bytes.set(text, starts[i]);
  return [starts, bytes];
}

export function openValues(lists: ListReader): KeptValues {
  const [starts, bytes] = [lists.unsigned(), lists.bytes()];
  const decoder = new TextDecoder();
  return {
    at(place) {
      const [start, end] = [starts[place], starts[place + 1]];
      if (start === undefined || end === undefined) return undefined;
      return parseJson(decoder.decode(bytes.subarray(start, end)));
    },
  };
}
