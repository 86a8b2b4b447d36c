import assert from 'node:assert/strict';
import { compare } from '../../tools/conformance/compare.ts';
import { apache } from '../../tools/conformance/engines/apache.ts';
import { caddy } from '../../tools/conformance/engines/caddy.ts';
import { netlify } from '../../tools/conformance/engines/netlify.ts';
import { nginx } from '../../tools/conformance/engines/nginx.ts';
import { vercel } from '../../tools/conformance/engines/vercel.ts';

/** The engines that answer at once; `npm run conformance` asks all of them, and more. */
describe('a real redirect engine', () => {
  for (const engine of [netlify, vercel]) {
    it(`agrees with us and answers what we write: ${engine.title}`, async () => {
      assert.equal(engine.missing, undefined);
      const { asked, written, differences } = await compare(engine, 7, 200);
      assert.deepEqual(differences, []);
      assert.ok(asked >= 200 && written > 0);
    });
  }
  for (const engine of [nginx, apache, caddy]) {
    it(`agrees with us where it is installed: ${engine.id}`, async function () {
      if (engine.missing !== undefined) this.skip();
      const { differences } = await compare(engine, 7, 100);
      assert.deepEqual(differences, []);
    });
  }
});
