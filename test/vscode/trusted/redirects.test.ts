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
import type { RepoPath } from '../../../src/core/paths.ts';
import { activate, folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';
import { waitFor } from '../support/waitFor.ts';

const files = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  'content/guides/power.md': '---\ntitle: Power\naliases: [/former/]\n---\n',
  'static/_redirects': '# the first match wins\n/a /b 301\n/b /guides/power/ 301\n',
};
const encode = (text: string) => new TextEncoder().encode(text);
const uriOf = (file: string) => Uri.joinPath(folderNamed().uri, ...file.split('/'));
const rules = () => uriOf('static/_redirects');
const shown = (): readonly Diagnostic[] =>
  languages.getDiagnostics(rules()).filter(({ source }) => source === 'Broken Backlinks');
const codes = () => shown().map(({ code }) => (typeof code === 'object' ? code.value : code));

/** The renderer knows a diagnostic a little later than the extension host, and cancels while others register. */
function quickFix(line: number, title: RegExp): Promise<CodeAction> {
  return waitFor(`a quick fix like ${title}`, async () => {
    try {
      const range = new Range(line, 0, line, 0);
      const all = await commands.executeCommand<readonly CodeAction[]>(
        'vscode.executeCodeActionProvider',
        rules(),
        range,
        undefined,
        10,
      );
      return all.find((action) => title.test(action.title));
    } catch (error) {
      if (/Cancel/.test(String(error))) return undefined;
      throw error;
    }
  });
}

const save = async () => (await workspace.openTextDocument(rules())).save();

async function apply({ edit, title }: CodeAction): Promise<string> {
  assert.ok(edit, title);
  await workspace.applyEdit(edit);
  const document = await workspace.openTextDocument(rules());
  return document.getText();
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
    const hoverAt = async (line: number, uri = rules()) => {
      const found = await commands.executeCommand<readonly Hover[]>(
        'vscode.executeHoverProvider',
        uri,
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
    // A page that refreshes has no status of its own.
    const alias = await hoverAt(2, uriOf('content/guides/power.md'));
    assert.match(alias, /\/former\/.* by a refresh page/);
    assert.match(alias, /\/former\/ +refresh page → \/guides\/power\//);
    assert.doesNotMatch(alias, /30[1278]/);
  });

  it('are mended by a quick fix with the least edit, after which nothing is wrong', async () => {
    const fix = await quickFix(1, /^Lead /);
    assert.equal(fix.title, 'Lead /a straight to /guides/power/');
    assert.equal(fix.isPreferred, true);
    assert.equal(await apply(fix), '# the first match wins\n/a /guides/power/ 301\n/b /guides/power/ 301\n');
    await waitFor('end of the diagnostics', () => shown().length === 0);
    await save();
  });

  it('are checked again when their file changes', async () => {
    await workspace.fs.writeFile(rules(), encode('/a /nowhere/ 301\n/b /guides/power/\nhalf\n'));
    await waitFor('new diagnostics', () => codes().join() === 'dead-target,unreadable');
  });

  it('are asked for a target where they lead nowhere', async () => {
    const ask = await quickFix(0, /^Lead \/a to another page…$/);
    assert.equal(ask.command?.command, 'brokenBacklinks.leadElsewhere');
  });

  it('are left alone from the menu, by a line in the file that broken pages are ignored in', async () => {
    const decisions = uriOf('.broken-backlinks-decisions');
    await workspace.fs.writeFile(rules(), encode('/a /nowhere/ 301\n/b /lost/ 301\n'));
    await waitFor('two dead targets', () => codes().join() === 'dead-target,dead-target');
    const { command } = await quickFix(0, /^Ignore \/a$/);
    await commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
    await waitFor('one of them gone', () => shown().length === 1 && /^\/b /.test(shown()[0]?.message ?? ''));
    const written = new TextDecoder().decode(await workspace.fs.readFile(decisions));
    assert.match(written, /^\/a ignored$/m);
    await workspace.fs.delete(decisions);
    await waitFor('both again', () => codes().join() === 'dead-target,dead-target');
  });

  it('are mended all at once where one kind of problem is on many of them', async () => {
    await workspace.fs.writeFile(rules(), encode('/a /c 301\n/b /c 302\n/c /guides/power/ 301\n'));
    await waitFor('two chains', () => codes().join() === 'chain,chain');
    const all = await quickFix(0, /^Lead all 2 chains of static\/_redirects/);
    assert.equal(await apply(all), '/a /guides/power/ 301\n/b /guides/power/ 302\n/c /guides/power/ 301\n');
    await waitFor('end of the diagnostics', () => shown().length === 0);
    await save();
  });

  it('are made permanent for who asks, where the author wrote a temporary status', async () => {
    await workspace.fs.writeFile(rules(), encode('/a /guides/power/ 302\n'));
    const fix = await quickFix(0, /^Make the redirect of \/a permanent \(301\)$/);
    assert.equal(fix.kind?.value, 'refactor.rewrite');
    assert.deepEqual(shown(), []);
    assert.equal(await apply(fix), '/a /guides/power/ 301\n');
    await save();
  });

  it('are not harmed by a quick fix that is taken again before the editor knows that it helped', async () => {
    const { sessions } = await activate();
    await workspace.fs.writeFile(rules(), encode('/a /b 301\n/b /guides/power/ 301\n'));
    await waitFor('the chain', () => codes().join() === 'chain');
    const before = sessions.review(folderNamed());
    const mended = await apply(await quickFix(0, /^Lead \/a /));
    await waitFor('end of the diagnostics', () => shown().length === 0);
    await save();
    assert.ok(before);
    sessions.setReview(folderNamed(), before);
    const again = await quickFix(0, /^Lead \/a /);
    assert.equal(again.edit, undefined, 'it says that the rule no longer exists');
    assert.equal((await workspace.openTextDocument(rules())).getText(), mended);
  });

  it('are added once by a quick fix that is taken twice', async () => {
    const { sessions } = await activate();
    await workspace.fs.writeFile(rules(), encode('/b /guides/power/ 301\n'));
    await waitFor(
      'the text in the editor',
      async () => !/^\/a/.test((await workspace.openTextDocument(rules())).getText()),
    );
    const [first] = finding('/setup/').fixes;
    assert.ok(first);
    const file = 'static/_redirects' as RepoPath;
    const fix = { ...first, redirect: { ...first.redirect, to: '/guides/power/' }, format: 'redirectsFile', file };
    const about = finding('/setup/', { place: { file, line: 1 }, fixes: [fix] });
    sessions.set(folderNamed(), result({ findings: [about] }));
    const added = await apply(await quickFix(0, /^Redirect \/setup\/ to \/notes\//));
    assert.equal(added, '/b /guides/power/ 301\n/setup/ /guides/power/ 301\n');
    const again = await quickFix(0, /^Redirect \/setup\/ to \/notes\//);
    assert.equal(again.edit?.size, 0);
    assert.equal(await apply(again), added);
    await save();
  });
});
