import assert from 'node:assert/strict';
import { commands, Position, TabInputWebview, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { Fix } from '../../../src/core/report/findings.ts';
import { activate, folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';
import { waitFor } from '../support/waitFor.ts';

const files = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  'content/guides/power.md': '---\ntitle: Power\n---\n',
  'static/_redirects': '/a /guides/power/ 301\n',
};
const uriOf = (file: string) => Uri.joinPath(folderNamed().uri, ...file.split('/'));
const decisions = '.broken-backlinks-decisions';
const textOf = async (file: string) => new TextDecoder().decode(await workspace.fs.readFile(uriOf(file)));

const fix: Fix = {
  title: 'Redirect /battery/ to /guides/power/ (static/_redirects, 301)',
  redirect: { from: urlPath('/battery/'), to: '/guides/power/', status: 301 },
  format: 'redirectsFile',
  file: 'static/_redirects' as RepoPath,
  create: false,
  isPreferred: true,
  decision: 'accepted',
};
const about = () => ({ folder: folderNamed(), finding: finding('/battery/', { fixes: [fix] }) });

describe('what is decided', () => {
  beforeEach(async () => {
    for (const [file, text] of Object.entries(files)) {
      await workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
    }
    await activate();
    await commands.executeCommand('brokenBacklinks.checkRedirects');
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    (await activate()).sessions.drop(folderNamed());
    await workspace.getConfiguration('brokenBacklinks', folderNamed()).update('rememberDecisions', undefined, 3);
    for (const name of ['hugo.toml', 'content', 'static', decisions]) {
      await workspace.fs.delete(uriOf(name), { recursive: true }).then(undefined, () => undefined);
    }
  });

  it('by applying a redirect is written with it', async () => {
    (await activate()).sessions.set(folderNamed(), result({ findings: [about().finding] }));
    await commands.executeCommand('brokenBacklinks.applyFix', about());
    assert.match(await textOf('static/_redirects'), /^\/battery\/ +\/guides\/power\/ +301$/m);
    assert.match(await textOf(decisions), /^\/battery\/ accepted \/guides\/power\/$/m);
  });

  it('by applying a redirect in a document with changes of its author is written when these are saved, by nobody else', async () => {
    const file = 'content/guides/power.md';
    const alias: Fix = { ...fix, format: 'hugoAliases', file: file as RepoPath };
    const target = { folder: folderNamed(), finding: finding('/battery/', { fixes: [alias] }) };
    (await activate()).sessions.set(folderNamed(), result({ findings: [target.finding] }));
    const document = await workspace.openTextDocument(uriOf(file));
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(document.lineCount, 0), 'Half a sentence\n');
    await workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    const before = await textOf(file);
    await commands.executeCommand('brokenBacklinks.applyFix', target);
    assert.match(document.getText(), /^aliases:\n {2}- \/battery\/$/m);
    assert.equal(document.isDirty, true);
    assert.equal(await textOf(file), before);
    await assert.rejects(async () => workspace.fs.stat(uriOf(decisions)));
    await document.save();
    await waitFor('the decision', async () =>
      /^\/battery\/ accepted \/guides\/power\/$/m.test(await textOf(decisions).catch(() => '')),
    );
  });

  it('by applying a redirect is not written where nobody wants it', async () => {
    await workspace.getConfiguration('brokenBacklinks', folderNamed()).update('rememberDecisions', false, 3);
    await commands.executeCommand('brokenBacklinks.applyFix', about());
    assert.match(await textOf('static/_redirects'), /^\/battery\/ /m);
    await assert.rejects(async () => workspace.fs.stat(uriOf(decisions)));
  });
});

describe('an address', () => {
  before(async () => {
    for (const [file, text] of Object.entries(files)) {
      await workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
    }
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['hugo.toml', 'content', 'static']) await workspace.fs.delete(uriOf(name), { recursive: true });
  });

  it('is explained on a page of its own, named by the address', async () => {
    await activate();
    const target = { folder: folderNamed(), finding: finding('/a') };
    await commands.executeCommand('brokenBacklinks.explain', target);
    const label = await waitFor('the page', () => {
      const tab = window.tabGroups.activeTabGroup.activeTab;
      return tab?.input instanceof TabInputWebview && tab.label;
    });
    assert.match(label, /\/a\b/);
  });
});
