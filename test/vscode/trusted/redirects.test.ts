import assert from 'node:assert/strict';
import {
  type CodeAction,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  languages,
  Position,
  Range,
  Uri,
  workspace,
} from 'vscode';
import { activate, folderNamed } from '../support/extension.ts';
import { waitFor } from '../support/waitFor.ts';

const files = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  'content/guides/power.md': '---\ntitle: Power\n---\n',
  'static/_redirects': '# the first match wins\n/a /b 301\n/b /guides/power/ 301\n',
};
const uriOf = (file: string) => Uri.joinPath(folderNamed().uri, ...file.split('/'));
const rules = () => uriOf('static/_redirects');
const shown = (): readonly Diagnostic[] =>
  languages.getDiagnostics(rules()).filter(({ source }) => source === 'Broken Backlinks');
const codes = () => shown().map(({ code }) => (typeof code === 'object' ? code.value : code));

/** The renderer knows a diagnostic a little later than the extension host, and cancels while others register. */
function quickFixes(): Promise<readonly CodeAction[]> {
  return waitFor('quick fixes', async () => {
    try {
      const range = new Range(1, 0, 1, 0);
      const all = await commands.executeCommand<readonly CodeAction[]>(
        'vscode.executeCodeActionProvider',
        rules(),
        range,
        undefined,
        10,
      );
      const ours = all.filter(({ title, edit }) => title.startsWith('Lead ') && edit !== undefined);
      return ours.length > 0 && ours;
    } catch (error) {
      if (/Cancel/.test(String(error))) return undefined;
      throw error;
    }
  });
}

describe('redirects', () => {
  before(async () => {
    for (const [file, text] of Object.entries(files)) {
      await workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
    }
    await activate();
    await workspace.openTextDocument(rules());
    await commands.executeCommand('brokenBacklinks.checkRedirects');
  });
  after(async () => {
    (await activate()).sessions.drop(folderNamed());
    for (const name of ['hugo.toml', 'content', 'static']) {
      await workspace.fs.delete(uriOf(name), { recursive: true });
    }
  });

  it('show what is wrong on the line of the rule, with a page that explains it', async () => {
    const [first, ...others] = await waitFor('diagnostics', () => shown().length > 0 && shown());
    assert.ok(first && others.length === 0);
    assert.equal(first.range.start.line, 1);
    assert.equal(first.severity, DiagnosticSeverity.Warning);
    assert.match(first.message, /^\/a leads to \/b, which line 3 of static\/_redirects redirects to \/guides\/power\//);
    assert.equal(first.relatedInformation?.[0]?.location.range.start.line, 2);
    assert.ok(typeof first.code === 'object');
    assert.match((await workspace.openTextDocument(first.code.target)).getText(), /^# .*`chain`/);
  });

  it('are followed step by step on hover, and only on the line of a rule', async () => {
    const hoverAt = async (line: number) => {
      const found = await commands.executeCommand<readonly Hover[]>(
        'vscode.executeHoverProvider',
        rules(),
        new Position(line, 0),
      );
      return found
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n')
        .replaceAll('\\', '')
        .replaceAll('&nbsp;', ' ');
    };
    const text = await waitFor('hover', async () => (await hoverAt(1)) || undefined);
    assert.match(text, /\/a.* on Netlify/);
    assert.match(text, /\/a +301 → \/b +\(static\/_redirects:2\)/);
    assert.match(text, /ends at \/guides\/power\/, published by content\/guides\/power\.md/);
    assert.equal(await hoverAt(0), '');
  });

  it('are mended by a quick fix with the least edit, after which nothing is wrong', async () => {
    const [fix] = await quickFixes();
    assert.equal(fix?.title, 'Lead /a straight to /guides/power/');
    assert.equal(fix.isPreferred, true);
    assert.ok(fix.edit);
    await workspace.applyEdit(fix.edit);
    const document = await workspace.openTextDocument(rules());
    assert.equal(document.getText(), '# the first match wins\n/a /guides/power/ 301\n/b /guides/power/ 301\n');
    await waitFor('end of the diagnostics', () => shown().length === 0);
    await document.save();
  });

  it('are checked again when their file changes', async () => {
    await workspace.fs.writeFile(rules(), new TextEncoder().encode('/a /nowhere/ 301\n/b /guides/power/\nhalf\n'));
    await waitFor('new diagnostics', () => codes().join() === 'dead-target,unreadable');
  });
});
