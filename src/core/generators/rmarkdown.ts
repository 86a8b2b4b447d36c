/**
 * Websites of R Markdown, also those of workflowr: see `shared/rmarkdownSite.ts` for what is a page.
 *
 * workflowr keeps the sources in `analysis/` and builds them to `docs/`. It makes pages of R Markdown alone, and each of
 * them is published by itself: where builds are kept, a page without one is not.
 *
 * https://bookdown.org/yihui/rmarkdown/rmarkdown-site.html
 * https://workflowr.github.io/workflowr/reference/wflow_site.html
 */
import { fileName, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import {
  type RmarkdownSite,
  readRmarkdownSite,
  rmarkdownSites,
  servedFiles,
  sourceName,
  sourceRoute,
} from './shared/rmarkdownSite.ts';

export const rmarkdown: Generator = {
  id: 'rmarkdown',
  title: 'R Markdown, workflowr',
  docs: 'https://bookdown.org/yihui/rmarkdown/rmarkdown-site.html',
  command: /\brender_site\s*\(|\bworkflowr::wflow_|\bwflow_(?:build|publish)\s*\(/,

  async detect(repo) {
    return (await rmarkdownSites(repo)).flatMap((site): readonly DetectedSite[] => {
      if (
        site.maker !== undefined &&
        !/^(?:rmarkdown::default_site(?:_generator)?|workflowr::wflow_site)$/.test(site.maker)
      )
        return [];
      const { root, config } = site;
      const certainty = inExampleFolder(config) || site.index === undefined ? 0.4 : 0.93;
      return [{ generator: 'rmarkdown', root, config, because: config, certainty }];
    });
  },

  open,
};

async function open({ root }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const site = await readRmarkdownSite(root, repo);
  const nameOf = (path: RepoPath) => sourceIn(path, site);
  return {
    basePath: '/',
    ...servedFiles(site, repo),
    notes: site.notes,
    reads: (path) => (nameOf(path) === undefined ? undefined : 'head'),
    routes(content) {
      const name = nameOf(content.path);
      if (name === undefined) return [];
      const route = sourceRoute(content, name, site, '/');
      return [isUnbuilt(content.path, site, repo) ? { ...route, kind: 'unpublished' } : route];
    },
  };
}

function isOfWorkflowr({ maker }: RmarkdownSite): boolean {
  return maker?.startsWith('workflowr::') === true;
}

function sourceIn(path: RepoPath, site: RmarkdownSite): string | undefined {
  return isOfWorkflowr(site) && !/\.[Rr]md$/.test(path) ? undefined : sourceName(path, site);
}

/** https://workflowr.github.io/workflowr/reference/wflow_publish.html */
function isUnbuilt(path: RepoPath, site: RmarkdownSite, { has }: Repo): boolean {
  const built = (name: string) => has(joinRepo(site.output, name) ?? site.output);
  if (!isOfWorkflowr(site) || !has(path) || !built('index.html')) return false;
  return !built(fileName(path).replace(/\.[Rr]md$/, '.html'));
}
