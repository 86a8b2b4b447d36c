/** Corrects the entries of lists for programs whose address is led on to another one. */
import { parsedUrl } from '../../backlinks/webAddress.ts';
import { type RepoPath, type UrlKey, urlKey, urlPath } from '../../paths.ts';
import type { Redirect } from '../../redirects/format.ts';
import type { RouteTable } from '../../routeTable.ts';
import type { TextEdit } from '../../text/edits.ts';
import { longestList, type WrittenEntry, writtenEntries } from './listedEntries.ts';

/** What entries of a site are corrected by. */
export interface ListCorrection {
  readonly redirects: readonly Redirect[];
  readonly hosts: ReadonlySet<string>;
  /** `https://example.org`, for entries that are written without it. */
  readonly origin: string;
  readonly routes: RouteTable;
}

/** Each entry of a redirected address names where the redirect leads for good, in the form that it was written in. */
export function listEdits(file: RepoPath, text: string, correction: ListCorrection): readonly TextEdit[] {
  const targets = targetsOf(correction.redirects);
  if (targets.size === 0) return [];
  const entries = [...writtenEntries(file, text, correction.hosts, correction.origin)];
  // Longer ones are made by programs.
  if (entries.length > longestList) return [];
  const listed = new Set(entries.map(({ address }) => urlKey(urlPath(address.href))));
  const hasTwins = entries.some(({ address: { pathname } }) => {
    return twin.test(pathname) && correction.routes.answer(urlPath(pathname.replace(twin, ''))) !== undefined;
  });
  return entries.flatMap((entry) => {
    if (entry.isName) return [];
    const now = newAddress(entry.address, targets, hasTwins);
    if (now === undefined) return [];
    // A page stands in a map of the site once, and without a place in it.
    if (isXml(file)) now.hash = '';
    if (isXml(file) && listed.has(urlKey(urlPath(now.href)))) return [];
    return [{ start: entry.at, end: entry.at + entry.written.length, text: inForm(now, entry, file) }];
  });
}

/** Only what leads on for good, and to one place. */
function targetsOf(redirects: readonly Redirect[]): ReadonlyMap<UrlKey, string> {
  const lasting = redirects.filter(({ status, below }) => (status === 301 || status === 308) && below !== true);
  return new Map(lasting.map(({ from, to }) => [urlKey(from), to]));
}

/** A twin in Markdown has the twin of its page's new address. */
function newAddress(address: URL, targets: ReadonlyMap<UrlKey, string>, hasTwins: boolean): URL | undefined {
  if (address.search !== '' || address.hash !== '') return undefined;
  const target = targets.get(urlKey(urlPath(address.href)));
  if (target !== undefined) return parsedUrl(target, address.href);
  const [ending] = (hasTwins && twin.exec(address.pathname)) || [];
  const page = ending === undefined ? undefined : targets.get(urlKey(urlPath(address.href.replace(twin, ''))));
  const now = page === undefined ? undefined : parsedUrl(page, address.href);
  if (now !== undefined) now.pathname = `${now.pathname.replace(/\/$/, '')}${ending}`;
  return now;
}

/** What an address of a page has behind it where its text is published in Markdown. */
const twin = /(?:\/index)?\.md$/i;

function isXml(file: RepoPath): boolean {
  return /\.xml$/i.test(file);
}

function inForm(now: URL, { written, address, isRaw }: WrittenEntry, file: RepoPath): string {
  const isPath = written.startsWith('/') && now.origin === address.origin;
  const text = isPath ? `${now.pathname}${now.search}${now.hash}` : now.href;
  return isXml(file) && !isRaw ? text.replaceAll('&', '&amp;') : text;
}
