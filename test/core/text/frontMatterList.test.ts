import assert from 'node:assert/strict';
import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../../src/core/frontMatter/edit.ts';
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

// https://yaml.org/spec/1.2.2/#71-alias-nodes: both keys are the same value.
describe('a list of front matter that another key is as well', () => {
  const shared = '---\naliases: &old\n  - /a/\nredirects: *old\n---\nText.\n';
  const alone = shared.replace('redirects: *old\n', '');
  it('is not added to, as the other would grow too', () => {
    assert.ok('refused' in addToFrontMatter(shared, 'aliases', ['/b/'], 'a.md'));
    assert.ok('refused' in addToFrontMatter(shared, 'redirects', ['/b/'], 'a.md'));
    const edits = addToFrontMatter(alone, 'aliases', ['/b/'], 'a.md');
    assert.ok(!('refused' in edits));
    assert.match(applyEdits(alone, edits), /aliases: &old\n {2}- \/a\/\n {2}- \/b\/\n---/);
  });
  it('loses nothing', () => {
    const [entry] = frontMatterList(shared, 'aliases', 'a.md') ?? [];
    assert.equal(entry?.value, '/a/');
    assert.deepEqual(removeFromFrontMatter(shared, 'aliases', entry?.start ?? 0, 'a.md'), []);
  });
});
