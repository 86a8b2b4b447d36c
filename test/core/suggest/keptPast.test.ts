import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { keptPast, openKeptPast } from '../../../src/core/suggest/past/keptPast.ts';
import { pastToday, readPast } from '../../../src/core/suggest/past/readPast.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const rules: AddressRules = {
  reads: () => 'path',
  routes: ({ path }) => [{ url: urlPath(`/${path.replace(/\.md$/, '')}/`), file: path, kind: 'page' }],
};

describe('what is kept of a past', () => {
  // A content is named after its file; "same.md" stands for the one that a.md and b.md have.
  const history = memoryHistory({
    log: `c4 2024-04-01
      D a.md
      c3 2024-03-01
      A b.md
      A other.md
      c2 2024-02-01
      A old.md
      D old.md
      c1 2024-01-01
      A a.md`,
    live: ['b.md', 'other.md'],
  });
  const withSameText = {
    ...history,
    async *commits() {
      for await (const commit of history.commits()) {
        const changes = commit.changes.map((change) =>
          ['a.md', 'b.md'].includes(change.path) ? { ...change, blob: 'same.md' as typeof change.blob } : change,
        );
        yield { ...commit, changes };
      }
    },
  };

  it('holds of all contents those by which a file of today is found', async () => {
    const past = await readPast(withSameText, [rules], new Set());
    const kept = keptPast(past.content);
    assert.deepEqual('homes' in kept && 'paths' in kept && kept.homes, [['same.md', [0]]]);
    const opened = openKeptPast(JSON.parse(JSON.stringify(kept))) ?? assert.fail();
    const today = { basePath: undefined, urlsOf: () => [] };
    for (const { ledger } of [past, pastToday(opened, withSameText, today)]) {
      assert.deepEqual(
        ledger.pages.map(({ url, fate }) => [url, fate.kind, 'to' in fate ? fate.to : []]),
        [
          ['/a/', 'moved', ['b.md']],
          ['/old/', 'deleted', []],
        ],
      );
      assert.equal(ledger.successor('a.md' as never)?.file, 'b.md');
      assert.equal(ledger.successor('old.md' as never), undefined);
    }
  });
});
