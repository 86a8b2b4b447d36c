/** Rule files as people write them: we say what the engine of their host answered, or name the condition it depends on. */
import assert from 'node:assert/strict';
import { fixtures } from '../../support/fixtures.ts';
import { unlike, writtenEngines } from '../../support/writtenTrial.ts';

for (const folder of writtenEngines()) {
  describe(`rules as people write them: ${folder}`, () => {
    for (const fixture of fixtures(`written/${folder}`)) {
      it(fixture.name, async () => {
        const { asked, differing } = await unlike(fixture);
        assert.ok(asked > 0, 'the engine was not asked yet: npm run conformance:written');
        assert.deepEqual(differing, []);
      });
    }
  });
}
