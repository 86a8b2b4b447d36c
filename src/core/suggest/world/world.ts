/** Everything suggestions are drawn from, read once; after that every answer is a pure function of it. */

import type { BlobId } from '../../history/history.ts';
import type { Ledger } from '../../history/ledger.ts';
import type { Backlink, Commit, Route } from '../../model.ts';
import { type RepoPath, type UrlKey, type UrlPath, urlKey } from '../../paths.ts';
import type { Progress, Repo } from '../../ports.ts';
import type { Partition } from '../partition/partitions.ts';
import { leastShare, type TextAnswers, type TextComparison } from '../text/comparison.ts';
import type { Likeness } from '../text/index.ts';
import { linkKey, segmentsKey } from '../text/links.ts';
import type { TextQuery } from '../text/queries.ts';
import type { WordIndex } from '../text/wordIndex.ts';
import type { Citations } from './citations.ts';
import { startComparison } from './compared.ts';
import { type DirectoryMoves, directoryMoves } from './directoryMoves.ts';
import { firstFolders } from './firstFolders.ts';
import { fullPaths } from './fullPaths.ts';
import { type KnownRules, knownRules } from './knownRules.ts';
import type { LinkEdits } from './linkEdits.ts';
import type { LinkedReading } from './linkedAddresses.ts';
import type { LivePage, LivePages } from './livePages.ts';
import { type MergedInto, mergedSections } from './mergedSections.ts';
import type { KeptTexts } from './pageTexts.ts';
import { type Asked, type PastMatch, type Question, question } from './question.ts';
import { pastMatches, type RemovedTexts } from './removedTexts.ts';
import { siteParts } from './siteParts.ts';
import { type TodaysPages, todaysPages } from './todaysPages.ts';
import { type ToldMoves, toldMoves } from './toldMoves.ts';

/** What is known before any text is read. */
export interface SuggestInput {
  /** Every route of the site today. */
  readonly routes: readonly Route[];
  /** The versions of the documentation that the generator's configuration names. */
  readonly versions?: ReadonlySet<string> | undefined;
  /** As `Permalinks.places`. */
  readonly places?: ReadonlyMap<RepoPath, number> | undefined;
  /** Names of the site's hosts in lower case, for links written in full. */
  readonly hosts: ReadonlySet<string>;
  readonly ledger: Ledger;
  readonly edits: LinkEdits;
  /** Redirects that exist, as examples of how the site's authors redirect; empty to judge as if there were none. */
  readonly known: readonly KnownRedirect[];
  readonly isRedirected: (url: UrlPath) => boolean;
  /** The page that redirects, patterns among them, lead an address to; `undefined` where they lead it to none. */
  readonly ledTo?: ((url: UrlPath) => UrlPath | undefined) | undefined;
  /** Targets somebody refused for an address. */
  readonly rejected?: readonly KnownRedirect[] | undefined;
  /** The file that would publish an address, were it not a draft or expired. */
  readonly hidden?: ((path: UrlPath) => RepoPath | undefined) | undefined;
  /** Whether the repository has a file, for pages that take in the text of others. */
  readonly isFile?: ((path: RepoPath) => boolean) | undefined;
  /** Files that may give names to pages; see `dataFiles`. */
  readonly dataFiles?: readonly RepoPath[] | undefined;
}

/** A redirect of one address to another that somebody wrote. */
export interface KnownRedirect {
  readonly from: UrlPath;
  readonly to: UrlPath;
}

/** How texts are read. */
export interface SuggestPorts {
  read(file: RepoPath): Promise<string | undefined>;
  /** As of a repository; where there is none, everything is concluded here. */
  readonly concluded?: Repo['concluded'];
  pastTexts(blobs: readonly BlobId[]): AsyncIterable<string | undefined>;
  /** Where the texts of all pages are kept; each is read where nothing is named. */
  readonly keptTexts?: KeptTexts | undefined;
  /** Compares the texts of pages while they are read; each as it comes where nobody is named. */
  readonly compareTexts?: ((queries: readonly TextQuery[]) => TextComparison) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** Everything that suggestions look at. */
export interface SuggestWorld extends Omit<SuggestInput, 'isRedirected' | 'rejected'> {
  readonly pages: LivePages;
  readonly words: WordIndex<LivePage>;
  /** The first folders of all addresses that the site has or had, or redirects; in lower case. */
  readonly folders: Pick<ReadonlySet<string>, 'has'>;
  /** What the texts of today's pages have of the removed page's. */
  texts(path: UrlPath): TextFindings;
  /** The page that a dead file or address became by renames; by its key. */
  movedTo(key: string): LivePage | undefined;
  /** The page that a file of any time is, or became by renames; `since` is a commit in which the file lay there, where one is known. */
  pageOf(file: RepoPath, since?: Commit): LivePage | undefined;
  readonly linkedTo: Citations;
  /** Whether the site's own links lead to the addresses that were read. */
  readonly reading: LinkedReading;
  /** Other pages take in this file's text: it stands there for readers. */
  isIncluded(file: RepoPath): boolean;
  /** What the history alone tells of them. */
  readonly told: ToldMoves;
  readonly directories: DirectoryMoves;
  /** What `known` may say of other addresses. */
  readonly rules: KnownRules;
  isRedirected(page: LivePage): boolean;
  /** Where a page that only leads its readers on leads them; every other page itself. */
  standsFor(page: LivePage): LivePage;
  /** Pages, by their keys, of which somebody said that the address does not mean them. */
  rejected(path: UrlPath): ReadonlySet<UrlKey>;
  question(asked: Asked): Question;
}

/** Pages by what their text tells, each measured from 0 to 1; what is next to nothing is left out. */
export interface TextFindings {
  /** The share of the removed page's text that a page holds. */
  readonly contained: readonly PageShare[];
  /** The share of it that the removing commit wrote into the page, or into what became of it. */
  readonly received: readonly PageShare[];
  /** How much a page's words are those of the removed page. */
  readonly similar: readonly PageShare[];
  /** How much a page speaks of the words of the address. */
  readonly speaking: readonly PageShare[];
  /** The part of a page in which the removed page's text stands, where the page has other text, too. */
  readonly merged?: MergedInto | undefined;
}

/** A page that holds a share, from 0 to 1, of a text. */
export interface PageShare {
  readonly page: LivePage;
  readonly share: number;
}

const none: ReadonlySet<UrlKey> = new Set();

const noFindings: TextFindings = { contained: [], received: [], similar: [], speaking: [] };

/** Reads the texts of today's pages once, and those of the removed pages that are asked about. */
export async function prepareSuggestions(
  input: SuggestInput,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<SuggestWorld> {
  const own = await siteParts(input, ports);
  const fullPath = fullPaths(input, own);
  const all = withTranslations(asked, fullPath, own.partition);
  const started = await startComparison(input, all, ports);
  const { removed, comparison } = started;
  try {
    const gone = new Set([...asked.map(({ path }) => path), ...input.known.map(({ from }) => from)].map(urlKey));
    const today = await todaysPages(input, own.partition, started, ports, gone);
    // Whoever compares beside this thread goes on while the pages are opened here.
    const [answers, opened] = await Promise.all([comparison.answers(), today.open()]);
    const { queries, ...kept } = removed;
    const told = await toldMoves(input, opened.pages, ports, own.routesNamed);
    const sections = await mergedSections(queries, answers, input.ledger, ports);
    return settled(input, all, { ...opened, removed: kept, answers, sections, fullPath, told });
  } finally {
    comparison.close();
  }
}

/** What was read. */
interface Read extends TodaysPages {
  readonly fullPath: (path: UrlPath) => UrlPath;
  readonly told: ToldMoves;
  readonly removed: Omit<RemovedTexts, 'queries'>;
  readonly answers: TextAnswers;
  readonly sections: ReadonlyMap<UrlKey, MergedInto>;
}

function settled(
  input: SuggestInput,
  asked: readonly Asked[],
  { removed, answers, sections, fullPath, told, ...read }: Read,
): SuggestWorld {
  const { pages, linkedTo } = read;
  const parts = pages.partition;
  const ask = ({ path, referrers }: Asked): Question => {
    const full = fullPath(path);
    const key = linkKey(full, '' as RepoPath, input.hosts) ?? '';
    const past = pastMatches(full, input);
    return question({
      path: full,
      language: parts.language(full) ?? writtenLanguage(past, input.ledger, pages),
      version: parts.version(full),
      past,
      text: removed.text(full),
      anchors: [...anchorTexts(referrers), ...linkedTo.namesOf(key)],
      pastAnchors: pastKeys(full, input, key).flatMap((was) => input.edits.calledBefore(was)),
    });
  };
  const { movedTo, pageOf } = successors(input.ledger, pages);
  const shares = (found: readonly Likeness[] = []): readonly PageShare[] =>
    found.flatMap(({ page, score }) => {
      const live = score < leastShare ? undefined : pageOf(page as RepoPath);
      return live === undefined ? [] : [{ page: live, share: score }];
    });
  const questions = new Map<UrlKey, Question>();
  const findings = new Map<UrlKey, TextFindings>();
  for (const entry of asked) {
    const key = urlKey(entry.path);
    const answer = answers.get(key);
    questions.set(key, ask(entry));
    findings.set(key, {
      contained: shares(answer?.contained),
      received: shares(removed.received(key)),
      similar: shares(answer?.similar),
      speaking: shares(answer?.speaking),
      merged: sections.get(key),
    });
  }
  const rejected = new Map<UrlKey, Set<UrlKey>>();
  for (const { from, to } of input.rejected ?? []) {
    const key = urlKey(fullPath(from));
    rejected.set(key, (rejected.get(key) ?? new Set()).add(urlKey(to)));
  }
  const redirected: (boolean | undefined)[] = pages.all.map(() => undefined);
  return {
    ...input,
    ...read,
    isRedirected({ id, route }) {
      const known = redirected[id] ?? input.isRedirected(route.url);
      redirected[id] = known;
      return known;
    },
    folders: firstFolders(input),
    rejected: (path) => rejected.get(urlKey(path)) ?? none,
    movedTo,
    pageOf,
    told,
    directories: directoryMoves(input, pages, told),
    rules: knownRules(input.known, pages, input.ledger),
    texts: (path) => findings.get(urlKey(path)) ?? noFindings,
    question: (entry) => questions.get(urlKey(fullPath(entry.path))) ?? ask(entry),
  };
}

/** A file that is the same in more than this share of its lines is written in the same language. */
const sameText = 80;

/** The language of a page whose address names none, as it stands where the same text is now. */
function writtenLanguage(past: readonly PastMatch[], ledger: Ledger, pages: LivePages): string | undefined {
  const [match] = past;
  if (match?.certainty !== 1) return undefined;
  const trail = ledger.successor(match.file);
  const isSame = trail?.steps.every(({ similarity }) => similarity >= sameText) !== false;
  return isSame ? pages.ofFile(trail?.file ?? match.file)?.language : undefined;
}

/** The pages that files and addresses of the past became by renames. */
function successors(ledger: Ledger, pages: LivePages): Pick<SuggestWorld, 'movedTo' | 'pageOf'> {
  return {
    movedTo(key) {
      const file = ledger.ofParts(key) ?? ledger.lookup(`/${key}` as UrlPath)[0]?.file;
      const trail = file && ledger.successor(file);
      return trail && pages.ofFile(trail.file);
    },
    pageOf(file, since) {
      const here = pages.ofFile(file);
      const trail = here === undefined || since !== undefined ? ledger.successor(file, since)?.file : undefined;
      return trail === undefined ? here : pages.ofFile(trail);
    },
  };
}

/** The same world with other redirects for examples. */
export function withExamples(world: SuggestWorld, known: readonly KnownRedirect[]): SuggestWorld {
  const { ledger, pages, told } = world;
  return {
    ...world,
    known,
    rules: knownRules(known, pages, ledger),
    directories: directoryMoves({ ledger, known }, pages, told),
  };
}

/** Every address in full, and the same address in the site's main language: what became of that one tells, too. */
function withTranslations(
  asked: readonly Asked[],
  fullPath: (path: UrlPath) => UrlPath,
  parts: Partition,
): readonly Asked[] {
  const all = new Map<UrlKey, Asked>();
  for (const entry of asked) {
    const path = fullPath(entry.path);
    all.set(urlKey(path), { ...entry, path });
  }
  for (const { path } of [...all.values()]) {
    const main = parts.inMainLanguage(path);
    if (main !== undefined && !all.has(urlKey(main))) all.set(urlKey(main), { path: main });
  }
  return [...all.values()];
}

/** The address and the files it surely had, as links may name them. */
function pastKeys(path: UrlPath, input: SuggestInput, key: string): readonly string[] {
  const files = pastMatches(path, input).filter(({ certainty }) => certainty > 0.5);
  return [...new Set([key, ...files.map(({ file }) => segmentsKey(file))])];
}

function anchorTexts(referrers: readonly Backlink[] | undefined): readonly string[] {
  return (referrers ?? []).flatMap(({ anchor }) =>
    anchor && !/^(?:https?:|here$|link$)/i.test(anchor) ? [anchor] : [],
  );
}
