import assert from 'node:assert/strict';
import { addressChanges, readdressedPages } from '../../../src/core/history/addressChanges.ts';
import type { BlobId, History } from '../../../src/core/history/history.ts';
import { buildLedger } from '../../../src/core/history/ledger.ts';
import { earlierAddresses, type Today } from '../../../src/core/history/pastConfigurations.ts';
import { builtUrl, type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { type AddressRules, servedRules } from '../../../src/core/site/addresses.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';

const rules: AddressRules = {
  reads: (path) => (path.endsWith('.md') ? 'head' : undefined),
  routes: ({ path, frontMatter }) => {
    const { slug } = frontMatter.data;
    return [
      { url: builtUrl(typeof slug === 'string' ? slug : path.replace(/\.md$/, ''), '/'), file: path, kind: 'page' },
    ];
  },
};

/** A site of today whose files have at most one address. */
function todayOf({ generator, config, url }: { generator: string; config: string; url?: string }): Today {
  const urls = url === undefined ? [] : [urlPath(url)];
  return { generator, root: '' as RepoPath, config: config as RepoPath, basePath: '/', rules, urlsOf: () => urls };
}

/** A history whose earlier commits had the given files, each text its own content. */
function withTrees(history: History, trees: Readonly<Record<string, Readonly<Record<string, string>>>>): History {
  const blobs = new Map<string, string>();
  for (const files of Object.values(trees)) for (const text of Object.values(files)) blobs.set(`text:${text}`, text);
  return {
    ...history,
    async *texts(ids) {
      for (const id of ids) yield blobs.get(id);
    },
    tree: async (commit) =>
      new Map(
        Object.entries(trees[commit] ?? {}).map(
          ([path, text]) => [path as RepoPath, `text:${text}` as BlobId] as const,
        ),
      ),
  };
}

describe('addresses under earlier rules', () => {
  it('know the address that another value of the slug gave', async () => {
    const text = '---\nslug: new-name\n---\n';
    const history = withTrees(memoryHistory({ log: 'c2 2024-02-01\nM a.md\nc1 2024-01-01\nA a.md', live: ['a.md'] }), {
      c2: { 'a.md': text },
    });
    const ledger = await buildLedger(history, [rules]);
    const commit = { hash: 'c2', date: '2024-02-01' };
    const hunk = {
      commit,
      file: 'a.md' as RepoPath,
      removed: ['slug: "old-name"', '[x](/y)'],
      added: ['slug: new-name'],
    };
    const pages = await readdressedPages(addressChanges(hunk), history, ledger, [rules]);
    const found = ledger.with(pages).lookup(urlPath('/old-name'));
    assert.deepEqual(
      found.map(({ file, fate }) => [file, fate]),
      [
        [
          'a.md',
          { kind: 'readdressed', to: ['a.md'], cause: 'slug in its front matter was changed in c2 on 2024-02-01' },
        ],
      ],
    );
  });

  it('take no value that stayed', () => {
    const commit = { hash: 'c2', date: '2024-02-01' };
    assert.deepEqual(
      addressChanges({ commit, file: 'a.md' as RepoPath, removed: ['slug: same'], added: ['slug: same'] }),
      [],
    );
  });

  it('know the addresses of the generator the site had before', async () => {
    const post = '---\ntitle: Hello\n---\nText';
    const trees = {
      now: { 'hugo.toml': 'baseURL = "https://example.org/"', 'content/posts/hello.md': post },
      before: { '_config.yml': 'permalink: /blog/:title/\n', '_posts/2019-05-06-hello.md': post, 'about.md': post },
    };
    const log = `now 2024-02-01
      R100 _posts/2019-05-06-hello.md -> content/posts/hello.md
      D about.md
      before 2019-06-01
      A _posts/2019-05-06-hello.md
      A about.md`;
    const history = withTrees(memoryHistory({ log, live: [] }), trees);
    const ledger = await buildLedger(history, []);
    const today = todayOf({ generator: 'hugo', config: 'hugo.toml', url: '/posts/hello/' });
    const whole = ledger.with((await earlierAddresses(history, ledger, today)).pages);
    const found = whole.lookup(urlPath('/blog/hello/'))[0];
    assert.equal(found?.file, '_posts/2019-05-06-hello.md');
    assert.deepEqual(found?.fate, { kind: 'renamed', to: ['content/posts/hello.md'] });
    assert.equal(whole.lookup(urlPath('/about/'))[0]?.fate.kind, 'deleted');
  });

  describe('of a configuration that counted for a short time', () => {
    const config = (permalink: string) => `permalink: ${permalink}\n`;
    const old = config('/:title/');
    const commits = 60;
    const files = (i: number, text: string) => ({ '_config.yml': text, '_posts/2019-05-06-hello.md': `Text ${i}` });
    /** Newest first; `short` are those whose configuration has another pattern. */
    const history = (short: readonly number[], change: { readonly commit: string; readonly date: string }) => {
      const day = (i: number) => `2024-${String(12 - Math.floor(i / 6)).padStart(2, '0')}-${String(28 - (i % 6))}`;
      const numbers = Array.from({ length: commits }, (_, i) => i);
      const log = numbers.map((i) => `c${i} ${day(i)}\nM _posts/2019-05-06-hello.md`).join('\n');
      const trees = Object.fromEntries(
        numbers.map((i) => [`c${i}`, files(i, short.includes(i) ? config('/brief/:title/') : old)]),
      );
      const added = [{ ...change, file: '_config.yml' as RepoPath, lines: [config('…').trim()] }];
      return withTrees(memoryHistory({ log, live: ['_config.yml', '_posts/2019-05-06-hello.md'], added }), trees);
    };
    const today = todayOf({ generator: 'jekyll', config: '_config.yml', url: '/hello/' });
    const found = async (of: History) => {
      const ledger = await buildLedger(of, []);
      return (await earlierAddresses(of, ledger, today)).pages.map(({ url }) => url);
    };
    // Of 60 states every fourth is looked at, counted from the oldest: 19 and 23, and none between them.
    it('are known where a commit changed a page with it', async () => {
      assert.deepEqual(await found(history([21, 22], { commit: 'c22', date: '2024-09-24' })), ['/brief/hello/']);
    });
    it('are known where a commit changed nothing but it', async () => {
      assert.deepEqual(await found(history([21, 22], { commit: 'config', date: '2024-09-24' })), ['/brief/hello/']);
    });
  });

  it('tell that the generator was switched where the file stayed', async () => {
    const page = '---\ntitle: Hello\n---\nText';
    const trees = {
      now: { 'mkdocs.yml': 'site_name: x', 'docs/hello.md': page },
      before: { '_config.yml': 'permalink: pretty', 'docs/hello.md': page },
    };
    const log = 'now 2024-02-01\nA mkdocs.yml\nbefore 2019-06-01\nA docs/hello.md';
    const history = withTrees(memoryHistory({ log, live: ['docs/hello.md'] }), trees);
    const ledger = await buildLedger(history, []);
    const today = {
      ...todayOf({ generator: 'mkdocs', config: 'mkdocs.yml', url: '/hello/' }),
      rules: servedRules(rules, (url) => urlPath(url.replace('/docs/', '/'))),
    };
    const { pages } = await earlierAddresses(history, ledger, today);
    assert.deepEqual(
      pages.map(({ url, fate }) => [url, fate]),
      [
        [
          '/docs/hello/',
          { kind: 'generator-switched', to: ['docs/hello.md'], cause: 'the site was made with Jekyll in 2019' },
        ],
      ],
    );
  });

  describe('of a site', () => {
    const page = '---\ntitle: Lamps\n---\nText';
    const today = todayOf({ generator: 'jekyll', config: '_config.yml' });

    it('that stood in another folder of its host are known in both', async () => {
      const trees = {
        now: { '_config.yml': 'title: Harbour\n' },
        before: { '_config.yml': 'baseurl: /harbour\n', 'lamps.md': page },
      };
      const log = 'now 2024-02-01\nD lamps.md\nbefore 2019-06-01\nA lamps.md';
      const history = withTrees(memoryHistory({ log, live: [] }), trees);
      const ledger = await buildLedger(history, []);
      const whole = ledger.with((await earlierAddresses(history, ledger, today)).pages);
      assert.equal(whole.lookup(urlPath('/harbour/lamps.html'))[0]?.file, 'lamps.md');
      assert.equal(whole.lookup(urlPath('/lamps.html'))[0]?.file, 'lamps.md');
    });

    it('are none of a file that only stood in a list', async () => {
      const trees = {
        now: { 'hugo.toml': 'disableKinds = ["term"]\n' },
        before: { 'hugo.toml': 'baseURL = "/"\n', 'content/lamps.md': '---\ntags: [oil]\n---\nText' },
      };
      const log = 'now 2024-02-01\nD content/lamps.md\nbefore 2019-06-01\nA content/lamps.md';
      const history = withTrees(memoryHistory({ log, live: [] }), trees);
      const ledger = await buildLedger(history, []);
      const now = { ...today, generator: 'hugo', config: 'hugo.toml' as RepoPath };
      const whole = ledger.with((await earlierAddresses(history, ledger, now)).pages);
      assert.equal(whole.lookup(urlPath('/lamps/'))[0]?.file, 'content/lamps.md');
      assert.deepEqual(whole.lookup(urlPath('/tags/oil/')), []);
    });

    it('are known of a file that came and went between two states', async () => {
      const config = { '_config.yml': 'collections:\n  tips:\n    output: true\n    permalink: /tips/:name/\n' };
      const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
      const trees = { ...Object.fromEntries(names.map((name) => [name, config])), c0: { '_config.yml': 'title: x\n' } };
      const changes: Readonly<Record<string, string>> = { c20: 'D _tips/oil.md', c21: 'A _tips/oil.md' };
      const dated = names.map((name, i) => `${name} 2020-02-${40 - i}\n${changes[name] ?? 'M other.txt'}`);
      const log = dated
        .join('\n')
        .replace(/2020-02-(\d+)/g, (_, day) => new Date(Date.UTC(2020, 1, day)).toISOString().slice(0, 10));
      const told = memoryHistory({ log, live: [] });
      const history: History = {
        ...withTrees(told, trees),
        async *texts(ids) {
          for (const id of ids) yield id.startsWith('text:') ? id.slice(5) : page;
        },
      };
      const ledger = await buildLedger(history, []);
      const whole = ledger.with((await earlierAddresses(history, ledger, today)).pages);
      assert.equal(whole.lookup(urlPath('/tips/oil/'))[0]?.file, '_tips/oil.md');
    });
  });
});
