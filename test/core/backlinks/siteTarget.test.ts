import assert from 'node:assert/strict';
import { contradiction, siteHost, siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
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

  it('that is asked about and another one that is configured are told apart', () => {
    const configured = { url: 'https://example.org/docs/', file: 'hugo.toml', line: 3 };
    const told = (text: string) => contradiction(siteTarget(text)!, [undefined, configured]);
    assert.match(
      told('https://other.example/') ?? '',
      /other\.example\/, and hugo\.toml, line 3, .*example\.org\/docs\//,
    );
    assert.match(told('https://docs.example.org/') ?? '', /hugo\.toml/);
    assert.match(told('https://example.org/blog/') ?? '', /hugo\.toml/);
    for (const same of ['https://www.example.org/docs/', 'example.org', '//example.org/docs/en/'])
      assert.equal(told(same), undefined, same);
    const local = { ...configured, url: 'http://localhost:1313/' };
    assert.equal(contradiction(siteTarget('https://example.org/')!, [local]), undefined);
  });
});
