import assert from 'node:assert/strict';
import { mostValuable } from '../../src/core/audit/lost.ts';
import { brokenPage } from '../support/brokenPage.ts';

// apache/activemq-website@5436c60551 lost 93,452 addresses of generated pages; to judge all of them never ended.
describe('the lost addresses that are judged', () => {
  const pages = (count: number) =>
    Array.from({ length: count }, (_, i) => brokenPage(`/gone-${i}`, { referringDomains: i, backlinks: i }));

  it('are all of ten thousand, and the most valuable of more, which is said', () => {
    assert.equal(mostValuable(pages(10_000), undefined).shown.length, 10_000);
    assert.deepEqual(mostValuable(pages(10_000), undefined).note, []);
    const { shown, note } = mostValuable(pages(10_002), undefined);
    assert.deepEqual([shown.length, shown[0]?.path, shown.at(-1)?.path], [10_000, '/gone-10001', '/gone-2']);
    assert.deepEqual(note, [
      {
        message:
          'Shown are the 10,000 most valuable of 10,002 lost addresses. For more, name a number: broken-backlinks lost --top 10002.',
      },
    ]);
  });

  it('are as many as are asked for', () => {
    const { shown, note } = mostValuable(pages(10_002), 10_001);
    assert.equal(shown.length, 10_001);
    assert.deepEqual(note, [{ message: 'Shown are the 10,001 most valuable of 10,002 lost addresses.' }]);
    assert.equal(mostValuable(pages(3), 1).shown.length, 1);
    assert.deepEqual(mostValuable(pages(3), 3).note, []);
  });
});
