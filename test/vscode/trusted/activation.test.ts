import assert from 'node:assert/strict';
import { Session } from 'node:inspector';
import { basename } from 'node:path';
import { commands, window } from 'vscode';
import { commandIds as ids, settings, settingsPrefix, views } from '../../../src/vscode/shared/manifest.ts';
import { activate, theExtension } from '../support/extension.ts';

describe('activation', () => {
  // The second waits for all that is searched for on behalf of others, seconds in a large folder.
  it('comes with a repository at once, else with the window, so that what was found before is there again', () => {
    const { activationEvents } = theExtension().packageJSON;
    assert.deepEqual(activationEvents, ['workspaceContains:.git', 'onStartupFinished']);
  });
  it('leaves unread what shows findings, and what finds them', async () => {
    await activate();
    // All that the extension host has parsed of this extension, as its own debugger tells.
    const { extensionPath, packageJSON } = theExtension();
    const sizes = new Map<string, number>();
    const session = new Session();
    session.connect();
    session.on('Debugger.scriptParsed', ({ params: { url, length = 0 } }) => {
      if (url.includes(`${extensionPath}/dist/`)) sizes.set(basename(url), length);
    });
    session.post('Debugger.enable');
    session.disconnect();
    const entry = basename(packageJSON.main);
    assert.ok((sizes.get(entry) ?? 0) > 5_000, `${[...sizes.keys()]} are parsed`);
    assert.deepEqual(
      [...sizes.keys()].filter((name) => /runAudit|findingParts|handlers|Rows/.test(name)),
      [],
    );
    const size = [...sizes.values()].reduce((sum, length) => sum + length, 0);
    assert.ok(size < 40_000, `${sizes.size} files have ${size} characters`);
  });
  it('registers every command it contributes, and no other', async () => {
    await activate();
    const registered = (await commands.getCommands(true)).filter((id) => id.startsWith(`${settingsPrefix}.`));
    // The editor itself registers some for each view.
    const ofViews = Object.values(views).map((id) => `${id}.`);
    const own = registered.filter((id) => !ofViews.some((start) => id.startsWith(start)));
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
