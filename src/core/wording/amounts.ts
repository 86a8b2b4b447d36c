/** Numbers with their nouns; what nobody knows is `?`. */
import type { BrokenPage } from '../model.ts';

/** "1 link", "41 links", and "? links" where nobody knows how many. */
export function count(number: number | undefined, noun: string): string {
  if (number === undefined) return `? ${noun}s`;
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** "41 links from 12 domains" */
export function losses(broken: BrokenPage): string {
  return `${count(broken.backlinks, 'link')} from ${count(broken.referringDomains, 'domain')}`;
}
