/** What a generator's own test says of a site, held against what we read of the same files. */
import { urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite, type Site } from '../../src/core/site/site.ts';
import { memoryRepo } from '../../test/support/memoryRepo.ts';

/** The sites of the generator in these files. */
export async function sitesIn(
  files: ReadonlyMap<string, string>,
  generator: string,
  now = '2026-11-23T12:00:00Z',
): Promise<readonly Site[]> {
  const repo = memoryRepo(files);
  const found = (await detectSites(repo)).filter((site) => site.generator === generator);
  const detected = found.length > 0 ? found : await detectSites(repo, { generator });
  return Promise.all(detected.map((site) => openSite(site, repo, { now })));
}

/** Whether an address is published by one of the sites; each is asked below its own base path. */
export function isAnswered(sites: readonly Site[], path: string): boolean {
  return sites.some(({ routes, permalinks }) => {
    const asked = permalinks.basePath.replace(/\/$/, '') + path;
    return [asked, path].some((one) => routes.answer(urlPath(one)) !== undefined);
  });
}

/** All that the sites publish under fixed addresses, for a message. */
export function listed(sites: readonly Site[]): string {
  return sites.flatMap(({ routes }) => routes.all.map(({ url, kind }) => `${url} (${kind})`)).join(' ');
}
