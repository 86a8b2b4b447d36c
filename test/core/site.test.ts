import assert from 'node:assert/strict';
import { detectSites } from '../../src/core/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

async function roots(...configs: string[]): Promise<string[]> {
  const files = new Map(configs.map((path) => [path, 'export default {}']));
  return (await detectSites(memoryRepo(files))).map(({ root }) => root).sort();
}

describe('detectSites', () => {
  it('leaves out the sites of tests and templates beside a published one', async () => {
    const found = await roots(
      'docs/.vitepress/config.ts',
      '__tests__/e2e/.vitepress/config.ts',
      'packages/create-site/template-basic/astro.config.mjs',
      'examples/blog/astro.config.mjs',
    );
    assert.deepEqual(found, ['docs']);
  });

  it('keeps them where there is no other', async () => {
    assert.deepEqual(await roots('examples/blog/astro.config.mjs'), ['examples/blog']);
  });

  it('keeps every site of a monorepo', async () => {
    assert.deepEqual(await roots('apps/docs/astro.config.mjs', 'apps/www/docusaurus.config.ts'), [
      'apps/docs',
      'apps/www',
    ]);
  });
});
