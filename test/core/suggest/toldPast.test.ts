import assert from 'node:assert/strict';
import type { Hunk } from '../../../src/core/history/history.ts';
import { timelineLines } from '../../../src/core/history/timeline.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { readPast } from '../../../src/core/suggest/past/readPast.ts';
import { toldPast } from '../../../src/core/suggest/past/toldPast.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const file = 'docs/lamps.md' as RepoPath;
const nothing = { contained: [], received: [], similar: [], speaking: [] };

/** The story of `/lamps/`, whose file is there and no page; changes of its front matter, newest first. */
async function timeline(...changes: readonly Pick<Hunk, 'added' | 'removed'>[]): Promise<readonly string[]> {
  const hunks = changes.map((change, i) => ({
    ...change,
    file,
    commit: { hash: `c${9 - i}`, date: `202${9 - i}-02-01` },
  }));
  const past = await readPast(memoryHistory({ log: '', live: [file], hunks }), [], new Set());
  const told = toldPast(past, { texts: () => nothing, hidden: () => file });
  return told.lookup(urlPath('/lamps/')).flatMap(timelineLines);
}

describe('the past of a page that is there and hidden', () => {
  it('tells the commit that hid it', async () => {
    assert.deepEqual(await timeline({ removed: ['title: Old'], added: ['draft: true'] }), [
      'published from docs/lamps.md until 2029-02-01',
      'not published since: "draft: true" was written into its front matter in c9 on 2029-02-01',
    ]);
  });

  it('tells the last of them', async () => {
    const [, line] = await timeline(
      { removed: ['published: true'], added: ['published: false'] },
      { removed: ['draft: true'], added: [] },
      { removed: [], added: ['draft: true'] },
    );
    assert.match(line ?? '', /"published: false" was written .* in c9 on 2029-02-01/);
  });

  it('tells none where the page was shown again: something else hides it', async () => {
    assert.deepEqual(
      await timeline({ removed: ['draft: true'], added: [] }, { removed: [], added: ['draft: true'] }),
      [],
    );
    assert.deepEqual(await timeline(), []);
  });
});
