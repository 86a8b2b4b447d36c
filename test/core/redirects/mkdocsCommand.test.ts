// `mkdocs build --use-directory-urls` over `use_directory_urls: false`, as .readthedocs.yaml of nautobot/nautobot builds:
// https://docs.nautobot.com/projects/core/en/stable/additional-features/caching/ answers, and mkdocs-redirects writes its pages where
// MkDocs would have put those of the old files (github.com/mkdocs/mkdocs-redirects, `get_html_path`).
import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { urlPath } from '../../../src/core/paths.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

const config = `site_name: N
use_directory_urls: false
plugins:
  - redirects:
      redirect_maps:
        old/caching.md: guide/caching.md
`;
const pages = { 'docs/index.md': '# N\n', 'docs/guide/caching.md': '# Caching\n' };

async function endOf(address: string, files: Readonly<Record<string, string>>) {
  const repo = memoryRepo({ 'mkdocs.yml': config, ...pages, ...files });
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  const table = await openRedirects(redirectContext(site, { repo, address: undefined }));
  const { steps } = table.resolve(urlPath(address));
  return steps.find(({ rule }) => rule !== undefined)?.location;
}

describe('A redirect of MkDocs', () => {
  it('is at the address that the command of the build gives it', async () => {
    const command = { '.readthedocs.yaml': 'build:\n  commands:\n    - mkdocs build --use-directory-urls\n' };
    assert.equal(await endOf('/old/caching/', command), '/guide/caching/');
    assert.equal(await endOf('/old/caching.html', command), undefined);
    assert.equal(await endOf('/old/caching.html', {}), '/guide/caching.html');
    assert.equal(await endOf('/old/caching/', {}), undefined);
  });
});
