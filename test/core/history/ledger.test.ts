import assert from 'node:assert/strict';
import { buildLedger, type Ledger } from '../../../src/core/history/ledger.ts';
import { builtUrl, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { type MemoryHistory, memoryHistory } from '../../support/memoryHistory.ts';

/** `docs/a.md` is `/a/`, or what its front matter says. */
const rules: AddressRules = {
  reads: (path) => (path.startsWith('docs/') ? 'head' : undefined),
  routes: ({ path, frontMatter }) => [
    {
      url:
        typeof frontMatter.data.url === 'string'
          ? urlPath(frontMatter.data.url)
          : builtUrl(path.slice(5).replace(/\.md$/, ''), '/'),
      file: path,
      kind: 'page',
    },
  ],
};

const ledgerOf = (history: MemoryHistory): Promise<Ledger> => buildLedger(memoryHistory(history), [rules]);

function lines(ledger: Ledger, path: string): readonly string[] {
  return ledger.lookup(urlPath(path)).map(({ file, first, last, fate }) => {
    const to = 'to' in fate ? ` to ${fate.to.join(', ')}` : '';
    return `${file} ${first.hash}..${last.hash} ${fate.kind}${to}`;
  });
}

describe('the ledger of past addresses', () => {
  it('follows a chain of renames to the file of today', async () => {
    const ledger = await ledgerOf({
      log: `c3 2024-03-01
        R80 docs/b.md -> docs/c.md
        c2 2024-02-01
        R90 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md`,
      live: ['docs/c.md'],
    });
    assert.deepEqual(lines(ledger, '/a/'), ['docs/a.md c1..c2 renamed to docs/c.md']);
    assert.deepEqual(lines(ledger, '/b'), ['docs/b.md c2..c3 renamed to docs/c.md']);
  });

  // vespa-engine/documentation: en/monitoring.html came to en/operations/monitoring.html in 2021, which went on to
  // en/operations/self-managed in 2025, and another page was moved to the path it left.
  it('follows a file on from where another file lies today', async () => {
    const ledger = await ledgerOf({
      log: `c4 2024-04-01
        R98 docs/cloud.md -> docs/b.md
        c3 2024-03-01
        R93 docs/b.md -> docs/c.md
        c2 2024-02-01
        R90 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md
        A docs/cloud.md`,
      live: ['docs/b.md', 'docs/c.md'],
    });
    assert.equal(ledger.successor('docs/a.md' as never)?.file, 'docs/c.md');
    assert.equal(ledger.successor('docs/cloud.md' as never)?.file, 'docs/b.md');
    assert.equal(ledger.successor('docs/b.md' as never), undefined);
    const [was, later] = [
      { hash: 'x', date: '2024-02-10' },
      { hash: 'y', date: '2024-04-02' },
    ];
    assert.equal(ledger.successor('docs/b.md' as never, was)?.file, 'docs/c.md');
    assert.equal(ledger.successor('docs/b.md' as never, later), undefined);
  });

  it('takes files that change places in one commit each for its own', async () => {
    const ledger = await ledgerOf({
      log: `c2 2024-02-01
        R90 docs/b.md -> docs/c.md
        R90 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md
        A docs/b.md`,
      live: ['docs/b.md', 'docs/c.md'],
    });
    assert.equal(ledger.successor('docs/a.md' as never)?.file, 'docs/b.md');
  });

  it('ends with files that were moved away and back', async () => {
    const ledger = await ledgerOf({
      log: `c5 2024-05-01
        R99 docs/c.md -> docs/b.md
        c4 2024-04-01
        R99 docs/b.md -> docs/c.md
        c3 2024-03-01
        R99 docs/c.md -> docs/b.md
        c2 2024-02-01
        R90 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md`,
      live: ['docs/b.md'],
    });
    assert.equal(ledger.successor('docs/a.md' as never)?.file, 'docs/b.md');
  });

  it('knows a page that was deleted, and one whose new file was deleted later', async () => {
    const ledger = await ledgerOf({
      log: `c3 2024-03-01
        D docs/b.md
        c2 2024-02-01
        R90 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md`,
      live: [],
    });
    assert.deepEqual(lines(ledger, '/a/index.html'), ['docs/a.md c1..c2 deleted']);
    assert.equal(ledger.successor('docs/a.md' as never), undefined);
  });

  it('finds content that came back unchanged under another name in another commit', async () => {
    const log = `c3 2024-03-01
      A docs/new.md
      c2 2024-02-01
      D docs/a.md
      c1 2024-01-01
      A docs/a.md`;
    const history = memoryHistory({ log, live: ['docs/new.md'] });
    const sameContent = {
      ...history,
      async *commits() {
        for await (const commit of history.commits()) {
          yield { ...commit, changes: commit.changes.map((change) => ({ ...change, blob: 'same' as never })) };
        }
      },
    };
    const ledger = await buildLedger(sameContent, [rules]);
    assert.deepEqual(lines(ledger, '/a/'), ['docs/a.md c1..c2 moved to docs/new.md']);
  });

  it('takes the rename a branch made, though the merge shows a deletion', async () => {
    const ledger = await ledgerOf({
      log: `merge 2024-03-01
        D docs/a.md
        A docs/b.md
        c2 2024-02-01
        R60 docs/a.md -> docs/b.md
        c1 2024-01-01
        A docs/a.md`,
      live: ['docs/b.md'],
    });
    assert.deepEqual(lines(ledger, '/a/'), ['docs/a.md c1..c2 renamed to docs/b.md']);
  });

  it('leaves out what is published now, also when it was once gone', async () => {
    const ledger = await ledgerOf({
      log: `c3 2024-03-01
        A docs/a.md
        c2 2024-02-01
        D docs/a.md
        c1 2024-01-01
        A docs/a.md`,
      live: ['docs/a.md'],
    });
    assert.deepEqual(lines(ledger, '/a/'), []);
  });

  it('uses the address of the removed file’s own front matter', async () => {
    const ledger = await ledgerOf({
      log: `c2 2024-02-01
        D docs/a.md
        c1 2024-01-01
        A docs/a.md`,
      live: [],
      texts: { 'docs/a.md': '---\nurl: /elsewhere/\ntitle: A page\n---\n' },
    });
    assert.deepEqual(lines(ledger, '/a/'), []);
    assert.deepEqual(lines(ledger, '/Elsewhere'), ['docs/a.md c1..c2 deleted']);
    assert.equal(ledger.lookup(urlPath('/elsewhere/'))[0]?.title, 'A page');
  });

  it('finds files by the end of an address when no rules know them', async () => {
    const ledger = await ledgerOf({
      log: `c2 2024-02-01
        D old/site/_posts/2019-01-02-hello.markdown
        D old/other/hello.md
        c1 2024-01-01
        A old/other/hello.md`,
      live: [],
    });
    assert.deepEqual(
      ledger.alike(urlPath('/other/Hello.html')).map(({ file, agreeing }) => `${file} ${agreeing}`),
      ['old/other/hello.md 2', 'old/site/_posts/2019-01-02-hello.markdown 1'],
    );
  });

  it('sees a file behind its sorting number, its collection, its date and the folder the site stands in', async () => {
    const files = ['tips/03-wick.md', '_lamps/oil.md', 'posts/2019-01-02-storm.md'];
    const history = memoryHistory({ log: `c1 2024-01-01\n${files.map((file) => `D ${file}`).join('\n')}`, live: [] });
    const ledger = await buildLedger(history, [], { basePath: '/port/' });
    const best = (path: string) => ledger.alike(urlPath(path)).map(({ file, share }) => `${file} ${share}`)[0];
    assert.equal(best('/port/tips/wick.html'), 'tips/03-wick.md 1');
    assert.equal(best('/port/lamps/oil/'), '_lamps/oil.md 1');
    assert.equal(best('/port/posts/2019/01/02/storm/'), 'posts/2019-01-02-storm.md 1');
  });
});
