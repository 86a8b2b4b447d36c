import assert from 'node:assert/strict';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

// https://nextjs.org/docs/pages/building-your-application/routing/dynamic-routes: such a page answers where no file does.
describe('lost addresses that a pattern of the site takes', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const text = (name: string) => `export default () => (\n<p>${longPage(name)}</p>\n);\n`;
  const written = async (more: Readonly<Record<string, string>>) => {
    const repository = gitRepository();
    folders.push(repository.folder);
    const kept = { 'package.json': '{ "dependencies": { "next": "14.0.0" } }', 'vercel.json': '{}\n' };
    repository.commit({ ...kept, 'pages/index.js': text('home'), 'pages/docs/old.js': text('old'), ...more });
    repository.commit({ 'pages/docs/old.js': undefined, 'pages/docs/new.js': text('old') });
    const words = ['lost', '--repo', repository.folder, '--site', 'https://docs.invalid/', '--fix', 'safe'];
    return (await runCommand(words)).err;
  };

  it('are not written by --fix safe, as nobody saw them fail', async () => {
    assert.doesNotMatch(await written({ 'pages/docs/[slug].js': text('any') }), /→/);
  });

  it('are written where no pattern takes them', async () => {
    assert.match(await written({}), /\/docs\/old → \/docs\/new$/m);
  });

  const removed = (more: Readonly<Record<string, string>>) => {
    const repository = gitRepository();
    folders.push(repository.folder);
    repository.commit({
      'package.json': '{ "dependencies": { "next": "14.0.0" } }',
      'pages/index.js': text('home'),
      'pages/docs/old.js': text('old'),
      'pages/docs/[slug].js': text('any'),
      ...more,
    });
    repository.commit({ 'pages/docs/old.js': undefined });
    return async (...words: readonly string[]) => (await runCommand([...words, '--repo', repository.folder])).out;
  };

  it('are called neither broken nor fine where no page of the pattern is known', async () => {
    const run = removed({});
    const lost = await run('lost');
    assert.match(lost, /^0 lost addresses/m);
    assert.match(lost, /1 page is neither known to fail nor to answer \(the code of pages\/docs\/\[slug\]\.js decides/);
    const explained = await run('explain', '/docs/old', '/docs/never');
    assert.match(explained, /^\/docs\/old {2}removed$/m);
    assert.match(explained, /^\/docs\/never {2}unknown-past$/m);
    assert.equal(explained.match(/may be there all the same: the code of pages\/docs\/\[slug\]\.js/g)?.length, 2);
    assert.match(await run('routes', '--explain'), /^ {2}unknown {3}which pages there are at \/docs\/\[slug\]: /m);
  });

  it('are lost where pages of the pattern are known, and this is none of them', async () => {
    const run = removed({ 'pages/docs/other.js': text('other') });
    assert.match(await run('lost'), /^1 lost address/m);
    assert.doesNotMatch(await run('routes', '--explain'), /which pages there are/);
  });
});
