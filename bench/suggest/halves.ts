/** Splits a list of redirects by whole old directories: rules come in batches, and a random split would flatter. */
import type { Truth } from './truth.ts';

export type Half = 0 | 1;

export const halves: readonly Half[] = [0, 1];

/** The half an old address belongs to: the same on every run, for all pages of its directory, in every language. */
export function halfOf(path: string): Half {
  const folders = path.toLowerCase().split('/').filter(Boolean).slice(0, -1);
  if (/^[a-z]{2}(?:-[a-z]{2,4})?$/.test(folders[0] ?? '')) folders.shift();
  // FNV-1a, folded so that the lowest bit depends on all of it.
  let hash = 0x811c9dc5;
  for (const char of folders.join('/')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) & 1) as Half;
}

/** The redirects of the other half, as examples. */
export function knownTo(half: Half, truth: Truth): Truth['pairs'] {
  return truth.pairs.filter(({ from }) => halfOf(from) !== half);
}
