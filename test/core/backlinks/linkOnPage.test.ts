import assert from 'node:assert/strict';
import { linkOnPage } from '../../../src/core/backlinks/linkOnPage.ts';

const gone = 'https://example.org/docs/tides/';
const at = 'https://blog.test/2024/post.html';
const find = (html: string, page = at) => linkOnPage(html, page, [gone]);

describe('a link on the page of somebody else', () => {
  for (const [what, html, words] of [
    [
      'with its words',
      '<p>See <a href="https://example.org/docs/tides/">the <b>tide</b>\n table</a>.',
      'the tide table',
    ],
    ['by http and www', "<A class=x HREF='http://www.example.org/docs/tides/'>tides</A>", 'tides'],
    ['without quotes and slash', '<a href=https://example.org/docs/tides>tides</a>', 'tides'],
    [
      'with a fragment and what counts visits',
      `<a href="${gone}?utm_source=x&amp;utm_medium=y#high">tides</a>`,
      'tides',
    ],
    [
      'with references in its words',
      `<a href="${gone}">Tom &amp; Jerry&#39;s &#x2192;&nbsp;tides</a>`,
      "Tom & Jerry's → tides",
    ],
    ['of an image', `<a href="${gone}"><img src=x alt="A chart"></a>`, 'A chart'],
    ['that only a label names', `<a aria-label="Tides" href="${gone}"></a>`, 'Tides'],
    ['that is never closed', `<a href="${gone}">tides`, 'tides'],
    ['behind others', `<a href="/x">no</a><abbr>y</abbr><a href="${gone}">yes</a>`, 'yes'],
    ['by a base', '<base href="https://example.org/docs/"><a href="tides/">yes</a>', 'yes'],
  ] as const) {
    it(`is found ${what}`, () => {
      assert.equal(find(html)?.words, words);
    });
  }
  it('is found where it is written from the page', () => {
    assert.equal(find('<a href="../tides/">here</a>', 'https://example.org/docs/other/')?.words, 'here');
  });
  for (const [what, html] of [
    ['another page', '<a href="https://example.org/docs/tides/table/">x</a>'],
    ['the same path elsewhere', '<a href="https://example.net/docs/tides/">x</a>'],
    ['text', `See ${gone}`],
    ['a comment', `<!-- <a href="${gone}">x</a> -->`],
    ['a script', `<script>'<a href="${gone}">x</a>'</script>`],
    ['an anchor without an address', `<a name="${gone}">x</a>`],
    ['another attribute', `<a data-href="${gone}">x</a>`],
    ['a broken address', '<a href="https://[example.org/docs/tides/">x</a>'],
  ] as const) {
    it(`is none where it is ${what}`, () => {
      assert.equal(find(html), undefined);
    });
  }
  it('is looked for in steps that the length of the page allows', () => {
    for (const part of ['<a ', '<!--', '<script', '<a href="', '&#', '<base ', '<a href="/x">']) {
      assert.equal(find(part.repeat(200_000 / part.length)), undefined);
    }
  });
});
