import assert from 'node:assert/strict';
import { type CodeAction, commands, Range, Uri, workspace } from 'vscode';
import { activate, folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';
import { waitFor } from '../support/waitFor.ts';

const uri = () => Uri.joinPath(folderNamed().uri, 'notes.md');

const decisionsUri = () => Uri.joinPath(folderNamed().uri, '.broken-backlinks-decisions');

async function decisions(): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(decisionsUri()));
}

async function forgetDecisions(): Promise<void> {
  await workspace.fs.delete(decisionsUri()).then(undefined, () => undefined);
}

/** The renderer knows a diagnostic a little later than the extension host, and cancels while others register. */
function actionsOn(line: number): Promise<readonly CodeAction[]> {
  return waitFor('quick fixes', async () => {
    try {
      const range = new Range(line, 0, line, 0);
      const all = await commands.executeCommand<readonly CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri(),
        range,
      );
      const ours = all.filter(({ title }) => /^(Redirect|Never suggest|Ignore) /.test(title));
      return ours.length > 0 && ours;
    } catch (error) {
      if (/Cancel/.test(String(error))) return undefined;
      throw error;
    }
  });
}

describe('quick fixes', () => {
  beforeEach(async () => {
    await workspace.openTextDocument(uri());
  });
  afterEach(async () => {
    (await activate()).sessions.drop(folderNamed());
    await forgetDecisions();
  });

  it('stand in the order of the core, then another page, then ignore', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/')] }));
    const actions = await actionsOn(0);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Redirect /setup/ to /notes/ (_redirects, 301)',
        'Redirect /setup/ to another page…',
        'Never suggest /notes/ for /setup/',
        'Ignore /setup/',
      ],
    );
    assert.deepEqual(
      actions.map(({ isPreferred }) => isPreferred ?? false),
      [true, false, false, false],
    );
  });

  it('are preferred only where the core says so', async () => {
    const { sessions } = await activate();
    const weak = finding('/setup/');
    const fixes = weak.fixes.map((fix) => ({ ...fix, isPreferred: false }));
    sessions.set(folderNamed(), result({ findings: [{ ...weak, fixes }] }));
    assert.ok((await actionsOn(0)).every(({ isPreferred }) => !isPreferred));
  });

  it('are offered for what stands on the line only', async () => {
    const { sessions } = await activate();
    sessions.set(folderNamed(), result({ findings: [finding('/setup/'), finding('/launch/')] }));
    const titles = (await actionsOn(0)).map(({ title }) => title);
    assert.ok(titles.includes('Ignore /setup/') && titles.includes('Ignore /launch/'), titles.join());
  });

  it('write an ignored address into the file of the folder, once, and take it back', async () => {
    const { sessions } = await activate();
    const about = { folder: folderNamed(), finding: finding('/setup/') };
    sessions.set(folderNamed(), result({ findings: [about.finding] }));
    await commands.executeCommand('brokenBacklinks.ignore', about);
    await commands.executeCommand('brokenBacklinks.ignore', about);
    assert.match(await decisions(), /^#[^\n]*\n\/setup\/ ignored\n$/);
    await commands.executeCommand('brokenBacklinks.stopIgnoring', about);
    assert.doesNotMatch(await decisions(), /ignored$/m);
  });

  it('write a page that was refused beside what was decided before', async () => {
    const { sessions } = await activate();
    const about = { folder: folderNamed(), finding: finding('/setup/') };
    sessions.set(folderNamed(), result({ findings: [about.finding] }));
    const decided = '/a ignored\n/z ignored\n';
    await workspace.fs.writeFile(decisionsUri(), new TextEncoder().encode(decided));
    // A test before may have left a document of this file; until the editor reloads it, the command refuses to write.
    await waitFor('the file in the editor', async () => {
      return (await workspace.openTextDocument(decisionsUri())).getText() === decided;
    });
    // On a busy machine the editor may reload the file in between: nothing is written then, or it is not saved, which is told.
    await waitFor('the page that was refused', async () => {
      await commands.executeCommand('brokenBacklinks.rejectPage', about);
      await (await workspace.openTextDocument(decisionsUri())).save();
      return (await decisions()) !== decided;
    });
    assert.equal(await decisions(), '/a ignored\n/setup/ rejected /notes/\n/z ignored\n');
  });
});
