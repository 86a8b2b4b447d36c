import type { RootHookObject } from 'mocha';
import { closeSharedBrowser } from './browser.ts';
import { openWorkbenches } from './workbench.ts';

/** For every UI test: what was on the screen when it failed, in words and as a picture; nothing left running at the end. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    // A test that failed and is tried again has no state.
    if (test === undefined || test.state === 'passed' || test.isPending()) return;
    const name = test.fullTitle().replace(/\W+/g, '-');
    for (const workbench of openWorkbenches) {
      await workbench.screenshot(`failed-${name}`);
      console.error(`The window of "${test.fullTitle()}" shows:\n${await workbench.description()}`);
    }
  },
  async afterAll() {
    for (const workbench of [...openWorkbenches]) await workbench.close();
    await closeSharedBrowser();
  },
};
