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
});
