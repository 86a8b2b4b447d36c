import assert from 'node:assert/strict';
import { inventedAddresses } from '../../bench/suggest/neverThere.ts';

const site = {
  seed: 'a',
  each: 3,
  files: ['docs/guide/install.md', 'docs/guide/step-2.md', 'docs/api/index.md', 'README.md', 'docs/faq.md'],
  others: ['src/content/tutorials/kubernetes.mdx', 'content/pricing.md'],
};

describe('addresses that never were', () => {
  it('are the same ones for the same seed, and others for another', () => {
    const once = inventedAddresses({ ...site, isKnown: () => false });
    assert.deepEqual(inventedAddresses({ ...site, isKnown: () => false }), once);
    assert.notDeepEqual(inventedAddresses({ ...site, seed: 'b', isKnown: () => false }), once);
  });

  it('are of every kind, and as many of each as there can be', () => {
    const counts = new Map<string, number>();
    for (const { kind } of inventedAddresses({ ...site, isKnown: () => false })) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    assert.deepEqual(
      [...counts],
      [
        ['scanner', 3],
        ['other site', 3],
        ['other product', 2],
        ['invented', 3],
        ['number, year or version', 3],
      ],
    );
  });

  it('leave out what is known', () => {
    const asked = inventedAddresses({ ...site, isKnown: (words) => /pricing|^v7|wp-/.test(words) });
    const known = asked.filter(({ address }) => /pricing|^\/v7|wp-/.test(address));
    assert.deepEqual(known, []);
    assert.ok(asked.some(({ address }) => address === '/tutorials/kubernetes'));
  });
});
