/**
 * The site's own links as a check on addresses that its code makes of content: where pages link to each other by other
 * addresses than the folders give, numbers in front of names or the section's folder are left out
 * (`docs/tool/02-guide/01-x.md` at `/docs/tool/x`), and where no rule explains the links, nothing is said at all.
 */
import { type ContentRoute, contentAddresses, isContentOf } from './contentRoutes.ts';
import type { Note } from './model.ts';
import type { RepoPath } from './paths.ts';
import type { Repo } from './ports.ts';

/** Fewer links than these say nothing. */
const enoughLinks = 10;
/** Of the links below a route, so many must be explained by its files. */
const explained = 0.5;

export interface SettledContent {
  readonly routes: readonly ContentRoute[];
  /** Content whose addresses are not known, and what to do about it. */
  readonly notes: readonly Note[];
}

export async function settleByLinks(routes: readonly ContentRoute[], repo: Repo): Promise<SettledContent> {
  const settled: ContentRoute[] = [];
  const notes: Note[] = [];
  const linksOf = new Map<RepoPath, ReadonlySet<string>>();
  for (const route of routes) {
    const links = linksOf.get(route.folder) ?? (await linksBelow(route, repo));
    linksOf.set(route.folder, links);
    const lead = route.segments
      .slice(
        0,
        route.segments.findIndex((segment) => segment.includes('[')),
      )
      .join('/');
    const relevant = [...links].filter((link) => link.startsWith(`/${lead}/`));
    const isRest = route.segments.some((segment) => segment.includes('...'));
    if (lead === '' || relevant.length < enoughLinks) {
      settled.push(route);
      continue;
    }
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
    const [best] = candidates
      .map((candidate) => ({ candidate, share: shareOf(relevant, candidate, repo) }))
      .sort((a, b) => b.share - a.share);
    // Where a file is a name, the links choose between its spellings; where it is a path, they must bear it out.
    if (best !== undefined && (!isRest || best.share >= explained)) settled.push(best.candidate);
    else {
      const message = `The code behind /${route.segments.join('/')} makes addresses of ${route.folder} that its own links do not follow, so they are unknown. Declare a pattern such as ${route.folder}/**/*.md → /${lead}/{path}.`;
      notes.push({ file: route.file, message });
    }
  }
  return { routes: settled, notes };
}

function shareOf(links: readonly string[], route: ContentRoute, repo: Repo): number {
  const addressOf = contentAddresses([route], repo);
  const addresses = new Set(
    repo.files.flatMap((file) => {
      const found = isContentOf([route], file) ? addressOf(file) : undefined;
      return found === undefined ? [] : [`/${found.segments.join('/')}`];
    }),
  );
  return links.filter((link) => addresses.has(link)).length / links.length;
}

/** Addresses on the same site that the files of a folder link to, without fragment and final slash. */
async function linksBelow(route: ContentRoute, repo: Repo): Promise<ReadonlySet<string>> {
  const links = new Set<string>();
  for (const file of repo.files) {
    if (!isContentOf([route], file)) continue;
    const text = (await repo.read(file)) ?? '';
    for (const [, path = ''] of text.matchAll(/(?:\]\(|href=["'])(\/[^\s)"'#?]*)/g)) links.add(path.replace(/\/$/, ''));
  }
  return links;
}
