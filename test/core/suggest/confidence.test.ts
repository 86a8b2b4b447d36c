import assert from 'node:assert/strict';
import { listFeatures, rankCandidates } from '../../../src/core/suggest/confidence.ts';

describe('what a list tells of its first page', () => {
  const ranker = { rename: 2, slug: 1 };
  const features = (entries: Readonly<Record<string, Readonly<Record<string, number>>>>, past = {}) =>
    listFeatures(
      rankCandidates(
        Object.entries(entries).map(([url, features]) => ({ url, features })),
        ranker,
      ),
      past,
      ranker,
    );

  it('is how near the next pages come, and the section it lies in', () => {
    const found = features({ '/lamps/oil.html': { slug: 1 }, '/bells/': {}, '/lamps/': { slug: 1 } });
    assert.equal(found.secondNear, 1);
    assert.equal(found.thirdNear, Math.exp(-1));
    assert.equal(features({ '/lamps/oil.html': { slug: 1 }, '/lamps/': {} }).parentNear, Math.exp(-1));
    assert.equal(features({ '/lamps/oil.html': { slug: 1 }, '/bells/': {} }).parentNear, 0);
  });

  it('is whether anything points at that page alone', () => {
    assert.equal(features({ '/oil/': { slug: 1 } }).onlyAlike, 1);
    assert.equal(features({ '/oil/': { slug: 1, rename: 1 } }).onlyAlike, 0);
  });

  it('weighs a name apart for a page that was removed', () => {
    assert.equal(features({ '/oil/': { slug: 1 } }, { pastDeleted: 1 }).pastDeletedSlug, 1);
    assert.equal(features({ '/oil/': { slug: 1 } }, { pastUnknown: 1 }).pastDeletedSlug, undefined);
  });
});
