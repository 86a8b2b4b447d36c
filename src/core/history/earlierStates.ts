/**
 * What earlier states of the branch say: which rules their sites had, and which addresses these gave where they are not
 * those of today. A state never changes, so what was told of it holds for as long as today's rules compare with it as before.
 */
import type { Commit, ContentFile } from '../model.ts';
import type { RepoPath, UrlPath } from '../paths.ts';
import { type StepBudget, shareBudget } from '../script/evaluation.ts';
import { type AddressRules, publishedUrls, readPastFile } from '../site/addresses.ts';
import type { PastFile } from './fileHistories.ts';
import type { BlobId, History } from './history.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import type { Today } from './pastConfigurations.ts';
import { certainSites, openPastSite, treeRepo } from './pastSites.ts';
import { sampleTexts } from './samplePages.ts';

/** What one site of a state says. Plain data, as all that is told of states. */
export interface SiteTold {
  readonly generator: string;
  /** As `rulesKey` gives it. */
  readonly key: string;
  /** What today's rules are read from, as it was in this state; where its configuration was that of today. */
  readonly held?: readonly (readonly [file: RepoPath, blob: BlobId | null])[];
  /** Nobody knows its generator. */
  readonly isUnknown?: true;
  /** Some files, and what its rules made of pages that nobody wrote; absent where it was not looked at. */
  readonly sampled?: { readonly files: readonly RepoPath[]; readonly urls: readonly string[] };
  /** Absent where its rules are those of today. */
  readonly addresses?: readonly (readonly [file: RepoPath, url: UrlPath])[];
}

/** What one state says. */
export interface StateTold {
  readonly commit: string;
  /** Stands for the files beside its own that are taken for files of this state. */
  readonly unseen: string;
  /** The sites of newer states whose addresses were told: what these had told is not told again. */
  readonly ages: string;
  /** What its scripts took. */
  readonly steps: number;
  readonly sites: readonly SiteTold[];
}

/** What states are read with. */
export interface StateReading {
  readonly history: History;
  readonly ledger: Ledger;
  readonly today: Today;
  readonly budget: StepBudget;
  /** The key of today's configuration; absent where that is not committed. */
  readonly todaysKey: string | undefined;
  readonly keyOf: (
    site: Pick<Today, 'generator' | 'root' | 'config' | 'siteFiles'>,
    tree: ReadonlyMap<RepoPath, BlobId>,
    commit: Commit,
  ) => string;
  /** The files that today's rules are read from, with what they hold today. */
  todaysFiles(): Promise<readonly (readonly [file: RepoPath, blob: BlobId | undefined])[]>;
  readonly options: LedgerOptions;
}

/** Larger states are read in part; their addresses are mostly those of the next. */
const mostFiles = 4000;

/** How many files two configurations are compared by. */
const filesTried = 80;

/** Rules that held in one state or several, and the files that they were applied to. */
interface Age {
  readonly rules: AddressRules;
  readonly read: Set<string>;
}

/** The states of a line, newest first; the first of it is only what follows the second. */
interface StateLine extends StateReading {
  readonly line: readonly Commit[];
  readonly sampleUrls: ReturnType<typeof sampleAddresses>;
}

/** Reads the states of a line. */
export function stateReader(line: readonly Commit[], reading: StateReading) {
  const states = { ...reading, line, sampleUrls: sampleAddresses() };
  return {
    /** Each of the states, one after the other. */
    async readAll(): Promise<readonly StateTold[]> {
      const ages: Age[] = [];
      const all: StateTold[] = [];
      let told = '';
      for (let i = 1; i < line.length; i++) {
        const state = await readState(i, states, ages, told);
        all.push(state);
        told += tellersIn(state);
      }
      return all;
    },
    /** One state, as if no newer one had told anything. */
    readAlone: (i: number) => readState(i, states, [], ''),
    unseenAt: (i: number): string => nameOf(unseenAt(i, states)),
    /** What today's rules make of the pages that were tried in a state. */
    sampledToday: (path: RepoPath): string => states.sampleUrls(reading.today.rules, path),
  };
}

async function readState(i: number, states: StateLine, ages: Age[], told: string): Promise<StateTold> {
  const { history, line, today, budget, options } = states;
  options.signal?.throwIfAborted();
  options.progress?.report('Reading earlier configurations', i, line.length - 1);
  const commit = line[i] as Commit;
  const before = budget.left;
  const tree = await history.tree(commit.hash, options.signal);
  const unseen = unseenAt(i, states);
  const files = withFiles(tree, unseen);
  const repo = treeRepo(history, tree, options.signal);
  shareBudget(repo, budget);
  const detected = await certainSites(repo);
  const sites: SiteTold[] = [];
  for (const site of detected) {
    const key = states.keyOf(site, tree, commit);
    const isToday = key === states.todaysKey;
    const held = isToday ? await states.todaysFiles() : [];
    const then = held.map(([file]) => [file, tree.get(file) ?? null] as const);
    const own = { generator: site.generator, key, ...(isToday ? { held: then } : {}) };
    if (isToday && held.every(([file, blob]) => tree.get(file) === blob)) {
      sites.push(own);
      continue;
    }
    const past = await openPastSite(site, detected, repo, commit, today);
    sites.push(
      past === undefined
        ? { ...own, isUnknown: true }
        : { ...own, ...(await readSite(past.rules, files, states, ages)) },
    );
  }
  return { commit: commit.hash, unseen: nameOf(unseen), ages: told, steps: before - budget.left, sites };
}

async function readSite(
  rules: AddressRules,
  files: ReadonlyMap<RepoPath, BlobId>,
  { history, today, options, sampleUrls }: StateLine,
  ages: Age[],
): Promise<Pick<SiteTold, 'sampled' | 'addresses'>> {
  const tried = sampleFiles(rules, files);
  const sampled = { files: tried, urls: tried.map((path) => sampleUrls(rules, path)) };
  const isLike = (others: AddressRules) => tried.every((path, at) => sampled.urls[at] === sampleUrls(others, path));
  if (isLike(today.rules)) return { sampled };
  const age = ages.find((other) => isLike(other.rules)) ?? { rules, read: new Set() };
  if (age.rules === rules) ages.push(age);
  const addresses: (readonly [RepoPath, UrlPath])[] = [];
  for await (const told of addressesOf(history, rules, files, age.read, options)) addresses.push(told);
  return { sampled, addresses };
}

/** The sites of a state whose addresses are told. */
export function tellersIn({ commit, sites }: StateTold): string {
  return sites.map(({ addresses }, i) => (addresses === undefined ? '' : `${commit}:${i} `)).join('');
}

/** Files that came after one state and went before another: they were published by the rules around them. */
function unseenAt(i: number, { line, ledger }: StateLine): readonly PastFile[] {
  const [from, until] = [line[i + 1]?.date ?? '', line[i - 1]?.date ?? ''];
  return [...ledger.histories.past.values()].filter(({ first, last }) => first.date >= from && last.date <= until);
}

/** Of any number of files; two lists of the same name are the same for all that matters here. */
function nameOf(files: readonly PastFile[]): string {
  let [a, b] = [0x811c9dc5, 0x41c6ce57];
  for (const { path, blob } of files) {
    for (const text of [path, blob]) {
      for (let i = 0; i < text.length; i++) {
        const letter = text.charCodeAt(i);
        a = Math.imul(a ^ letter, 0x01000193);
        b = Math.imul(b ^ letter, 0x5f356495);
      }
      [a, b] = [Math.imul(a ^ 0x10000, 0x01000193), Math.imul(b ^ 0x10000, 0x5f356495)];
    }
  }
  return [files.length, a >>> 0, b >>> 0].join();
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
 * What rules make of pages that nobody wrote. Most changes of a configuration change no address; those need not be read.
 * Front matter is looked at elsewhere. The rules of today, and those of an earlier age, are compared with one state after the
 * other: each file is asked of them once, and each is made once.
 */
function sampleAddresses(): (of: AddressRules, path: RepoPath) => string {
  const known = new Map<AddressRules, Map<RepoPath, string>>();
  const samples = new Map<RepoPath, readonly ContentFile[]>();
  const filesAt = (path: RepoPath): readonly ContentFile[] => {
    const found = samples.get(path) ?? sampleTexts(path).map((text) => readPastFile(path, text));
    samples.set(path, found);
    return found;
  };
  const made = (of: AddressRules, path: RepoPath): string =>
    filesAt(path)
      .flatMap((file) => publishedUrls(of, file))
      .join('\n');
  return (of, path) => {
    const told = known.get(of) ?? new Map<RepoPath, string>();
    known.set(of, told);
    const before = told.get(path);
    if (before !== undefined) return before;
    const found = of.reads(path) === undefined ? '' : made(of, path);
    told.set(path, found);
    return found;
  };
}

async function* addressesOf(
  history: History,
  rules: AddressRules,
  tree: ReadonlyMap<RepoPath, BlobId>,
  read: Set<string>,
  { signal }: LedgerOptions,
): AsyncGenerator<readonly [RepoPath, UrlPath], void> {
  const fresh = [...tree].filter(([path, blob]) => rules.reads(path) !== undefined && !read.has(`${path}\0${blob}`));
  const wanted = fresh.slice(0, mostFiles);
  for (const [path, blob] of wanted) read.add(`${path}\0${blob}`);
  // An image or a download is never opened: its path says it all.
  const readsPath = (path: RepoPath) => rules.reads(path) === 'path';
  const byText = wanted.filter(([path]) => !readsPath(path));
  for (const [file] of wanted.filter(([path]) => readsPath(path))) {
    for (const url of publishedUrls(rules, readPastFile(file))) yield [file, url];
  }
  let at = 0;
  for await (const text of history.texts(
    byText.map(([, blob]) => blob),
    signal,
  )) {
    const file = byText[at++]?.[0];
    if (file === undefined) return;
    for (const url of publishedUrls(rules, readPastFile(file, text))) yield [file, url];
  }
}
