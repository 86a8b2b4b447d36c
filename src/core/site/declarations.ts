/**
 * What `.broken-backlinks.json` adds to the sites that are detected: each file belongs to one of them, and its patterns
 * decide about the files they match. A file with `"replace": true`, or of no site, is a site of its own.
 */
import { type SiteFile, siteFileName } from '../configuration/siteFile.ts';
import { generators } from '../generators/index.ts';
import { declaredPermalinks, siteFileAt } from '../generators/shared/declaredPatterns.ts';
import type {
  DetectedSite,
  Generator,
  MissingContent,
  OpenOptions,
  Permalinks,
} from '../generators/shared/generator.ts';
import { filesNamed } from '../generators/shared/namedFiles.ts';
import { siteAddress } from '../generators/shared/siteAddress.ts';
import type { Note, Route } from '../model.ts';
import { below, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { builtPermalinks, builtRepo, copiesOf } from './copies/builtFolders.ts';
import { emptyContent } from './copies/emptyContent.ts';
import { isDeclaredWhole, withAdvice } from './declareAdvice.ts';
import { isCertain } from './publishedSites.ts';

/** The sites after every `.broken-backlinks.json` has found its own; the files of `alone` are left to a generator of their own. */
export interface Declarations {
  /** Those of the sites, with what is added to each. */
  readonly sites: readonly DetectedSite[];
  /** The files whose patterns are a site of their own. */
  readonly alone: ReadonlySet<RepoPath>;
}

/** Gives each file to its site. `sites`: those found by other generators, the best first; guesses get no patterns. */
export async function declarationsOf(sites: readonly DetectedSite[], repo: Repo): Promise<Declarations> {
  const alone = new Set<RepoPath>();
  const replaced = new Set<DetectedSite>();
  const added = new Map<DetectedSite, RepoPath[]>();
  for (const name of filesNamed(repo, siteFileName)) {
    const file = await siteFileAt(name, repo);
    const declares = file.values.pages !== undefined || file.values.static !== undefined;
    // Whose addresses are declared needs no guess.
    const fitting = sites.filter(
      (site) => isAbout(file, site) && (file.values.pages === undefined || site.certainty >= 0.5),
    );
    const [target] = [...fitting].sort((a, b) => nearness(b, file) - nearness(a, file));
    if (declares && (target === undefined || file.values.replace?.value === true)) {
      alone.add(name);
      if (target !== undefined) replaced.add(target);
    } else
      for (const site of declares ? [target] : fitting) if (site) added.set(site, [...(added.get(site) ?? []), name]);
  }
  const kept = sites.filter((site) => !replaced.has(site));
  return { alone, sites: kept.map((site) => withFiles(site, added.get(site))) };
}

/** The files nearest to the site first. */
function withFiles(site: DetectedSite, files: readonly RepoPath[] | undefined): DetectedSite {
  return files === undefined ? site : { ...site, siteFiles: [...files].sort((a, b) => b.length - a.length) };
}

/** A file speaks of the site in or around whose folder it lies, and of those below it. */
function isAbout({ folder, values }: SiteFile, { root }: DetectedSite): boolean {
  if (values.root !== undefined) return joinRepo(folder, values.root.value) === root;
  return root === folder || below(root, folder) !== undefined || below(folder, root) !== undefined;
}

/** The site of the same folder, then the innermost around it, then the one in which most patterns begin. */
function nearness({ root }: DetectedSite, { folder, values }: SiteFile): number {
  if (root === folder) return Number.POSITIVE_INFINITY;
  if (below(folder, root) !== undefined) return 1e6 + root.length;
  const inside = (values.pages ?? []).filter(({ glob }) => {
    const plain = joinRepo(folder, folderOf(/^[^*?[{(\\]*/.exec(glob.replace(/^\.?\//, ''))?.[0] ?? ''));
    return plain !== undefined && below(`${plain}/x`, root) !== undefined;
  });
  return inside.length;
}

/** The address rules of a site: those of its generator, and what its files declare beside them. */
export async function openPermalinks(
  detected: DetectedSite,
  repo: Repo,
  options: OpenOptions,
): Promise<Permalinks | undefined> {
  const generator = generators.find(({ id }) => id === detected.generator);
  let permalinks = generator && (await openBuilt(generator, detected, repo, options));
  for (const name of [...(detected.siteFiles ?? [])].reverse()) {
    permalinks &&= withDeclared(permalinks, await siteFileAt(name, repo), repo);
  }
  if (permalinks === undefined || generator === undefined) return undefined;
  const own = permalinks;
  const notes = [...own.notes, ...guessNotes(detected, generator.title, own.notes)];
  return { ...own, notes: notes.map((note) => withAdvice(note, own, repo)) };
}

/** That nothing but a hint says how it is built, where no other note says that its addresses are in doubt. */
function guessNotes(detected: DetectedSite, title: string, notes: readonly Note[]): readonly Note[] {
  const { generator, root, because, config } = detected;
  const isSaid = notes.some(({ doubtsAddresses, declarable }) => doubtsAddresses === true || declarable !== undefined);
  if (isCertain(detected) || isSaid) return [];
  const choice = `{ "generator": ${JSON.stringify(generator)}, "root": ${JSON.stringify(root || '.')} }`;
  const what = `That ${root || 'this folder'} is published so (${title}, because of ${because}) is a guess, and no answer is strong.`;
  const message = `${what} Where it is, write ${choice} in .broken-backlinks.json at the top of the repository; else name the addresses there, under "pages".`;
  return [{ file: config, message, doubtsAddresses: true }];
}

/** The rules of the generator, with the content that only the build puts where it is published. */
async function openBuilt(
  generator: Generator,
  detected: DetectedSite,
  repo: Repo,
  options: OpenOptions,
): Promise<Permalinks> {
  const asHere = await generator.open(detected, repo, options);
  const { copies, notes, missing } = await copiesOf(asHere, detected.root, repo);
  if (copies.length === 0) return withGaps(asHere, notes, missing, detected.root, repo);
  const whole = builtRepo(repo, copies);
  const built = await generator.open(detected, whole, options);
  return builtPermalinks(withGaps(built, notes, missing, detected.root, whole), copies, repo);
}

/** The rules with what is told of content that is not here. */
function withGaps(
  own: Permalinks,
  notes: readonly Note[],
  missing: readonly MissingContent[],
  root: RepoPath,
  repo: Repo,
): Permalinks {
  const isTold = (folder: RepoPath) => missing.some(({ path }) => path === folder || below(folder, path) !== undefined);
  const content = own.content?.filter(({ folder }) => !isTold(folder));
  const empty = emptyContent({ ...own, content }, root, repo);
  const all = [...missing, ...empty.missing];
  const isWhole = notes.length + empty.notes.length + all.length === 0;
  return isWhole ? own : { ...own, notes: [...own.notes, ...notes, ...empty.notes], missing: all };
}

/** The rules with those of a file before them: what a pattern matches, no other rule decides. */
function withDeclared(own: Permalinks, file: SiteFile, repo: Repo): Permalinks {
  const declared = declaredPermalinks(file, repo, own.basePath);
  const notes = own.notes.filter(({ wantsAddress }) => declared.address === undefined || wantsAddress !== true);
  // A path alone is what stands in front of declared addresses.
  const isWhole = declared.address !== undefined && siteAddress(declared.address.url).host !== undefined;
  const address = isWhole ? declared.address : own.address;
  if (file.values.pages === undefined && file.values.static === undefined) {
    return { ...own, address, notes: [...notes, ...declared.notes] };
  }
  const isDeclared = (path: RepoPath) => declared.reads(path) !== undefined;
  return {
    ...own,
    address,
    staticRoots: [...new Set([...own.staticRoots, ...declared.staticRoots])],
    notes: [...notes.filter((note) => !isDeclaredWhole(note, own, isDeclared, repo)), ...declared.notes],
    reads: (path) => declared.reads(path) ?? own.reads(path),
    routes: (content) => (isDeclared(content.path) ? declared.routes(content) : own.routes(content)),
    complete(routes) {
      const others: Route[] = [];
      const declaredRoutes: Route[] = [];
      for (const route of routes) (isDeclared(route.file) ? declaredRoutes : others).push(route);
      return [...(own.complete?.(others) ?? others), ...declaredRoutes];
    },
  };
}
