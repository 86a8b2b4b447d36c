import assert from 'node:assert/strict';
import { addressChanges, readdressedPages } from '../../../src/core/history/addressChanges.ts';
import type { Hunk } from '../../../src/core/history/history.ts';
import { buildLedger } from '../../../src/core/history/ledger.ts';
import { builtUrl, type RepoPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

describe('pages that had another address in the same file', () => {
  const file = 'docs/a.md' as RepoPath;
  /** The address is the title. */
  function counted() {
    let readings = 0;
    const rules: AddressRules = {
      reads: () => 'head',
      routes: ({ path, frontMatter }) => {
        readings++;
        return [{ url: builtUrl(String(frontMatter.data.title), '/'), file: path, kind: 'page' }];
      },
    };
    return { rules, readings: () => readings };
  }

  it('are found commit by commit, each state of the front matter read once', async () => {
    const times = 30;
    const hunks = Array.from({ length: times }, (_, i): Hunk => {
      const commit = { hash: `c${times - i}`, date: '2024-01-01' };
      return { commit, file, removed: [`title: t${times - i - 1}`], added: [`title: t${times - i}`] };
    });
    const texts = { [file]: `---\ntitle: t${times}\n---\nText\n` };
    const history = memoryHistory({ log: 'c1 2024-01-01', live: [file], texts });
    const { rules, readings } = counted();
    const ledger = await buildLedger(history, [rules]);
    const pages = await readdressedPages(hunks.flatMap(addressChanges), history, ledger, [rules]);
    assert.deepEqual(
      pages.map(({ url, last }) => `${url} until ${last.hash}`),
      Array.from({ length: times }, (_, i) => `/t${times - i - 1}/ until c${times - i}`),
    );
    // Of today, and before each change: twice as many where the state between two changes is read for both.
    assert.equal(readings(), times + 1);
  });
});
