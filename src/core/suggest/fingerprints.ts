/** Fingerprints of a text: hashes of its runs of six words, one in four kept, so that two texts can be compared fast. */

const run = 6;

/** Letters and digits make words; everything else parts them. A letter of a script without spaces is a word of its own. */
export function fingerprints(text: string): ReadonlySet<number> {
  const prints = new Set<number>();
  eachFingerprint(text, (print) => prints.add(print));
  return prints;
}

/** Calls back with every kept fingerprint, in order. */
export function eachFingerprint(text: string, use: (print: number) => void): void {
  const last = new Int32Array(run);
  let count = 0;
  let word = 0;
  const end = (): void => {
    last[count++ % run] = word;
    word = 0;
    if (count < run) return;
    let print = 0;
    for (let i = 0; i < run; i++)
      print = Math.imul(print ^ (last[(count + i) % run] ?? 0), 0x5bd1e995) ^ (print >>> 13);
    print ^= print >>> 15;
    if ((print & 3) === 0) use(print);
  };
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) code += 32;
    const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 191;
    if (letter) word = Math.imul((word || 0x811c9dc5) ^ code, 0x01000193);
    if (word !== 0 && (!letter || code >= 0x2e80)) end();
  }
  if (word !== 0) end();
}

/** How much of one text is in the other, 0 to 1. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const print of part) if (whole.has(print)) shared++;
  return shared / part.size;
}
