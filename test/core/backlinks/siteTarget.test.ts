import assert from 'node:assert/strict';
import { siteHost, siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { hostSpellings, isHostAmong } from '../../../src/core/backlinks/webAddress.ts';

describe('the site', () => {
  it('is read from what people call it', () => {
    assert.deepEqual(siteTarget(' https://www.Example.org/docs '), { host: 'example.org', basePath: '/docs/' });
    assert.deepEqual(siteTarget('//example.org/a/index.html'), { host: 'example.org', basePath: '/a/' });
    for (const text of ['', '/docs', 'localhost', 'https://user@example.org/'])
      assert.equal(siteTarget(text), undefined);
  });

  it('keeps the name its host is written with', () => {
    assert.equal(siteHost('https://www.Example.org:8080/docs'), 'www.example.org');
    assert.equal(siteHost('example.org.'), 'example.org');
    assert.equal(siteHost('/docs'), undefined);
  });

  it('is the same with www and without, and no other', () => {
    assert.deepEqual([...hostSpellings(['www.example.org'])], ['example.org', 'www.example.org']);
    assert.ok(isHostAmong('WWW.example.org', ['example.org']));
    assert.ok(!isHostAmong('docs.example.org', ['example.org']));
  });
});
