import type { RootHookObject } from 'mocha';
import { closeSharedBrowser } from './browser.ts';
import { openWorkbenches } from './workbench.ts';

/** For every UI test: a picture of what was on the screen when it failed, and nothing left running at the end. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replace(/\W+/g, '-');
    for (const workbench of openWorkbenches) await workbench.screenshot(`failed-${name}`);
  },
  async afterAll() {
    for (const workbench of [...openWorkbenches]) await workbench.close();
    await closeSharedBrowser();
  },
};
