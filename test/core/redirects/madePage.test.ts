import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { madePage, seenFrom, wayTo } from '../../../src/core/redirects/writing/madePage.ts';

describe('the page that a generator makes of a redirect', () => {
  it('answers where it is written, but for a name with an escape in it', () => {
    const address = { kind: 'exact', path: urlPath('/a b/') } as const;
    assert.equal(madePage('/a b/', address), address);
    const never = madePage('/a%20b/', address);
    assert.equal(never.kind, 'never');
    assert.match('reason' in never ? never.reason : '', /write \/a b\/$/);
  });

  // A browser decides, by https://url.spec.whatwg.org/#relative-state: the way is asked of URL itself.
  const pages = ['/', '/a', '/a/', '/a/b', '/a/b/', '/a/b/c.html', '/b/a/', '/é/ü/x', '/a/b/d/e/'];

  it('leads by the way from it to any other address, and to itself', () => {
    for (const from of pages) {
      for (const to of [...pages, '/a/b#part', '/a/b/c.html#a/b']) {
        const way = wayTo(from, to);
        assert.doesNotMatch(way, /^\//, 'seen from the page');
        const arrived = new URL(way, new URL(from, 'http://site'));
        const meant = new URL(to, 'http://site');
        assert.equal(arrived.href, meant.href, `${from} to ${to} by ${way}`);
        assert.equal(seenFrom(from, way), meant.pathname + meant.hash, `${from} to ${to}`);
      }
    }
  });

  it('takes no more steps than it must', () => {
    assert.equal(wayTo('/a/b/', '/a/b/c'), 'c');
    assert.equal(wayTo('/a/b/', '/a/b/'), './');
    assert.equal(wayTo('/a/b/x.html', '/a/c/'), '../c/');
    assert.equal(wayTo('/a/b/', '/c'), '../../c');
    assert.equal(wayTo('/', '/c/d#e'), 'c/d#e');
  });
});
