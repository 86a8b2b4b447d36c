import assert from 'node:assert/strict';
import { readHeadings } from '../../../src/core/suggest/text/headings.ts';

describe('the headings of a page', () => {
  it('are lines with marks, underlined lines and tags', () => {
    const text = [
      '# Tides #',
      'Plain text.',
      'Spring tides',
      '============',
      'Neap tides\r',
      '---\r',
      '##No space',
      '##### Too deep',
      'See <h2 id="x">Slack <em>water</em></h2> here.',
      '### [Moon](/moon/) and `sun` {#both}',
    ].join('\n');
    assert.deepEqual(readHeadings(text, '.md'), ['Tides', 'Spring tides', 'Neap tides', 'Slack water', 'Moon and sun']);
  });

  it('are marked in AsciiDoc and underlined in reStructuredText', () => {
    assert.deepEqual(readHeadings('== Tides\n\ntext\n', '.adoc'), ['Tides']);
    assert.deepEqual(readHeadings('Tides\n~~~~~\n\n# no heading\n', '.rst'), ['Tides']);
  });

  it('are read quickly whatever a page is made of', () => {
    const many = 100_000;
    for (const part of ['#', '# ', '<h1>', '<h1 ', '[', '<', '=\n-\n']) {
      for (const extension of ['.md', '.html', '.rst']) {
        assert.ok(readHeadings(`# ${part.repeat(many)}x`, extension).length <= 200);
      }
    }
  });
});
