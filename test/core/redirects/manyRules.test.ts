import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';
import { stepCounter } from '../../support/steps.ts';

const lines = (many: number) => Array.from({ length: many }, (_, i) => `/old/page-${i} /new/ 301\n`).join('');

describe('many redirect rules', () => {
  for (const host of ['netlify', 'cloudflare', 'gitlab']) {
    it(`are read in steps in proportion to their number: _redirects of ${host}`, async () => {
      const counter = await stepCounter();
      const steps = (many: number) => {
        const site = redirectSite({ context: `host: ${host}`, files: new Map([['static/_redirects', lines(many)]]) });
        return counter.count(() => openRedirects(site));
      };
      await steps(100);
      const once = await steps(300);
      const twice = await steps(600);
      await counter.stop();
      assert.ok(twice <= 2.5 * once, `${once} steps, and ${twice} for twice the rules`);
    });
  }
});
