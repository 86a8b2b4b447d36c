import assert from 'node:assert/strict';
import { commands, languages, Uri, workspace } from 'vscode';
import { rootsOf, treeChildren } from '../../../src/vscode/views/brokenPagesTree.ts';
import { activate, folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';
import { waitFor } from '../support/waitFor.ts';

const count = (name: string) => languages.getDiagnostics(Uri.joinPath(folderNamed(name).uri, 'notes.md')).length;

describe('several folders', () => {
  // The editor reads them from the workspace file, and may start its extensions before it did.
  before(() => waitFor('second folder', () => workspace.workspaceFolders?.length === 2));

  afterEach(async () => {
    const { sessions } = await activate();
    for (const name of ['first', 'second']) sessions.drop(folderNamed(name));
  });

  it('keep their findings apart', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed('first'), result({ findings: [finding('/setup/')] }));
    sessions.set(folderNamed('second'), result({ findings: [finding('/launch/'), finding('/price/')] }));
    await waitFor('diagnostics', () => count('first') === 1 && count('second') === 2);
    assert.deepEqual(
      rootsOf(sessions.all()).map(({ kind }) => kind),
      ['folder', 'folder'],
    );
    sessions.drop(folderNamed('first'));
    await waitFor('end of the diagnostics', () => count('first') === 0);
    assert.equal(count('second'), 2);
    assert.deepEqual(
      rootsOf(sessions.all()).map(({ kind }) => kind),
      ['group'],
    );
  });

  it('show the sites of one folder apart, each with its groups', async () => {
    const { sessions } = await activate();
    const of = (host: string, path: string) => {
      const one = finding(path);
      return { ...one, broken: { ...one.broken, url: `https://${host}${path}` } };
    };
    const findings = [of('a.example', '/setup/'), of('b.example', '/setup/'), of('b.example', '/price/')];
    sessions.set(folderNamed('first'), result({ findings }));
    const rows = rootsOf(sessions.all()).map((node) => [
      node.kind === 'site' ? node.host : node.kind,
      treeChildren(node).map((group) => treeChildren(group).length),
    ]);
    assert.deepEqual(rows, [
      ['a.example', [1]],
      ['b.example', [2]],
    ]);
  });

  it('have decisions of their own', async () => {
    const about = { folder: folderNamed('second'), finding: finding('/setup/') };
    const { sessions } = await activate();
    sessions.set(about.folder, result({ findings: [about.finding] }));
    const fileOf = (name: string) => Uri.joinPath(folderNamed(name).uri, '.broken-backlinks-decisions');
    await commands.executeCommand('brokenBacklinks.ignore', about);
    assert.match(new TextDecoder().decode(await workspace.fs.readFile(fileOf('second'))), /^\/setup\/ ignored$/m);
    await assert.rejects(async () => workspace.fs.stat(fileOf('first')));
    await workspace.fs.delete(fileOf('second'));
  });
});
