/** The repository a command works on, opened. */
import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { contradiction, isHostOf, type SiteTarget, siteTarget } from '../core/backlinks/siteTarget.ts';
import type { Ground } from '../core/diagnose.ts';
import { sitesOfFolder } from '../core/folderSites.ts';
import { generators } from '../core/generators/index.ts';
import type { BrokenPage } from '../core/model.ts';
import { below, joinRepo, type RepoPath, type UrlPath } from '../core/paths.ts';
import type { Progress, Repo } from '../core/ports.ts';
import { noSiteIn, openSite, type Site, type SiteChoice } from '../core/site.ts';
import type { KnownRedirect } from '../core/suggest/world.ts';
import { clearedLine, progressLine, terminalLine } from '../core/wording/terminalText.ts';
import { createGroundReader } from '../io/openGround.ts';
import { givenPath, openRepository } from '../io/openRepository.ts';
import { openServed } from '../io/servedSite.ts';
import { type Arguments, type Host, UsageError } from './command.ts';
import { historyCache } from './indexAccess.ts';

export interface Workspace {
  /** The top of the repository, from which every path counts. */
  readonly directory: string;
  readonly repo: Repo;
  /** The most certain first; with `--site`, those of that address first. */
  readonly sites: readonly [Site, ...Site[]];
}

/** Opens every site in the folder of `--repo`, with the whole repository around it. Throws `UsageError` when there is no folder or no site. */
export async function openWorkspace(args: Arguments, host: Host): Promise<Workspace> {
  const given = resolve(host.cwd, args.text('repo') ?? '.');
  if (!existsSync(given)) {
    throw new UsageError(`There is no folder ${given}. Name the repository with --repo DIR.`);
  }
  const progress = terminalProgress(host);
  const { directory, repo, folder } = await openRepository(given, host.signal);
  const sites: Site[] = [];
  for (const detected of await sitesOfFolder(repo, folder, choiceOf(args, folder))) {
    sites.push(await openSite(detected, repo, { now: host.now().toISOString(), progress, signal: host.signal }));
  }
  const [found, ...others] = ordered(sites, args.text('site'));
  const first = found && (await openServed(found, repo, { address: args.text('site'), signal: host.signal }));
  progress.end();
  if (first === undefined) {
    throw new UsageError(`${noSiteIn(given)} Or name the generator and the site's folder with --generator and --root.`);
  }
  return { directory, repo, sites: [first, ...others] };
}

/** Says, before any price, that `--site` names another site than the repository's configuration. */
export function warnOfOther(target: SiteTarget, { sites }: Workspace, host: Host): void {
  const other = contradiction(
    target,
    sites.map(({ permalinks }) => permalinks.address),
  );
  if (other !== undefined) host.err(terminalLine(other));
}

/** What `--generator` and `--root` say. Throws `UsageError` for a generator nobody knows and a folder outside. */
function choiceOf(args: Arguments, inside: RepoPath): SiteChoice {
  const generator = args.text('generator');
  if (generator !== undefined && !generators.some(({ id }) => id === generator)) {
    throw new UsageError(`--generator takes one of ${generators.map(({ id }) => id).join(', ')}, not ${generator}`);
  }
  const folder = args.text('root');
  const root = folder === undefined ? undefined : joinRepo(inside, givenPath(folder));
  if (folder !== undefined && (root === undefined || isAbsolute(folder))) {
    throw new UsageError(`--root takes a folder inside the repository, not ${folder}`);
  }
  return { generator, root };
}

/** The sites whose configuration names the wanted address first. */
function ordered(sites: readonly Site[], wanted: string | undefined): readonly Site[] {
  if (wanted === undefined) return sites;
  const target = siteTarget(wanted);
  if (target === undefined)
    throw new UsageError(`--site takes the address of a site, such as https://example.org/, not ${wanted}`);
  const isWanted = (site: Site): boolean => {
    const own = siteTarget(site.permalinks.address?.url ?? '');
    return own !== undefined && isHostOf(own.host, target, false) && own.basePath === target.basePath;
  };
  return [...sites].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
}

/**
 * Reads redirects, history and texts of the sites that are asked about; the ground of an address is that of the site
 * with the longest base path above it.
 */
export async function openGrounds(
  args: Arguments,
  host: Host,
  {
    withoutRedirects,
    known = [],
    pages,
  }: {
    readonly withoutRedirects: boolean;
    readonly known?: readonly KnownRedirect[];
    readonly pages: readonly BrokenPage[];
  },
): Promise<(path: UrlPath) => Ground> {
  const { directory, repo, sites } = await openWorkspace(args, host);
  const siteOf = (path: UrlPath): Site => {
    const holding = sites.filter((site) => isUnder(path, site.permalinks.basePath));
    return holding.sort((a, b) => b.permalinks.basePath.length - a.permalinks.basePath.length)[0] ?? sites[0];
  };
  const wanted = new Set(pages.length === 0 ? [sites[0]] : pages.map((page) => siteOf(page.path)));
  const grounds = new Map<Site, Ground>();
  const cache = historyCache(host);
  const progress = terminalProgress(host);
  for (const site of wanted) {
    const asked = pages.filter((page) => siteOf(page.path) === site);
    const request = { site, repo, directory, asked, address: args.text('site'), withoutRedirects, known, cache };
    grounds.set(site, await createGroundReader().open(request, { progress, signal: host.signal }));
  }
  progress.end();
  for (const { message } of repo.unread?.() ?? []) host.log.warn(message);
  const [fallback] = grounds.values();
  return (path) => {
    const ground = grounds.get(siteOf(path)) ?? fallback;
    if (ground === undefined) throw new Error(`no ground was opened for ${path}`);
    return ground;
  };
}

function isUnder(path: UrlPath, basePath: string): boolean {
  return basePath === '/' || `${path}/` === basePath || below(path, basePath.replace(/\/$/, '')) !== undefined;
}

/** One line on standard error that is written over, and only on a terminal. */
export function terminalProgress(host: Host): Progress & { end(): void } {
  let shown = false;
  return {
    report(step, done, total) {
      if (!host.isTerminal) return;
      const count = done === undefined ? '' : ` (${done}${total === undefined ? '' : ` of ${total}`})`;
      host.err(progressLine(`${step}${count}`));
      shown = true;
    },
    end() {
      if (shown) host.err(clearedLine);
      shown = false;
    },
  };
}
