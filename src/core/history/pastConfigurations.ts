/** The site as earlier commits configured it: other rules, another generator, other addresses. */
import { generators } from '../generators/index.ts';
import type { Commit, Day, PastPage } from '../model.ts';
import { type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { shareBudget, stepBudget } from '../script/evaluation.ts';
import type { AddressRules } from '../site/addresses.ts';
import { uncommittedHash } from './commitNames.ts';
import type { StateReading, StateTold } from './earlierStates.ts';
import type { LiveFiles } from './fileHistories.ts';
import type { BlobId, History } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { certainSites, openPastSite, treeRepo } from './pastSites.ts';
import { type ConfigurationVersions, configurationVersions, sampledStates } from './sampledStates.ts';
import { isAmple, type KeptStates, toldStates } from './toldStates.ts';

/** The site as it is today. */
export interface Today {
  readonly generator: string;
  readonly root: RepoPath;
  readonly config: RepoPath | undefined;
  readonly siteFiles?: readonly RepoPath[] | undefined;
  /** In front of every address, `/` when there is none. */
  readonly basePath: string;
  readonly rules: AddressRules;
  /** As `Permalinks.since`. */
  readonly since?: Day | undefined;
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

/** What the scripts of all earlier configurations may take together; those that come later are taken for unknown. */
export const scriptSteps = 4_000_000;

/** What earlier configurations tell. */
export interface EarlierAddresses {
  readonly pages: readonly PastPage[];
  /** By which the next reading is quicker; absent where it would not hold for that. */
  readonly kept: KeptStates | undefined;
}

/**
 * The addresses that earlier configurations gave to files, where they differ from what is known already. Those of files
 * of today are given whatever these have now: that changes with each page; see `isOtherToday`. `known` was kept of an
 * earlier reading of the same repository, for the same site in the same place on the same hosts.
 */
export async function earlierAddresses(
  history: History,
  ledger: Ledger,
  today: Today,
  options: LedgerOptions = {},
  known?: KeptStates,
): Promise<EarlierAddresses> {
  const liveTree = await history.tree(history.head.hash, options.signal);
  const budget = stepBudget(scriptSteps);
  const isEdited = await areRulesEdited(history, liveTree, today, options);
  const { config, siteFiles = [] } = today;
  const files = config === undefined ? siteFiles : [config, ...siteFiles];
  const versions = configurationVersions(history, files, known?.versions);
  const line = await statesOf(history, ledger, isEdited, versions, options);
  let todaysFiles: ReadonlySet<RepoPath> | undefined;
  const reading: StateReading = {
    history,
    ledger,
    today,
    budget,
    todaysKey: isEdited ? undefined : rulesKey(today, liveTree),
    keyOf: (site, tree, { date }) =>
      rulesKey(site, tree) + (date < (today.since ?? '') ? `\0before ${today.since}` : ''),
    async todaysFiles() {
      todaysFiles ??= await filesOfRules(history, liveTree, today, options);
      return [...todaysFiles].map((file) => [file, liveTree.get(file)]);
    },
    options,
  };
  const states = await toldStates(line, reading, isEdited ? undefined : known?.states);
  const isKept = !isEdited && isAmple(budget.left, scriptSteps);
  return {
    pages: pagesOf(states, line, today, ledger),
    kept: isKept ? { states, versions: versions.asked() } : undefined,
  };
}

/** What the states of a line say, as pages of the past. */
function pagesOf(
  states: readonly StateTold[],
  line: readonly Commit[],
  today: Today,
  ledger: Ledger,
): readonly PastPage[] {
  const pages: PastPage[] = [];
  const known = new Set<string>();
  for (const [i, { sites }] of states.entries()) {
    const [after, commit] = [line[i], line[i + 1]];
    if (after === undefined || commit === undefined) continue;
    for (const { generator, addresses = [] } of sites) {
      const becauseOf = causeOf(generator, commit, today);
      for (const [file, url] of addresses) {
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
  isEdited: boolean,
  versions: ConfigurationVersions,
  options: LedgerOptions,
): Promise<readonly Commit[]> {
  const states = await sampledStates(history, ledger, versions, options);
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
  live: LiveFiles,
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
  { signal }: LedgerOptions,
): Promise<ReadonlySet<RepoPath>> {
  const plain = treeRepo(history, tree, signal);
  const files = new Set<RepoPath>();
  const read = (path: RepoPath) => {
    files.add(path);
    return plain.read(path);
  };
  const repo = { ...plain, read, readHead: read };
  shareBudget(repo, stepBudget(scriptSteps));
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
  options: LedgerOptions,
): Promise<boolean> {
  const { edited = new Set() } = today;
  if (![...edited].some(mayConfigure)) return false;
  const sites = await certainSites(treeRepo(history, tree, options.signal));
  const own = sites.flatMap(({ config, siteFiles = [] }) => [config ?? [], siteFiles].flat());
  const read = await filesOfRules(history, tree, today, options);
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
