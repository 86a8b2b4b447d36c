import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { answerStore } from '../../../src/io/stores/answerStore.ts';
import { prepareSample } from '../../../src/vscode/auditing/prepareSample.ts';
import { theExtension } from '../support/extension.ts';

describe('the sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is a repository with a stored answer, again and again', async () => {
    const nothing = () => undefined;
    const answers = answerStore(join(folder, 'answers'), {
      now: Date.now,
      logger: {
        debug: nothing,
        info: nothing,
        warn: assert.fail,
        error: assert.fail,
      },
    });
    const directory = join(folder, 'tidewater');
    const texts = join(theExtension().extensionPath, 'media', 'sample');
    for (let time = 0; time < 2; time++) {
      const made = await prepareSample(directory, texts, ['dataforseo'], answers, '2026-11-20');
      assert.deepEqual(made, { ok: true, value: undefined });
    }
    assert.ok(existsSync(join(directory, '.git')) && existsSync(join(directory, 'hugo.toml')));
    const target = siteTarget('https://tidewater.example/');
    assert.ok(target);
    const request = { targets: [target], dofollowOnly: false, includeSubdomains: false, maximumRows: 50, capMicros: 0 };
    const kept = await answers.read({ call: 'pages', source: 'dataforseo', request });
    assert.equal(kept?.asked, '2026-11-20');
    assert.ok(kept.value.pages.some(({ path, referrers }) => path === '/docs/setup/' && referrers.length > 0));
  });
});
