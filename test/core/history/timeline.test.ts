import assert from 'node:assert/strict';
import { buildLedger } from '../../../src/core/history/ledger.ts';
import { pastSteps, timelineLines } from '../../../src/core/history/timeline.ts';
import type { PastPage } from '../../../src/core/model.ts';
import { builtUrl, type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

/** `docs/a.md` is `/docs/a/`. */
const rules: AddressRules = {
  reads: (path) => (path.endsWith('.md') ? 'head' : undefined),
  routes: ({ path }) => [{ url: builtUrl(path.replace(/\.md$/, ''), '/'), file: path, kind: 'page' }],
};

async function timeline(log: string, live: readonly string[], url: string): Promise<readonly string[]> {
  const ledger = await buildLedger(memoryHistory({ log, live }), [rules]);
  return ledger.lookup(urlPath(url)).flatMap((page) => timelineLines(pastSteps(ledger.histories)(page)));
}

describe('the story of a past address', () => {
  it('tells every rename, and when the last file was deleted', async () => {
    const log = `c4c4c4c4 2024-04-01
      D docs/c.md
      c3c3c3c3 2024-03-01
      R80 docs/b.md -> docs/c.md
      c2c2c2c2 2024-02-01
      R96 docs/a.md -> docs/b.md
      c1c1c1c1 2024-01-01
      A docs/a.md`;
    assert.deepEqual(await timeline(log, [], '/docs/a/'), [
      'published from docs/a.md from 2024-01-01 until 2024-02-01',
      'renamed to docs/b.md in c2c2c2c on 2024-02-01, 96 % similar',
      'then renamed to docs/c.md in c3c3c3c on 2024-03-01, 80 % similar',
      'then deleted in c4c4c4c on 2024-04-01',
    ]);
  });

  it('tells that the whole folder moved, and not that files within one were renamed', async () => {
    const renames = ['x', 'y', 'z'].map((name) => `R100 docs/old/${name}.md -> docs/new/${name}.md`).join('\n');
    const log = `c2 2024-02-01\n${renames}\nc1 2024-01-01\nA docs/old/x.md`;
    const [, step] = await timeline(log, ['docs/new/x.md'], '/docs/old/x/');
    assert.match(step ?? '', /100 % similar, with 2 other pages from docs\/old\/ to docs\/new\/$/);
    const within = ['x', 'y', 'z'].map((name) => `R100 docs/${name}.md -> docs/new-${name}.md`).join('\n');
    const [, alone] = await timeline(`c2 2024-02-01\n${within}\nc1 2024-01-01\nA docs/x.md`, [], '/docs/x/');
    assert.match(alone ?? '', /100 % similar$/);
  });

  it('tells a deletion, and a commit that is not known to have begun it', async () => {
    assert.deepEqual(await timeline('c2 2024-02-01\nD docs/a.md', [], '/docs/a/'), [
      'published from docs/a.md until 2024-02-01',
      'deleted in c2 on 2024-02-01',
    ]);
  });

  it('tells where a merged or split text went, and why the same file got another address', () => {
    const commit = { hash: '1a2b3c4d', date: '2024-02-01' };
    const file = 'docs/a.md' as RepoPath;
    const page = { url: urlPath('/docs/a/'), file, first: commit, last: commit, ended: commit };
    const lines = (fate: PastPage['fate']) => timelineLines({ ...page, fate }).slice(1);
    const to = ['docs/b.md', 'docs/c.md'] as RepoPath[];
    assert.deepEqual(lines({ kind: 'split', to }), [
      'deleted in 1a2b3c4 on 2024-02-01; its text was split between docs/b.md, docs/c.md',
    ]);
    assert.deepEqual(lines({ kind: 'merged', to: to.slice(0, 1), similarity: 80 }), [
      'deleted in 1a2b3c4 on 2024-02-01; its text went to docs/b.md',
    ]);
    assert.deepEqual(lines({ kind: 'readdressed', to: [file], cause: 'slug was changed' }), [
      'same file, other address: slug was changed',
    ]);
    assert.deepEqual(lines({ kind: 'generator-switched', to: [file], cause: 'made with Jekyll in 2019' }), [
      'same file, other address: made with Jekyll in 2019',
    ]);
  });

  it('ends where renames go round in a circle', async () => {
    const log = `c3 2024-03-01
      R90 docs/b.md -> docs/a.md
      c2 2024-02-01
      R90 docs/a.md -> docs/b.md
      c1 2024-01-01
      A docs/a.md`;
    assert.ok((await timeline(log, [], '/docs/a/')).length <= 4);
  });
});
