import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { commands, type Disposable, Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import { activate, folderNamed } from '../support/extension.ts';
import { waitFor } from '../support/waitFor.ts';

const files = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  'content/guides/power.md': '---\ntitle: Power\naliases: [/old/]\n---\nWords about power.\n',
  'static/_redirects': '/b /guides/power/ 301\n',
};
const uriOf = (file: string) => Uri.joinPath(folderNamed().uri, ...file.split('/'));
const page = uriOf('content/guides/power.md');

async function insert(uri: Uri, line: number, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(line, 0), text);
  await workspace.applyEdit(edit);
}

/** Changes within so short a time are one burst, see `workingTree.ts`. */
const burstMilliseconds = 300;

/** Longer than a burst of changes needs to settle and be looked at. */
const settled = () => setTimeout(2500);

describe('what is shown is judged again', () => {
  let judgements = 0;
  let listening: Disposable | undefined;

  before(async () => {
    for (const [file, text] of Object.entries(files)) {
      await workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
    }
    const { sessions } = await activate();
    await commands.executeCommand('brokenBacklinks.checkRedirects');
    listening = sessions.onDidReview(() => judgements++);
    // On a busy machine the last of the check may come late.
    do {
      judgements = 0;
      await settled();
    } while (judgements > 0);
  });
  beforeEach(() => {
    judgements = 0;
  });
  after(async () => {
    listening?.dispose();
    await commands.executeCommand('workbench.action.files.revert');
    (await activate()).sessions.drop(folderNamed());
    for (const name of ['hugo.toml', 'content', 'static']) {
      await workspace.fs.delete(uriOf(name), { recursive: true });
    }
  });

  it('never for prose, typed, saved or written by another program', async () => {
    const document = await workspace.openTextDocument(page);
    for (let word = 0; word < 12; word++) {
      await insert(page, document.lineCount - 1, 'More words. ');
      await setTimeout(100);
    }
    await settled();
    await document.save();
    await settled();
    await workspace.fs.writeFile(
      uriOf('content/guides/power.md'),
      new TextEncoder().encode(`${document.getText()}\nMore.\n`),
    );
    await settled();
    assert.equal(judgements, 0);
  });

  it('once for a burst of changes to the front matter', async () => {
    await workspace.openTextDocument(page);
    // On a busy machine three changes may take longer than a burst lasts: they are made again then.
    for (let attempt = 0, isBurst = false; !isBurst && attempt < 5; attempt++) {
      judgements = 0;
      const began = performance.now();
      for (const alias of ['one', 'two', 'three']) await insert(page, 2, `x-${alias}-${attempt}: 1\n`);
      isBurst = performance.now() - began < burstMilliseconds;
      await waitFor('a judgement', () => judgements > 0);
      await settled();
    }
    assert.equal(judgements, 1);
    await (await workspace.openTextDocument(page)).save();
    await settled();
    assert.equal(judgements, 1, 'saving what was judged');
  });

  it('once for a change of a redirect file', async () => {
    const rules = uriOf('static/_redirects');
    await workspace.openTextDocument(rules);
    await insert(rules, 0, '/c /guides/power/ 301\n');
    await waitFor('a judgement', () => judgements > 0);
    await settled();
    assert.equal(judgements, 1);
    await (await workspace.openTextDocument(rules)).save();
  });
});
