import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commands } from 'vscode';
import { explanation } from '../../../src/core/audit/explanation.ts';
import { startProcessAnalyst } from '../../../src/vscode/analysis/processAnalyst.ts';
import { commandIds as ids } from '../../../src/vscode/shared/manifest.ts';
import { makeLargeSite, whereItWent } from '../../support/largeSite.ts';
import { activate, theExtension } from '../support/extension.ts';

describe('the installed package', () => {
  it('starts and has its commands', async () => {
    await activate();
    assert.ok((await commands.getCommands(true)).includes(ids.audit));
  });
  it('holds what the extension reads later', () => {
    const { extensionPath } = theExtension();
    const schema = 'media/broken-backlinks.schema.json';
    const read = ['dist/analysis.mjs', 'dist/texts.mjs', 'docs/findings/moved.md', 'media/sample/history.txt', schema];
    for (const file of read) {
      assert.ok(existsSync(join(extensionPath, file)), `${file} is missing`);
    }
  });
  it('holds nothing else', () => {
    const { extensionPath } = theExtension();
    const needed = [
      /^(package\.json|LICENSE\.txt|readme\.md|changelog\.md|\.vsixmanifest)$/,
      /^dist\/THIRD-PARTY-NOTICES\.txt$/,
      /^dist\/(extension|analysis|texts)(-[\w-]+)?\.mjs$/,
      /^docs\/findings\/[\w-]+\.md$/,
      /^media\/([\w-]+\.(svg|png)|broken-backlinks\.schema\.json|sample\/\w+\.(json|txt))$/,
    ];
    const strange = readdirSync(extensionPath, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(extensionPath, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((file) => !needed.some((pattern) => pattern.test(file)));
    assert.deepEqual(strange, []);
  });
  it('compares the texts of a large site in a thread of its process', async () => {
    const { extensionPath } = theExtension();
    const site = makeLargeSite();
    const about = { root: site, overlay: new Map(), site: 'https://example.org/' };
    const request = { ...about, cache: undefined, now: '2026-10-01T00:00:00Z' };
    const analyst = startProcessAnalyst(pathToFileURL(join(extensionPath, 'dist', 'analysis.mjs')), () => request);
    const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
    try {
      assert.ok((await analyst.open(request, task)).ok);
      const explained = await analyst.explain({ url: '/gone/', options: { preferredFormats: [] } }, task);
      assert.match(explained === undefined ? '' : explanation(explained), whereItWent);
    } finally {
      analyst.dispose();
      rmSync(site, { recursive: true, force: true });
    }
  });
});
