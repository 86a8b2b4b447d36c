import assert from 'node:assert/strict';
import { hackerNewsServer } from '../support/freeServices/hackerNews.ts';
import { type FreeStandIn, freeStandIn, mediaWiki, waybackServer } from '../support/freeServices/server.ts';
import { type AuditWorkbench, openAuditWorkbench, withoutLogin } from './support/auditWorkbench.ts';

describe('links without an account', () => {
  let wikis: FreeStandIn;
  let archive: FreeStandIn;
  let stories: FreeStandIn;
  let opened: AuditWorkbench;
  before(async () => {
    const gone = 'https://tidewater.example/docs/setup/';
    wikis = await freeStandIn(mediaWiki({ 'en.wikipedia.org': [{ title: 'Tide table', url: gone }] }));
    archive = await freeStandIn(waybackServer([[gone, '20190102030405']]));
    stories = await freeStandIn(hackerNewsServer([{ id: '1', title: 'Tides', url: gone, at: 1_600_000_000 }]));
    opened = await openAuditWorkbench({
      ...withoutLogin,
      env: () => ({
        BROKEN_BACKLINKS_WIKIPEDIA: wikis.base,
        BROKEN_BACKLINKS_WAYBACK: archive.base,
        BROKEN_BACKLINKS_HACKERNEWS: stories.base,
      }),
    });
  });
  after(async () => {
    await opened?.close();
    wikis.close();
    archive.close();
    stories.close();
  });

  it('are one button and one question away, which names who is asked and what is sent', async () => {
    const { workbench, api } = opened;
    await workbench.views.open('Broken Backlinks');
    await workbench.views.pressWelcome('Broken Backlinks', /Look for Links Without an Account/);
    const asked = await workbench.dialog.text();
    for (const words of [
      /en\.wikipedia\.org/,
      /web\.archive\.org/,
      /hn\.algolia\.com/,
      /Only the name tidewater\.example is sent/,
    ]) {
      assert.match(asked, words);
    }
    await workbench.screenshot('free-asked');
    assert.deepEqual([wikis.asked, archive.asked, stories.asked], [[], [], []]);
    await workbench.dialog.press(/Look for Links/);
    await workbench.problems.waitFor(/\/docs\/setup\//);
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('free-found');
    assert.ok(wikis.asked.length > 0 && archive.asked.length > 0 && stories.asked.length > 0);
    assert.deepEqual(api.requests, []);
  });
});
