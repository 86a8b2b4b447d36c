/** Of all sites that were detected, those that the repository publishes. */
import { siteHost } from '../backlinks/siteTarget.ts';
import { generators } from '../generators/index.ts';
import { buildTexts, filesOfBuild } from '../generators/shared/buildTexts.ts';
import { inExampleFolder, inVendoredFolder } from '../generators/shared/exampleFolder.ts';
import type { DetectedSite } from '../generators/shared/generator.ts';
import { below, fileName, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isContentBelow } from './declareAdvice.ts';
import { ownedByOthers } from './ownedFolders.ts';

/** So many content files outside of all folders for trials are what a repository publishes, if anything of it is. */
const enoughElsewhere = 5;

const sphinxSource = /\.(?:rst|adoc)$/i;

/** Found by more than a hint. */
export function isCertain({ certainty }: DetectedSite): boolean {
  return certainty >= 0.5;
}

/** Without sites of tests and samples where there is content elsewhere, and without what another builder left behind. */
export async function publishedSites(found: readonly DetectedSite[], repo: Repo): Promise<DetectedSite[]> {
  return withoutLeftovers(withoutTrials(found, repo), repo);
}

function withoutTrials(found: readonly DetectedSite[], { files }: Repo): readonly DetectedSite[] {
  if (!found.some(({ root }) => inExampleFolder(root))) return found;
  const elsewhere = files.filter((file) => !inExampleFolder(file) && !inVendoredFolder(file) && isContent(file));
  return elsewhere.length < enoughElsewhere ? found : found.filter(({ root }) => !inExampleFolder(root));
}

function isContent(file: RepoPath): boolean {
  if (isContentBelow(file, '' as RepoPath)) return true;
  return (
    sphinxSource.test(file) && !/(?:^|\/)[._]/.test(file) && !/^(?:readme|changes|changelog)\b/i.test(fileName(file))
  );
}

/** Of sites in one folder that none but one of them is built, by what builds the repository; and none in another's folder. */
async function withoutLeftovers(found: readonly DetectedSite[], repo: Repo): Promise<DetectedSite[]> {
  const left = new Set<DetectedSite>(
    await ownedByOthers(found, repo, async (site) => isBuiltBy(site, await buildTexts(site.root, repo))),
  );
  for (const root of new Set(found.map((site) => site.root))) {
    const here = found.filter((site) => site.root === root && isCertain(site));
    if (here.length < 2) continue;
    const texts = await buildTexts(root, repo);
    const built = new Set(here.filter((site) => isBuiltBy(site, texts)));
    if (built.size > 0) for (const site of here) if (!built.has(site)) left.add(site);
  }
  const rest = found.filter((site) => !left.has(site));
  for (const site of await unbuiltDoubles(rest.filter(isCertain), repo)) left.add(site);
  return rest.filter((site) => !left.has(site));
}

/** GitHub Pages builds Jekyll by itself, and browsers show Docsify. */
const withoutCommand: ReadonlySet<string> = new Set(['jekyll', 'docsify']);

/**
 * Sites with the address of another one, which alone is built, in a folder of its own that a workflow or a host is told to
 * publish: a site is moved to another builder, and the former stays behind. A script of a package alone may be of a site that
 * is still to come.
 */
async function unbuiltDoubles(sites: readonly DetectedSite[], repo: Repo): Promise<readonly DetectedSite[]> {
  if (new Set(sites.map(({ root }) => root)).size < 2) return [];
  const built: DetectedSite[] = [];
  const unbuilt: DetectedSite[] = [];
  for (const site of sites) {
    const { command } = generatorOf(site) ?? {};
    const isBuilt = isBuiltBy(site, await buildTexts(site.root, repo));
    if (command !== undefined && !withoutCommand.has(site.generator)) (isBuilt ? built : unbuilt).push(site);
  }
  if (built.length === 0 || unbuilt.length === 0) return [];
  const taken = new Set<string>();
  for (const site of built) if (await isPublishedFrom(site.root, repo)) taken.add(await addressOf(site, repo));
  const doubles: DetectedSite[] = [];
  for (const site of unbuilt) {
    const address = await addressOf(site, repo);
    if (address !== '' && taken.has(address)) doubles.push(site);
  }
  return doubles;
}

/** Whether what publishes the repository names the folder. */
async function isPublishedFrom(root: RepoPath, repo: Repo): Promise<boolean> {
  if (root === '') return false;
  const name = new RegExp(`(?:^|[\\s"'=:(./])${root.replace(/[^\w/-]/g, '\\$&')}(?:[\\s"')/]|$)`, 'm');
  for (const file of filesOfBuild('' as RepoPath, publishing, repo)) {
    const text = ((await repo.read(file)) ?? '').replace(/^[ \t]*#.*$/gm, '');
    const publishes = publishing.includes(file) || /deploy|publish|upload-pages|gh-pages/i.test(text);
    if (publishes && name.test(text)) return true;
  }
  return false;
}

const publishing = ['netlify.toml', 'vercel.json', 'render.yaml', '.gitlab-ci.yml'];

/** Host and folder that its configuration names; empty where it names no host. */
async function addressOf(site: DetectedSite, repo: Repo): Promise<string> {
  // No day decides an address of a whole site.
  const opened = await generatorOf(site)?.open(site, repo, { now: '2000-01-01T00:00:00Z' });
  const host = siteHost(opened?.address?.url ?? '');
  return opened === undefined || host === undefined ? '' : `${host}${opened.basePath.replace(/\/*$/, '/')}`;
}

function generatorOf({ generator }: DetectedSite) {
  return generators.find(({ id }) => id === generator);
}

function isBuiltBy(site: DetectedSite, texts: readonly string[]): boolean {
  const { command } = generatorOf(site) ?? {};
  return command !== undefined && texts.some((text) => command.test(text));
}

/**
 * The best sites first, without those that a better one holds. Of several that are as certain the one with the most
 * content is first: it is what most questions are about.
 */
export function prunedSites(found: readonly DetectedSite[], { files }: Repo): readonly DetectedSite[] {
  const order = generators.map((generator) => generator.id);
  const content = contentCounts(found, files);
  const sorted = [...found].sort(
    (a, b) =>
      b.certainty - a.certainty ||
      (content.get(b.root) ?? 0) - (content.get(a.root) ?? 0) ||
      order.indexOf(a.generator) - order.indexOf(b.generator),
  );
  const own = sorted.filter(({ root }) => !inVendoredFolder(root));
  const sites = own.filter((site, rank) => !own.slice(0, rank).some((better) => covers(better, site)));
  // Sites kept for tests and as samples count only where there is no other.
  const published = sites.filter((site) => isCertain(site) && !inExampleFolder(site.root));
  return published.length > 0 ? sites.filter(({ root }) => !inExampleFolder(root)) : sites;
}

/** How many content files lie in each site's folder, those of a site within it not counted. */
function contentCounts(found: readonly DetectedSite[], files: readonly RepoPath[]): ReadonlyMap<RepoPath, number> {
  const roots = [...new Set(found.map(({ root }) => root))].sort((a, b) => b.length - a.length);
  const counts = new Map<RepoPath, number>();
  if (roots.length < 2) return counts;
  for (const file of files) {
    if (!isContent(file)) continue;
    const root = roots.find((folder) => below(file, folder) !== undefined);
    if (root !== undefined) counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  return counts;
}

/** A site's folder taken by a better one: the same folder, a hint beside a certain site, a guess beside a better one. */
function covers(better: DetectedSite, site: DetectedSite): boolean {
  if (better.root === site.root) return true;
  if (!isCertain(site) && site.config === undefined && better.config === undefined) return true;
  return !isCertain(site) && (isCertain(better) || below(site.root, better.root) !== undefined);
}
