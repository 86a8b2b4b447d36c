/**
 * What addresses pick up on their way: punctuation and markup of the text around them, another address behind them, a
 * second encoding, and the names of other views of the same page (`/amp/`, `/feed/`).
 */
import { decodePath, type UrlKey, type UrlPath, urlKey, urlPath } from '../../paths.ts';

const views: ReadonlySet<string> = new Set(['amp', 'feed', 'rss', 'atom', 'embed', 'print', 'trackback']);
const viewInFront = /^\/amp(?=\/.)/i;
/** Of HTML and Markdown, or the beginning of another address. */
const markup =
  /[<>"`{}|\\^\s\u201c\u201d\u00ab\u00bb]|%22|\]\(|\)\[|https?:|&(?:lt|gt|quot|amp|nbsp|#\d+);?|&\w+=|utm_\w+=|;jsessionid=|\/@\w/i;
const punctuation: ReadonlySet<string> = new Set("/.,:;!?*'()[]_~\u2018\u2019\u2026\u3001\u3002\uff0c\uff09\u300d");

/**
 * The address that is known (`isKnown`) once what it picked up is taken away; the address itself when it is known as it
 * is, or none is.
 */
export function undecorated(path: UrlPath, isKnown: (path: UrlPath) => boolean): UrlPath {
  if (isKnown(path)) return path;
  let last: string = path;
  for (const step of steps) {
    const next = step(last);
    if (next === last || next.length < 2) continue;
    last = next;
    const bare = urlPath(next.replace(/%/g, '%25'));
    if (isKnown(bare)) return bare;
  }
  return path;
}

/** `/https://example.org/docs/setup/` of `example.org` itself, as links without their scheme in front become: `/docs/setup/`. */
export function withoutOwnHost(path: UrlPath, hosts: ReadonlySet<string>): UrlPath {
  const [, host = '', rest = ''] = /^\/(?:https?:\/+)?([^/]+)(\/.*)$/is.exec(path) ?? [];
  return hosts.has(host.toLowerCase()) ? (rest as UrlPath) : path;
}

/** Without all that it may have picked up, known or not: equal for the spellings of one page. */
export function bareAddress(path: UrlPath): string {
  return steps.reduce<string>((last, step) => {
    const next = step(last);
    return next.length < 2 ? last : next;
  }, path);
}

const ellipsis = /(?:\u2026|\.{3,})\/?$/;
const shortestStump = 3;

/**
 * The one of these addresses that goes on where an ellipsis stands, as texts cut long links: `/docs/old-se...`.
 * `undefined` without an ellipsis, where several go on, or where too little of the last name is left.
 */
export function completed(path: UrlPath, addresses: Iterable<UrlPath>): UrlPath | undefined {
  if (!ellipsis.test(path)) return undefined;
  const stump = withoutPunctuation(path);
  if (stump.length - stump.lastIndexOf('/') - 1 < shortestStump) return undefined;
  const found = new Map<UrlKey, UrlPath>();
  for (const address of addresses) {
    if (address.startsWith(stump) && !address.slice(stump.length).replace(/\/$/, '').includes('/')) {
      found.set(urlKey(address), address);
    }
    if (found.size > 1) return undefined;
  }
  const [only] = found.values();
  return only;
}

const steps: readonly ((path: string) => string)[] = [
  (path) => decodePath(path),
  asLatin1,
  misreadUtf8,
  (path) => path.slice(0, firstAt(path, markup)),
  withoutPunctuation,
  withoutViews,
  (path) => path.replace(viewInFront, ''),
  withoutPunctuation,
];

// Loops, as a pattern that ends in `$` is tried at every place of a long address.
function withoutPunctuation(path: string): string {
  let end = path.length;
  while (end > 0 && punctuation.has(path.charAt(end - 1))) end--;
  return path.slice(0, end);
}

function withoutViews(path: string): string {
  const all = path.split('/').filter(Boolean);
  const own = all.slice(0, all.findLastIndex((segment) => !isView(segment)) + 1);
  return own.length === all.length ? path : `/${own.join('/')}`;
}

function isView(segment: string): boolean {
  return views.has(segment.toLowerCase()) || /^comment-page-\d+$/.test(segment);
}

/** `%E9` is `é` where a page was not written in UTF-8. */
function asLatin1(path: string): string {
  return path.replace(/%([89a-f][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** `Ã©` is `é` whose two bytes were taken for two letters. */
function misreadUtf8(path: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf]/.test(path) || /[^\0-\u00ff]/.test(path)) return path;
  const bytes = path.replace(/[\u0080-\u00ff%]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return decodePath(bytes);
}

function firstAt(path: string, pattern: RegExp): number {
  const at = path.search(pattern);
  return at < 0 ? path.length : at;
}
