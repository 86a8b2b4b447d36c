/**
 * The site's own links as a check on addresses that its code makes of content: where pages link to each other by other
 * addresses than the folders give, numbers in front of names or the section's folder are left out
 * (`docs/tool/02-guide/01-x.md` at `/docs/tool/x`), and where no rule explains the links, nothing is said at all.
 */

import type { Note } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { learnAddresses } from './contentLearning.ts';
import { type ContentRoute, contentAddresses, isContentOf, sectionIndexes } from './contentRoutes.ts';

/** Fewer links than these say nothing. */
const enoughLinks = 10;
/** Of the links below a route, so many must be explained by its files. */
const explained = 0.5;

/** Content routes that are settled, and what is not. */
export interface SettledContent {
  readonly routes: readonly ContentRoute[];
  /** Content whose addresses are not known, and what to do about it. */
  readonly notes: readonly Note[];
}

export async function settleByLinks(routes: readonly ContentRoute[], repo: Repo): Promise<SettledContent> {
  const isSectionIndex = sectionIndexes(repo);
  const linksOf = new Map<RepoPath, ReadonlySet<string>>();
  const settled: SettledContent[] = [];
  for (const route of routes) {
    const links = linksOf.get(route.folder) ?? (await linksBelow(route, repo));
    linksOf.set(route.folder, links);
    settled.push(settle(route, links, repo, isSectionIndex));
  }
  return { routes: settled.flatMap((one) => one.routes), notes: settled.flatMap(({ notes }) => notes) };
}

function settle(
  route: ContentRoute,
  links: ReadonlySet<string>,
  repo: Repo,
  isSectionIndex: (path: RepoPath) => boolean,
): SettledContent {
  const firstDynamic = route.segments.findIndex((segment) => segment.includes('['));
  const lead = route.segments.slice(0, firstDynamic).join('/');
  const isRest = route.segments.some((segment) => segment.includes('...'));
  const files = isRest ? [] : [...addressesOf(route, repo).values()];
  // Where only heads of sections fill a name, the route shows something else.
  if (files.length > 0 && files.every(isSectionIndex)) {
    const learnt = learnAddresses(route, links, repo);
    return { routes: learnt === undefined ? [] : [learnt.route], notes: [] };
  }
  const relevant = [...links].filter((link) => link.startsWith(`/${lead}/`));
  if (lead === '' || relevant.length < enoughLinks) return { routes: [route], notes: [] };
  const candidates = [
    route,
    { ...route, dropsNumbers: true },
    ...(isRest
      ? [
          { ...route, dropsSection: true },
          { ...route, dropsSection: true, dropsNumbers: true },
        ]
      : []),
  ];
  const [best = { candidate: route, share: 0 }] = candidates
    .map((candidate) => ({ candidate, share: shareOf(relevant, candidate, repo) }))
    .sort((a, b) => b.share - a.share);
  // Where a file is a name, the links choose between its spellings; where it is a path, they must bear it out.
  if (best.share >= explained || (!isRest && best.share > 0)) return { routes: [best.candidate], notes: [] };
  const learnt = learnAddresses(route, links, repo);
  if (learnt === undefined && !isRest) return { routes: [best.candidate], notes: [] };
  const unknown = learnt?.unknown ?? [route.folder];
  const notes = unknown.map((folder) => ({
    file: route.file,
    message: `The code behind /${route.segments.join('/')} makes addresses of ${folder} that its own links do not follow, so they are unknown.`,
    declarable: { below: folder, addresses: [`/${lead}/{path}`] },
  }));
  return { routes: learnt === undefined ? [] : [learnt.route], notes };
}

function shareOf(links: readonly string[], route: ContentRoute, repo: Repo): number {
  const addresses = addressesOf(route, repo);
  return links.filter((link) => addresses.has(link)).length / links.length;
}

function addressesOf(route: ContentRoute, repo: Repo): ReadonlyMap<string, RepoPath> {
  const addressOf = contentAddresses([route], repo);
  return new Map(
    repo.files.flatMap((file) => {
      const found = isContentOf([route], file) ? addressOf(file) : undefined;
      return found === undefined ? [] : [[`/${found.segments.join('/')}`, file] as const];
    }),
  );
}

/** Addresses on the same site that the files of a folder link to, without fragment and final slash. */
async function linksBelow(route: ContentRoute, repo: Repo): Promise<ReadonlySet<string>> {
  const links = new Set<string>();
  for (const file of repo.files) {
    if (!isContentOf([route], file)) continue;
    const text = (await repo.read(file)) ?? '';
    for (const [, path = ''] of text.matchAll(/(?:\]\(|href=["'])(\/[^\s)"'#?{}]*)(?![^\s)"'#?]*[{}])/g))
      if (!copiedFile.test(path)) links.add(path.replace(/\/$/, ''));
  }
  return links;
}

/** Pictures and downloads are linked in the same way, and lie elsewhere. */
const copiedFile = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|mp[34]|webm|mov|pdf|zip|gz|csv|json|txt|xml|css|js|woff2?)$/i;
