import assert from 'node:assert/strict';
import { compileRegex } from '../../../src/core/text/linearRegex.ts';
import { loosened } from '../../../src/core/text/lookAround.ts';

/** What JavaScript's own engine says is what ours has to say. */
const fixed = [
  '^/docs/(?!api/)(.*)$',
  '^/old(?:/((?!keep).*))/?$',
  '^/((?!api/|_next).*)$',
  '^/(?!(?:en|de)/)(?!static)(.+)$',
  '^/a(?=b)(b.*)$',
  '^/(?!(x)/)(.*)/(z)$',
  '^(?:/a(b(?!c)))d$',
  '^(?:/(en|de))?/old(?:/((?!keep).*))$',
  '^/(?:en/|de/)?old/(?!keep)(.*)$',
  '^/([^/]+?)/old/((?!keep).*)$',
  '^(?:/([^/#?]+?))/old(?:/((?!keep).*))/?$',
  '(?i)^/(EN|de)/old/(?!keep)(.*)$',
];
const texts = ['/docs/api/x', '/docs/x', '/old/keep', '/old/keeper', '/old/x', '/old/', '/api/x', '/en/x', '/static/a'];
const some = ['/en/old/keep', '/de/old/x', '/fr/old/x', '/old/old/keep', '/en/de/old/x', '/en/old/'];
const more = [...some, '/x/a/z', '/y/a/z', '/ab', '/abd', '/ac', '/abc', '/', '', '/_nextx', '/a/docs/x'];

describe('look-ahead in an engine that has none', () => {
  for (const source of fixed) {
    it(`is the same as in JavaScript: ${source}`, () => {
      const ours = compileRegex(source);
      assert.ok(ours, 'it is understood');
      for (const text of [...texts, ...more]) {
        const theirs = new RegExp(source.replace('(?i)', ''), source.startsWith('(?i)') ? 'i' : '').exec(text);
        assert.equal(ours.test(text), theirs !== null, text);
        assert.deepEqual(
          ours.exec(text)?.map((group) => group ?? ''),
          theirs ? [...theirs].map((group) => group ?? '') : undefined,
          text,
        );
      }
    });
  }
  const moving = [
    '^/a*(?!b)c',
    '(?!a)b',
    '^/(?:x|(?!a)b)$',
    '^/(?:(?!a).)*$',
    '^/a(?:/(?!b).*)?$',
    '^/.(?!a)',
    '^(?:/en)?/?en(?!/b).*',
    '^/(?:a|ab)(?!c).*$',
    '^(?:/[^/]+)?/old/(?!keep).*$',
    '^/(a|b(?!c))d',
    '^/[^/]+(?!b)/c$',
    '^/[^/]*/(?!b)c$',
    '(a)\\1',
    '(?<!a)b',
  ];
  for (const source of moving) {
    it(`is not judged where it may look from several places: ${source}`, () => {
      assert.equal(compileRegex(source), undefined);
      const loose = compileRegex(loosened(source));
      assert.ok(loose);
      for (const text of [...texts, ...more, '/cab', 'aa', 'b'])
        if (new RegExp(source).test(text)) assert.ok(loose.test(text), `${text} lies in its reach`);
    });
  }
});
