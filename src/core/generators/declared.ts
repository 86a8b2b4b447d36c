/**
 * A site of which the repository itself says all addresses, in `.broken-backlinks.json`: see shared/declaredPatterns.ts.
 * Where another generator made the site, its patterns are added to that one instead (site/declarations.ts).
 */
import { siteFileName } from '../configuration/siteFile.ts';
import { folderOf, joinRepo, type RepoPath } from '../paths.ts';
import { declaredPermalinks, siteFileAt } from './shared/declaredPatterns.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';

export const declared: Generator = {
  id: 'declared',
  title: 'Declared patterns',
  docs: 'README.md#how-it-knows',

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, siteFileName)) {
      const { values } = await siteFileAt(config, repo);
      if (values.pages === undefined && values.static === undefined) continue;
      found.push({ generator: 'declared', root: folderOf(config), config, because: config, certainty: 1 });
    }
    return found;
  },

  async open(site, repo) {
    const file = await siteFileAt(site.config ?? (joinRepo(site.root, siteFileName) as RepoPath), repo);
    return declaredPermalinks(file, repo, '/');
  },
};
