import assert from 'node:assert/strict';
import { readHeadings } from '../../../src/core/text/markup/headings.ts';
import { stepCounter } from '../../support/steps.ts';

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

  it('are read in steps in proportion to the page, whatever it is made of', async () => {
    const counter = await stepCounter();
    for (const part of ['#', '# ', '<h1>', '<h1 ', '[', '<', '=\n-\n']) {
      for (const extension of ['.md', '.html', '.rst']) {
        const steps = (times: number) =>
          counter.count(() => assert.ok(readHeadings(`# ${part.repeat(times)}x`, extension).length <= 200));
        await steps(100);
        const once = await steps(1000);
        const twice = await steps(2000);
        assert.ok(twice <= 2.5 * once, `${part} in ${extension}: ${once} steps, and ${twice} for twice the length`);
      }
    }
    await counter.stop();
  });
});
