import assert from 'node:assert/strict';
import type { UrlKey } from '../../../src/core/paths.ts';
import { textIndex } from '../../../src/core/suggest/text/index.ts';
import { intTable } from '../../../src/core/suggest/text/intTable.ts';
import { scoreBoard } from '../../../src/core/suggest/text/scoreBoard.ts';
import { countedWords, wordIndex } from '../../../src/core/suggest/text/wordIndex.ts';

describe('the index of texts', () => {
  const removed = Array.from({ length: 60 }, (_, i) => `cable${i % 30} fits socket${i} well`).join(' ');

  it('tells which pages hold a removed text, and which only its words', () => {
    const index = textIndex([{ key: 'old' as UrlKey, text: removed, slug: 'socket7' }]);
    index.add('other.md', 'Nothing of the kind.');
    index.add('whole.md', `Before. ${removed} After.`);
    index.add('words.md', removed.split(' ').reverse().join(' '));
    assert.deepEqual([...index.contained('old')], [['whole.md', 1]]);
    assert.deepEqual(
      index.similar('old').map(({ page }) => page),
      ['words.md', 'whole.md'],
    );
    assert.deepEqual(new Set(index.speaking('old').map(({ page }) => page)), new Set(['whole.md', 'words.md']));
  });

  it('says nothing of what it was not asked, and of texts that are not known', () => {
    const index = textIndex([{ key: 'old' as UrlKey, text: '', slug: 'gone' }]);
    index.add('a.md', removed);
    assert.deepEqual([...index.contained('old'), ...index.similar('old'), ...index.speaking('old')], []);
    assert.deepEqual([...index.contained('other'), ...index.similar('other')], []);
  });
});

describe('the index of words', () => {
  it('puts the page first whose words are the rarer ones', () => {
    const document = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
    const texts = ['guide install', 'guide upgrade', 'guide'];
    const counted = countedWords(texts, (text, count) => {
      for (const word of text.split(' ')) count(word, 1);
    });
    const index = wordIndex(texts, counted);
    const found = index.search(new Map([...document('guide upgrade'), ['unknown', 2]]), 2);
    assert.deepEqual(
      found.map(({ document }) => document),
      ['guide upgrade', 'guide'],
    );
    assert.ok((found[0]?.cosine ?? 0) < 1);
    assert.deepEqual(index.search(document('nowhere'), 5), []);
    const others = index.search(document('guide upgrade'), 1, (text) => text !== 'guide upgrade');
    assert.deepEqual(
      others.map((found) => found.document),
      ['guide'],
    );
  });
});

describe('a score board', () => {
  it('gives the best in order, decides between equals, and begins anew', () => {
    const board = scoreBoard(new Float64Array(9).fill(1));
    for (const [page, score] of [
      [4, 1],
      [2, 3],
      [8, 3],
      [4, 1.5],
      [1, 2],
      [0, 3],
    ] as const) {
      board.sums[page] = (board.sums[page] ?? 0) + score;
    }
    const best = () => board.best(4, 10, (a, b) => a < b);
    assert.deepEqual(
      best().map(({ page, score }) => [page, score]),
      [
        [0, 0.3],
        [2, 0.3],
        [8, 0.3],
        [4, 0.25],
      ],
    );
    assert.deepEqual(best(), []);
  });
});

describe('a table of numbers', () => {
  it('finds each again after it grew, whatever they are', () => {
    const table = intTable();
    const values = Array.from({ length: 5000 }, (_, i) => Math.imul(i - 2500, 0x61c88647));
    assert.deepEqual(
      values.map((value) => table.add(value)),
      values.map((_, i) => i),
    );
    assert.equal(table.add(values[7] ?? 0), 7);
    assert.ok(values.every((value, i) => table.placeOf(value) === i));
    assert.equal(table.placeOf(12345), -1);
    assert.equal(table.size, 5000);
  });
});
