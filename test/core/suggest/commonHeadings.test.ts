import assert from 'node:assert/strict';
import { firstAllowed } from '../../../src/core/suggest/evidence/rules.ts';
import { textLists } from '../../../src/core/suggest/text/textLists.ts';
import { eachPage, type LivePage } from '../../../src/core/suggest/world/livePages.ts';

describe('a heading that thousands of pages have', () => {
  const count = 20_000;
  const pairs = Array.from({ length: count }, (_, page) => ['see also', page] as const);
  const lists = textLists([...pairs, ['lamps', 7], ['lamps', 11]]);
  let made = 0;
  /** Pages that count how many of them were looked at. */
  const all = new Proxy<readonly LivePage[]>([], {
    get: (_, place) => {
      made++;
      return { id: Number(place) } as LivePage;
    },
  });
  const few = (heading: string, most: number, isAllowed = (_page: LivePage): boolean => true) => {
    made = 0;
    return firstAllowed(eachPage(lists.each(heading), all), isAllowed, most).map(({ id }) => id);
  };

  it('is passed over once more of them were seen than tell anything', () => {
    assert.deepEqual(few('see also', 3), [0, 1, 2]);
    assert.equal(made, 3);
  });

  it('is followed to its end where few of them are allowed', () => {
    assert.deepEqual(
      few('see also', 3, ({ id }) => id >= count - 2),
      [count - 2, count - 1],
    );
    assert.equal(made, count);
  });

  it('gives the pages one by one as all at once', () => {
    for (const heading of ['see also', 'lamps', 'nowhere'])
      assert.deepEqual([...lists.each(heading)], lists.of(heading));
    assert.deepEqual(few('lamps', 3), [7, 11]);
    assert.deepEqual(few('nowhere', 3), []);
  });
});
