/** Lists in which some pages are renewed answer as lists that were made of all pages as they are now. */
import assert from 'node:assert/strict';
import { keptLists, type NumberList, openLists } from '../../../src/core/suggest/text/keptLists.ts';
import { openTextLists, textLists } from '../../../src/core/suggest/text/textLists.ts';
import { countedWords, openCountedWords, wordIndex } from '../../../src/core/suggest/text/wordIndex.ts';
import { drawn } from '../../support/drawn.ts';

const words = Array.from({ length: 60 }, (_, i) => `word${i}`);

function opened(lists: readonly NumberList[]) {
  return openLists(keptLists({}, lists))?.lists ?? assert.fail();
}

/** Some words, most of them among the first, and one that nobody else has at times. */
function randomWords(draw: (below: number) => number): readonly string[] {
  const own = draw(4) === 0 ? [`own${draw(1e6)}`] : [];
  return [...own, ...Array.from({ length: draw(9) }, () => words[draw(1 + draw(words.length))] ?? '')];
}

describe('renewed lists', () => {
  const read = (document: readonly string[], count: (word: string, weight: number) => void) => {
    for (const word of document) count(word, word.endsWith('1') ? 0.5 : 3);
  };
  for (const seed of [1, 2, 3, 4]) {
    const draw = drawn(seed);
    const documents = Array.from({ length: 40 }, () => randomWords(draw));

    it(`find and count as new ones, draw ${seed}`, () => {
      let counted = openCountedWords(opened(countedWords(documents, read).kept()));
      const pairs = () => documents.flatMap((own, page) => [...new Set(own)].map((word) => [word, page] as const));
      let listed = openTextLists(opened(textLists(pairs()).kept()));
      for (let step = 0; step < 12; step++) {
        const changed = new Map(Array.from({ length: draw(4) }, () => [draw(40), randomWords(draw)] as const));
        for (const [page, own] of changed) documents[page] = own;
        const made = counted.renewed(changed, read);
        const fresh = countedWords(documents, read);
        assert.deepEqual(made.lengths, fresh.lengths);
        const all = [...words, ...documents.flat(), 'nobody'];
        const counts = ({ numbers, index }: typeof fresh) =>
          all.map((word) => (numbers.known(word) < 0 ? 0 : index.pages(numbers.known(word))));
        assert.deepEqual(counts(made), counts(fresh));
        for (let question = 0; question < 8; question++) {
          const query = new Map(randomWords(draw).map((word) => [word, 1 + draw(3)]));
          assert.deepEqual(wordIndex(documents, made).search(query, 9), wordIndex(documents, fresh).search(query, 9));
        }
        const lists = listed.renewed(
          new Set(changed.keys()),
          pairs().filter(([, page]) => changed.has(page)),
        );
        const now = textLists(pairs());
        for (const word of all) assert.deepEqual(lists.of(word), now.of(word), word);
        counted = openCountedWords(opened(made.kept()));
        listed = openTextLists(opened(lists.kept()));
      }
    });
  }

  it('keep the order of the pages where there are several hundred thousand entries', () => {
    const many = Array.from({ length: 700 }, (_, page) =>
      Array.from({ length: 400 }, (_, i) => `w${(i * 7 + page) % 997}`),
    );
    const kept = openCountedWords(opened(countedWords(many, read).kept()));
    assert.ok(kept.index.segments.length > 1);
    const changed = new Map([0, 351, 655, 656, 699].map((page) => [page, ['w1', 'w500', 'new']] as const));
    for (const [page, own] of changed) many[page] = [...own];
    const [made, fresh] = [kept.renewed(changed, read), countedWords(many, read)];
    assert.deepEqual(made.lengths, fresh.lengths);
    const query = new Map([
      ['w1', 2],
      ['w500', 1],
      ['new', 1],
    ]);
    assert.deepEqual(wordIndex(many, made).search(query, 700), wordIndex(many, fresh).search(query, 700));
  });
});
