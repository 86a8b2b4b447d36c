// The only language of a site, in a folder of its own. Hugo 0.111.3 builds these files without the folder; 0.115.3 of
// 2023-07-08 is the first with it (https://github.com/gohugoio/hugo/pull/11224), as the branch gh-pages of
// 0x4ka5h/0x4ka5h.github.io has en/posts/ from 2024 on and posts/ before, of one configuration.
import assert from 'node:assert/strict';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const base = 'baseURL = "https://e.org/"\ndefaultContentLanguage = "en"\ndefaultContentLanguageInSubdir = true\n';
const english = '[languages.en]\nweight = 1\n';

async function addressOf(config: string, day: string): Promise<string | undefined> {
  const repo = memoryRepo({ 'hugo.toml': config, 'content/posts/a.md': '---\ntitle: a\n---\n' });
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const { routes } = await openSite(detected, repo, { now: `${day}T00:00:00Z` });
  return routes.all.find(({ file, kind }) => file === 'content/posts/a.md' && kind === 'page')?.url;
}

describe('the only language of a Hugo site', () => {
  for (const config of [base, base + english]) {
    it('has no folder before Hugo 0.115.3', async () => {
      assert.equal(await addressOf(config, '2022-05-12'), '/posts/a/');
      assert.equal(await addressOf(config, '2024-02-09'), '/en/posts/a/');
    });
  }
  it('has one at all times where there is another language', async () => {
    const two = `${base}${english}[languages.fr]\nweight = 2\ncontentDir = "content.fr"\n`;
    assert.equal(await addressOf(two, '2022-05-12'), '/en/posts/a/');
  });
});
