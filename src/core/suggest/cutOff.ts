/** Signs that an address was cut off somewhere on its way. */
import { encodeUri, type UrlPath, urlKey } from '../paths.ts';
import type { LivePage } from './world/livePages.ts';
import type { SuggestWorld } from './world/world.ts';

/** What a shortener puts at the end, and the half of a word's joint. */
const cutMark = /(?:\u2026|\.{2,}|%|[-_])\/?$/;

/** Where columns, mail and messages end. */
const limits: ReadonlySet<number> = new Set([
  50, 60, 64, 70, 72, 75, 76, 78, 79, 80, 100, 120, 128, 140, 150, 160, 200, 250, 254, 255, 256, 512, 1024,
]);

/**
 * An ellipsis, an end inside a word that has no other reading, or a length at which texts are usually cut. `page` is the
 * one whose address begins with this.
 */
export function hasSignOfCut(path: UrlPath, page: LivePage, world: SuggestWorld): boolean {
  return cutMark.test(path) || isAtLimit(path, world.hosts) || endsInsideWord(path, page, world);
}

function isAtLimit(path: UrlPath, hosts: ReadonlySet<string>): boolean {
  const { length } = encodeUri(path);
  return [...hosts].some((host) => {
    const bare = host.length + length;
    return [bare, bare + 'http://'.length, bare + 'https://'.length].some((whole) => limits.has(whole));
  });
}

/** The page's word goes on where the address ends, no other page begins so, and the stump is no word of the site. */
function endsInsideWord(path: UrlPath, page: LivePage, { pages }: SuggestWorld): boolean {
  const key = urlKey(path).toLowerCase();
  if (path.endsWith('/')) return false;
  const segments = key.split('/').filter(Boolean);
  const start = segments.join('/');
  const next = page.path.charAt(start.length);
  const stump = /\p{L}+$/u.exec(start)?.[0];
  if (stump === undefined || !/\p{L}/u.test(next)) return false;
  if (pages.beginningWith(segments).some((other) => other !== page)) return false;
  return !isWord(stump, pages.all);
}

/** Some page is called by it. */
function isWord(stump: string, all: readonly LivePage[]): boolean {
  return all.some(
    ({ slugWords, titleWords, headingWords }) =>
      slugWords.includes(stump) ||
      titleWords.includes(stump) ||
      headingWords.some((words) => ` ${words} `.includes(` ${stump} `)),
  );
}
