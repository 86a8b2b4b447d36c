import assert from 'node:assert/strict';
import { addToFrontMatter, frontMatterList } from '../../../src/core/frontMatter/edit.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';

describe('a list in front matter', () => {
  const twice = '---\nredirect_from: /tides/\nredirect_from: /moons/\n---\n';

  it('is the last one where its key stands there twice', () => {
    assert.deepEqual(
      frontMatterList(twice, 'redirect_from', 'a.md')?.map(({ value }) => value),
      ['/moons/'],
    );
  });

  it('takes what is added where it is read', () => {
    const edits = addToFrontMatter(twice, 'redirect_from', ['/suns/'], 'a.md');
    const after = applyEdits(twice, 'refused' in edits ? [] : edits);
    assert.deepEqual(
      frontMatterList(after, 'redirect_from', 'a.md')?.map(({ value }) => value),
      ['/suns/', '/moons/'],
    );
  });
});
