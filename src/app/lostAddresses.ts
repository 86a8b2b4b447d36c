/** Finds every address that the repository published once and that nothing answers now. No account, no network. */
import { filesDeleted, type SiteSnapshot } from '../core/audit/diagnose.ts';
import {
  answeredBy,
  type LostAddress,
  lostAddresses,
  lostPage,
  lostSource,
  mostValuable,
  withCounts,
} from '../core/audit/lost.ts';
import { countOfSource } from '../core/backlinks/brokenPages.ts';
import { mergeAnswers, type NamedAnswer } from '../core/backlinks/mergeAnswers.ts';
import { siteHost } from '../core/backlinks/siteTarget.ts';
import { hostSpellings } from '../core/backlinks/webAddress.ts';
import { isPageFile } from '../core/history/history.ts';
import type { BacklinkAnswer, BrokenPage, Commit, Day, Gap, Note, PastPage } from '../core/model.ts';
import { encodeUrl, isAtOrBelow, type UrlKey, type UrlPath, urlKey, urlPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { Site } from '../core/site/site.ts';
import { siteLinks } from '../core/suggest/world/siteLinks.ts';
import { append } from '../core/text/longLists.ts';
import { ignoredNow } from '../io/git/ignored.ts';
import { readSnapshot, type SnapshotOptions } from './reading.ts';
import type { Task, Workspace } from './workspace.ts';

/** Which lost addresses are looked for. */
export interface LostRequest extends Pick<SnapshotOptions, 'address' | 'cache' | 'reader'> {
  readonly today: Day;
  /** Only what was published at this commit: what the changes since then take away. */
  readonly since?: Commit | undefined;
  /** Only addresses that these files, or files below these folders, had last. */
  readonly below?: readonly string[] | undefined;
  /** Only addresses of this list, such as a sitemap of the live site. */
  readonly listed?: readonly string[] | undefined;
  /** Also files that are copied as they are. */
  readonly assets?: boolean | undefined;
  /** At most so many, the most valuable ones; see `mostValuable`. */
  readonly top?: number | undefined;
  /** What is held of links to the site, by which addresses are ranked as far as it goes. */
  readonly counted?: readonly NamedAnswer[] | undefined;
}

/**
 * The lost addresses of all sites of the workspace, as an answer to be judged like that of an index; of those that nothing held
 * tells of, links are unknown.
 */
export async function findLost(
  workspace: Workspace,
  { today, since, below, listed, top, counted = [], assets = false, ...reading }: LostRequest,
  task: Task,
): Promise<BacklinkAnswer> {
  const pages = new Map<UrlKey, BrokenPage>();
  const gaps: Gap[] = [];
  const notes: Note[] = [];
  const wanted = listed && new Set(listed.map((url) => urlKey(urlPath(url))));
  const known = new Set<UrlKey>();
  const snapshots: SiteSnapshot[] = [];
  const [main] = workspace.sites;
  const held = countedPages(counted);
  for (const site of workspace.sites) {
    const snapshot = await readSnapshot(workspace, { ...reading, asked: [] }, task, site);
    snapshots.push(snapshot);
    const published = (await publishedBy(snapshot, since, assets, task)).filter(isBelow(below));
    for (const { url } of published) known.add(urlKey(url));
    const inList = wanted === undefined ? published : published.filter(({ url }) => wanted.has(urlKey(url)));
    const ignored = await ignoredNow(workspace, filesDeleted(inList), task.signal);
    const { lost, misled } = lostAddresses(inList, { ...snapshot, ignored }, { assets });
    append(notes, misledNote(misled));
    append(gaps, historyGap(snapshot));
    append(gaps, guessGap(snapshot));
    const hosts = hostsOf(site, workspace.address);
    const links = await ownLinks(workspace.repo, lost, hosts, task);
    const given = reading.address ?? workspace.address;
    const own = site.permalinks.address?.url;
    const origin = webOrigin(site === main ? [given, own] : [own, given]);
    for (const address of lost) {
      const key = urlKey(address.page.url);
      if (pages.has(key)) continue;
      const found = lostPage(address, links.get(key) ?? 0, origin);
      pages.set(key, withCounts(found, ofHosts(held.get(key), hosts)));
    }
  }
  if (wanted !== undefined)
    append(
      notes,
      strangersNote(
        [...wanted].filter((key) => !known.has(key)),
        snapshots,
      ),
    );
  const { shown, note } = mostValuable([...pages.values()], top);
  append(notes, note);
  return { ...nothingLost(today), pages: shown, notes, gaps: distinct(gaps) };
}

export function nothingLost(today: Day): BacklinkAnswer {
  return { source: lostSource, asked: today, pages: [], leftOut: [], truncated: false, costMicros: 0, notes: [] };
}

/** What the held answers say together, by address. */
function countedPages([first, ...others]: readonly NamedAnswer[]): ReadonlyMap<UrlKey, BrokenPage> {
  if (first === undefined) return new Map();
  const named = ({ title, answer }: NamedAnswer): NamedAnswer => {
    const own = (page: BrokenPage) => ({ ...page, counts: page.counts ?? [countOfSource(page, title)] });
    return { title, answer: { ...answer, pages: answer.pages.map(own) } };
  };
  const { pages } = mergeAnswers([named(first), ...others.map(named)]);
  return new Map(pages.filter(({ former }) => former === undefined).map((page) => [urlKey(page.path), page]));
}

/** Where the address of the site is not known, what is held is taken to be of it. */
function ofHosts(page: BrokenPage | undefined, hosts: ReadonlySet<string>): BrokenPage | undefined {
  if (page === undefined || hosts.size === 0) return page;
  return hosts.has(siteHost(page.url) ?? '') ? page : undefined;
}

async function publishedBy(
  { published }: SiteSnapshot,
  since: Commit | undefined,
  assets: boolean,
  task: Task,
): Promise<readonly PastPage[]> {
  if (published === undefined) return [];
  const pages = await (since === undefined ? published.ever(task) : published.at(since, task));
  if (!assets) return pages;
  const files = await published.files(task);
  // Those that went before are nothing that the changes take away.
  return [...pages, ...files.filter(({ last }) => since === undefined || last.date > since.date)];
}

function isBelow(paths: readonly string[] | undefined): (page: PastPage) => boolean {
  return ({ file }) => paths === undefined || paths.some((path) => isAtOrBelow(file, path));
}

function misledNote([first, ...others]: readonly UrlPath[]): readonly Note[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `A redirect answers ${encodeUrl(first)}${more}, and leads to no page. Run redirects --check, or Broken Backlinks: Check Redirects.`;
  return [{ message }];
}

/** What the list holds and neither the repository of today nor its past knows. */
function strangersNote(unknown: readonly UrlKey[], snapshots: readonly SiteSnapshot[]): readonly Note[] {
  const strange = unknown.filter((key) => {
    const url = urlPath(encodeUrl(key));
    return snapshots.every((snapshot) => answeredBy(url, snapshot) === 'lost');
  });
  const [first] = strange;
  if (first === undefined) return [];
  const subject = strange.length === 1 ? 'One address' : `${strange.length} addresses`;
  const message = `${subject} of the sitemap, such as ${encodeUrl(first)}, ${strange.length === 1 ? 'is' : 'are'} of no file that this repository ever published (a list made by the generator, or another source), and not judged.`;
  return [{ message }];
}

/** Of a history that is cut, nobody knows what was published before. */
function historyGap({ past }: SiteSnapshot): readonly Gap[] {
  if (past.reach === 'whole') return [];
  const message = past.gap ?? 'There is no history to read, so it is not known what was published before.';
  return [{ kind: 'missing-history', count: undefined, message }];
}

/** No address of a gone page is told where it would be a guess, so that none of them is lost says nothing. */
function guessGap({ site }: SiteSnapshot): readonly Gap[] {
  const { pages } = site.routes;
  const [first, ...others] = pages.flatMap(({ guess }) => guess ?? []);
  if (first === undefined || 2 * (1 + others.length) <= pages.length) return [];
  const message = `${first}, so it is not known which addresses pages had that are gone, and none is told. "broken-backlinks routes --explain" says what to declare.`;
  return [{ kind: 'guessed-addresses', count: undefined, message: message.charAt(0).toUpperCase() + message.slice(1) }];
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter(({ message }, i) => gaps.findIndex((other) => other.message === message) === i);
}

function webOrigin(addresses: readonly (string | undefined)[]): string {
  const [host] = addresses.flatMap((address) => siteHost(address ?? '') ?? []);
  return host === undefined ? '' : `https://${host}`;
}

function hostsOf({ permalinks }: Site, address: string | undefined): ReadonlySet<string> {
  return hostSpellings([address, permalinks.address?.url].flatMap((text) => siteHost(text ?? '') ?? []));
}

/** How many pages of the repository, of whatever site, still link to each lost address. */
async function ownLinks(
  repo: Repo,
  lost: readonly LostAddress[],
  hosts: ReadonlySet<string>,
  { progress, signal }: Task,
): Promise<ReadonlyMap<UrlKey, number>> {
  const links = new Map<UrlKey, number>(lost.map(({ page }) => [urlKey(page.url), 0]));
  const files = links.size === 0 ? [] : repo.files.filter(isPageFile);
  for (const [done, file] of files.entries()) {
    if (done % 500 === 0) {
      signal.throwIfAborted();
      progress.report('Reading the links of pages', done, files.length);
    }
    const text = await repo.read(file);
    if (text === undefined) continue;
    for (const key of new Set(siteLinks(text, hosts).map((path) => urlKey(path)))) {
      const before = links.get(key);
      if (before !== undefined) links.set(key, before + 1);
    }
  }
  return links;
}
