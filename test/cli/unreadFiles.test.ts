// Nothing is written over what could not be read: it may be the very decision or rule against it.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const page = 'content/new.md';
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('what cannot be read', () => {
  const { folder, commit } = gitRepository();
  const answer = join(folder, '.git', 'answer.json');
  before(() => {
    commit({ 'hugo.toml': 'baseURL = "http://docs.invalid/"\n', 'content/old.md': longPage('tide') });
    commit({ 'content/old.md': undefined, [page]: longPage('tide') });
    writeFileSync(answer, savedBody([pageRow('/old/')]));
  });
  after(() => removeFolder(folder));

  const fixed = async (file: string, content: string | Buffer) => {
    writeFileSync(join(folder, file), content);
    const before = readFileSync(join(folder, page), 'utf8');
    const ran = await runCommand(['audit', '--repo', folder, '--no-recheck', '--fix', 'safe', '--source', answer]);
    const isWritten = readFileSync(join(folder, page), 'utf8') !== before;
    writeFileSync(join(folder, page), before);
    rmSync(join(folder, file));
    return { ...ran, isWritten };
  };

  it('is nothing in a whole site: the redirect is written', async () => {
    assert.ok((await fixed('.broken-backlinks-decisions', '/other/ ignored\n')).isWritten);
  });
  it('keeps a redirect from being written where it holds decisions', async () => {
    const { isWritten, out } = await fixed('.broken-backlinks-decisions', utf16('/old/ ignored\n'));
    assert.ok(!isWritten);
    assert.match(out, /decisions was not read/);
  });
  it('keeps it for the address of a line nobody understands, and for no other', async () => {
    assert.ok(!(await fixed('.broken-backlinks-decisions', '/old/ ignord\n')).isWritten);
    assert.ok((await fixed('.broken-backlinks-decisions', '/other/ ignord\n')).isWritten);
  });
  it('stays as it is where it is the page itself, and is offered no second time', async () => {
    const [text, ran] = [
      readFileSync(join(folder, page)),
      ['audit', '--repo', folder, '--no-recheck', '--fix', 'safe'],
    ];
    writeFileSync(join(folder, page), Buffer.concat([text, Buffer.from('caf\xe9\n', 'latin1')]));
    const { err, out } = await runCommand([...ran, '--source', answer]);
    writeFileSync(join(folder, page), text);
    assert.match(err, /not redirected\. content\/new\.md was not changed: Byte E9/);
    assert.doesNotMatch(out, /Next: broken-backlinks audit --fix safe/);
  });
  it('is named where the address of the site is looked for in vain', async () => {
    const config = readFileSync(join(folder, 'hugo.toml'), 'utf8');
    writeFileSync(join(folder, 'hugo.toml'), utf16(config));
    const wide = await runCommand(['audit', '--repo', folder, '--no-recheck', '--source', answer]);
    const total = await runCommand(['summary', '--repo', folder]);
    writeFileSync(join(folder, 'hugo.toml'), config);
    for (const { err } of [wide, total]) {
      assert.match(err, /hugo\.toml was not read: it is not text/);
      assert.match(err, /names no address on the web/);
    }
  });
  it('keeps it where it holds redirects', async () => {
    const { isWritten, out } = await fixed('netlify.toml', utf16('[[redirects]]\nfrom = "/old/"\nto = "/"\n'));
    assert.ok(!isWritten);
    assert.match(out, /netlify\.toml:1 may redirect it, the file cannot be read/);
  });
});
