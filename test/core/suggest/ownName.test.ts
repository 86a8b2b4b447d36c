import assert from 'node:assert/strict';
import { answers, prose } from '../../support/suggestions.ts';

const others = ['start', 'billing', 'voices', 'models', 'tools', 'phones', 'calls', 'keys'];
const first = async (path: string, ...pages: readonly string[]) => {
  const files = [...pages, ...others].map((page): [string, string] => [
    `docs/${page}.md`,
    `# ${page}\n\n${prose(page)}`,
  ]);
  return (await answers({ pages: Object.fromEntries([['docs/index.md', '# Home'], ...files]) }, path))[0];
};

// VapiAI/docs leads /workflows/examples/property-management to /workflows/legacy-migration, and not to the page of that name
// that /squads/examples/ has; /assistants/ has examples, too.
describe('a name of its own', () => {
  it('is no proof in a folder that several sections have, and the address names another of them', async () => {
    const pages = ['squads/examples/property-management', 'assistants/examples/lead-calls'];
    const found = await first('/workflows/examples/property-management/', ...pages);
    assert.deepEqual([found?.url, found?.confident], ['/squads/examples/property-management/', false]);
  });

  // knative/docs leads /docs/operator/configuring-serving-cr to /docs/install/operator/configuring-serving-cr/.
  it('is one where no other section has such a folder', async () => {
    const pages = ['install/operator/configuring-serving', 'install/operator/more'];
    const found = await first('/operator/configuring-serving/', ...pages);
    assert.deepEqual([found?.url, found?.confident], ['/install/operator/configuring-serving/', true], found?.doubt);
  });

  it('is one where the section is the same', async () => {
    const pages = ['squads/examples/deep/property-management', 'assistants/examples/lead-calls'];
    const found = await first('/squads/examples/property-management/', ...pages);
    assert.deepEqual(
      [found?.url, found?.confident],
      ['/squads/examples/deep/property-management/', true],
      found?.doubt,
    );
  });

  // giantswarm/docs leads /changes/workload-cluster-releases-capa/releases/aws-31.1.2/ to the page of that name in
  // /changes/capa-releases/releases/, as 51 of 53 such addresses; each product has a folder of its releases.
  it('is one with the numbers of a release that no other page has', async () => {
    const pages = ['lamps/releases/lamp-31.1.2', 'lamps/releases/lamp-31.1.3', 'wicks/releases/wick-31.1.2'];
    const found = await first('/releases-of-lamps/releases/lamp-31.1.2/', ...pages);
    assert.deepEqual([found?.url, found?.confident], ['/lamps/releases/lamp-31.1.2/', true], found?.doubt);
    const other = await first('/releases-of-lamps/releases/lamp-31.1.4/', ...pages);
    assert.notEqual(other?.confident, true);
    const elsewhere = await first('/shop/lamp-31.1.2/', ...pages);
    assert.notEqual(elsewhere?.confident, true);
  });
});
