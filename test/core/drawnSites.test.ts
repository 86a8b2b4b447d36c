import assert from 'node:assert/strict';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { randomFrom } from '../../tools/conformance/random.ts';
import { drawers } from '../../tools/conformance/sites/draws/index.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

describe('sites that are drawn for their generators', () => {
  for (const { id, generator = id, draw } of drawers) {
    it(`are taken for those of ${id}, and have addresses`, async () => {
      for (let seed = 1; seed <= 12; seed++) {
        const files = draw(randomFrom(seed));
        assert.deepEqual(draw(randomFrom(seed)), files);
        const repo = memoryRepo(files);
        const [detected] = await detectSites(repo);
        assert.equal(detected?.generator, generator, `seed ${seed}`);
        if (detected === undefined) continue;
        const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
        assert.ok(site.routes.all.length > 0, `seed ${seed}`);
      }
    });
  }
});
