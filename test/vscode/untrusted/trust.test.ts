import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { readEditorSettings } from '../../../src/vscode/shared/settings.ts';
import { activate, folderNamed } from '../support/extension.ts';

describe('an untrusted folder', () => {
  it('does not decide what is asked of whom', async () => {
    assert.equal(workspace.isTrusted, false);
    await workspace.getConfiguration('brokenBacklinks', folderNamed()).update('site', 'https://elsewhere.example/', 3);
    assert.equal(readEditorSettings(folderNamed()).site, '');
  });
  it('gets no audit', async () => {
    const { sessions } = await activate();
    await commands.executeCommand('brokenBacklinks.audit');
    assert.deepEqual(sessions.all(), []);
  });
  it('gets no list of lost addresses, for which git would be run', async () => {
    const { sessions } = await activate();
    await commands.executeCommand('brokenBacklinks.findLost');
    assert.deepEqual(sessions.all(), []);
  });
  it('gets no check of its redirects, for which git would be run', async () => {
    const { sessions } = await activate();
    await commands.executeCommand('brokenBacklinks.checkRedirects');
    assert.deepEqual(sessions.reviews(), []);
  });
});
