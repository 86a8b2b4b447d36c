/** What a generator's own test says of a site, held against what we read of the same files. */
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
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

/** Whether one of the sites leads from an address to a page: by an alias. That of a page that is not there leads nowhere. */
export async function isLedOn(
  files: ReadonlyMap<string, string>,
  sites: readonly Site[],
  path: string,
): Promise<boolean> {
  const repo = memoryRepo(files);
  for (const site of sites) {
    const table = await openRedirects(redirectContext(site, { repo, address: undefined }));
    const asked = site.permalinks.basePath.replace(/\/$/, '') + path;
    const found = [asked, path].map((one) => table.resolve(one));
    if (found.some(({ steps, outcome }) => steps.length > 0 && outcome.kind === 'page')) return true;
  }
  return false;
}

/** All that the sites publish under fixed addresses, for a message. */
export function listed(sites: readonly Site[]): string {
  return sites.flatMap(({ routes }) => routes.all.map(({ url, kind }) => `${url} (${kind})`)).join(' ');
}
