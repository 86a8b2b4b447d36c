import assert from 'node:assert/strict';
import { joinRepo, repoPath, urlKey, urlPath, urlVariants } from '../../src/core/paths.ts';

describe('paths', () => {
  it('reads the path of a URL decoded and without query', () => {
    assert.equal(urlPath('https://x.org/a//b%20c?q=1#f'), '/a/b c');
    assert.equal(urlPath('/Ünï'.normalize('NFD')), '/Ünï');
  });
  it('keeps a malformed percent sequence and decodes the others', () => {
    assert.equal(urlPath('/100%/caf%C3%A9'), '/100%/café');
  });
  it('folds index.html and the trailing slash, never the case', () => {
    assert.equal(urlKey('/a/index.html'), '/a');
    assert.equal(urlKey('/a/'), '/a');
    assert.notEqual(urlKey('/A'), urlKey('/a'));
    assert.equal(urlKey('/'), '/');
  });
  it('offers the spelling with and without .html', () => {
    assert.deepEqual(urlVariants(urlPath('/a/')), ['/a', '/a.html']);
    assert.deepEqual(urlVariants(urlPath('/a.html')), ['/a.html', '/a']);
  });
  it('refuses a path out of the repository', () => {
    assert.equal(repoPath('../x'), undefined);
    assert.equal(repoPath('/etc/passwd'), undefined);
    assert.equal(joinRepo('docs', '../../x'), undefined);
    assert.equal(joinRepo('docs', '../x'), 'x');
  });
});
