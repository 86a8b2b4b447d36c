// How the command line behaves beside what it says: help, version, width, what is left after fixes, what is piped in.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commandList.ts';
import { programVersion } from '../../src/io/http/userAgent.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

describe('the command line', () => {
  const folders: string[] = [];
  let folder: string;
  before(() => {
    const repository = gitRepository();
    folder = repository.folder;
    folders.push(folder);
    repository.commit({
      'mkdocs.yml': 'site_name: x\nsite_url: https://docs.invalid/\n',
      'docs/index.md': '# Home\n',
      'docs/_redirects': '/x/ / 301\n',
      'docs/setup.md': longPage('setup'),
      'docs/gone.md': longPage('gone'),
    });
    const gone = { 'docs/setup.md': undefined, 'docs/gone.md': undefined };
    repository.commit({ ...gone, 'docs/install.md': `${longPage('setup')}More.\n` });
  });
  after(() => {
    for (const each of folders) removeFolder(each);
  });
  const saved = (...paths: readonly string[]) => {
    const place = mkdtempSync(join(tmpdir(), 'manners-'));
    folders.push(place);
    writeFileSync(join(place, 'a.json'), savedBody(paths.map((path) => pageRow(path))));
    return ['--repo', folder, '--no-recheck', '--source', join(place, 'a.json')];
  };
  const reset = () => writeFileSync(join(folder, 'docs/_redirects'), '/x/ / 301\n');

  for (const { name } of commands) {
    it(`knows -h and --version behind ${name}`, async () => {
      const help = await runCommand([name, '--help']);
      assert.deepEqual(await runCommand([name, '-h']), help);
      assert.deepEqual(await runCommand([name, '--version']), { code: 0, out: `${programVersion}\n`, err: '' });
    });
  }
  it('knows -h and --version alone', async () => {
    assert.deepEqual(await runCommand(['-h']), await runCommand(['--help']));
    assert.equal((await runCommand(['--version'])).out, `${programVersion}\n`);
  });

  it('fits its rows to the terminal, and cuts nothing elsewhere', async () => {
    const words = ['audit', ...saved('/setup/', '/gone/')];
    const rows = (out: string) => out.split('\n').filter((line) => /^ *\d+ links {2}/.test(line));
    for (const width of [60, 80, 120]) {
      const { out } = await runCommand(words, { width });
      assert.equal(rows(out).length, 2);
      for (const line of rows(out)) assert.ok(line.length <= width, line);
    }
    const whole = rows((await runCommand(words)).out);
    assert.ok(whole.some((line) => line.length > 80 && !line.includes('…')));
  });

  it('ends when it is told to, also where it waits for what never comes', async function () {
    // There, a signal ends a process without asking it.
    if (process.platform === 'win32') this.skip();
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const child = spawn(process.execPath, [main, 'explain', '-', '--repo', folder], { stdio: 'pipe' });
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const ended = new Promise<readonly unknown[]>((done) => child.on('exit', (...how) => done(how)));
    // So many lines are answered at a time; standard input stays open behind them.
    child.stdin.write('/setup/\n'.repeat(500));
    await new Promise((done) => child.stdout.once('data', done));
    child.stdout.resume();
    child.kill('SIGINT');
    assert.deepEqual(await ended, [1, null]);
    assert.match(err, /^Cancelled[.;] /m);
  });

  it('ends by what is left after the fixes', async () => {
    try {
      const all = await runCommand(['audit', ...saved('/setup/'), '--fix', 'safe']);
      assert.match(all.err, /^docs\/_redirects: \/setup\/ → \/install\/\nNo finding is left\.$/m);
      assert.equal(all.code, 0);
      reset();
      const one = await runCommand(['audit', ...saved('/setup/', '/gone/'), '--fix', 'safe']);
      assert.match(one.err, /^1 finding is left\.$/m);
      assert.equal(one.code, 2);
      reset();
      const json = await runCommand(['audit', ...saved('/setup/', '/gone/'), '--fix', 'safe', '--format', 'json']);
      const { version, written, counts, costMicros, isStored, outcome } = JSON.parse(json.out);
      assert.deepEqual(written, [{ file: 'docs/_redirects', from: '/setup/', to: '/install/', status: 301 }]);
      assert.deepEqual([version, costMicros, isStored, outcome, counts.findings], [1, 0, true, 'findings', 2]);
      assert.equal(json.code, 2);
    } finally {
      reset();
    }
  });

  // bigskysoftware/htmx@b345984bee: a site of Eleventy whose host no file tells; here its data may move any page.
  it('says of a sure target why no redirect to it can be written', async () => {
    const repository = gitRepository();
    folders.push(repository.folder);
    const text = longPage('locality');
    const computed = { '_data/eleventyComputed.js': 'module.exports = { permalink: (data) => data.permalink };\n' };
    const config = { 'eleventy.config.js': 'module.exports = {};\n', ...computed };
    repository.commit({ ...config, 'index.md': '# Home\n', 'locality.md': text });
    repository.commit({ 'locality.md': undefined, 'essays/locality.md': text });
    const [, , ...source] = saved('/locality/');
    const words = ['audit', '--repo', repository.folder, '--site', 'https://docs.invalid/', ...source, '--fix', 'safe'];
    const { out, err } = await runCommand(words);
    assert.match(out, /→ \/essays\/locality\/ .*; no redirect format of this site can write it$/m);
    assert.match(err, /^1 finding is left\.$/m);
  });

  it('answers piped addresses, and says which lines are none of the site', async () => {
    const stdin =
      '\ufeffpage,links\r\n# old ones\r\n\r\n/setup/\r\nhttps://docs.invalid/gone/\r\nhttps://else.invalid/x/\r\n';
    const { out, err, code } = await runCommand(['explain', '-', '--repo', folder], { stdin });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ version, url, diagnosis }) => [version, url, diagnosis.code]),
      [
        [1, '/setup/', 'moved'],
        [1, 'https://docs.invalid/gone/', 'removed'],
      ],
    );
    assert.match(err, /^standard input, line 1: page,links is not an address\. Write a path such as /m);
    assert.match(err, /^standard input, line 6: https:\/\/else\.invalid\/x\/ is not an address of docs\.invalid\. /m);
    assert.equal(code, 1);
  });
  it('answers the first addresses before the last are there', async () => {
    let isEnded = false;
    const outs: boolean[] = [];
    async function* input() {
      yield `${Array.from({ length: 500 }, (_, i) => `/p${i}/`).join('\n')}\n/la`;
      isEnded = true;
      yield 'st/\n';
    }
    const out = () => void outs.push(isEnded);
    const { code } = await runCommand(['explain', '-', '--repo', folder], { input, out });
    assert.equal(code, 0);
    assert.equal(outs.length, 501);
    assert.deepEqual([outs[0], outs[499], outs[500]], [false, false, true]);
  });
  it('shows the same diagnosis in explain and audit', async () => {
    const audited = JSON.parse((await runCommand(['audit', ...saved('/setup/'), '--format', 'json'])).out);
    const explained = JSON.parse((await runCommand(['explain', '/setup/', '--repo', folder, '--format', 'json'])).out);
    assert.deepEqual(explained.diagnosis, audited.findings[0].diagnosis);
  });
});
