import assert from 'node:assert/strict';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

// ArcadeData/arcadedb-docs@35eac57: 204 pages were taken out of git and into .gitignore, as a script makes them in each build.
describe('lost addresses whose files git ignores now', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const sites = {
    antora: {
      kept: {
        'docs/antora.yml': 'name: lantern\nversion: ~\n',
        'antora-playbook.yml': 'content:\n  sources:\n    - url: .\n      start_path: docs\n',
        'docs/modules/other/pages/index.adoc': '= Other\n',
      },
      old: 'docs/modules/ROOT/pages/wick.adoc',
      url: '/lantern/wick.html',
      ignored: 'docs/modules/ROOT/\n',
    },
    hugo: {
      kept: { 'hugo.toml': 'title = "Lantern"\n', 'content/kept.md': '# Kept\n' },
      old: 'content/reference/wick.md',
      url: '/reference/wick/',
      ignored: '# by a script\n/content/ref*/**\n!/content/reference/_index.md\n',
    },
  };
  for (const [generator, { kept, old, url, ignored }] of Object.entries(sites)) {
    const removed = (list: string) => {
      const repository = gitRepository();
      folders.push(repository.folder);
      repository.commit({ ...kept, [old]: `${longPage('old')}\n` });
      repository.commit({ [old]: undefined, '.gitignore': list });
      return async (...words: readonly string[]) => (await runCommand([...words, '--repo', repository.folder])).out;
    };

    it(`are neither broken nor fine: ${generator}`, async () => {
      const run = removed(ignored);
      const lost = await run('lost');
      assert.match(lost, /^0 lost addresses/m);
      assert.match(lost, /1 page is neither known to fail nor to answer \(git ignores \S+ now, where a build may make/);
      const explained = await run('explain', url);
      assert.match(explained, /removed$/m);
      assert.match(explained, /may be there all the same: git ignores /);
      assert.doesNotMatch(explained, /nothing replaced it/);
    });

    it(`are lost where git ignores other files: ${generator}`, async () => {
      assert.match(await removed('build/\n')('lost'), /^1 lost address/m);
    });
  }

  it('are neither broken nor fine where their folder is a repository of its own now', async () => {
    const { kept, old, url } = sites.hugo;
    const repository = gitRepository();
    folders.push(repository.folder);
    repository.commit({ ...kept, [old]: `${longPage('old')}\n` });
    const list = '[submodule "reference"]\n\tpath = content/reference\n\turl = ../reference.git\n';
    repository.commit({ [old]: undefined, '.gitmodules': list });
    const run = async (...words: readonly string[]) => (await runCommand([...words, '--repo', repository.folder])).out;
    assert.match(await run('lost'), /^0 lost addresses/m);
    const explained = await run('explain', url);
    assert.match(explained, /may be there all the same: content\/reference is a submodule, which may hold/);
    assert.doesNotMatch(explained, /nothing replaced it/);
  });

  it('are told anew when the list is changed', async () => {
    const { kept, old, url, ignored } = sites.hugo;
    const repository = gitRepository();
    folders.push(repository.folder);
    repository.commit({ ...kept, [old]: `${longPage('old')}\n` });
    repository.commit({ [old]: undefined });
    const explained = async () => (await runCommand(['explain', url, '--repo', repository.folder])).out;
    assert.doesNotMatch(await explained(), /git ignores/);
    repository.commit({ '.gitignore': ignored });
    assert.match(await explained(), /git ignores/);
  });
});
