import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, window } from 'vscode';
import { commands as ids, settings, settingsPrefix, views } from '../../../src/vscode/shared/manifest.ts';
import { activate, theExtension } from '../support/extension.ts';

describe('activation', () => {
  it('comes after the window, so that what was found before is there again', () => {
    assert.deepEqual(theExtension().packageJSON.activationEvents, ['onStartupFinished']);
  });
  it('leaves what is heavy unread', async () => {
    await activate();
    const { extensionPath, packageJSON } = theExtension();
    const entry = readFileSync(join(extensionPath, packageJSON.main), 'utf8');
    assert.match(entry, /import\("\.\/extension-runAudit/);
    assert.doesNotMatch(entry, /undici|fast-glob|gray-matter/);
    assert.ok(entry.length < 60_000, `the entry has ${entry.length} characters`);
    // And what it imports at once, together with it.
    const loaded = new Map([[packageJSON.main, entry]]);
    for (const [, text] of loaded) {
      for (const [, name = ''] of text.matchAll(/\bfrom"(\.\/[\w-]+\.mjs)"/g)) {
        const file = join('dist', name);
        if (!loaded.has(file)) loaded.set(file, readFileSync(join(extensionPath, file), 'utf8'));
      }
    }
    const size = [...loaded.values()].reduce((sum, text) => sum + text.length, 0);
    assert.ok(loaded.size > 1 && size < 120_000, `${loaded.size} files have ${size} characters`);
  });
  it('registers every command it contributes, and no other', async () => {
    await activate();
    const registered = (await commands.getCommands(true)).filter((id) => id.startsWith(`${settingsPrefix}.`));
    const own = registered.filter((id) => !id.startsWith(`${views.brokenPages}.`));
    assert.deepEqual(own.sort(), Object.values(ids).sort());
  });
  it('contributes the settings and commands of the manifest', () => {
    const { contributes } = theExtension().packageJSON;
    const named = Object.keys(contributes.configuration.properties);
    assert.deepEqual(
      named.sort(),
      Object.values(settings)
        .map((key) => `${settingsPrefix}.${key}`)
        .sort(),
    );
    const internal: readonly string[] = [
      ...[ids.finishFix, ids.leadElsewhere, ids.previewFix, ids.ignoreRedirect],
      ...[ids.openPlace, ids.openCommit, ids.writeTo],
    ];
    const listed = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(
      listed.sort(),
      Object.values(ids)
        .filter((id) => !internal.includes(id))
        .sort(),
    );
  });
  it('keeps money, addresses and days out of workspace settings', () => {
    const { properties } = theExtension().packageJSON.contributes.configuration;
    for (const key of [settings.monthlyCap, settings.apiAddress, settings.answersKeptDays]) {
      assert.equal(properties[`${settingsPrefix}.${key}`].scope, 'application', key);
    }
  });
  it('opens its view', async () => {
    await commands.executeCommand(`${views.brokenPages}.focus`);
    assert.ok(window.state);
  });
});
