// Which site the settings of the editor mean, where detection is wrong and no file of the repository says.
import assert from 'node:assert/strict';
import { openWorkspace } from '../../src/app/workspace.ts';
import { gitRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const mkdocs = (address: string) => `site_name: x\nsite_url: ${address}\n`;
const task = { progress: { report: () => undefined }, signal: new AbortController().signal };

describe('the site that the editor settings name', () => {
  const { folder, commit } = gitRepository();
  before(() => {
    commit({
      'blog/mkdocs.yml': mkdocs('https://blog.invalid/'),
      'blog/docs/index.md': '# Blog\n',
      'manual/mkdocs.yml': mkdocs('https://docs.invalid/'),
      'manual/docs/index.md': '# Manual\n',
    });
  });
  after(() => removeFolder(folder));

  const opened = async (editor: { readonly generator?: string; readonly root?: string }) => {
    const found = await openWorkspace({ folder, editor, now: '2026-10-01T00:00:00Z' }, task);
    assert.ok(found.ok, found.ok ? '' : found.failure.message);
    const { sites, chosenBy } = found.value;
    const [{ detected, notes }] = sites;
    return { generator: detected.generator, root: detected.root, chosenBy, notes: notes.map(({ message }) => message) };
  };

  it('is read, and they are said to have named it', async () => {
    const { generator, root, chosenBy } = await opened({ root: 'manual' });
    assert.deepEqual([generator, root, chosenBy.root], ['mkdocs', 'manual', { kind: 'editor' }]);
  });
  it('is the one that is detected where they name what there is not, which is told', async () => {
    const { root, notes } = await opened({ generator: 'mkdoc', root: '../elsewhere' });
    assert.equal(root, 'blog');
    assert.deepEqual(notes.slice(-2), [
      'brokenBacklinks.generator: no generator is called mkdoc. Did you mean mkdocs?',
      'brokenBacklinks.root: ../elsewhere is not a folder of the repository.',
    ]);
  });
  it('is the one that a file of the repository names, before theirs', async () => {
    commit({ '.broken-backlinks.json': '{ "root": "blog" }\n' });
    const { root, chosenBy } = await opened({ root: 'manual' });
    assert.deepEqual([root, chosenBy.root?.kind], ['blog', 'file']);
  });
});
