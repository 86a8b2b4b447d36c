import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
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
    for (const file of ['dist/analysis.mjs', 'dist/texts.mjs', 'docs/findings/moved.md', 'media/sample/history.txt']) {
      assert.ok(existsSync(join(extensionPath, file)), `${file} is missing`);
    }
  });
  it('holds nothing else', () => {
    const { extensionPath } = theExtension();
    const needed = [
      /^(package\.json|LICENSE\.txt|readme\.md|changelog\.md|\.vsixmanifest)$/,
      /^dist\/(extension|analysis|texts)(-[\w-]+)?\.mjs$/,
      /^docs\/findings\/[\w-]+\.md$/,
      /^media\/([\w-]+\.(svg|png)|sample\/\w+\.(json|txt))$/,
    ];
    const strange = readdirSync(extensionPath, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(extensionPath, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((file) => !needed.some((pattern) => pattern.test(file)));
    assert.deepEqual(strange, []);
  });
});
