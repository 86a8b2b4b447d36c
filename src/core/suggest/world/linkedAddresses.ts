/**
 * The site's own links as a check on how it was read: its authors write the addresses that it has. Only links into
 * folders that hold pages are looked at, as others may lead to other sites on the same host. An address that is known to
 * be broken, or redirected, says nothing: authors leave old links where a redirect answers them. So does one that a pattern
 * leads to the page of the same name; where it leads all to one page, it may answer for pages that were not read. Nor do
 * those contradict what was read that lead below pages which code or a definition makes, or to files of another program,
 * such as a reference that is put beside the site.
 */

import type { Route } from '../../model.ts';
import { decodePath, extensionOf, type UrlPath, urlKey, urlPath, urlVariants } from '../../paths.ts';
import { patternMatcher } from '../../routeTable.ts';

/** What the site's own links say of the addresses that were read. */
export interface LinkedReading {
  /** Whether the links lead to pages; `unknown` where too few of them tell. */
  readonly verdict: 'borne out' | 'contradicted' | 'unknown';
  /** Whether links lead to pages of this one's first folder: those into other folders say nothing of how it is built. */
  bearsOut(path: string): boolean;
}

const enoughFor = 20;
const enoughAgainst = 15;
const borneOut = 0.8;
const contradicted = 0.4;

/** More say nothing more. */
const mostLinks = 3000;

/** Tells by the site's own links whether the addresses that were read are right. */
export interface LinkedAddresses {
  /** Takes in what {@link ownAddress} gives of the links of a page. */
  add(addresses: readonly string[]): void;
  /** As many as count, each once. */
  all(): readonly string[];
  /**
   * `gone` are keys of addresses that are asked for as broken ones, or that redirects answer; `ledTo` gives the page that
   * redirects lead any address to.
   */
  reading(routes: readonly Route[], gone?: ReadonlySet<string>, ledTo?: LedTo): LinkedReading;
}

type LedTo = (address: UrlPath) => UrlPath | undefined;

/** `known` are those that were taken in before. */
export function linkedAddresses(known: readonly string[] = []): LinkedAddresses {
  const linked = new Set<string>(known);
  return {
    add(addresses) {
      for (const address of addresses) if (linked.size < mostLinks) linked.add(address);
    },
    all: () => [...linked],
    reading(routes, gone = new Set(), ledTo = () => undefined) {
      let read: LinkedReading | undefined;
      const reading = () => {
        read ??= readingOf(linked, routes, gone, ledTo);
        return read;
      };
      return {
        get verdict() {
          return reading().verdict;
        },
        bearsOut: (path) => reading().bearsOut(path),
      };
    },
  };
}

function readingOf(
  linked: ReadonlySet<string>,
  routes: readonly Route[],
  gone: ReadonlySet<string>,
  ledTo: LedTo,
): LinkedReading {
  const pages = new Set<string>(routes.flatMap(({ url }) => urlVariants(url)));
  const tops = new Set([...pages].flatMap((url) => topFolder(url) ?? []));
  // Many generators put the folder that a whole site lies in before what is written.
  const whole = tops.size === 1 ? [...tops][0] : undefined;
  const inside = new Set(
    whole === undefined ? [] : [...pages].flatMap((url) => topFolder(url.slice(whole.length)) ?? []),
  );
  const isGone = (link: string): boolean =>
    gone.has(link) || (whole !== undefined && link.startsWith(`${whole}/`) && gone.has(link.slice(whole.length)));
  const keys = [...linked].flatMap((link) => {
    if (!pages.has(link) && (isGone(link) || isSameName(ledTo(urlPath(link)), link))) return [];
    const top = topFolder(link) ?? '';
    if (tops.has(top)) return [link];
    return whole !== undefined && inside.has(top) ? [whole + link] : [];
  });
  const right = keys.filter((key) => urlVariants(urlPath(key)).some((variant) => pages.has(variant)));
  const isElsewhere = notRead(routes);
  const telling = keys.length - keys.filter((key) => !pages.has(key) && isElsewhere(key)).length;
  const folders = new Set(right.map(topFolder));
  return { verdict: verdictOf(right.length, keys.length, telling), bearsOut: (path) => folders.has(topFolder(path)) };
}

/** `telling`: how many of all would lead to a page that is known, were the addresses read rightly. */
function verdictOf(right: number, all: number, telling: number): LinkedReading['verdict'] {
  if (all >= enoughFor && right >= borneOut * all) return 'borne out';
  return telling >= enoughAgainst && right < contradicted * telling ? 'contradicted' : 'unknown';
}

/** Whether an address may be published though no route has it: made by code, or a file of another program. */
function notRead(routes: readonly Route[]): (key: string) => boolean {
  const made = routes.flatMap(({ kind, url }) => (kind === 'dynamic' ? [patternMatcher(url)] : []));
  const folders = new Set<string>();
  let hasFiles = false;
  for (const { url } of routes) {
    hasFiles ||= isFile(url);
    for (let end = url.indexOf('/', 1); end > 0; end = url.indexOf('/', end + 1)) folders.add(url.slice(0, end));
  }
  const isOfOthers = (key: string) => !hasFiles && isFile(key) && !folders.has(key.slice(0, key.lastIndexOf('/')));
  return (key) => isOfOthers(key) || made.some((matches) => matches(key));
}

function isFile(url: string): boolean {
  return /\.html?$/i.test(url);
}

/** The address of the site that a link names: from the root or with the site's host, to what may be a page. */
export function ownAddress(target: string, hosts: ReadonlySet<string>): string | undefined {
  const bare = target.replace(/[?#].*$/s, '');
  const [, host, rest = '/'] = /^(?:https?:)?\/\/([^/]+)(\/.*)?$/i.exec(bare) ?? [];
  if (host === undefined ? !bare.startsWith('/') : !hosts.has(host.toLowerCase())) return undefined;
  const key = urlKey(urlPath(decodePath(host === undefined ? bare : rest)));
  return ['', '.html', '.htm'].includes(extensionOf(key)) ? key : undefined;
}

/** Whether the last parts of two addresses are one name. */
function isSameName(to: UrlPath | undefined, from: string): boolean {
  const name = (path: string) => urlKey(path).replace(/^.*\/|\.html?$/gi, '');
  return to !== undefined && name(to) === name(from);
}

/** `/a` for `/a/b`. */
function topFolder(url: string): string | undefined {
  const end = url.indexOf('/', 1);
  return end > 0 ? url.slice(0, end) : undefined;
}
