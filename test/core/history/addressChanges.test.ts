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

  describe('of a text with examples in another language', () => {
    const lines = [
      ['slug: "harbour"', 'slug: "harbours"'],
      ['slug = "example"', 'slug = "another"'],
      ['title = "Felix the cat"', ''],
      ['slug = "port"', 'slug: "harbour"'],
      ['slug = "quay"', 'slug = "port"'],
      ['', 'slug = "nothing"'],
    ] as const;
    const inToml = (line: string) =>
      line.replace(/^(\w+)( = |: )/, (_, key, sign) => `${key}${sign === ': ' ? ' = ' : ': '}`);
    /** The address is the slug; a block that cannot be read gives none. */
    const rules: AddressRules = {
      reads: () => 'head',
      routes: ({ path, frontMatter: { data, problem } }) => [
        { url: builtUrl(problem === undefined ? String(data.slug) : 'broken', '/'), file: path, kind: 'page' },
      ],
    };
    const found = async (text: string, changes: readonly (readonly [string, string])[]) => {
      const hunks = changes.map(([before, after], i): Hunk => {
        const some = (line: string) => (line === '' ? [] : [line]);
        return { commit: { hash: `c${i}`, date: '2024-01-01' }, file, removed: some(before), added: some(after) };
      });
      const history = memoryHistory({ log: 'c0 2024-01-01', live: [file], texts: { [file]: text } });
      const ledger = await buildLedger(history, [rules]);
      const pages = await readdressedPages(hunks.flatMap(addressChanges), history, ledger, [rules]);
      return pages.map(({ url, last }) => `${url} until ${last.hash}`);
    };
    const expected = ['/harbour/ until c0', '/port/ until c3', '/quay/ until c4'];
    it('are those of the front matter alone, which was converted once', async () => {
      assert.deepEqual(await found('---\ntitle: Tides\nslug: "harbours"\n---\nText\n', lines), expected);
    });
    it('are so for TOML as well', async () => {
      const changes = lines.map(([before, after]) => [inToml(before), inToml(after)] as const);
      assert.deepEqual(await found('+++\ntitle = "Tides"\nslug = "harbours"\n+++\nText\n', changes), expected);
    });
    it('are those of a text without quotes, too', async () => {
      const changes = [['slug: old port', 'slug = "harbours"']] as const;
      assert.deepEqual(await found('+++\nslug = "harbours"\n+++\nText\n', changes), ['/old port/ until c0']);
    });
  });
});
