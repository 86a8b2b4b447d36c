import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from 'vscode';
import { commands as ids } from '../../../src/vscode/manifest.ts';
import { activate, theExtension } from '../support/extension.ts';

describe('the installed package', () => {
  it('starts and has its commands', async () => {
    await activate();
    assert.ok((await commands.getCommands(true)).includes(ids.audit));
  });
  it('holds what the extension reads later', () => {
    const { extensionPath } = theExtension();
    for (const file of ['dist/analysis.mjs', 'docs/findings/moved.md', 'media/sample/history.txt']) {
      assert.ok(existsSync(join(extensionPath, file)), `${file} is missing`);
    }
  });
  it('holds no sources, tests or reports', () => {
    const { extensionPath } = theExtension();
    for (const file of ['src', 'test', 'bench', 'tools', 'node_modules', '.ci']) {
      assert.ok(!existsSync(join(extensionPath, file)), `${file} is in the package`);
    }
  });
});
