/** The ages of a site: states of the branch in which the same configuration gave every file its address. */

import type { Commit, ContentFile, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, type RepoPath, urlKey } from '../paths.ts';
import { isPage, isPublished } from '../routeTable.ts';
import { shareBudget, stepBudget } from '../script/evaluation.ts';
import { readPastFile } from '../site/addresses.ts';
import type { BlobId, History } from './history.ts';
import type { Ledger } from './ledger.ts';
import { mayConfigure, scriptSteps, type Today } from './pastConfigurations.ts';
import { certainSites, openPastSite, type PastSite, treeRepo } from './pastSites.ts';
import { sampleTexts } from './samplePages.ts';

type Tree = ReadonlyMap<RepoPath, BlobId>;

/** The sites of one state; equal for all states whose configuration is the same. */
export interface Age {
  readonly id: number;
  readonly sites: readonly PastSite[];
  /** Whether it gives a file of today another address than today. */
  differs(tree: Tree): boolean;
}

/** What the ages of a history are told from. */
export interface AgeRequest {
  readonly history: History;
  readonly ledger: Ledger;
  readonly today: Today;
}

/** Of the sites that stood elsewhere in the repository, those of which today's has pages; else the most certain one. */
function forebears(sites: readonly PastSite[], tree: Tree, ledger: Ledger, today: Today): readonly PastSite[] {
  const isOfToday = (file: RepoPath) => today.urlsOf(ledger.successor(file)?.file ?? file).length > 0;
  const kin = sites.filter(({ rules }) =>
    [...tree.keys()].some((file) => rules.reads(file) !== undefined && isOfToday(file)),
  );
  return kin.length > 0 ? kin : sites.slice(0, 1);
}

/** Opens the sites of states; where nothing changed that was read for them, they are the same. */
export function openAges({ history, ledger, today }: AgeRequest, signal: AbortSignal | undefined) {
  const budget = stepBudget(scriptSteps);
  const ages: (Age & { isSame(tree: Tree, commit: Commit): boolean })[] = [];
  return async (commit: Commit, tree: Tree): Promise<Age> => {
    const known = ages.find((age) => age.isSame(tree, commit));
    if (known !== undefined) return known;
    const read = new Map<RepoPath, BlobId | undefined>();
    const plain = treeRepo(history, tree, signal);
    const text = (path: RepoPath) => {
      read.set(path, tree.get(path));
      return plain.read(path);
    };
    const repo = { ...plain, read: text, readHead: text };
    shareBudget(repo, budget);
    const detected = await certainSites(repo);
    const own = detected.filter(({ root }) => root === today.root);
    const opened: PastSite[] = [];
    for (const site of own.length > 0 ? own : detected) {
      const past = await openPastSite(site, detected, repo, commit, today);
      if (past !== undefined) opened.push(past);
    }
    const sites = own.length > 0 ? opened : forebears(opened, tree, ledger, today);
    const names = new Set([...read.keys()].map(fileName));
    const shape = shapeOf(tree, names);
    const days = [today.since, ...sites.map(({ opened }) => opened.since)];
    let different: boolean | undefined;
    const age = {
      id: ages.length,
      sites,
      isSame: (other: Tree, { date }: Commit) =>
        days.every((day = '') => date < day === commit.date < day) &&
        [...read].every(([path, blob]) => other.get(path) === blob) &&
        shapeOf(other, names) === shape,
      differs: (other: Tree) => {
        different ??= isOtherThanToday(sites, other, today);
        return different;
      },
    };
    ages.push(age);
    return age;
  };
}

/** The names of all files but pages and pictures: a configuration may be any of them, or depend on its being there. */
function shapeOf(tree: Tree, names: ReadonlySet<string>): string {
  const files = [...tree.keys()].filter((path) => names.has(fileName(path)) || mayConfigure(path));
  return files.join('\n');
}

/** How many files two configurations are compared by. */
const filesTried = 200;

function isOtherThanToday(sites: readonly PastSite[], tree: Tree, today: Today): boolean {
  const files = [...tree.keys()].filter((path) => today.urlsOf(path).length > 0);
  const step = Math.max(1, Math.floor(files.length / filesTried));
  return files
    .filter((_, i) => i % step === 0)
    .some((path) => {
      return sampleTexts(path).some((text) => {
        const file = readPastFile(path, text);
        const now = new Set(today.rules.routes(file).map(({ url }) => urlKey(url)));
        return publishedRoutes(sites, file).some(({ url }) => !now.has(urlKey(url)));
      });
    });
}

/** The pages a file made, lists, redirects and guesses left out; plain HTML is one. */
export function publishedRoutes(sites: readonly PastSite[], file: ContentFile): readonly Route[] {
  return sites.flatMap(({ published: rules, opened }): readonly Route[] => {
    if (rules.reads(file.path) === undefined) return copiedPage(file.path, opened);
    const routes = rules.routes(file);
    const isSure = ({ guess }: Route) => guess === undefined;
    return routes.filter((route) => (isPage(route) || isPlainPage(route)) && isPublished(route) && isSure(route));
  });
}

function isPlainPage({ kind, file }: Route): boolean {
  return kind === 'static' && /\.html?$/.test(extensionOf(file));
}

/** HTML in a folder that is copied as it is. */
function copiedPage(file: RepoPath, { staticRoots, basePath }: PastSite['opened']): readonly Route[] {
  if (!/\.html?$/.test(extensionOf(file))) return [];
  return staticRoots.flatMap((root) => {
    const inside = below(file, root);
    return inside === undefined ? [] : [{ url: builtUrl(basePath, inside), file, kind: 'static' as const }];
  });
}

/** Whether a file may be a page of one of the sites, told by its path. */
export function mayPublish(path: RepoPath, { sites }: Age): boolean {
  return sites.some(({ rules, opened }) => rules.reads(path) !== undefined || copiedPage(path, opened).length > 0);
}

/** Whether the address of a file is told by its path alone. */
export function isToldByPath(path: RepoPath, { sites }: Age): boolean {
  return sites.every(({ rules }) => {
    const reads = rules.reads(path);
    return reads === undefined || reads === 'path';
  });
}

/** Whether no rule looks at more of a file than its head. */
export function isToldByHead(path: RepoPath, { sites }: Age): boolean {
  return sites.every(({ rules }) => rules.reads(path) !== 'whole');
}
