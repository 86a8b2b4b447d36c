import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

// Sites whose generator copies no folder as it is, on a host of files: a page that leads on is all that can be written.
describe('a lost address of a site that copies no folder', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const page = `---\ntitle: Old\n---\n${longPage('old')}\n`;
  const sites = {
    eleventy: {
      kept: { 'eleventy.config.js': "module.exports = () => ({ dir: { input: 'src' } });", 'src/index.md': '# Home' },
      old: 'src/old.md',
      now: 'src/guides/new.md',
      written: 'src/old/index.html',
      front:
        '---\npermalink: /old/index.html\nlayout: false\neleventyExcludeFromCollections: true\n---\n<!doctype html>',
      to: '/guides/new/',
    },
    hexo: {
      kept: {
        '_config.yml': 'url: https://docs.invalid/\ntheme: false\n',
        'package.json': '{ "dependencies": { "hexo": "7.3.0" } }',
        'source/_posts/2020-01-02-a.md': '# A',
      },
      old: 'source/old/index.md',
      now: 'source/guides/new/index.md',
      written: 'source/old/index.html',
      front: '---\nlayout: false\nsitemap: false\n---\n<!doctype html>',
      to: '/guides/new/',
    },
    // https://www.bridgetownrb.com/docs/static-files: what has no front matter is copied
    bridgetown: {
      kept: { 'config/initializers.rb': 'Bridgetown.configure do\nend\n', 'src/index.md': '---\ntitle: Home\n---\n' },
      old: 'src/old.md',
      now: 'src/guides/new.md',
      written: 'src/old/index.html',
      front: '<!doctype html>',
      to: '/guides/new/',
    },
  };
  it('is left where computed data of the site may move that page', async () => {
    const { kept, old, now } = sites.eleventy;
    const repository = gitRepository();
    folders.push(repository.folder);
    const computed = {
      'src/_data/eleventyComputed.js': 'module.exports = { permalink: (data) => data.page.fileSlug };',
    };
    repository.commit({ ...kept, ...computed, [old]: `---\npermalink: /old/\n---\n${longPage('old')}\n` });
    repository.commit({ [old]: undefined, [now]: page });
    const { err } = await runCommand(['lost', '--fix', 'safe', '--repo', repository.folder]);
    assert.doesNotMatch(err, /→/);
  });

  for (const [generator, { kept, old, now, written, front, to }] of Object.entries(sites)) {
    it(`is led on by a page of its own, which is no page to lead to: ${generator}`, async () => {
      const repository = gitRepository();
      folders.push(repository.folder);
      repository.commit({ ...kept, [old]: page });
      repository.commit({ [old]: undefined, [now]: page });
      const run = (...words: readonly string[]) => runCommand([...words, '--repo', repository.folder]);
      const { err } = await run('lost', '--fix', 'safe');
      assert.match(err, new RegExp(`^${written}: /old/ → ${to}$`, 'm'));
      assert.ok(readFileSync(join(repository.folder, written), 'utf8').startsWith(front));
      assert.match((await run('lost')).out, /^Every address that this repository published is answered now\.$/m);
      assert.equal((await run('redirects', '--check')).out, '');
      assert.match((await run('explain', '/old/')).out, new RegExp(`redirected[\\s\\S]*${to}`));
    });
  }
});
