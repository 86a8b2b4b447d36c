import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

describe('redirects that are read', () => {
  it('are told by how many files are read so far, out of how many', async () => {
    const pages = Array.from(
      { length: 600 },
      (_, n) => [`content/p${n}.md`, `---\naliases: [/old${n}/]\n---\n`] as const,
    );
    const repo = memoryRepo(new Map([['hugo.toml', ''], ...pages]));
    const [detected] = await detectSites(repo);
    assert.ok(detected);
    const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
    const said: unknown[] = [];
    const progress = { report: (...words: readonly unknown[]) => void said.push(words) };
    const { rules } = await openRedirects(redirectContext(site, { repo }), progress);
    assert.equal(rules.length, 600);
    assert.deepEqual(said, [
      ['Reading redirects', 0, 600],
      ['Reading redirects', 250, 600],
      ['Reading redirects', 500, 600],
    ]);
  });
});
