/** Splits a stream of bytes without holding more than one piece of it. */

/** The texts between NUL bytes. */
export function nulTokens(stream: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  return pieces(stream, 0);
}

/** The lines of a stream, without their line feed. */
export function lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  return pieces(stream, 10);
}

async function* pieces(stream: AsyncIterable<Buffer>, separator: number): AsyncGenerator<string, void> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(separator); end >= 0; end = chunk.indexOf(separator, start)) {
      const piece = chunk.subarray(start, end);
      yield rest.length === 0 ? piece.toString('utf8') : Buffer.concat([...rest, piece]).toString('utf8');
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}
