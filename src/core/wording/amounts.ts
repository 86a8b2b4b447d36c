/** Numbers with their nouns; what nobody knows is `?`. */
import type { BrokenPage } from '../model.ts';

/** "1 link", "41 links", and "? links" where nobody knows how many. */
export function count(number: number | undefined, noun: string): string {
  if (number === undefined) return `? ${noun}s`;
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** "41 links from 12 domains"; "links unknown" where nobody was asked. */
export function losses(broken: BrokenPage): string {
  const { published } = broken;
  if (broken.backlinks === undefined && published !== undefined) {
    const { ownLinks } = published;
    if (ownLinks === 0) return 'links unknown';
    return `links unknown, ${count(ownLinks, 'page')} of this repository ${ownLinks === 1 ? 'links' : 'link'} there`;
  }
  return `${count(broken.backlinks, 'link')} from ${count(broken.referringDomains, 'domain')}`;
}
