/** The site as earlier commits configured it: other rules, another generator, other addresses. */
import { generators } from '../generators/index.ts';
import type { Commit, ContentFile, PastPage } from '../model.ts';
import { type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { shareBudget, stepBudget } from '../script/evaluation.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import { uncommittedHash } from './commitNames.ts';
import type { PastFile } from './fileHistories.ts';
import type { BlobId, History } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { certainSites, openPastSite, treeRepo } from './pastSites.ts';
import { sampledStates } from './sampledStates.ts';
import { sampleTexts } from './samplePages.ts';

/** The site as it is today. */
export interface Today {
  readonly generator: string;
  readonly root: RepoPath;
  readonly config: RepoPath | undefined;
  readonly siteFiles?: readonly RepoPath[] | undefined;
  /** In front of every address, `/` when there is none. */
  readonly basePath: string;
  readonly rules: AddressRules;
  /** Its hosts, where they are known. */
  readonly hosts?: readonly string[] | undefined;
  /** Addresses that pages of the last commit had, and lost by what is not committed yet. */
  readonly lostHere?: readonly PastPage[] | undefined;
  /** Files of the last commit that are missing now, or have another text. */
  readonly edited?: ReadonlySet<RepoPath> | undefined;
  /** An address of any time as visitors see it, where the site is served below another folder than it is built for. */
  readonly served?: ((url: UrlPath) => UrlPath) | undefined;
  urlsOf(file: RepoPath): readonly UrlPath[];
}

/** Whether the name of a file is one that configurations have. */
export function mayConfigure(path: RepoPath): boolean {
  return /\.(?:toml|ya?ml|json5?|[cm]?[jt]s|py|rb|ini|cfg)$/i.test(path);
}

/** How many files two configurations are compared by. */
const filesTried = 80;

/** What the scripts of all earlier configurations may take together; those that come later are taken for unknown. */
export const scriptSteps = 4_000_000;

/** Larger states are read in part; their addresses are mostly those of the next. */
const mostFiles = 4000;

/**
 * The addresses that earlier configurations gave to files, where they differ from what is known already. Those of files
 * of today are given whatever these have now: that changes with each page; see `isOtherToday`.
 */
export async function earlierAddresses(
  history: History,
  ledger: Ledger,
  today: Today,
  options: LedgerOptions = {},
): Promise<readonly PastPage[]> {
  const pages: PastPage[] = [];
  const known = new Set<string>();
  const ages: { readonly rules: AddressRules; readonly read: Set<string> }[] = [];
  const sameAddresses = addressComparison();
  const liveTree = await history.tree(history.head.hash, options.signal);
  const todaysKey = rulesKey(today, liveTree);
  const budget = stepBudget(scriptSteps);
  let todaysFiles: ReadonlySet<RepoPath> | undefined;
  const isEdited = await areRulesEdited(history, liveTree, today, budget, options);
  const line = await statesOf(history, ledger, today, isEdited, options);
  for (const [i, commit] of line.entries()) {
    const after = line[i - 1];
    if (after === undefined) continue;
    options.signal?.throwIfAborted();
    options.progress?.report('Reading earlier configurations', i, line.length - 1);
    const tree = await history.tree(commit.hash, options.signal);
    const unseen = livedBetween(ledger.histories.past.values(), line[i + 1]?.date ?? '', after.date);
    const files = withFiles(tree, unseen);
    const repo = treeRepo(history, tree, options.signal);
    shareBudget(repo, budget);
    const sites = await certainSites(repo);
    for (const site of sites) {
      if (!isEdited && rulesKey(site, tree) === todaysKey) {
        todaysFiles ??= await filesOfRules(history, liveTree, today, budget, options);
        if ([...todaysFiles].every((file) => tree.get(file) === liveTree.get(file))) continue;
      }
      const past = await openPastSite(site, sites, repo, commit, today);
      if (past === undefined) continue;
      const { rules } = past;
      const tried = sampleFiles(rules, files);
      if (sameAddresses(rules, today.rules, tried)) continue;
      const age = ages.find((other) => sameAddresses(rules, other.rules, tried)) ?? { rules, read: new Set() };
      if (age.rules === rules) ages.push(age);
      const becauseOf = causeOf(site.generator, commit, today);
      for await (const { file, url } of addresses(history, rules, files, age.read, options)) {
        const page = pastAddress(url, file, commit, after, becauseOf, ledger);
        const entry = `${urlKey(url)}\0${file}`;
        if (page === undefined || known.has(entry)) continue;
        known.add(entry);
        pages.push(page);
      }
    }
  }
  return pages;
}

/** The states that are looked at, newest first, behind the one that follows the newest of them. */
async function statesOf(
  history: History,
  ledger: Ledger,
  { config, siteFiles = [] }: Today,
  isEdited: boolean,
  options: LedgerOptions,
): Promise<readonly Commit[]> {
  const files = config === undefined ? siteFiles : [config, ...siteFiles];
  const states = await sampledStates(history, ledger, files, options);
  // The last commit is a state of the past where the working tree has other rules.
  return isEdited ? [{ ...history.head, hash: uncommittedHash }, ...states] : states;
}

/** Why the addresses of a state are not those of today. */
function causeOf(generator: string, { date }: Commit, today: Today): Cause {
  const title = generators.find(({ id }) => id === generator)?.title ?? generator;
  return generator === today.generator
    ? { kind: 'readdressed', cause: `the configuration of ${title} was changed after ${date}` }
    : { kind: 'generator-switched', cause: `the site was made with ${title} in ${date.slice(0, 4)}` };
}

/** Files that came after one state and went before another: they were published by the rules around them. */
function livedBetween(files: Iterable<PastFile>, from: string, until: string): readonly PastFile[] {
  return [...files].filter(({ first, last }) => first.date >= from && last.date <= until);
}

/** The files of a state, and what was there shortly before or after it. */
function withFiles(tree: ReadonlyMap<RepoPath, BlobId>, more: readonly PastFile[]): ReadonlyMap<RepoPath, BlobId> {
  return new Map([...tree, ...more.flatMap(({ path, blob }) => (tree.has(path) ? [] : [[path, blob] as const]))]);
}

/** Some files of a state, from all over it. */
function sampleFiles(rules: AddressRules, tree: ReadonlyMap<RepoPath, BlobId>): readonly RepoPath[] {
  const files = [...tree.keys()].filter((path) => rules.reads(path) !== undefined);
  const step = Math.max(1, Math.floor(files.length / filesTried));
  return files.filter((_, i) => i % step === 0);
}

/**
 * Most changes of a configuration change no address; those need not be read. Front matter is looked at elsewhere. The
 * rules of today, and those of an earlier age, are compared with one state after the other: each file is asked of them once,
 * and each is made once.
 */
function addressComparison() {
  const known = new Map<AddressRules, Map<RepoPath, string>>();
  const samples = new Map<RepoPath, readonly ContentFile[]>();
  const filesAt = (path: RepoPath): readonly ContentFile[] => {
    const found = samples.get(path) ?? sampleTexts(path).map((text) => readPastFile(path, text));
    samples.set(path, found);
    return found;
  };
  const sampleUrls = (of: AddressRules, path: RepoPath): string =>
    filesAt(path)
      .flatMap((file) => publishedUrls(of, file))
      .join('\n');
  const urls = (of: AddressRules, path: RepoPath): string => {
    const told = known.get(of) ?? new Map<RepoPath, string>();
    known.set(of, told);
    const before = told.get(path);
    if (before !== undefined) return before;
    const found = of.reads(path) === undefined ? '' : sampleUrls(of, path);
    told.set(path, found);
    return found;
  };
  return (rules: AddressRules, others: AddressRules, files: readonly RepoPath[]): boolean =>
    files.every((path) => urls(rules, path) === urls(others, path));
}

async function* addresses(
  history: History,
  rules: AddressRules,
  tree: ReadonlyMap<RepoPath, BlobId>,
  read: Set<string>,
  { signal }: LedgerOptions,
): AsyncGenerator<{ readonly file: RepoPath; readonly url: UrlPath }, void> {
  const fresh = [...tree].filter(([path, blob]) => rules.reads(path) !== undefined && !read.has(`${path}\0${blob}`));
  const wanted = fresh.slice(0, mostFiles);
  for (const [path, blob] of wanted) read.add(`${path}\0${blob}`);
  // An image or a download is never opened: its path says it all.
  const readsPath = (path: RepoPath) => rules.reads(path) === 'path';
  const byText = wanted.filter(([path]) => !readsPath(path));
  for (const [file] of wanted.filter(([path]) => readsPath(path))) {
    for (const url of publishedUrls(rules, readPastFile(file))) yield { file, url };
  }
  let at = 0;
  for await (const text of history.texts(
    byText.map(([, blob]) => blob),
    signal,
  )) {
    const file = byText[at++]?.[0];
    if (file === undefined) return;
    for (const url of publishedUrls(rules, readPastFile(file, text))) yield { file, url };
  }
}

/** Why a file got another address. */
interface Cause {
  readonly kind: 'readdressed' | 'generator-switched';
  readonly cause: string;
}

function pastAddress(
  url: UrlPath,
  file: RepoPath,
  first: Commit,
  last: Commit,
  becauseOf: Cause,
  ledger: Ledger,
): PastPage | undefined {
  if (ledger.histories.live.has(file)) return { url, file, first, last, fate: { ...becauseOf, to: [file] } };
  const past = ledger.histories.past.get(file);
  if (past === undefined || ledger.lookup(url).some((page) => page.file === file)) return undefined;
  const now = ledger.successor(file);
  const fate = now === undefined ? ({ kind: 'deleted' } as const) : ({ kind: 'renamed', to: [now.file] } as const);
  return { url, file, first: past.first, last: past.last, fate };
}

/** Whether an earlier address is none that its file has now; of a file that has none, no configuration took it. */
export function isOtherToday(
  { url, file }: PastPage,
  live: ReadonlySet<RepoPath>,
  urlsOf: (file: RepoPath) => readonly UrlPath[],
): boolean {
  if (!live.has(file)) return true;
  const now = urlsOf(file);
  const key = urlKey(url);
  return now.length > 0 && !now.some((other) => urlKey(other) === key);
}

/**
 * The files that today's rules are read from, those included that are looked for and not there: what a configuration
 * imports, data of folders, and lists beside it decide addresses as well.
 */
async function filesOfRules(
  history: History,
  tree: ReadonlyMap<RepoPath, BlobId>,
  today: Today,
  budget: ReturnType<typeof stepBudget>,
  { signal }: LedgerOptions,
): Promise<ReadonlySet<RepoPath>> {
  const plain = treeRepo(history, tree, signal);
  const files = new Set<RepoPath>();
  const read = (path: RepoPath) => {
    files.add(path);
    return plain.read(path);
  };
  const repo = { ...plain, read, readHead: read };
  shareBudget(repo, budget);
  const sites = await certainSites(plain);
  const own = sites.find((site) => rulesKey(site, tree) === rulesKey(today, tree));
  if (own !== undefined) await openPastSite(own, sites, repo, history.head, today);
  return files;
}

/** Whether the rules of today are read from a file that is another one than in the last commit. */
async function areRulesEdited(
  history: History,
  tree: ReadonlyMap<RepoPath, BlobId>,
  today: Today,
  budget: ReturnType<typeof stepBudget>,
  options: LedgerOptions,
): Promise<boolean> {
  const { edited = new Set() } = today;
  if (![...edited].some(mayConfigure)) return false;
  const sites = await certainSites(treeRepo(history, tree, options.signal));
  const own = sites.flatMap(({ config, siteFiles = [] }) => [config ?? [], siteFiles].flat());
  const read = await filesOfRules(history, tree, today, budget, options);
  return [...own, ...read].some((file) => edited.has(file));
}

/** States with the same generator, place and configuration have the same rules, where nothing else is read for them. */
function rulesKey(
  site: Pick<Today, 'generator' | 'root' | 'config' | 'siteFiles'>,
  tree: ReadonlyMap<RepoPath, BlobId>,
): string {
  const blobs = [site.config, ...(site.siteFiles ?? [])].map((file) => (file && tree.get(file)) ?? '');
  return [site.generator, site.root, ...blobs].join('\0');
}
