import assert from 'node:assert/strict';
import type { BrokenPage } from '../../src/core/model.ts';
import type { Diagnosis } from '../../src/core/report/findings.ts';
import { inventedClause } from '../../src/core/report/invented.ts';
import { message } from '../../src/core/report/report.ts';
import type { Demand } from '../../src/core/sourceCount.ts';
import { brokenPage } from '../support/brokenPage.ts';

/** Documentation teams counted 13 to 288 requests for a handful of such addresses: langfuse-docs#3729, firecrawl-docs#903. */
describe('an address that programs made up', () => {
  const page = (demand: Demand | undefined, backlinks?: number): BrokenPage => ({
    ...brokenPage('/docs/api/quickstart'),
    backlinks,
    referringDomains: undefined,
    counts: [
      { source: 'Access log', backlinks, referringDomains: undefined, since: undefined, until: undefined, demand },
    ],
  });
  const never = (typo?: Diagnosis['typo']): Diagnosis => ({
    path: brokenPage('/docs/api/quickstart').path,
    code: 'never-existed',
    suggestions: [],
    typo,
  });

  it('is told with how often they asked', () => {
    const asked = page({ people: 2, agents: 40, bots: 1, days: 5 });
    assert.equal(
      inventedClause(asked, never()),
      'chat programs and agents asked for it 40 times on 5 days, as if they had made it up',
    );
    assert.match(message(asked, undefined, never(), false), /No commit published it; chat programs .* made it up\.$/);
  });
  for (const [what, broken, diagnosis] of [
    ['a page links there', page({ people: 0, agents: 40 }, 1), never()],
    ['it is a slip', page({ people: 0, agents: 40 }), never('typo')],
    ['people ask as often', page({ people: 40, agents: 40 }), never()],
    ['it was twice', page({ people: 0, agents: 2 }), never()],
    ['only crawlers ask', page({ people: 0, bots: 400 }), never()],
    ['nobody counts', page(undefined), never()],
    ['the history is cut', page({ people: 0, agents: 40 }), { ...never(), code: 'unknown-past' as const }],
    ['it was published once', page({ people: 0, agents: 40 }), { ...never(), code: 'removed' as const }],
  ] as const) {
    it(`is none where ${what}`, () => {
      assert.equal(inventedClause(broken, diagnosis), undefined);
    });
  }
});
