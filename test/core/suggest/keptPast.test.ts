import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { keptPast, openKeptPast } from '../../../src/core/suggest/past/keptPast.ts';
import { type PastContent, pastToday, readPast } from '../../../src/core/suggest/past/readPast.ts';
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

  /** With everything that a past may have: renames, texts a deleting commit wrote, changed links, titles of any letters. */
  const rich = memoryHistory({
    log: `c3 2024-03-01
      R90 docs/old.md -> docs/new.md
      D docs/gone.md
      M docs/other.md
      c2 2024-02-01
      R70 docs/older.md -> docs/old.md
      c1 2024-01-01
      A docs/older.md
      A docs/gone.md
      A docs/other.md`,
    live: ['docs/new.md', 'docs/other.md'],
    texts: { 'docs/old.md': '# Überblick 概要', 'docs/gone.md': '# Gone' },
    hunks: [
      {
        commit: { hash: 'c3', date: '2024-03-01' },
        file: 'docs/other.md' as RepoPath,
        removed: ['[Überblick](/docs/old/) and [the other](/docs/gone/)', '[Übersicht](/docs/old/)'],
        added: ['[Überblick](/docs/new/)', '[New](/docs/new/) and [New](/docs/newer/)'],
      },
    ],
  });
  const again = (content: PastContent): PastContent =>
    openKeptPast(JSON.parse(JSON.stringify(keptPast(content)))) ?? assert.fail();

  it('says what was kept', async () => {
    const { content } = await readPast(rich, [rules], new Set());
    const opened = again(content);
    const plain = ({ histories, mainLine, pages, earlier, edits, unpublishings }: PastContent) => ({
      pages: pages.map(({ url, file, title, first, last, fate }) => [url, file, title, first, last, fate]),
      past: [...histories.past].map(([at, { path, first, last, blob, to }]) => [at, path, first, last, blob, to]),
      written: [...histories.written],
      others: [mainLine, earlier, [...unpublishings], histories.moves, [...histories.live]],
      edits: [...edits.collected.edits],
      names: [...edits.collected.names],
      sizes: [edits.size, edits.collected.names.size],
    });
    assert.deepEqual(plain(opened), plain(content));
    assert.deepEqual(plain(again(opened)), plain(content));
    for (const key of [...edits(content), 'docs/nowhere']) {
      assert.deepEqual(opened.edits.of(key), content.edits.of(key), key);
      assert.deepEqual(opened.edits.calledBefore(key), content.edits.calledBefore(key), key);
    }
    assert.ok(edits(content).length > 1);
  });

  it('is nothing where a part of a list is missing', async () => {
    const { content } = await readPast(rich, [rules], new Set());
    let tried = 0;
    for (const [name, lists] of Object.entries(keptPast(content))) {
      if (Array.isArray(lists)) continue;
      for (const [part, list] of Object.entries(lists as Record<string, readonly unknown[]>)) {
        // Of what stands for each entry: without it there are fewer.
        if (list.length === 0 || /^(?:urls|from|keys)$/.test(part) || (name === 'past' && part === 'paths')) continue;
        const cut = { ...keptPast(content), [name]: { ...lists, [part]: list.slice(0, -1) } };
        assert.equal(openKeptPast(JSON.parse(JSON.stringify(cut))), undefined, `${name} without the last of ${part}`);
        tried++;
      }
    }
    assert.ok(tried > 15, `${tried}`);
  });
});

function edits({ edits: { collected } }: PastContent): readonly string[] {
  return [...new Set([...collected.edits, ...collected.names].map(([key]) => key))];
}
