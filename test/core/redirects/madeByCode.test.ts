import assert from 'node:assert/strict';
import { mend } from '../../../src/core/redirects/mend.ts';
import { openRedirects } from '../../../src/core/redirects/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const config = `export default {
  async redirects() {
    return [
      ...['tides', 'moons'].map((name) => ({ source: \`/\${name}\`, destination: '/almanac', permanent: true })),
      { source: '/sun', destination: '/almanac', permanent: true },
    ];
  },
};
`;

describe('a rule that code makes', () => {
  const mended = async (from: string) => {
    const file = 'next.config.mjs';
    const files = new Map([[file, config]]);
    const site = redirectSite({
      context: 'generators: nextjs\nhost: vercel',
      pages: '/almanac app/almanac/page.mdx',
      files,
    });
    const { rules, context } = await openRedirects(site);
    const rule = rules.find((entry) => entry.from === from);
    assert.ok(rule);
    return mend(rule, { kind: 'remove' }, config, context);
  };

  it('is not edited where others are made in the same place', async () => {
    const edits = await mended('/tides');
    assert.ok('refused' in edits);
    assert.equal(edits.refused, 'The code in line 4 makes /tides together with another rule; change it by hand.');
  });

  it('leaves those beside it to be edited', async () => {
    const edits = await mended('/sun');
    assert.ok(!('refused' in edits));
    assert.equal(edits.length, 1);
  });
});
