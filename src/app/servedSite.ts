/** Finds out under which folder a site is served, and gives it by the addresses its visitors see. */

import { siteHost, siteTarget } from '../core/backlinks/siteTarget.ts';
import { hostSpellings, isHostAmong } from '../core/backlinks/webAddress.ts';
import { concluded } from '../core/concluded.ts';
import type { Permalinks } from '../core/generators/shared/generator.ts';
import { readTheDocsNames } from '../core/generators/shared/readTheDocs.ts';
import { asAddress, type RepoPath, urlPath } from '../core/paths.ts';
import type { Progress, Repo } from '../core/ports.ts';
import type { RedirectContext } from '../core/redirects/format.ts';
import { leadingRule, type RedirectTable } from '../core/redirects/resolution.ts';
import { openRedirects } from '../core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../core/redirects/simulate/undecided.ts';
import type { RouteTable } from '../core/routeTable.ts';
import { isOwnName } from '../core/site/projectNames.ts';
import {
  emptyFolders,
  prefixAsked,
  prefixGiven,
  prefixLinked,
  prefixNamed,
  prefixTold,
} from '../core/site/servedEvidence.ts';
import { isUnder, type ServedPrefix, servedSite, toBuilt } from '../core/site/servedPrefix.ts';
import type { Site } from '../core/site/site.ts';
import { siteLinks } from '../core/suggest/world/siteLinks.ts';

/** What tells below which folder a site is served. */
export interface ServedRequest {
  /** The site's address where the user gave it. */
  readonly address?: string | undefined;
  /** Whole addresses or paths that somebody asks about. */
  readonly asked?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** So many pages tell how a site writes its links; of larger sites, some from all over it are read. */
const mostRead = 1500;

/** The same site where it is served as it is built, or where that was found out before. */
export async function openServed(site: Site, repo: Repo, request: ServedRequest): Promise<Site> {
  if (site.served !== undefined) return site;
  const prefix = await prefixOf(site, repo, request);
  return prefix === undefined ? site : servedSite(site, prefix);
}

async function prefixOf(
  { routes, permalinks, detected }: Site,
  repo: Repo,
  { address, asked = [], signal }: ServedRequest,
): Promise<ServedPrefix | undefined> {
  const { basePath } = permalinks;
  const given = address === undefined ? undefined : siteTarget(address);
  const first = given && prefixGiven(routes, basePath, given.basePath);
  if (first !== undefined) return first;
  const own = [permalinks.address?.url, address, ...asked].flatMap((text) => hostOf(text) ?? []);
  const cname = await hostNamed(permalinks.staticRoots, repo);
  const hosts = [...new Set([...own, ...cname])];
  const paths = asked.map((url) => urlPath(url));
  const files = [...routes.pages.map(({ file }) => file), ...readmes.filter((file) => repo.has(file))];
  const links = await ownLinks(files, repo, hostSpellings(hosts), signal);
  const linked = prefixLinked(routes, basePath, emptyFolders(routes, [...paths, ...links]), links);
  if (linked !== undefined) return linked;
  const named = await addressesTold(detected.root, repo, { hosts, isElsewhere: isServedElsewhere(permalinks, repo) });
  const told = prefixTold(routes, basePath, named, paths);
  if (told !== undefined) return told;
  const isAddressKnown = permalinks.address !== undefined;
  const isVersioned = permalinks.isVersioned === true;
  const lying = prefixAsked(routes, basePath, paths, { isVersioned, isAddressKnown });
  if (lying !== undefined || address !== undefined) return lying;
  return isAddressKnown
    ? prefixConfigured(routes, basePath, permalinks.address, paths)
    : prefixNamed(routes, basePath, named, paths);
}

/**
 * The path of the address that the configuration gives, where the site is built for another one (`siteUrl` of Gatsby without
 * `pathPrefix`, `site` of Astro without `base`) and all addresses that are asked lie there. A guess: a build may put it there.
 */
function prefixConfigured(
  routes: RouteTable,
  basePath: string,
  address: { readonly url: string; readonly file: string } | undefined,
  asked: readonly string[],
): ServedPrefix | undefined {
  const path = address && siteTarget(address.url)?.basePath;
  const prefix = path === undefined ? undefined : prefixGiven(routes, basePath, path);
  if (prefix === undefined || asked.length === 0 || !asked.every((url) => isUnder(url, prefix.served)))
    return undefined;
  return { ...prefix, because: `the address in ${address?.file} and those that are asked say`, isGuess: true };
}

function hostOf(text: string | undefined): string | undefined {
  return text?.includes('://') === true ? siteHost(text) : undefined;
}

async function hostNamed(roots: readonly RepoPath[], repo: Repo): Promise<readonly string[]> {
  const files = ['CNAME', ...roots.map((root) => (root === '' ? 'CNAME' : `${root}/CNAME`))] as RepoPath[];
  const texts = await Promise.all([...new Set(files)].map((file) => (repo.has(file) ? repo.read(file) : undefined)));
  return texts.flatMap((text) => siteHost((text ?? '').trim()) ?? []);
}

async function ownLinks(
  files: readonly RepoPath[],
  repo: Repo,
  hosts: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const all = [...new Set(files)];
  const step = Math.ceil(all.length / mostRead);
  const links: string[] = [];
  const name = `links to ${[...hosts].sort().join(' ')}`;
  for (const file of all.filter((_, i) => i % step === 0)) {
    signal?.throwIfAborted();
    const own = await concluded(repo, file, { name, from: 'whole', of: (text) => siteLinks(text, hosts) });
    for (const link of own ?? []) links.push(link);
  }
  return links;
}

const readmes = ['README.md', 'README.rst', 'readme.md'] as RepoPath[];
const projectFiles = [...readmes, 'package.json', 'pyproject.toml', 'setup.cfg', 'setup.py', 'conf.py'];

/**
 * Its configuration names a host of its own and nothing is built by Read the Docs, so that what is named there is the manual
 * of something else: of the generator, whose usual configuration calls a part of it by the same name.
 */
function isServedElsewhere({ address }: Permalinks, repo: Repo): boolean {
  if (address === undefined || readTheDocsNames.some((name) => repo.has(name as RepoPath))) return false;
  return !readTheDocs.test(hostOf(address.url) ?? '');
}

/** Addresses of the site that the project's own files name. */
async function addressesTold(
  root: RepoPath,
  repo: Repo,
  { hosts, isElsewhere }: { readonly hosts: readonly string[]; readonly isElsewhere: boolean },
) {
  const files = [...projectFiles, ...(root === '' ? [] : projectFiles.map((name) => `${root}/${name}`))] as RepoPath[];
  const there = files.filter((path) => repo.has(path));
  const texts = await Promise.all(there.map(async (file) => ({ file, text: (await repo.read(file)) ?? '' })));
  const isOwnProject = (host: string, path: string) =>
    isOwnName(
      projectAt(host, path),
      texts.map(({ text }) => text),
    );
  // On a host of its own a project may have others below it.
  const isOwn = (host: string, path: string) =>
    isHostAmong(host, hosts)
      ? !partOfProject.test(path) || isOwnProject(host, path)
      : !isElsewhere && readTheDocs.test(host) && isOwnProject(host, path);
  const told: { path: string; file: string }[] = [];
  for (const { file, text } of texts) {
    for (const [, host = '', path = ''] of text.matchAll(written)) {
      if (isOwn(host, path)) told.push({ path, file });
    }
  }
  return told;
}

/** Others' documentation is on the same host, and projects name that of what they use. */
function projectAt(host: string, path: string): string {
  return partOfProject.exec(path)?.[1] ?? host.replace(/\..*$/, '');
}

const partOfProject = /^\/projects\/([^/]+)/;

const written = /https?:\/\/([\w.-]+)(\/[^\s"'<>)\]`?#]*)/g;
const readTheDocs = /\.(?:readthedocs\.(?:io|org|com)|rtfd\.io)$/i;

/** The redirects of a site, by the addresses its visitors see. */
export async function openSiteRedirects(
  { served }: Site,
  context: RedirectContext,
  progress?: Progress,
): Promise<RedirectTable> {
  const table = await openRedirects(context, progress);
  return served === undefined ? table : servedRedirects(table, served);
}

/** The same redirects; an address that no rule knows as visitors see it is looked up as it is built. */
export function servedRedirects(table: RedirectTable, prefix: ServedPrefix): RedirectTable {
  return {
    ...table,
    resolve(url) {
      const found = table.resolve(url);
      const path = urlPath(url);
      const built = toBuilt(path, prefix);
      if (built === path || leadingRule(found) !== undefined) return found;
      const asBuilt = table.resolve(asAddress(built));
      const isAnswered = leadingRule(asBuilt) !== undefined || withoutFallbacks(asBuilt.undecided).length > 0;
      return isAnswered ? asBuilt : found;
    },
  };
}
