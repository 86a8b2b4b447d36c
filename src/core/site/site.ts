/** A site of the repository, read once: its address rules applied to every content file. */

import { concluded } from '../concluded.ts';
import { lineOfKey, readFrontMatter } from '../frontMatter/frontMatter.ts';
import { generators } from '../generators/index.ts';
import type { DetectedSite, Generator, MadePages, OpenOptions, Permalinks } from '../generators/shared/generator.ts';
import { isOfNobody } from '../generators/shared/siteAddress.ts';
import type { ContentFile, Note, Route, RouteKind } from '../model.ts';
import { below, type RepoPath } from '../paths.ts';
import type { Progress, Repo } from '../ports.ts';
import { type RouteTable, routeTable } from '../routeTable.ts';
import { endedNotes } from '../script/notes.ts';
import { append } from '../text/longLists.ts';
import { firstHeading } from '../text/markup/heading.ts';
import { writtenTitle } from '../text/title.ts';
import { addressOfCname } from './cname.ts';
import { fetchedFolders } from './copies/fetchedFolders.ts';
import { declarationsOf, openPermalinks } from './declarations.ts';
import { commonFolder, declareAdvice, isContentBelow } from './declareAdvice.ts';
import { frontMatterNote } from './frontMatterProblem.ts';
import { withLeading } from './leadingPages.ts';
import { isCertain, prunedSites, publishedSites } from './publishedSites.ts';
import { type RewrittenAddress, rewrittenAddresses } from './rewrittenAddresses.ts';
import type { ServedPrefix } from './servedPrefix.ts';
import { staticFileAt } from './staticFiles.ts';
import { unplacedContentNote } from './unplacedContent.ts';

/** One site of the repository, read once: its addresses and the files behind them. */
export interface Site {
  readonly detected: DetectedSite;
  readonly generator: Generator;
  readonly permalinks: Permalinks;
  readonly routes: RouteTable;
  /** What each content file gave by itself, before all of them were looked at together. */
  readonly asRead: ReadonlyMap<RepoPath, readonly Route[]>;
  /** Folders of content that a build fills from other repositories besides. */
  readonly fetched?: readonly RepoPath[] | undefined;
  /** Where it is served, when that is not where it is built for; addresses are those its visitors see. */
  readonly served?: ServedPrefix | undefined;
  /** Addresses that a rewrite of its host hands on. */
  readonly rewritten?: readonly RewrittenAddress[] | undefined;
  /** Where plugins make pages that have no file. */
  readonly made?: readonly MadePages[] | undefined;
  /** What could not be read, of the configuration and of single files. */
  readonly notes: readonly Note[];
}

/** How a site is read. */
export interface SiteReading extends OpenOptions {
  /** The address of the site with its path, where somebody says it. */
  readonly address?: string | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the user says where detection is wrong; both are optional. */
export interface SiteChoice {
  /** Id of a generator. */
  readonly generator?: string | undefined;
  /** Folder of the site; empty for the repository's root. */
  readonly root?: RepoPath | undefined;
}

/**
 * Every site of the repository, the most certain first; a hint is dropped where a certain site holds its folder.
 * With a choice, the sites that fit it; where none was detected, the chosen generator in the chosen folder.
 * `whole`: the repository around a part of it, in which a `.broken-backlinks.json` may speak of the part, too.
 */
export async function detectSites(
  repo: Repo,
  choice: SiteChoice = {},
  whole: Repo = repo,
): Promise<readonly DetectedSite[]> {
  const isChosen = choice.generator !== undefined || choice.root !== undefined;
  const declared = generators.find(({ id }) => id === 'declared');
  const patterns = (await declared?.detect(repo)) ?? [];
  const read: DetectedSite[] = [];
  for (const generator of generators) {
    if (generator !== declared && generator.guesses !== true) append(read, await generator.detect(repo));
  }
  const found = isChosen ? read : await publishedSites(read.filter(isOwn), repo);
  // A certain site covers every guess, wherever it lies.
  const mayGuess = isChosen || ![...found, ...patterns].some(isCertain);
  const guesses = generators.filter((generator) => generator.guesses === true && mayGuess);
  for (const generator of guesses) append(found, await generator.detect(repo));
  if (choice.generator === 'declared') return chosenSites(patterns, choice);
  if (isChosen) {
    const { sites, alone } = await declarationsOf(chosenSites(found, choice), whole);
    return sites.length > 0 ? sites : chosenSites(patterns.filter(isAmong(alone)), choice);
  }
  const { sites, alone } = await declarationsOf(prunedSites(found, repo), whole);
  const standing = patterns.filter(isAmong(alone));
  return standing.length === 0 ? sites : prunedSites([...standing, ...sites], repo);
}

/**
 * A workflow called `hugo.yaml` configures nothing, what is installed is of other people, and what a build keeps for the next
 * one is a copy, though somebody committed it.
 */
function isOwn({ root, config }: DetectedSite): boolean {
  return !notOwn.test(config ?? `${root}/`);
}

const notOwn =
  /(?:^|\/)(?:node_modules|bower_components|site-packages|\.(?:github|gitlab|circleci|cache|next|nuxt|output|svelte-kit|vercel|netlify|parcel-cache|turbo|docusaurus|astro|temp|yarn|venv|tox|nox))\//;

function isAmong(files: ReadonlySet<RepoPath>): (site: DetectedSite) => boolean {
  return ({ config }) => config !== undefined && files.has(config);
}

function chosenSites(found: readonly DetectedSite[], { generator, root }: SiteChoice): readonly DetectedSite[] {
  const fitting = found.filter(
    (site) => (generator === undefined || site.generator === generator) && (root === undefined || site.root === root),
  );
  // Whoever names the generator guesses nothing.
  const known = generator === undefined ? fitting : fitting.map((site) => ({ ...site, certainty: 1 }));
  if (known.length > 0) return known.sort((a, b) => b.certainty - a.certainty);
  if (generator === undefined || !generators.some(({ id }) => id === generator)) return [];
  const chosen = { generator, root: root ?? ('' as RepoPath), config: undefined, because: 'your choice', certainty: 1 };
  return [chosen];
}

/** What is said of a folder in which no site was detected. `inside`: the same folder, as the repository calls it. */
export function noSiteIn(folder: string, { files }: Pick<Repo, 'files'>, inside: RepoPath): string {
  const found = `No site was found in ${folder}: no configuration of a known generator, and no folder of HTML or of Markdown with front matter that holds most of the pages.`;
  const playbook = files.find(
    (file) => /(?:^|[/-])playbook[^/]*\.ya?ml$/.test(file) && below(file, inside) !== undefined,
  );
  const elsewhere =
    playbook &&
    `${playbook} is a playbook of Antora, which takes the pages from elsewhere: open a repository that holds them.`;
  const content = files.filter((file) => isContentBelow(file, inside));
  return [found, elsewhere ?? declareAdvice(content, commonFolder(content))].join(' ').trim();
}

/** Reads the configuration and the head of every content file of one site. */
export async function openSite(detected: DetectedSite, repo: Repo, options: SiteReading): Promise<Site> {
  const generator = generators.find((entry) => entry.id === detected.generator);
  const opened = await openPermalinks(detected, repo, options);
  if (generator === undefined || opened === undefined) throw new Error(`no generator is called ${detected.generator}`);
  const named = isOfNobody(opened.address?.url) ? undefined : opened.address;
  const permalinks = { ...opened, address: named ?? (await addressOfCname(opened, detected.root, repo)) };
  const isTold = options.address !== undefined;
  const notes = permalinks.notes.filter(
    ({ doubtsAddresses, wantsAddress }) => !(isTold && doubtsAddresses && wantsAddress),
  );
  const guess = guessOf(detected, notes);
  const wanted = repo.files.flatMap((path) => {
    const reads = permalinks.reads(path);
    return reads === undefined ? [] : [{ path, reads }];
  });
  const asRead = new Map<RepoPath, readonly Route[]>();
  const doubted = new Set<RepoPath>();
  for (const [done, { path, reads }] of wanted.entries()) {
    if (done % 500 === 0) {
      options.signal?.throwIfAborted();
      options.progress?.report('Reading the repository', done, wanted.length);
    }
    const read = await readRoutes(repo, path, reads, permalinks);
    if (read === undefined) continue;
    if (read.note !== undefined) {
      notes.push(read.note);
      doubted.add(path);
    }
    asRead.set(path, read.routes);
  }
  const routes = [...asRead].flatMap(([path, own]) => {
    const doubt = doubted.has(path) ? 'its front matter could not be read' : guess;
    return doubt === undefined ? own : own.map((route) => ({ ...route, guess: doubt }));
  });
  const all = permalinks.complete?.(routes) ?? routes;
  const isExplained = notes.some(({ wantsAddress }) => wantsAddress !== true);
  const unplaced = isExplained ? undefined : unplacedContentNote(detected.root, all, repo);
  if (unplaced !== undefined) notes.push(unplaced);
  return {
    detected,
    generator,
    permalinks,
    routes: routeTable(
      all,
      (path, listed) => staticFileAt(path, permalinks, repo) ?? permalinks.beside?.(path, listed),
    ),
    asRead,
    fetched: await fetchedFolders(permalinks, detected.root, repo),
    made: await permalinks.made?.(),
    rewritten: await rewrittenAddresses(detected, permalinks, repo),
    notes: withUnread(notes, repo),
  };
}

/** Besides what is noted already, the files that could not be read until now, and the scripts that took too long. */
export function withUnread(notes: readonly Note[], repo: Repo): readonly Note[] {
  const said = new Set(notes.map(({ message }) => message));
  const unread = [...(repo.unread?.() ?? []), ...endedNotes(repo)];
  return [...notes, ...unread.filter(({ message }) => !said.has(message))];
}

/** Why no address of the site is certain; `undefined` where its rules are known. */
function guessOf(detected: DetectedSite, notes: readonly Note[]): string | undefined {
  if (!isCertain(detected)) return 'how this site is built is a guess, and too few of its own links confirm it';
  const note = notes.find(({ doubtsAddresses }) => doubtsAddresses === true);
  if (note === undefined) return undefined;
  const what =
    note.wantsAddress === true
      ? 'the path in front of its addresses is a guess'
      : 'the rules for its addresses were not read whole';
  return note.file === undefined ? what : `${what} (see the note about ${note.file})`;
}

/** What one content file gives by itself; `undefined` when it cannot be read as text. */
export async function readRoutes(
  repo: Repo,
  path: RepoPath,
  reads: 'path' | 'head' | 'whole',
  permalinks: Permalinks,
): Promise<{ readonly routes: readonly Route[]; readonly note: Note | undefined } | undefined> {
  const file = await readContentFile(repo, path, reads, permalinks);
  if (file === undefined) return undefined;
  const routes: Route[] = [];
  for (const route of await withLeading(permalinks.routes(file), file, permalinks, repo)) {
    // What is read by its path alone, such as an image, holds no keys.
    const keys = reads === 'path' ? undefined : unpublishingKeys(route);
    routes.push(keys === undefined ? route : await withLine(route, keys, repo));
  }
  return { routes, note: frontMatterNote(file, permalinks) };
}

/** The keys that may keep a file from being published, by the kind of its route. */
const keysOfKind: Partial<Record<RouteKind, readonly string[]>> = {
  draft: ['draft', 'published', 'status'],
  future: ['publishDate', 'date', 'pubDate'],
  expired: ['expiryDate'],
  unpublished: ['published', 'permalink', 'build', '_build', 'headless', 'status'],
};

/** `undefined` for a route that is published, or knows its line. */
function unpublishingKeys({ kind, line }: Route): readonly string[] | undefined {
  return line === undefined ? keysOfKind[kind] : undefined;
}

/** Says where a page that is not published says so; only these few files are looked into again. */
async function withLine(route: Route, keys: readonly string[], repo: Repo): Promise<Route> {
  const of = (text: string): number | null => {
    const frontMatter = readFrontMatter(text, route.file);
    return keys.map((key) => lineOfKey(text, frontMatter, key)).find((found) => found !== undefined) ?? null;
  };
  const line = await concluded(repo, route.file, {
    name: `line of ${keys.join(', ')}`,
    from: 'head',
    isOwn: true,
    of,
  });
  return line === undefined || line === null ? route : { ...route, line };
}

/** One content file with as much of its text as its rules ask for; `undefined` when it cannot be read as text. */
export async function readContentFile(
  repo: Repo,
  path: RepoPath,
  reads: 'path' | 'head' | 'whole',
  permalinks: Pick<Permalinks, 'tells'> = {},
): Promise<ContentFile | undefined> {
  if (reads === 'path') return { path, frontMatter: { format: 'none', data: {}, bodyStart: 0 } };
  if (reads === 'head') {
    const head = await concluded(repo, path, {
      name: 'head',
      from: 'head',
      isOwn: true,
      of: (text) => readHeadOf(path, text),
    });
    return head && { path, frontMatter: head.frontMatter, heading: head.heading ?? undefined };
  }
  const tells = permalinks.tells?.(path);
  if (tells !== undefined) {
    const of = (text: string) => ({ ...readHeadOf(path, text), told: tells.of(text) });
    const found = await concluded(repo, path, { ...tells, of });
    return found && { path, frontMatter: found.frontMatter, heading: found.heading ?? undefined, told: found.told };
  }
  const text = await repo.read(path);
  if (text === undefined) return undefined;
  const { frontMatter, heading } = readHeadOf(path, text);
  return { path, frontMatter, heading: heading ?? undefined, text };
}

function readHeadOf(path: RepoPath, text: string) {
  const frontMatter = readFrontMatter(text, path);
  const heading = writtenTitle(frontMatter) === undefined ? firstHeading(text, frontMatter.bodyStart) : undefined;
  return { frontMatter, heading: heading ?? null };
}
