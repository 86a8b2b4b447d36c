/** Who decides what: the command line, the configuration file, the editor, what is detected. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'mocha';
import { auditOptions, siteSetting } from '../../src/app/configuration.ts';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import { readSiteFile } from '../../src/core/configuration/siteFile.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) removeFolder(folder);
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function config(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const { out, err, code } = await runCommand(['config', '--repo', folderWith(files), ...words]);
  return { rows: out.trimEnd().split('\n'), err, code };
}

const mkdocs = { 'mkdocs.yml': 'site_name: x\nsite_url: https://x.example/\n', 'docs/index.md': '# Home\n' };

describe('the address in the configuration file', () => {
  const routesOf = async (files: Readonly<Record<string, string>>) => {
    const { out } = await runCommand(['routes', '--repo', folderWith(files)]);
    const explained = await runCommand(['routes', '--explain', '--repo', folderWith(files)]);
    return { urls: out.split('\n').map((line) => line.split('\t')[0]), explained: explained.out };
  };

  it('puts a site of Read the Docs below its language and version, and answers the note', async () => {
    const files = {
      '.readthedocs.yaml': 'version: 2\nsphinx:\n  configuration: docs/conf.py\n',
      'docs/conf.py': "project = 'x'\nextensions = []\n",
      'docs/index.rst': 'Home\n====\n',
    };
    const before = await routesOf(files);
    assert.ok(before.urls.includes('/index.html') || before.urls.includes('/'), before.urls.join());
    const [, advice = ''] = /such as (\{ "site": .* \})\./.exec(before.explained) ?? [];
    const { urls, explained } = await routesOf({ ...files, '.broken-backlinks.json': advice });
    assert.ok(
      urls.some((url) => url?.startsWith('/en/latest/')),
      urls.join(),
    );
    assert.doesNotMatch(explained, /which its configuration does not name/);
  });

  it('is that of each site beside whose configuration it lies', async () => {
    const files = {
      'a/mkdocs.yml': 'site_name: a\n',
      'a/docs/index.md': '# A\n',
      'a/.broken-backlinks.json': '{ "site": "https://a.example/" }',
      'b/mkdocs.yml': 'site_name: b\n',
      'b/docs/index.md': '# B\n',
      'b/.broken-backlinks.json': '{ "site": "https://b.example/" }',
    };
    const { explained } = await routesOf(files);
    assert.match(explained, /https:\/\/a\.example\/ \(a\/\.broken-backlinks\.json:1\)/);
    assert.match(explained, /https:\/\/b\.example\/ \(b\/\.broken-backlinks\.json:1\)/);
  });
});

describe('config', () => {
  it('says where each value comes from', async () => {
    const file = '{\n "site": "https://y.example/docs/",\n "minimumDomains": 3,\n "ignore": ["/a/**"]\n}\n';
    assert.deepEqual(await config({ ...mkdocs, '.broken-backlinks.json': file }, '--ignore', '/{b,c}/**,/d'), {
      rows: [
        'site\thttps://y.example/docs/\t.broken-backlinks.json:2',
        'generator\tmkdocs\tdetected: mkdocs.yml',
        'root\t\tdetected: mkdocs.yml',
        'minimumDomains\t3\t.broken-backlinks.json:3',
        'errorFromDomains\t10\tusual value',
        'ignore\t/{b,c}/**\tcommand line',
        'ignore\t/d\tcommand line',
        'ignore\t/a/**\t.broken-backlinks.json:4',
        'deployDays\t2\tusual value',
      ],
      err: '',
      code: 0,
    });
  });

  it('lets the command line go before the file, and the file before what is detected', async () => {
    const file = '{ "site": "https://y.example/", "generator": "hugo", "root": "web", "minimumDomains": 3 }';
    const files = { ...mkdocs, '.broken-backlinks.json': file, 'web/content/a.md': '# A\n' };
    assert.deepEqual((await config(files)).rows.slice(0, 3), [
      'site\thttps://y.example/\t.broken-backlinks.json:1',
      'generator\thugo\t.broken-backlinks.json:1',
      'root\tweb\t.broken-backlinks.json:1',
    ]);
    const flags = ['--site', 'https://z.example/', '--generator', 'mkdocs', '--root', '.', '--minimum-domains', '4'];
    assert.deepEqual((await config(files, ...flags)).rows.slice(0, 4), [
      'site\thttps://z.example/\tcommand line',
      'generator\tmkdocs\tcommand line',
      'root\t\tcommand line',
      'minimumDomains\t4\tcommand line',
    ]);
    assert.equal((await config(mkdocs)).rows[0], 'site\thttps://x.example/\tdetected: mkdocs.yml:2');
  });

  it('lists the mistakes and ends with 1', async () => {
    const file =
      '{\n "sites": "https://y.example/",\n "generator": "hugoo",\n "site": "nowhere",\n "ignore": ["{a,!(b)}"] }';
    const { err, code } = await config({ ...mkdocs, '.broken-backlinks.json': file });
    assert.equal(code, 1);
    assert.deepEqual(err.trimEnd().split('\n').sort(), [
      'error: .broken-backlinks.json:2: "sites" is not a known key of this file. Did you mean site?',
      'error: .broken-backlinks.json:3: No generator is called hugoo. Did you mean hugo?',
      'error: .broken-backlinks.json:4: nowhere is not an address; write one such as https://example.org/docs/.',
      'error: .broken-backlinks.json:5: {a,!(b)} is not a glob that can be used here.',
    ]);
  });

  it('names a mistake of the file where no site is found', async () => {
    const { err, code } = await config({ '.broken-backlinks.json': '{ "page": { "a.txt": "/a/" } }', 'a.txt': 'A' });
    assert.equal(code, 1);
    assert.match(err, /\.broken-backlinks\.json:1: "page" is not a known key of this file\. Did you mean pages\?/);
  });

  it('refuses a glob of the command line that cannot be followed', async () => {
    const { err, code } = await config(mkdocs, '--ignore', '{a,!(b)}');
    assert.deepEqual([code, err], [1, '--ignore takes paths, addresses and globs such as /old/**, not {a,!(b)}\n']);
  });

  it('takes the settings of the editor last, and adds up what is ignored', () => {
    const file = readSiteFile(
      '.broken-backlinks.json' as RepoPath,
      '{ "site": "https://f.example/", "errorFromDomains": 5, "ignore": ["/f"] }',
    );
    const editor = { site: 'https://e.example/', minimumDomains: 2, errorFromDomains: 7, ignore: ['/e'] };
    assert.equal(siteSetting({ files: [file], editor })?.value, 'https://f.example/');
    assert.equal(siteSetting({ files: [], editor })?.value, 'https://e.example/');
    const { minimumDomains, errorFromDomains, ignore } = auditOptions({ files: [file], editor }, defaultAuditOptions);
    assert.deepEqual(
      { minimumDomains, errorFromDomains, ignore },
      { minimumDomains: 2, errorFromDomains: 5, ignore: ['/f', '/e'] },
    );
  });
});
