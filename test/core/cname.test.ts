import assert from 'node:assert/strict';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

async function addressOf(files: Readonly<Record<string, string>>) {
  const repo = memoryRepo(new Map(Object.entries(files)));
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const { permalinks } = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
  return permalinks.address;
}

// https://docs.github.com/en/pages/configuring-a-custom-domain-for-your-github-pages-site
describe('a CNAME among the published files', () => {
  const docs = { 'docs/index.md': '# Start\n', 'docs/CNAME': 'docs.lantern.example\n' };

  it('is the address of a site whose configuration names none', async () => {
    const found = { url: 'https://docs.lantern.example/', file: 'docs/CNAME', line: 1 };
    assert.deepEqual(await addressOf({ ...docs, 'mkdocs.yml': 'site_name: Lantern\n' }), found);
  });

  it('says less than the configuration', async () => {
    const config = 'site_name: Lantern\nsite_url: https://lantern.example/docs/\n';
    assert.equal((await addressOf({ ...docs, 'mkdocs.yml': config }))?.url, 'https://lantern.example/docs/');
  });

  it('has the base path that the site is built for', async () => {
    const files = { '.vitepress/config.mjs': "export default { base: '/guide/' }\n", 'index.md': '# Start\n' };
    assert.equal(
      (await addressOf({ ...files, 'public/CNAME': 'lantern.example' }))?.url,
      'https://lantern.example/guide/',
    );
  });

  it('is none where it names no host, is not published, or two differ', async () => {
    const site = { 'mkdocs.yml': 'site_name: Lantern\n', 'docs/index.md': '# Start\n' };
    assert.equal(await addressOf({ ...site, 'docs/CNAME': '\n' }), undefined);
    assert.equal(await addressOf({ ...site, 'other/CNAME': 'lantern.example' }), undefined);
    assert.equal(await addressOf({ ...site, 'docs/CNAME': 'a.example', CNAME: 'b.example' }), undefined);
  });
});
