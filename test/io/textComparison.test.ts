import assert from 'node:assert/strict';
import type { RepoPath, UrlKey } from '../../src/core/paths.ts';
import { compareTexts, type TextComparison } from '../../src/core/suggest/text/comparison.ts';
import { compareTextsInThread } from '../../src/io/textComparison/inThread.ts';

describe('a thread that compares texts', () => {
  const text = (seed: number) => Array.from({ length: 40 }, (_, i) => `part${seed} holds bolt${seed + i}`).join(' ');
  const queries = [3, 70].map((seed) => ({ key: `/old-${seed}` as UrlKey, text: text(seed), slug: `bolt${seed}` }));

  it('answers as one would without it, however many pages are on their way', async () => {
    const letters = 'x'.repeat(40_000);
    const read = async (comparison: TextComparison) => {
      for (let page = 0; page < 90; page++)
        await comparison.add(`${page}.md` as RepoPath, `${text(page)} ${letters}é ${page % 2 ? text(page + 1) : ''}`);
      return comparison.answers();
    };
    const answers = await read(compareTextsInThread(queries));
    assert.deepEqual(answers, await read(compareTexts(queries)));
    assert.deepEqual(
      answers.get('/old-70' as UrlKey)?.contained.map(({ page }) => page),
      ['69.md', '70.md'],
    );
  });

  it('rejects its answers when it cannot start, and keeps no reader waiting', async () => {
    const comparison = compareTextsInThread(queries, new URL('./nowhere.ts', import.meta.url));
    for (let page = 0; page < 40; page++) await comparison.add('a.md' as RepoPath, 'word '.repeat(60_000));
    await assert.rejects(comparison.answers(), /nowhere\.ts/);
  });
});
