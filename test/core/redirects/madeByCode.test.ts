import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { jekyllRedirectFrom } from '../../../src/core/redirects/formats/jekyllRedirectFrom.ts';
import { isRepairable, repairRule } from '../../../src/core/redirects/repair/repairRules.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
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
    return repairRule(rule, { kind: 'remove' }, config, context);
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

  it('is offered no fix', async () => {
    const site = redirectSite({
      context: 'generators: nextjs\nhost: vercel',
      files: new Map([['next.config.mjs', config]]),
    });
    const { rules } = await openRedirects(site);
    const fixable = rules.filter((rule) => isRepairable(rule, { kind: 'retarget', to: '/sky' }));
    assert.deepEqual(
      fixable.map(({ from }) => from),
      ['/sun'],
    );
  });

  it('is not taken for another whose removal would bring it back', () => {
    const page = '---\nredirect_from: /tides/\nredirect_from: /moons/\n---\n';
    const file = '_posts/2020-01-01-sky.md' as RepoPath;
    const site = redirectSite({ context: 'generators: jekyll', files: new Map([[file, page]]) });
    const [rule] = jekyllRedirectFrom.parse(page, file, site).rules;
    assert.ok(rule);
    assert.equal(rule.from, '/moons/');
    const edits = repairRule(rule, { kind: 'remove' }, page, site);
    assert.ok('refused' in edits);
    assert.match(edits.refused, /Taking out \/moons\/ \(line 3\) would change more/);
  });
});
