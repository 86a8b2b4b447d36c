import assert from 'node:assert/strict';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

// https://github.com/mkdocs/mkdocs-redirects: MkDocs does not start where a plugin is named that is not installed.
describe('a lost address whose redirect needs a step before', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const site = (plugins: string) => {
    const repository = gitRepository();
    folders.push(repository.folder);
    const page = `# Old\n\n${longPage('old')}\n`;
    repository.commit({ 'mkdocs.yml': `site_name: x\n${plugins}`, 'docs/index.md': '# Home\n', 'docs/old.md': page });
    repository.commit({ 'docs/old.md': undefined, 'docs/new.md': page });
    return (...words: readonly string[]) => runCommand(['lost', '--repo', repository.folder, ...words]);
  };

  it('says which, as --fix safe leaves it', async () => {
    const run = site('');
    const { out } = await run('--fix', 'safe');
    assert.match(
      out,
      /not write it before this is done: Run `pip install mkdocs-redirects` where the site is built\.$/m,
    );
  });

  for (const [form, plugins] of [
    ['a list', 'plugins:\n  - search\n  - redirects\n'],
    ['a map', 'plugins:\n  search:\n  redirects:\n'],
  ] as const) {
    it(`needs none where the plugin is named in ${form}`, async () => {
      const { out, err } = await site(plugins)('--fix', 'safe');
      assert.doesNotMatch(out, /before this is done/);
      assert.match(err, /^mkdocs\.yml: \/old\/ → \/new\/$/m);
    });
  }

  it('is offered in Sphinx as well, where nothing names the extension', async () => {
    const repository = gitRepository();
    folders.push(repository.folder);
    const page = `Old\n===\n\n${longPage('old')}\n`;
    repository.commit({
      'docs/conf.py': "extensions = ['sphinx.ext.autodoc']\n",
      'docs/index.rst': 'H\n=\n',
      'docs/old.rst': page,
    });
    repository.commit({ 'docs/old.rst': undefined, 'docs/new.rst': page, 'docs/apart.rst': 'Apart\n=====\n' });
    repository.commit({ 'docs/apart.rst': undefined });
    const { out } = await runCommand(['lost', '--repo', repository.folder, '--fix', 'safe']);
    assert.match(
      out,
      /not write it before this is done: Run `pip install sphinx-reredirects` where the site is built\.$/m,
    );
    // That it has no other status is nothing to a site that does not use it.
    assert.match(out, /\/apart\.html .* leave it(?:;|$)/m);
  });
});
