/**
 * Splits a stream of bytes at a separator, a chunk at a time: a history has millions of pieces, and waiting for each
 * of them takes longer than git needs to write it.
 */

/** The texts between NUL bytes, those of one chunk together. */
export async function* nulTokens(stream: AsyncIterable<Buffer>): AsyncGenerator<readonly string[], void> {
  for await (const text of wholePieces(stream, 0)) yield text.split('\0');
}

/** Whole lines, those of one chunk together and joined by line feeds; the last of them lacks its own. */
export function wholeLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  return wholePieces(stream, 10);
}

/** The same text, which does not keep the chunk in memory that it was cut from. */
export function detachedToken(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** No byte below 128 stands within a letter of several bytes, so that nothing is torn. */
async function* wholePieces(stream: AsyncIterable<Buffer>, separator: number): AsyncGenerator<string, void> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(separator);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const whole = chunk.subarray(0, end);
    yield rest.length === 0 ? whole.toString('utf8') : Buffer.concat([...rest, whole]).toString('utf8');
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}
