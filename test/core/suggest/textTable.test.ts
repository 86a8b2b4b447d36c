/** What is looked up in the table of texts is what the texts themselves tell, whichever of them were kept. */
import assert from 'node:assert/strict';
import type { RepoPath, UrlKey } from '../../../src/core/paths.ts';
import { compareTexts } from '../../../src/core/suggest/text/comparison.ts';
import { openTextTable, textTableBuilder } from '../../../src/core/suggest/text/textTable.ts';
import { drawn } from '../../support/drawn.ts';
import { keptSite } from '../../support/keptSite.ts';
import { prose } from '../../support/suggestions.ts';

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

/** A site whose reads are counted without the last one: the page that has the removed text, for the part it stands in. */
function countedSite() {
  const site = keptSite();
  const reads = async () => {
    const all = await site.reads();
    assert.match(all.at(-1) ?? '', /^docs\/.*\.md$/);
    return all.slice(0, -1);
  };
  return { ...site, reads };
}

describe('the texts of pages', () => {
  it('are read once, and again where a page, or a text that it takes in, is another', async () => {
    const { reads, write } = countedSite();
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
    const { reads, write } = keptSite();
    await reads();
    write('docs/part.txt', prose('lantern'));
    assert.deepEqual(await reads(), ['docs/reader.md', 'docs/part.txt']);
  });

  it('are not kept of a file that may be another at the same moment', async () => {
    const { reads, unsettled } = countedSite();
    unsettled.add('docs/page3.md').add('part.txt');
    await reads();
    unsettled.clear();
    assert.equal((await reads()).length, 14);
    assert.deepEqual(await reads(), []);
  });
});
