/** What is looked up in the table of texts is what the texts themselves tell, whichever of them were kept. */
import assert from 'node:assert/strict';
import { type RepoPath, type UrlKey, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { readPast } from '../../../src/core/suggest/past/readPast.ts';
import { compareTexts } from '../../../src/core/suggest/text/comparison.ts';
import { openTextTable, textTableBuilder } from '../../../src/core/suggest/text/textTable.ts';
import type { KeptTexts } from '../../../src/core/suggest/world/pageTexts.ts';
import { prepareSuggestions } from '../../../src/core/suggest/world/world.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';
import { prose } from '../../support/suggestions.ts';

/** Numbers that look random and are the same each time. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Texts of sentences that come again in others, one said thousands of times, in several scripts; some are empty. */
function drawnTexts(seed: number, count: number): readonly string[] {
  const draw = drawn(seed);
  const vocabulary = ['Harbour', 'tides', 'lanterns', '港の灯台', 'Straße', 'configuring', 'configuration', '64', 'é'];
  const sentence = () => Array.from({ length: 9 }, () => `${vocabulary[draw(9)]}${draw(40)}`).join(' ');
  const sentences = Array.from({ length: 30 }, sentence);
  return Array.from({ length: count }, () => {
    if (draw(12) === 0) return '';
    const often = draw(15) === 0 ? 'tides '.repeat(5000) : '';
    return often + Array.from({ length: 1 + draw(25) }, () => sentences[draw(30)]).join('. ');
  });
}

describe('the table of texts', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`answers as the texts do, whichever of them it holds, draw ${seed}`, async () => {
      const draw = drawn(seed);
      const texts = drawnTexts(seed, 60);
      const removed = drawnTexts(seed, 8);
      const queries = removed.map((text, i) => ({ key: `/old-${i}` as UrlKey, text, slug: `tides${i}-harbour` }));
      const page = (i: number) => `docs/${i % 3 === 0 ? 'en/' : ''}page${i % 40}.md` as RepoPath;
      const builder = textTableBuilder();
      // In another order, and with pages that are gone.
      const kept = texts.flatMap((_, i) => (draw(4) === 0 ? [] : [i])).reverse();
      builder.add({ page: 'docs/gone.md' as RepoPath, stamp: 'gone', includes: [] }, texts[0] ?? '');
      for (const i of kept) builder.add({ page: page(i), stamp: `${i}`, includes: [] }, texts[i] ?? '');
      const table = openTextTable(builder.build()) ?? assert.fail();
      const rows = new Map(table.rows.map(({ stamp }, row) => [stamp, row]));
      const [read, looked] = [compareTexts(queries), compareTexts(queries, table)];
      for (const [i, text] of texts.entries()) {
        read.add(page(i), text);
        const row = rows.get(`${i}`);
        if (row === undefined) looked.add(page(i), text);
        else looked.addKept?.(page(i), row);
      }
      const answers = await read.answers();
      assert.ok([...answers.values()].some(({ contained, similar }) => contained.length > 1 && similar.length > 1));
      assert.deepEqual([...(await looked.answers())], [...answers]);
    });
  }

  it('is no table where a part of it is missing, or a number more', () => {
    const builder = textTableBuilder();
    builder.add({ page: 'a.md' as RepoPath, stamp: '1', includes: [['b.md' as RepoPath, null]] }, prose('tides'));
    const bytes = builder.build();
    assert.deepEqual(openTextTable(bytes)?.rows, [{ page: 'a.md', stamp: '1', includes: [['b.md', null]] }]);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    assert.equal(openTextTable(shifted.subarray(1))?.rows.length, 1);
    for (const part of [bytes.slice(0, 4), bytes.slice(0, bytes.length - 4), new Uint8Array([...bytes, 0, 0, 0, 0])]) {
      assert.equal(openTextTable(part), undefined);
    }
    assert.equal(openTextTable(bytes.map((byte, i) => (i === 0 ? byte + 1 : byte))), undefined);
  });
});

describe('the texts of pages', () => {
  const rules: AddressRules = {
    reads: (path) => (path.startsWith('docs/') ? 'head' : undefined),
    routes: ({ path }) => [{ url: urlPath(`/${path.replace(/^docs\/|\.md$/g, '')}/`), file: path, kind: 'page' }],
  };

  /** A repository in memory whose files have versions for stamps, and a store beside it. */
  function site() {
    const texts = new Map<string, string>();
    const versions = new Map<string, number>();
    const concluded = new Map<string, unknown>();
    const unsettled = new Set<string>();
    let bytes: Uint8Array | undefined;
    const write = (file: string, text: string): void => {
      texts.set(file, text);
      versions.set(file, (versions.get(file) ?? 0) + 1);
    };
    for (let i = 0; i < 12; i++) write(`docs/page${i}.md`, `# Page ${i}\n\n${prose(`tides${i}`)}`);
    write('docs/reader.md', `# Reader\n\n{{% include "part.txt" %}}\n\n${prose('reader')}`);
    write('part.txt', prose('beacon'));
    const described = (file: RepoPath) => (unsettled.has(file) ? undefined : `${versions.get(file)}`);
    const keptTexts: KeptTexts = {
      read: async () => bytes,
      keep: async (table) => {
        bytes = table;
      },
      described,
    };
    const ask = async (isKept: boolean) => {
      const read: string[] = [];
      const history = memoryHistory({
        log: 'c2 2024-02-01\n      D docs/old.md\n      c1 2024-01-01\n      A docs/old.md',
        live: [...texts.keys()],
        texts: { 'docs/old.md': prose('beacon') },
      });
      const { ledger, edits } = await readPast(history, [rules], new Set());
      const pages = [...texts.keys()].filter((file) => /^docs\/.*\.md$/.test(file)) as RepoPath[];
      const routes = pages.map((file) => ({ url: urlPath(`/${file.slice(5, -3)}/`), file, kind: 'page' as const }));
      const asked = { path: urlPath('/old/') };
      const world = await prepareSuggestions(
        {
          routes,
          hosts: new Set(),
          ledger,
          edits,
          known: [],
          isRedirected: () => false,
          isFile: (file) => texts.has(file),
        },
        [asked],
        {
          async read(file) {
            read.push(file);
            return texts.get(file);
          },
          async concluded(file, { name, of }, text) {
            const key = `${name} ${file} ${versions.get(file)}`;
            const found = concluded.has(key) ? concluded.get(key) : of(text ?? texts.get(file) ?? '');
            concluded.set(key, found);
            return found as never;
          },
          pastTexts: (blobs) => history.texts(blobs),
          keptTexts: isKept ? keptTexts : undefined,
        },
      );
      const { contained, similar, speaking } = world.texts(asked.path);
      const shares = [contained, similar, speaking].map((all) => all.map(({ page, share }) => [page.route.url, share]));
      return { said: JSON.stringify([shares, world.isIncluded('part.txt' as RepoPath)]), read };
    };
    return {
      write,
      unsettled,
      /** What was read, where the answer is the one without a store. */
      async reads(): Promise<readonly string[]> {
        const { said, read } = await ask(true);
        assert.equal(said, (await ask(false)).said);
        return read;
      },
    };
  }

  it('are read once, and again where a page, or a text that it takes in, is another', async () => {
    const { reads, write } = site();
    assert.equal((await reads()).length, 14);
    assert.deepEqual(await reads(), []);
    write('docs/page3.md', prose('beacon'));
    assert.deepEqual(await reads(), ['docs/page3.md']);
    write('docs/page3.md', '{{% include "part.txt" %}}');
    assert.deepEqual(await reads(), ['docs/page3.md', 'part.txt']);
    write('docs/page4.md', prose('beacon'));
    assert.equal((await reads()).length, 14, 'where many are others, all are read and kept anew');
    assert.deepEqual(await reads(), []);
    write('part.txt', prose('moorings'));
    assert.equal((await reads()).length, 14, 'two pages take it in');
    assert.deepEqual(await reads(), []);
  });

  it('are read again where a page takes in another file that is nearer now', async () => {
    const { reads, write } = site();
    await reads();
    write('docs/part.txt', prose('lantern'));
    assert.deepEqual(await reads(), ['docs/reader.md', 'docs/part.txt']);
  });

  it('are not kept of a file that may be another at the same moment', async () => {
    const { reads, unsettled } = site();
    unsettled.add('docs/page3.md').add('part.txt');
    await reads();
    unsettled.clear();
    assert.equal((await reads()).length, 14);
    assert.deepEqual(await reads(), []);
  });
});
