// One page is one finding and one fix, over all its spellings; the kinds are those that links in pages, mails and feeds
// have (issue "Never green when it is not, never red when it is fine", item 9).
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeUrl, urlPath } from '../../src/core/paths.ts';
import type { AuditResult } from '../../src/core/report/findings.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

/** All of them mean `/docs/setup/`. */
const spellings = [
  '/docs/setup/',
  '/docs/setup',
  '/docs/setup/index.html',
  '/docs/setup.html',
  '/Docs/Setup/',
  '/docs/setup/?amp=1',
  '/docs/setup/&amp;utm_source=feed',
  '/docs/setup/)',
  '/docs/setup,',
  '/docs/setup/.',
  '/docs/setup/%E2%80%A6',
  '/docs/setup/%20',
  '/docs/setup/%22',
  '/docs/setup/amp/',
  '/docs/setup/feed/',
  '/https://docs.invalid/docs/setup/',
];
const others = ['/docs/other/', '/docs/setup-guide/'];

interface Host {
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  readonly content: string;
  /** Those that a rule for `/docs/setup/` answers as well, by the host's documentation. */
  readonly covered: readonly string[];
  /** Those with signs that we do not write into its language; each is named, and stays a finding. */
  readonly refused: readonly string[];
}

const hosts: Readonly<Record<string, Host>> = {
  // https://docs.netlify.com/routing/redirects/redirect-options/: with or without the trailing slash, whatever the query.
  netlify: {
    files: {
      'mkdocs.yml': 'site_name: x\nsite_url: https://docs.invalid/\n',
      'docs/_redirects': '/a/ /docs/new/ 301\n',
    },
    file: 'docs/_redirects',
    content: 'docs/docs',
    covered: ['/docs/setup', '/docs/setup/?amp=1'],
    refused: [],
  },
  // https://nginx.org/en/docs/http/ngx_http_core_module.html#location: `=` is this path and no other.
  nginx: {
    files: {
      'mkdocs.yml': 'site_name: x\nsite_url: https://docs.invalid/\n',
      'nginx.conf':
        'http {\n  server {\n    server_name docs.invalid;\n    location = /a/ { return 301 /docs/new/; }\n  }\n}\n',
    },
    file: 'nginx.conf',
    content: 'docs/docs',
    covered: ['/docs/setup/?amp=1'],
    refused: ['/docs/setup/&amp;utm_source=feed', '/docs/setup/%22'],
  },
};

describe('the spellings of one page', () => {
  const folders: string[] = [];
  after(() => folders.forEach(removeFolder));

  for (const [name, { files, file, content, covered, refused }] of Object.entries(hosts)) {
    it(`are one finding and one fix on ${name}`, async () => {
      const { folder, commit } = gitRepository();
      folders.push(folder);
      const other = { [`${content}/other.md`]: longPage('other'), [`${content}/setup-guide.md`]: longPage('guide') };
      commit({ ...files, [`${content}/setup.md`]: longPage('setup'), [`${content}/index.md`]: '# Docs\n', ...other });
      commit({ [`${content}/setup.md`]: undefined, [`${content}/new.md`]: `${longPage('setup')}More.\n` });
      const source = join(mkdtempSync(join(tmpdir(), 'spellings-')), 'answer.json');
      folders.push(join(source, '..'));
      const rows = spellings.map((path, at) => pageRow(path, {}, { backlinks: at + 1, referring_domains: 2 }));
      writeFileSync(source, savedBody([...rows, ...others.map((path) => pageRow(path))]));
      const audit = async (...words: string[]) =>
        runCommand(['audit', '--repo', folder, '--source', source, '--no-recheck', ...words]);
      const { out } = await audit('--format', 'json');
      const { findings, fine } = JSON.parse(out) as AuditResult;
      assert.equal(fine.length, 2);
      assert.deepEqual(
        findings.map(({ diagnosis }) => diagnosis.path),
        ['/docs/setup/'],
      );
      const [finding] = findings;
      assert.equal(finding?.diagnosis.code, 'moved');
      assert.equal(finding?.broken.backlinks, (spellings.length * (spellings.length + 1)) / 2);
      assert.equal(finding?.broken.referringDomains, 2);
      const told = new Map(finding?.broken.spellingLinks?.map(({ url, backlinks }) => [url, backlinks]));
      for (const [at, path] of spellings.entries()) assert.equal(told.get(`http://docs.invalid${path}`), at + 1, path);
      const text = await audit();
      assert.match(text.out, /^ +16 spellings: .*, and 10 more$/m);
      const { err } = await audit('--fix', 'safe');
      const written = err.split('\n').flatMap((line) => (line.startsWith(`${file}: `) ? [line.split(' ')[1]] : []));
      const needed = spellings
        .filter((path) => ![...covered, ...refused].includes(path))
        .map((path) => encodeUrl(urlPath(path)));
      assert.deepEqual(written.sort(), [...new Set(needed)].sort());
      const isNamed = (path: string) => err.includes(`${encodeUrl(urlPath(path))}: not redirected. `);
      assert.deepEqual(spellings.filter(isNamed), refused);
      const again = JSON.parse((await audit('--format', 'json')).out) as AuditResult;
      const left = again.findings.flatMap(({ broken }) => broken.spellings);
      assert.deepEqual(left.sort(), refused.map((path) => `http://docs.invalid${path}`).sort());
    });
  }
});
