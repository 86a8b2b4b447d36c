import assert from 'node:assert/strict';
import { isScalar } from 'yaml';
import { mapsOf } from '../../../src/core/redirects/formats/mkdocs/map.ts';
import { openYaml } from '../../../src/core/text/yamlEdit.ts';

describe('maps that are merged into the map of mkdocs-redirects', () => {
  it('are each read once, however often they are merged', () => {
    const levels = Array.from({ length: 6 }, (_, level) => {
      const below =
        level === 0
          ? ''
          : `\n    <<: [${Array(60)
              .fill(`*m${level - 1}`)
              .join(', ')}]`;
      return `  m${level}: &m${level}\n    ${level}.md: new.md${below}`;
    });
    const text = `x:\n${levels.join('\n')}\nplugins:\n  - redirects:\n      redirect_maps: *m5\n`;
    const yaml = openYaml(text);
    assert.ok(yaml);
    const keys = mapsOf(yaml)
      .map(({ items }) => items[0]?.key)
      .map((key) => (isScalar(key) ? key.value : undefined));
    assert.deepEqual(keys, ['5.md', '4.md', '3.md', '2.md', '1.md', '0.md']);
  });
});
