import assert from 'node:assert/strict';
import { fill } from '../../src/core/generators/shared/contentRoutes.ts';

function filled(pattern: string, path: string): string | undefined {
  const parts = (text: string) => text.split('/').filter((part) => part !== '');
  return fill(parts(pattern), parts(path))?.join('/');
}

describe('content behind routes', () => {
  it('fills parameters with the parts of a path, exactly', () => {
    assert.equal(filled('blog/[slug]', 'hello'), 'blog/hello');
    assert.equal(filled('blog/[slug]', 'deep/hello'), undefined);
    assert.equal(filled('blog/[slug]', ''), undefined);
    assert.equal(filled('[lang]/blog/[slug]', 'fr/hello'), 'fr/blog/hello');
    assert.equal(filled('blog/[year]-[slug]', 'hello'), undefined);
  });
  it('gives a catch-all what the others leave', () => {
    assert.equal(filled('[...path]', 'a/b/c'), 'a/b/c');
    assert.equal(filled('[...path]', ''), undefined);
    assert.equal(filled('docs/[[...path]]', ''), 'docs');
    assert.equal(filled('[lang]/docs/[[...path]]', 'en/a/b'), 'en/docs/a/b');
  });
  it('does not repeat a folder that the route names', () => {
    assert.equal(filled('blog/[slug]', 'blog/hello'), 'blog/hello');
    assert.equal(filled('blog/[slug]', 'blog'), 'blog/blog');
  });
});
