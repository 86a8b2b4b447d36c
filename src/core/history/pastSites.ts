/** The sites of a repository as one of its commits configured them. */
import { siteHost } from '../backlinks/siteTarget.ts';
import { isHostAmong } from '../backlinks/webAddress.ts';
import { generators } from '../generators/index.ts';
import type { DetectedSite, Permalinks } from '../generators/shared/generator.ts';
import type { Commit } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { type AddressRules, movedRules, rebasedRules, servedRules } from '../site/addresses.ts';
import { openPermalinks } from '../site/declarations.ts';
import { isCertain } from '../site/publishedSites.ts';
import { detectSites } from '../site/site.ts';
import type { BlobId, History } from './history.ts';
import type { Today } from './pastConfigurations.ts';

/** A site as it was configured at some commit. */
export interface PastSite {
  /** Its rules; addresses are those of today's site. */
  readonly rules: AddressRules;
  /** The same with what was published alone: below the folder of its time on today's host, else below today's folder. */
  readonly published: AddressRules;
  readonly opened: Permalinks;
  readonly generator: { readonly id: string; readonly title: string };
}

/** The sites of a repository that are more than a hint. */
export async function certainSites(repo: Repo): Promise<readonly DetectedSite[]> {
  return (await detectSites(repo)).filter(isCertain);
}

/** `all` are the sites of the same commit. `undefined` for a generator nobody knows. */
export async function openPastSite(
  site: DetectedSite,
  all: readonly DetectedSite[],
  repo: Repo,
  commit: Commit,
  today: Pick<Today, 'basePath' | 'served' | 'hosts'>,
): Promise<PastSite | undefined> {
  const generator = generators.find(({ id }) => id === site.generator);
  if (generator === undefined) return undefined;
  const opened = await openPermalinks(site, repo, { now: `${commit.date}T00:00:00Z` });
  if (opened === undefined) return undefined;
  // One of several sites may have stood below another one.
  const isSame = all.length === 1 || opened.basePath === '/';
  const moved = isSame ? rebasedRules(opened, opened.basePath, today.basePath) : opened;
  const rules = today.served === undefined ? moved : servedRules(moved, today.served);
  const host = siteHost(opened.address?.url ?? '');
  // A host of its own came with a folder of its own: what was below the old folder was never on this host.
  const isHere = !isSame || (host !== undefined && isHostAmong(host, today.hosts ?? []));
  const own = isHere ? opened : movedRules(opened, opened.basePath, today.basePath);
  const published = today.served === undefined ? own : servedRules(own, today.served);
  return { rules, published, opened, generator };
}

/** The files of a commit as a repository. */
export function treeRepo(history: History, tree: ReadonlyMap<RepoPath, BlobId>, signal: AbortSignal | undefined): Repo {
  const read = async (path: RepoPath): Promise<string | undefined> => {
    const blob = tree.get(path);
    if (blob === undefined) return undefined;
    for await (const text of history.texts([blob], signal)) return text;
    return undefined;
  };
  return { files: [...tree.keys()].sort(), has: (path) => tree.has(path), read, readHead: read };
}
