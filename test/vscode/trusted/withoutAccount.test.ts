import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeAction, commands, type Diagnostic, languages, Range, Uri, workspace } from 'vscode';
import { gitRepository, longPage } from '../../support/gitRepository.ts';
import { activate, folderNamed } from '../support/extension.ts';
import { waitFor } from '../support/waitFor.ts';

const uriOf = (file: string) => Uri.joinPath(folderNamed().uri, ...file.split('/'));
const target = () => uriOf('content/guides/tides.md');
const shown = (): readonly Diagnostic[] =>
  languages.getDiagnostics(target()).filter(({ source }) => source === 'Broken Backlinks');

describe('lost addresses', () => {
  const page = `---\ntitle: Tides\n---\n${longPage('tides')}`;
  before(() => {
    const { commit } = gitRepository(folderNamed().uri.fsPath);
    commit({
      'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
      'content/_index.md': '---\ntitle: Home\n---\n',
      'content/docs/tides.md': page,
      'static/_redirects': '/other /guides/tides/ 301\n',
    });
    commit({ 'content/docs/tides.md': undefined, 'content/guides/tides.md': page });
  });
  after(async () => {
    (await activate()).sessions.drop(folderNamed());
    for (const name of ['.git', 'hugo.toml', 'content', 'static']) {
      rmSync(join(folderNamed().uri.fsPath, name), { recursive: true, force: true });
    }
  });

  it('are findings like those of an audit, found without an account: in the Problems panel, with a quick fix', async () => {
    const { sessions } = await activate();
    await commands.executeCommand('brokenBacklinks.findLost');
    const { result } = await waitFor('the result', () => sessions.get(folderNamed()));
    assert.deepEqual(
      result.findings.map(({ broken }) => [broken.path, broken.backlinks, broken.referringDomains]),
      [['/docs/tides/', undefined, undefined]],
    );
    await workspace.openTextDocument(target());
    const [problem] = await waitFor('the problem', () => shown().length === 1 && shown());
    assert.match(
      problem?.message ?? '',
      /^\/docs\/tides\/ was published once .*; links unknown\. This page replaced it/,
    );
    const fix = await waitFor('a quick fix', async () => {
      const all = await commands.executeCommand<readonly CodeAction[]>(
        'vscode.executeCodeActionProvider',
        target(),
        new Range(0, 0, 0, 0),
      );
      return all.find(({ title }) => /_redirects/.test(title));
    });
    assert.match(fix.title, /\/docs\/tides\//);
  });
});
