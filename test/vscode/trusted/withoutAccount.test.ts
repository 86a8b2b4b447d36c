import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CodeAction,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  languages,
  Range,
  Uri,
  workspace,
} from 'vscode';
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

  it('have their links from files that people have, and what is in them is kept', async () => {
    const { sessions } = await activate();
    const settings = workspace.getConfiguration('brokenBacklinks', folderNamed());
    await settings.update('site', 'https://tidewater.example/', ConfigurationTarget.WorkspaceFolder);
    await settings.update('recheck.enabled', false, ConfigurationTarget.WorkspaceFolder);
    const outside = mkdtempSync(join(tmpdir(), 'links-'));
    const [good, bad] = [join(outside, 'links, all.csv'), join(outside, 'links.xlsx')];
    const row = (host: string) => `https://${host}/,https://tidewater.example/docs/tides/,404,62,x\n`;
    writeFileSync(
      good,
      `\uFEFFReferring page URL,Target URL,Target page HTTP code,Domain rating,Anchor\n${row('a.example')}${row('b.example')}`,
    );
    try {
      await commands.executeCommand('brokenBacklinks.auditFiles', [Uri.file(good)]);
      const { result } = await waitFor('the links', () => {
        const found = sessions.get(folderNamed());
        return found?.result.findings[0]?.broken.backlinks === 2 && found;
      });
      assert.deepEqual(
        result.findings.map(({ broken }) => [broken.path, broken.status, broken.backlinks, broken.referringDomains]),
        [['/docs/tides/', 404, 2, 2]],
      );
      assert.ok(
        result.notes.some(({ message }) => /^links, all\.csv is Ahrefs, Broken backlinks: 2 links/.test(message)),
      );
      // What cannot be read leaves what is shown as it is.
      writeFileSync(bad, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
      void commands.executeCommand('brokenBacklinks.auditFiles', [Uri.file(bad)]);
      await waitFor('the files to be refused', () => sessions.get(folderNamed())?.result === result);
    } finally {
      rmSync(outside, { recursive: true });
      await settings.update('site', undefined, ConfigurationTarget.WorkspaceFolder);
      await settings.update('recheck.enabled', undefined, ConfigurationTarget.WorkspaceFolder);
    }
  });
});
