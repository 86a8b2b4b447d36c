/**
 * Configuration that was left in the folder of another builder: `_config.yml` is copied along with the other files of
 * the folder (GitHub Pages reads it in what was built), or stands there since the folder was served by GitHub Pages.
 * https://docs.github.com/en/pages/setting-up-a-github-pages-site-with-jekyll/about-github-pages-and-jekyll
 */
import { generators } from '../generators/index.ts';
import type { DetectedSite } from '../generators/shared/generator.ts';
import { below, isAtOrBelow, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';

/** Nothing but the name of its configuration tells of it. */
const onlyNamed = 0.6;
/** Some of its settings are the generator's own, but none of its files. */
const onlySet = 0.9;

/** Of these sites, the ones whose folder a surer one publishes by its own rules. */
export async function ownedByOthers(
  found: readonly DetectedSite[],
  repo: Repo,
  isBuilt: (site: DetectedSite) => Promise<boolean>,
): Promise<ReadonlySet<DetectedSite>> {
  const owned = new Set<DetectedSite>();
  for (const site of found) {
    if (site.certainty >= onlySet || site.config === undefined || site.root === '') continue;
    for (const better of found) {
      if (better.generator === site.generator || better.certainty < onlySet || !isAround(better, site)) continue;
      const isMeant = site.certainty < onlyNamed || ((await isBuilt(better)) && !(await isBuilt(site)));
      if (isMeant && (await publishes(better, site.root, repo))) owned.add(site);
    }
  }
  return owned;
}

function isAround(better: DetectedSite, { root }: DetectedSite): boolean {
  return better.root !== root && below(root, better.root) !== undefined;
}

/** Whether it copies the folder, or makes pages of what lies there. */
async function publishes(site: DetectedSite, folder: RepoPath, repo: Repo): Promise<boolean> {
  const generator = generators.find(({ id }) => id === site.generator);
  // The day decides nothing here.
  const permalinks = await generator?.open(site, repo, { now: '2000-01-01T00:00:00Z' });
  if (permalinks === undefined) return false;
  if (permalinks.staticRoots.some((root) => root !== '' && isAtOrBelow(folder, root))) return true;
  return repo.files.some((file) => below(file, folder) !== undefined && permalinks.reads(file) !== undefined);
}
