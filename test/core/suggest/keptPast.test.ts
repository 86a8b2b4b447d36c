import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { keptPast } from '../../../src/core/suggest/past/keptPast.ts';
import { openKeptPast } from '../../../src/core/suggest/past/openedPast.ts';
import { type PastContent, pastToday, readPast } from '../../../src/core/suggest/past/readPast.ts';
import { joined, parts } from '../../support/keptTables.ts';
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
    const kept = keptPast(past.content) ?? assert.fail();
    const opened = openKeptPast(kept) ?? assert.fail();
    assert.deepEqual([...opened.histories.homes], [['same.md', ['b.md']]]);
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
    openKeptPast(keptPast(content) ?? assert.fail()) ?? assert.fail();

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
    const bytes = keptPast(content) ?? assert.fail();
    const { head, lists } = parts(bytes);
    assert.deepEqual(joined(head, lists), bytes);
    // Without its last number: of a list that every file, page or link has an entry in, and of one that leads to others.
    const opened = lists.map(
      (list, i) => list.length > 0 && openKeptPast(joined(head, lists.with(i, list.slice(0, -4)))),
    );
    assert.ok(opened.filter((past) => past === undefined).length > 20, `${opened.length} lists`);
    for (const cut of [0, 7, 8, 20, bytes.length / 2, bytes.length - 1]) {
      assert.equal(openKeptPast(bytes.subarray(0, cut)), undefined);
    }
    const { commits: _, ...less } = head as { readonly commits: unknown };
    assert.equal(openKeptPast(joined(less, lists)), undefined);
  });

  it('is looked up: of a long past, what is asked for alone is made', async () => {
    const numbers = Array.from({ length: 400 }, (_, i) => i);
    const long = memoryHistory({
      log: `c2 2024-02-01
        ${numbers.map((i) => `D docs/part${i % 7}/page${i}.md`).join('\n')}
        c1 2024-01-01
        ${numbers.map((i) => `A docs/part${i % 7}/page${i}.md`).join('\n')}`,
      live: ['docs/new.md'],
    });
    const { content } = await readPast(long, [rules], new Set());
    const bytes = keptPast(content) ?? assert.fail();
    const decoded = await countDecoded(() => {
      const opened = openKeptPast(bytes) ?? assert.fail();
      const { ledger } = pastToday(opened, long, { basePath: undefined, urlsOf: () => [] });
      assert.deepEqual(
        ledger.lookup(urlPath('/docs/part3/page10/')).map(({ file, fate }) => [file, fate.kind]),
        [['docs/part3/page10.md', 'deleted']],
      );
      assert.deepEqual(ledger.lookup(urlPath('/DOCS/part3/Page10')).length, 1);
      assert.deepEqual(ledger.lookup(urlPath('/docs/part3/page11/')), []);
      assert.equal(ledger.ofParts('docs/part5/page5'), 'docs/part5/page5.md');
      assert.equal(ledger.isFolder('docs') && !ledger.isFolder('part3'), true);
      assert.deepEqual(
        ledger.alike(urlPath('/x/page12/')).map(({ file }) => file),
        ['docs/part5/page12.md'],
      );
    });
    assert.ok(decoded < 60, `${decoded} texts were decoded`);
  });

  it('follows a file through many renames, of which those on its way alone are made', async () => {
    const numbers = Array.from({ length: 400 }, (_, i) => i);
    // Page 7 was left twice: another file lay there in between.
    const long = memoryHistory({
      log: `c5 2024-05-01
        R80 b/page7.md -> d/page7.md
        c4 2024-04-01
        R90 a/page7.md -> c/page7.md
        c3 2024-03-01
        A a/page7.md
        c2 2024-02-01
        ${numbers.map((i) => `R95 a/page${i}.md -> b/page${i}.md`).join('\n')}
        c1 2024-01-01
        ${numbers.map((i) => `A a/page${i}.md`).join('\n')}`,
      live: ['c/page7.md', 'd/page7.md', ...numbers.flatMap((i) => (i === 7 ? [] : [`b/page${i}.md`]))],
    });
    const { content } = await readPast(long, [rules], new Set());
    const opened = openKeptPast(keptPast(content) ?? assert.fail()) ?? assert.fail();
    const ledgerOf = (of: PastContent) => pastToday(of, long, { basePath: undefined, urlsOf: () => [] }).ledger;
    const [kept, read] = [ledgerOf(opened), ledgerOf(content)];
    const decoded = await countDecoded(() => {
      assert.equal(kept.successor('a/page12.md' as RepoPath)?.file, 'b/page12.md');
    });
    assert.ok(decoded < 20, `${decoded} texts were decoded`);
    const since = ['c1', 'c2', 'c3', 'c4', 'c5'].map((hash, i) => ({ hash, date: `2024-0${i + 1}-01` }));
    for (const file of ['a/page7.md', 'b/page7.md', 'c/page7.md', 'a/page0.md', 'a/page399.md', 'x'] as RepoPath[]) {
      assert.deepEqual(kept.successor(file), read.successor(file), file);
      for (const commit of since) assert.deepEqual(kept.successor(file, commit), read.successor(file, commit), file);
    }
  });

  it('answers as the whole of it does, whatever is asked', async () => {
    const { content } = await readPast(rich, [rules], new Set());
    const today = { basePath: undefined, urlsOf: () => [], lostHere: [] };
    const [read, kept] = [content, again(content)].map((each) => pastToday(each, rich, today).ledger);
    assert.ok(read !== undefined && kept !== undefined);
    for (const url of ['/docs/old/', '/DOCS/OLD', '/docs/older/', '/docs/gone/', '/docs/nowhere/', '/x/gone/', '/']) {
      const path = urlPath(url);
      assert.deepEqual(plain(kept.lookup(path)), plain(read.lookup(path)), url);
      assert.deepEqual(kept.alike(path), read.alike(path), url);
      assert.deepEqual(kept.ofParts(url.replace(/^\/|\/$/g, '')), read.ofParts(url.replace(/^\/|\/$/g, '')), url);
    }
    assert.deepEqual(
      [kept.size, [...kept.urls()], plain([...kept.moved()])],
      [read.size, [...read.urls()], plain([...read.moved()])],
    );
    for (const folder of ['docs', 'x', '']) assert.equal(kept.isFolder(folder), read.isFolder(folder), folder);
    for (const file of ['docs/old.md', 'docs/older.md', 'docs/gone.md', 'docs/new.md', 'x'] as RepoPath[]) {
      assert.deepEqual(kept.successor(file), read.successor(file), file);
      assert.deepEqual(kept.blob(file), read.blob(file), file);
      assert.equal(kept.histories.live.has(file), read.histories.live.has(file), file);
    }
  });
});

/** Without what is not there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** How many texts are decoded while something is done. */
async function countDecoded(act: () => void): Promise<number> {
  const { decode } = TextDecoder.prototype;
  let count = 0;
  TextDecoder.prototype.decode = function (...args: Parameters<typeof decode>) {
    count++;
    return decode.apply(this, args);
  };
  try {
    act();
    return count;
  } finally {
    TextDecoder.prototype.decode = decode;
  }
}

function edits({ edits: { collected } }: PastContent): readonly string[] {
  return [...new Set([...collected.edits, ...collected.names].map(([key]) => key))];
}
