import assert from 'node:assert/strict';
import {
  type CodeAction,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  languages,
  Range,
  Uri,
  workspace,
} from 'vscode';
import { activate, folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';
import { waitFor } from '../support/waitFor.ts';

const uri = () => Uri.joinPath(folderNamed().uri, 'notes.md');
const shown = (): readonly Diagnostic[] =>
  languages.getDiagnostics(uri()).filter(({ source }) => source === 'Broken Backlinks');

describe('diagnostics', () => {
  beforeEach(async () => {
    await workspace.openTextDocument(uri());
  });
  afterEach(async () => {
    (await activate()).sessions.drop(folderNamed());
  });

  it('show each finding at its place, with its code, severity and message', async () => {
    const { sessions } = await activate();
    const findings = [finding('/setup/'), finding('/launch/', { severity: 'error' })];
    sessions.set(folderNamed(), result({ findings }));
    const [first, second] = await waitFor('diagnostics', () => shown().length === 2 && shown());
    assert.equal(first?.message, '/setup/ answers 404; 41 links from 12 domains.');
    assert.equal(first?.severity, DiagnosticSeverity.Warning);
    assert.equal(second?.severity, DiagnosticSeverity.Error);
    assert.equal(first?.range.start.line, 0);
  });

  it('link the code to a page that is there', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/')] }));
    const [first] = await waitFor('diagnostics', () => shown().length === 1 && shown());
    const code = first?.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.value, 'moved');
    assert.match((await workspace.openTextDocument(code.target)).getText(), /^# .*`moved`/);
  });

  it('name the best referrers, each at its line of a document that can be opened', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/')] }));
    const [first] = await waitFor('diagnostics', () => shown().length === 1 && shown());
    const [related] = first?.relatedInformation ?? [];
    assert.ok(related);
    assert.equal(related.message, 'https://news.example/tides (rank 512) "how to set up", seen 2026-10-02');
    const evidence = await workspace.openTextDocument(related.location.uri);
    assert.match(evidence.lineAt(related.location.range.start.line).text, /https:\/\/news\.example\/tides/);
    assert.match(evidence.getText(), /renamed in 1a2b3c4, 2023-04-01/);
  });

  it('say what strangers wrote as one line of text, and keep their fixes and places', async () => {
    const { sessions } = await activate();
    const hostile = 'a\u202eb\n[Sign in](command:workbench.action.quit) <command:x> $(check)\x1b[2J';
    const plain = finding('/hostile/');
    const [referrer] = plain.broken.referrers;
    assert.ok(referrer);
    const broken = { ...plain.broken, referrers: [{ ...referrer, from: hostile, anchor: hostile }] };
    sessions.set(folderNamed(), result({ findings: [{ ...plain, broken, removal: hostile, message: hostile }] }));
    const [first] = await waitFor('diagnostics', () => shown().length === 1 && shown());
    const clean = 'a\\u202eb\\n[Sign in\\u005d(command:workbench.action.quit) <command:x> \\u0024(check)\\u001b[2J';
    assert.equal(first?.message, clean);
    const [related] = first.relatedInformation ?? [];
    assert.ok(related);
    assert.ok(related.message.startsWith(clean), related.message);
    const evidence = await workspace.openTextDocument(related.location.uri);
    assert.match(evidence.lineAt(related.location.range.start.line).text, /^ {2}a\\u202eb\\n\[Sign in\]/);
    const actions = await commands.executeCommand<readonly CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri(),
      first.range,
    );
    assert.ok(actions.some((action) => action.title.startsWith('Leave /hostile/ as it is')));
    const [hover] = await commands.executeCommand<readonly Hover[]>(
      'vscode.executeHoverProvider',
      uri(),
      first.range.start,
    );
    const [content] = hover?.contents ?? [];
    assert.ok(typeof content === 'object');
    assert.match(content.value, /\\\[Sign in\\\]\\\(command\\:/);
  });

  it('are five on a line at most; the others are told where redirects are written, and listed from there', async () => {
    const { sessions } = await activate();
    const long = 'words '.repeat(400);
    const findings = Array.from({ length: 138 }, (_, at) => {
      const one = finding(`/old-${at}/`, { isRelative: true });
      const evidence = [{ kind: 'words', text: long, weight: 1 }];
      const suggestions = one.diagnosis.suggestions.map((page) => ({ ...page, evidence }));
      return { ...one, diagnosis: { ...one.diagnosis, suggestions } };
    });
    const told = Uri.joinPath(folderNamed().uri, 'netlify.toml');
    await workspace.fs.writeFile(told, new TextEncoder().encode('[build]\n'));
    await workspace.openTextDocument(told);
    const listPlace = { file: 'netlify.toml' as never, line: 1 };
    sessions.set(folderNamed(), result({ findings, listPlace }));
    await waitFor('diagnostics', () => shown().length === 5);
    const [rest, ...others] = languages.getDiagnostics(told).filter(({ source }) => source === 'Broken Backlinks');
    assert.deepEqual(others, []);
    assert.match(rest?.message ?? '', /^133 more broken pages of tidewater\.example, /);
    const actions = await waitFor('the way to the list', async () => {
      const all = await commands.executeCommand<readonly CodeAction[]>(
        'vscode.executeCodeActionProvider',
        told,
        new Range(0, 0, 0, 0),
      );
      return all.some(({ command }) => command?.command === 'brokenBacklinks.brokenPages.focus') && all;
    });
    assert.equal(actions.length, 1);
    const { start } = shown()[0]?.range ?? assert.fail('no diagnostic');
    const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri(), start);
    const own = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .filter((value) => value.includes('old'));
    assert.equal(own.length, 5);
    assert.ok(own.join('').length <= 2000, `${own.join('').length} characters`);
    await workspace.fs.delete(told);
  });

  it('go away with the finding', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/')] }));
    await waitFor('diagnostics', () => shown().length === 1);
    sessions.set(folderNamed(), result({ redirected: [finding('/setup/')] }));
    await waitFor('end of the diagnostics', () => shown().length === 0);
  });

  it('say on hover what is known', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/')] }));
    const { start } = shown()[0]?.range ?? assert.fail('no diagnostic');
    const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri(), start);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n')
      .replaceAll('\\', '')
      .replaceAll('&nbsp;', ' ');
    assert.match(text, /404 on 2026-10-02 \(index\)/);
    assert.match(text, /41 links · 12 domains · 9 dofollow · best: news\.example \(rank 512\) "how to set up"/);
    assert.match(text, /1\. \/notes\/ {1,2}\.97 {1,2}strong/);
  });
});
