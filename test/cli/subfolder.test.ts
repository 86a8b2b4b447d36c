import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenPath } from '../../src/io/repository/openRepository.ts';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

/** A site of each of these generators, at the top of a repository. */
const sites: Readonly<Record<string, { readonly config: Readonly<Record<string, string>>; readonly content: string }>> =
  {
    hugo: { config: { 'hugo.toml': 'baseURL = "https://x.example/"\n' }, content: 'content/docs' },
    mkdocs: { config: { 'mkdocs.yml': 'site_name: x\nsite_url: https://x.example/\n' }, content: 'docs' },
    docusaurus: {
      config: {
        'package.json': '{"dependencies":{"@docusaurus/core":"3.5.0","@docusaurus/preset-classic":"3.5.0"}}\n',
        'docusaurus.config.js':
          "module.exports = { title: 'x', url: 'https://x.example', baseUrl: '/', presets: [['classic', {}]] };\n",
      },
      content: 'docs',
    },
    jekyll: { config: { '_config.yml': 'url: https://x.example\n' }, content: 'docs' },
  };

const names = ['alpha', 'beta', 'gamma', 'delta'];

describe('a folder below the top of its repository', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const repository = (): TestRepository => {
    const created = gitRepository();
    folders.push(created.folder);
    return created;
  };
  const json = async (words: readonly string[]) => {
    const { out, err, code } = await runCommand([...words, '--format', 'json']);
    assert.equal(code, 0, err);
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  for (const [generator, { config, content }] of Object.entries(sites)) {
    it(`keeps every rename of a ${generator} site, also those into the folder`, async () => {
      const { folder, git, commit } = repository();
      const pages = Object.fromEntries(
        names.map((name) => [`${content}/${name}.md`, `---\ntitle: ${name}\n---\n${longPage(name)}`]),
      );
      commit({ ...config, ...pages, 'README.md': '# Top\n' });
      // Renamed at the top, then everything moved into the folder, then renamed within it.
      git('mv', `${content}/alpha.md`, `${content}/alpha-two.md`);
      commit({});
      mkdirSync(join(folder, 'website'));
      for (const path of new Set(
        [...Object.keys(config), ...Object.keys(pages)].map((path) => path.split('/')[0] ?? ''),
      )) {
        git('mv', path, `website/${path}`);
      }
      commit({});
      git('mv', `website/${content}/beta.md`, `website/${content}/beta-two.md`);
      git('mv', `website/${content}/gamma.md`, 'website/gamma-put-away.txt');
      commit({});
      const routes = await json(['routes', '--repo', folder]);
      assert.deepEqual(await json(['routes', '--repo', join(folder, 'website')]), routes);
      const url = (name: string) => String(routes.find((route) => String(route.url).includes(name))?.url);
      const asked = [
        url('alpha-two').replace('alpha-two', 'alpha'),
        url('beta-two').replace('beta-two', 'beta'),
        url('delta').replace('delta', 'gamma'),
        url('delta').replace('delta', 'invented-and-nowhere'),
      ];
      const top = await json(['explain', ...asked, '--repo', folder]);
      assert.deepEqual(await json(['explain', ...asked, '--repo', join(folder, 'website')]), top);
      assert.deepEqual(await json(['explain', ...asked, '--repo', join(folder, 'website', content)]), top);
      const codes = top.map(({ diagnosis }) => (diagnosis as { code: string }).code);
      // Jekyll makes a page of every text with front matter (https://jekyllrb.com/docs/pages/), whatever its ending.
      const putAway = generator === 'jekyll' ? 'moved' : 'removed';
      assert.deepEqual(codes, ['moved', 'moved', putAway, 'never-existed']);
    });
  }

  it('is itself the top where the repository around it ignores it', async () => {
    const { folder, commit } = repository();
    commit({ 'hugo.toml': 'baseURL = "https://x.example/"\n', 'content/a.md': '# A\n', '.gitignore': 'other/\n' });
    mkdirSync(join(folder, 'other', 'docs'), { recursive: true });
    writeFileSync(join(folder, 'other', 'mkdocs.yml'), 'site_name: x\n');
    const { out, err } = await runCommand(['routes', '--explain', '--repo', join(folder, 'other')]);
    assert.doesNotMatch(out + err, /Hugo/);
  });

  it('takes the folder of --root from the folder of --repo', async () => {
    const { folder, commit } = repository();
    commit({ 'web/site/hugo.toml': 'baseURL = "https://x.example/"\n', 'web/site/content/a.md': '# A\n' });
    const { out } = await runCommand(['routes', '--repo', join(folder, 'web'), '--root', 'site']);
    assert.match(out, /^\/a\/\tweb\/site\/content\/a\.md\tpage$/m);
  });
});

describe('a path that a user gives', () => {
  it('has backslashes on Windows alone', () => {
    assert.equal(givenPath('docs\\site', 'win32'), 'docs/site');
    assert.equal(givenPath('docs/site', 'win32'), 'docs/site');
    assert.equal(givenPath('docs\\site', 'linux'), 'docs\\site');
  });
});
