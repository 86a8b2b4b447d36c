/** The sites that somebody means who works in one folder of a repository. */
import type { DetectedSite } from '../generators/shared/generator.ts';
import { below, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isCertain } from './publishedSites.ts';
import { detectSites, type SiteChoice } from './site.ts';

/**
 * Those in the folder; where there is none, or only a guess inside of a site that is certain, those around it, the
 * nearest first. All for the empty folder. What is chosen must lie in the folder, too.
 */
export async function sitesOfFolder(
  repo: Repo,
  folder: RepoPath,
  choice: SiteChoice = {},
): Promise<readonly DetectedSite[]> {
  if (folder === '') return detectSites(repo, choice);
  const isInside = (path: RepoPath) => below(path, folder) !== undefined;
  const part = {
    ...repo,
    files: repo.files.filter(isInside),
    has: (path: RepoPath) => isInside(path) && repo.has(path),
  };
  // What is found by the folder's files alone may still be called by a folder above it.
  const within = (await detectSites(part, choice, repo)).filter(({ root }) => root === folder || isInside(root));
  if (within.some(isCertain) || choice.root !== undefined || choice.generator !== undefined) return within;
  const around = (await detectSites(repo)).filter(({ root }) => root === '' || below(folder, root) !== undefined);
  if (within.length > 0 && !around.some(isCertain)) return within;
  return [...around].sort((a, b) => b.root.length - a.root.length);
}
