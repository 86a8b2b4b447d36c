/** The redirects a site has already, indexed by what they may say of other addresses. */

import type { Ledger } from '../../history/ledger.ts';
import { pathSegments } from '../../history/similarPaths.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import { learnSubstitutions, type Substitutions } from '../text/substitutions.ts';
import type { LivePage, LivePages } from './livePages.ts';
import type { KnownRedirect } from './world.ts';

/** A redirect that leads to a page of today. */
export interface KnownRule {
  readonly from: UrlPath;
  /** The parts of the old address without its language: what holds in one language holds in the others. */
  readonly segments: readonly string[];
  readonly to: LivePage;
}

/** The redirects of the directory nearest to an address. */
export interface Neighbours {
  readonly rules: readonly KnownRule[];
  /** The directory they have in common with the address, without language; empty for the root. */
  readonly directory: string;
  /** 1 for the address's own directory, 0 for the root. */
  readonly closeness: number;
}

/** The redirects the site has, as examples of what was moved where. */
export interface KnownRules extends Substitutions {
  readonly size: number;
  /** The parts of an address as those of the rules are cut. */
  segmentsOf(path: UrlPath): readonly string[];
  /** The rules of the nearest directory above an address that has at least two of other addresses. */
  neighbours(segments: readonly string[]): Neighbours | undefined;
  bySlug(slug: string): readonly KnownRule[];
  /** Rules of other addresses of the page a past file held: of files it became, or that became it, by renames. */
  ofSamePage(file: RepoPath): readonly KnownRule[];
  /** The pages right below a folder of addresses. */
  pagesIn(folder: string): readonly LivePage[];
}

const leastNeighbours = 2;

export function knownRules(known: readonly KnownRedirect[], pages: LivePages, ledger: Ledger): KnownRules {
  const { partition } = pages;
  const segmentsOf = (path: UrlPath): readonly string[] => {
    const language = partition.language(path);
    return pathSegments(path).filter((part) => part !== language);
  };
  const rules = known.flatMap(({ from, to }): readonly KnownRule[] => {
    const page = pages.at(to) ?? pages.bySegments(pathSegments(to).join('/'));
    return page === undefined ? [] : [{ from, segments: segmentsOf(from), to: page }];
  });
  const byDirectory = new Map<string, KnownRule[]>();
  const bySlug = new Map<string, KnownRule[]>();
  const byFile = new Map<RepoPath, KnownRule[]>();
  const byLaterFile = new Map<RepoPath, KnownRule[]>();
  for (const rule of rules) {
    const { segments } = rule;
    for (let cut = 0; cut < segments.length; cut++) push(byDirectory, segments.slice(0, cut).join('/'), rule);
    push(bySlug, segments[segments.length - 1] ?? '', rule);
    for (const { file } of ledger.lookup(partition.fullPath(rule.from))) {
      push(byFile, file, rule);
      for (const later of laterFiles(file, ledger)) push(byLaterFile, later, rule);
    }
  }
  const byFolder = new Map<string, LivePage[]>();
  for (const page of rules.length > 0 ? pages.all : []) push(byFolder, page.segments.slice(0, -1).join('/'), page);
  return {
    ...learnSubstitutions(rules.map(({ segments, to }) => ({ from: segments, to: segmentsOf(to.route.url) }))),
    size: rules.length,
    segmentsOf,
    neighbours(segments) {
      const own = segments.join('/');
      for (let cut = segments.length - 1; cut >= 0; cut--) {
        const directory = segments.slice(0, cut).join('/');
        const others = (byDirectory.get(directory) ?? []).filter((rule) => rule.segments.join('/') !== own);
        if (others.length < leastNeighbours) continue;
        return { rules: others, directory, closeness: cut / Math.max(1, segments.length - 1) };
      }
      return undefined;
    },
    bySlug: (slug) => bySlug.get(slug) ?? [],
    ofSamePage: (file) => {
      const became = [...laterFiles(file, ledger)].flatMap((later) => byFile.get(later) ?? []);
      return [...new Set([...(byFile.get(file) ?? []), ...(byLaterFile.get(file) ?? []), ...became])];
    },
    pagesIn: (folder) => byFolder.get(folder) ?? [],
  };
}

/** What a past file was renamed to, step by step, whether the last of them is there today or not. */
function laterFiles(file: RepoPath, { histories }: Ledger): ReadonlySet<RepoPath> {
  const later = new Set<RepoPath>();
  for (let at = histories.past.get(file)?.to?.path; at !== undefined && !later.has(at); ) {
    later.add(at);
    at = histories.past.get(at)?.to?.path;
  }
  return later;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
