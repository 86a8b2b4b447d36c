import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

/** `LINE CODE` of every finding of the one site. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repo = memoryRepo(new Map(Object.entries(files)));
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
  const table = await openRedirects(redirectContext(site, { repo, address: undefined }));
  return checkRedirects(table).map(({ rule, code }) => `${rule.line} ${code}`);
}

/** Each was found in a public repository, and is there once the site is built. */
describe('pages that only a build makes', () => {
  // BililiveRecorder/website@b846dad905: generate/ writes src/content/docs/reference/settings.mdx.
  describe('of a file that git ignores', () => {
    const site = (gitignore: string) => ({
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({})] };\n",
      'package.json': '{"dependencies": {"@astrojs/starlight": "0.29.2"}}',
      'src/content/docs/reference/logs.md': '---\ntitle: Logs\n---\n',
      '.gitignore': gitignore,
      'public/_redirects':
        '/user/settings /reference/settings/ 301\n/user/other /reference/other/ 301\n/user/deep /reference/deep/a/ 301\n',
    });
    it('are no dead target', async () => {
      const all = ['1 dead-target', '2 dead-target', '3 dead-target'];
      assert.deepEqual(await found(site('')), all);
      assert.deepEqual(await found(site('src/content/docs/reference/settings.mdx\n')), all.slice(1));
      assert.deepEqual(await found(site('/src/content/docs/reference/deep/\n')), all.slice(0, 2));
      assert.deepEqual(await found(site('src/content/docs/reference/never.mdx\nsrc/data/other.json\n')), all);
    });
  });
  // hook0/hook0@86a9d66508: the page of @scalar/docusaurus 301 from its other spelling.
  describe('of a plugin of Docusaurus', () => {
    const site = (extra: string) => ({
      'docusaurus.config.js': `module.exports = { url: 'https://a.example', baseUrl: '/', trailingSlash: false, ${extra} };\n`,
      'src/pages/index.md': '# Home\n',
      'docs/start.md': '# Start\n',
      'netlify.toml': '',
      'static/_redirects': '/rest-api /api/ 301\n/api/ /api 301\n/gone /nowhere 301\n',
    });
    const classic = "presets: [['classic', {}]]";
    it('are no loop and no dead target', async () => {
      const without = await found(site(classic));
      assert.deepEqual(without, ['1 loop', '2 loop', '3 dead-target']);
      const scalar = `${classic}, plugins: [['@scalar/docusaurus', { label: 'API', route: '/api' }]]`;
      const redoc = "presets: [['classic', {}], ['redocusaurus', { specs: [{ spec: 'a.yaml', route: '/api/' }] }]]";
      for (const extra of [scalar, redoc]) {
        const told = await found(site(extra));
        assert.ok(!told.includes('1 loop') && !told.includes('2 loop'), told.join(', '));
        assert.ok(told.includes('3 dead-target'), told.join(', '));
      }
    });
  });
});
