import assert from 'node:assert/strict';
import { type CompletionList, commands, type Diagnostic, type Hover, languages, Uri, window, workspace } from 'vscode';
import { activate, folderNamed } from '../support/extension.ts';
import { waitFor } from '../support/waitFor.ts';

/** `|` is where the cursor is. */
async function open(text: string) {
  const uri = Uri.joinPath(folderNamed().uri, '.broken-backlinks.json');
  await workspace.fs.writeFile(uri, Buffer.from(text.replace('|', '')));
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  // The text of an earlier test may still be open.
  await waitFor('text of the file', () => document.getText() === text.replace('|', ''));
  return { uri, document, position: document.positionAt(Math.max(0, text.indexOf('|'))) };
}

/** What the editor itself says of the file, which has no source, or is `json`. */
function problems(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source !== 'Broken Backlinks');
}

/** The labels that are offered, once the editor's JSON service has the schema. */
async function offered(text: string, expected: string): Promise<readonly string[]> {
  const { uri, position } = await open(text);
  return waitFor(`offer of ${expected}`, async () => {
    const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, position);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return (
      labels.some((label) => label.replaceAll('"', '') === expected) && labels.map((one) => one.replaceAll('"', ''))
    );
  });
}

describe('.broken-backlinks.json in the editor', () => {
  before(activate);
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const uri = Uri.joinPath(folderNamed().uri, '.broken-backlinks.json');
    await workspace.fs.delete(uri);
    await waitFor('end of its problems', () => problems(uri).length === 0);
  });

  it('is completed: its keys, without those that stand there, and the values of a key', async () => {
    const keys = await offered('{ "site": "https://example.org/", | }', 'deployedRef');
    for (const key of ['generator', 'root', 'pages', 'static', 'ignore', 'minimumDomains'])
      assert.ok(keys.includes(key), `${key} is not among ${keys.join(', ')}`);
    assert.ok(!keys.includes('site'), keys.join(', '));
    const generators = await offered('{ "generator": | }', 'hugo');
    for (const id of ['mkdocs', 'docusaurus', 'plain']) assert.ok(generators.includes(id), generators.join(', '));
    assert.ok(!generators.includes('wordpress'));
  });

  it('is explained where the mouse is', async () => {
    const { uri, position } = await open('{ "deploy|Days": 3 }');
    const text = await waitFor('explanation', async () => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
      const said = hovers.flatMap(({ contents }) => contents).map((one) => (typeof one === 'string' ? one : one.value));
      return said.length > 0 && said.join('\n');
    });
    assert.match(text, /A deploy takes no more days than this/);
  });

  const mistakes: readonly (readonly [text: string, at: string, saying: RegExp])[] = [
    ['{ "adress": "https://example.org/" }', '"adress"', /adress is not allowed/],
    ['{ "site": 3 }', '3', /Expected "string"/],
    ['{ "generator": "wordpress" }', '"wordpress"', /Valid values: .*"hugo"/],
    ['{ "minimumDomains": 0 }', '0', /minimum of 1/],
    ['{ "pages": { "a/*.md": 3 } }', '3', /Incorrect type|Matches a schema|Expected/],
    ['{ "static": "public" }', '"public"', /Expected "array"/],
    ['{ "site": "https://example.org/" ', '', /Expected comma or closing brace/],
  ];
  for (const [text, at, saying] of mistakes) {
    it(`is marked where it is wrong: ${text}`, async () => {
      const { uri, document } = await open(text);
      const says = (one: Diagnostic) => saying.test(one.message) && (at === '' || document.getText(one.range) === at);
      const found = waitFor(`problem at ${at}`, () => problems(uri).some(says));
      await found.catch((error: unknown) => {
        throw new Error(`${error} Only: ${problems(uri).map(({ message }) => message)}`);
      });
    });
  }

  it('is not marked where it is right, with comments and a comma at the end', async () => {
    const { uri } = await open('{ "adress": 1 }');
    await waitFor('problem', () => problems(uri).length > 0);
    const right = [
      '{',
      '  // What our visitors see.',
      '  "site": "https://example.org/docs/",',
      '  "generator": "hugo",',
      '  "pages": { "a/*.md": "/{path}/", "b/**": false, "c.md": ["/c/", "/see/"] },',
      '  "static": ["public"],',
      '  "ignore": ["/old-shop/**"],',
      '  "deployDays": 3,',
      '}',
      '',
    ].join('\n');
    await open(right);
    await waitFor('end of the problems', () => problems(uri).length === 0);
  });
});
