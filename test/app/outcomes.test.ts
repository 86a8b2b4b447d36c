// The rows of `test/fixtures/outcomes/rows.txt`, beside those of `test/cli/outcomes.test.ts`, which need a live site or odd answers.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const text = readFileSync(new URL('../fixtures/outcomes/rows.txt', import.meta.url), 'utf8');
const rows = text
  .slice(text.indexOf('\nrows '))
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(' | ').map((cell) => cell.trim()));

const groups = ['findings', 'redirected', 'fine', 'cannotTell', 'ignored', 'leftOut'];
const redirects = '/moved/ /guide/setup/ 301\n';

describe('an audit ends', () => {
  const folders: string[] = [];
  let folder: string;
  before(() => {
    const repository = gitRepository();
    folder = repository.folder;
    folders.push(folder);
    repository.commit({
      'mkdocs.yml': 'site_name: Docs\nsite_url: https://docs.invalid/\n',
      'docs/index.md': '# Docs\n',
      'docs/_redirects': redirects,
      'docs/guide/setup.md': longPage('setting up'),
      'docs/old/page.md': longPage('cables'),
      'docs/gone/page.md': longPage('harbours'),
    });
    const gone = { 'docs/old/page.md': undefined, 'docs/gone/page.md': undefined };
    repository.commit({ ...gone, 'docs/new/page.md': `${longPage('cables')}More.\n` });
  });
  after(() => {
    for (const each of folders) removeFolder(each);
  });
  for (const [asked = '', options = '', code, counts, says = ''] of rows) {
    it(`with ${code} for ${asked} ${options}`, async () => {
      const place = mkdtempSync(join(tmpdir(), 'rows-'));
      folders.push(place);
      const pages = asked.split(' ').map((word) => {
        const [, path = '', status] = /^(.*?)(?:=(\d{3}))?$/.exec(word) ?? [];
        return pageRow(path, status === undefined ? {} : { status_code: Number(status) });
      });
      writeFileSync(join(place, 'rows.json'), savedBody(pages));
      writeFileSync(join(folder, 'docs/_redirects'), redirects);
      const words = ['audit', '--repo', folder, '--no-recheck', '--source', join(place, 'rows.json')];
      const given = options === '' ? [] : options.split(' ');
      const isFixing = given.includes('--fix');
      const json = await runCommand([
        ...words,
        ...given.filter((word) => !/^(?:--fix|safe)$/.test(word)),
        '--format',
        'json',
      ]);
      const result = JSON.parse(json.out);
      assert.equal(groups.map((group) => result[group].length).join(' '), counts);
      const ran = await runCommand([...words, ...given]);
      assert.equal(ran.code, Number(code), ran.out + ran.err);
      if (!isFixing) assert.equal(json.code, ran.code);
      assert.ok((ran.out + ran.err).includes(says), `${ran.out}${ran.err}`);
    });
  }
});
