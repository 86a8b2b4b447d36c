/** Whether two pages are the same but for what they say about the address that was asked. */
import { decodePath } from '../paths.ts';
import type { Journey, Stop } from './journey.ts';
import { type PageDigest, sumOf } from './pageDigest.ts';

/** Share of what two pages have in common, where their title is that of no other page as well. */
const likeByTitle = 0.5;
const likeByText = 0.9;

/** One answer, and the way that led to it: redirects say which words stand around the text. */
export interface Compared {
  readonly stop: Stop;
  readonly journey: Journey;
}

/**
 * Whether two answers show the same page. `frame`: one of the site that shows another, whose words around the text
 * count for nothing.
 */
export function isSamePage(one: Compared, other: Compared, frame?: Compared): boolean {
  const [a, b] = [one.stop.digest, other.stop.digest];
  if (a.sum === b.sum && a.size === b.size) return true;
  const own = new Set([one, other, ...(frame === undefined ? [] : [frame])].flatMap(ownWords));
  const [titleA, titleB] = [titleWithout(a, own), titleWithout(b, own)];
  if (titleA !== titleB) return false;
  const outside = frame === undefined ? new Set<number>() : shingles(frame.stop.digest, own);
  const shared = likeness(shingles(a, own), shingles(b, own), outside);
  const tells = frame !== undefined && titleA !== '' && titleA !== titleWithout(frame.stop.digest, own);
  return shared >= (tells ? likeByTitle : likeByText);
}

/** Whether a look at a third page is worth it: two pages of other titles are two pages. */
export function mayBeSamePage(one: Compared, other: Compared): boolean {
  const own = new Set([one, other].flatMap(ownWords));
  const [a, b] = [one.stop.digest, other.stop.digest];
  return a.sum === b.sum || titleWithout(a, own) === titleWithout(b, own);
}

/** Whether two journeys end at one address, but for the parts of it that repeat what was asked. */
export function isSameEnd(one: Compared, other: Compared): boolean {
  if (endWithout(one) !== endWithout(other)) return false;
  return one.journey.stops.length > 1 && other.journey.stops.length > 1;
}

/** Whether an address carries the whole path that was asked, as that of a log-in does to lead back. */
export function carriesPath({ stop, journey }: Compared): boolean {
  const path = decodePath(journey.start.pathname).replace(/\/$/, '');
  const behind = decodePath(decodePath(stop.url.search));
  return path !== '' && behind.includes(path);
}

function endWithout(compared: Compared): string {
  const { stop, journey } = compared;
  const path = decodePath(journey.start.pathname).replace(/\/$/, '');
  const last = path.slice(path.lastIndexOf('/') + 1);
  let query = decodePath(decodePath(stop.url.search)).toLowerCase();
  for (const part of [journey.start.href, path, last, ...wordsOf(last)].map((text) => text.toLowerCase())) {
    if (part !== '') query = query.replaceAll(part, '');
  }
  return `${stop.url.host}${stop.url.pathname}${query.replace(/[\s+_-]+/g, '')}`;
}

/** The words of every address on the way. */
function ownWords({ journey }: Compared): readonly string[] {
  const urls = [journey.start, ...journey.stops.map(({ url }) => url)];
  return urls.flatMap((url) => wordsOf(decodePath(`${url.pathname}${url.search}`)));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function titleWithout({ title }: PageDigest, own: ReadonlySet<string>): string {
  return title
    .split(' ')
    .filter((word) => !own.has(word))
    .join(' ');
}

/** Every three words in a row. */
function shingles({ words }: PageDigest, own: ReadonlySet<string>): ReadonlySet<number> {
  const left = words.split(' ').filter((word) => word !== '' && !own.has(word));
  const found = new Set<number>();
  if (left.length < 3 && left.length > 0) found.add(sumOf(left.join(' ')));
  for (let at = 0; at + 3 <= left.length; at++) found.add(sumOf(left.slice(at, at + 3).join(' ')));
  return found;
}

/** Share of what both have, of what either has, outside of what every page has. */
function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>, outside: ReadonlySet<number>): number {
  const [own, others] = [a, b].map((set) => new Set([...set].filter((each) => !outside.has(each))));
  if (own === undefined || others === undefined) return 0;
  let both = 0;
  for (const each of own) if (others.has(each)) both++;
  const all = own.size + others.size - both;
  return all === 0 ? 1 : both / all;
}
