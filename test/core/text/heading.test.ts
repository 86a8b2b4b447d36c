import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { firstHeading } from '../../../src/core/text/markup/heading.ts';

const cases: readonly [string, string | undefined][] = [
  ['# Title', 'Title'],
  ['Text\n\n## Second level ##\n', 'Second level'],
  ['#No heading\n# Yes {#anchor .class}', 'Yes'],
  ['# A [link](/x) and `code` and **bold**', 'A link and code and bold'],
  ['```\n# a comment\n```\n# Title', 'Title'],
  ['~~~~\n```\n# a comment\n~~~~\n# Title', 'Title'],
  ['Title\n=====\n', 'Title'],
  ['Title\r\n-----\r\n', 'Title'],
  ['Text\n\n---\n\n# Title', 'Title'],
  ['<h1 class="x">Title</h1>', 'Title'],
  ['= AsciiDoc\n', 'AsciiDoc'],
  ['Text only', undefined],
  ['', undefined],
];

describe('firstHeading', () => {
  for (const [text, heading] of cases) {
    it(JSON.stringify(text), () => assert.equal(firstHeading(text, 0), heading));
  }

  it('begins where the body does', () => {
    const text = '---\n# comment\n---\n# Title';
    assert.equal(firstHeading(text, text.lastIndexOf('#')), 'Title');
  });
});
