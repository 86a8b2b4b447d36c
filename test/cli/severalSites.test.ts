// Several sites in one repository: rows go to the site that they belong to, and what was not asked about is named.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { commands } from '../../src/cli/commandList.ts';
import type { AuditResult } from '../../src/core/report/findings.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const mkdocs = (address: string) => `site_name: x\nsite_url: ${address}\n`;

describe('several sites in one repository', () => {
  const folders: string[] = [];
  let folder: string;
  before(() => {
    const repository = gitRepository();
    folder = repository.folder;
    folders.push(folder);
    const setup = { 'blog/docs/setup.md': longPage('setup'), 'manual/docs/setup.md': longPage('other setup') };
    repository.commit({
      'blog/mkdocs.yml': mkdocs('https://blog.invalid/'),
      'blog/docs/index.md': '# Blog\n',
      'manual/mkdocs.yml': mkdocs('https://docs.invalid/'),
      'manual/docs/index.md': '# Manual\n',
      ...setup,
    });
    repository.commit({
      'blog/docs/setup.md': undefined,
      'blog/docs/start.md': `${longPage('setup')}More.\n`,
      'manual/docs/setup.md': undefined,
      'manual/docs/install.md': `${longPage('other setup')}More.\n`,
    });
  });
  after(() => {
    for (const each of folders) removeFolder(each);
  });
  const audit = async (urls: readonly string[], ...words: readonly string[]) => {
    const saved = mkdtempSync(join(tmpdir(), 'several-'));
    folders.push(saved);
    writeFileSync(join(saved, 'a.json'), savedBody(urls.map((url) => pageRow(url))));
    const source = ['--source', join(saved, 'a.json')];
    const told = await runCommand(['audit', '--repo', folder, '--no-recheck', ...source, ...words]);
    const json = await runCommand(['audit', '--repo', folder, '--no-recheck', ...source, ...words, '--format', 'json']);
    return { ...told, result: json.code === 1 ? undefined : (JSON.parse(json.out) as AuditResult) };
  };
  const targets = (result: AuditResult | undefined) =>
    result?.findings.map(({ broken, diagnosis }) => `${broken.url} ${diagnosis.suggestions[0]?.url}`).sort();

  it('are all audited by one file of rows, each row by its own site', async () => {
    const { result, out, code } = await audit(['https://blog.invalid/setup/', 'https://docs.invalid/setup/']);
    assert.deepEqual(targets(result), ['https://blog.invalid/setup/ /start/', 'https://docs.invalid/setup/ /install/']);
    assert.deepEqual(result?.leftOut, []);
    assert.match(out, /blog\.invalid\/setup\/ .*→ \/start\//);
    assert.match(out, /docs\.invalid\/setup\/ .*→ \/install\//);
    assert.equal(code, 2);
  });
  // Cap-go/website at 7ec44b7b6b: apps/web and apps/docs are both built for the top of capgo.app, whose routes send /docs*
  // to the second; its redirects lead from /docs/tooling/cli/ to /docs/cli/.
  it('are told apart by the folders in which they publish where they share a host', async () => {
    const repository = gitRepository();
    folders.push(repository.folder);
    const pages = Object.fromEntries(['a', 'b', 'c'].map((name) => [`web/docs/${name}.md`, `# ${name}\n`]));
    repository.commit({
      ...pages,
      'web/mkdocs.yml': mkdocs('https://one.invalid/'),
      'manual/mkdocs.yml': mkdocs('https://one.invalid/'),
      'manual/docs/guide/setup.md': longPage('setup'),
      'web/docs/news/setup.md': longPage('other setup'),
    });
    repository.commit({
      'manual/docs/guide/setup.md': undefined,
      'manual/docs/guide/install.md': `${longPage('setup')}More.\n`,
      'web/docs/news/setup.md': undefined,
      'web/docs/news/start.md': `${longPage('other setup')}More.\n`,
    });
    const explain = async (address: string) => {
      const { out } = await runCommand(['explain', address, '--repo', repository.folder, '--format', 'json']);
      return (JSON.parse(out) as { diagnosis: { suggestions: { url: string }[] } }).diagnosis.suggestions[0]?.url;
    };
    assert.equal(await explain('/guide/setup/'), '/guide/install/');
    assert.equal(await explain('https://one.invalid/guide/setup/'), '/guide/install/');
    assert.equal(await explain('/news/setup/'), '/news/start/');
  });
  it('are told by their host where all rows are of another site than the heading names', async () => {
    const { out } = await audit(['https://docs.invalid/setup/']);
    assert.match(out, /^blog\.invalid · /);
    assert.match(out, /docs\.invalid\/setup\/ .*→ \/install\//);
    const alone = await audit(['https://blog.invalid/setup/', 'https://www.blog.invalid/nowhere/']);
    assert.match(alone.out, / {2}\/setup\/ .*→ \/start\//);
  });
  it('fail each by themselves: a page that fails on one host takes no target from another', async () => {
    const failing = (url: string) => pageRow(url, { status_code: 503 });
    const targetsBeside = async (url: string) => {
      const saved = mkdtempSync(join(tmpdir(), 'several-'));
      folders.push(saved);
      writeFileSync(join(saved, 'a.json'), savedBody([failing('https://blog.invalid/setup/'), failing(url)]));
      const ran = await runCommand([
        ...['audit', '--repo', folder, '--no-recheck', '--source', join(saved, 'a.json'), '--format', 'json'],
      ]);
      const { findings } = JSON.parse(ran.out) as AuditResult;
      const [moved] = findings.filter(({ broken }) => broken.url === 'https://blog.invalid/setup/');
      return moved?.fixes.filter(({ redirect }) => redirect.status !== 410).map(({ redirect }) => redirect.to);
    };
    assert.ok((await targetsBeside('https://docs.invalid/start/'))?.includes('/start/'));
    assert.ok(!(await targetsBeside('https://blog.invalid/start/'))?.includes('/start/'));
  });
  it('are chosen by their address, and the rows of another one say whose they are', async () => {
    const urls = ['https://blog.invalid/setup/', 'https://docs.invalid/setup/', 'https://else.invalid/'];
    const { result } = await audit(urls, '--site', 'https://docs.invalid/');
    assert.deepEqual(targets(result), ['https://docs.invalid/setup/ /install/']);
    const left = new Map(result?.leftOut.map(({ url, detail }) => [url, detail]));
    assert.match(
      left.get('https://blog.invalid/setup/') ?? '',
      /^of https:\/\/blog\.invalid\/ \(blog\), another site of this repository: audit it with --site https:\/\/blog\.invalid\/$/,
    );
    assert.match(left.get('https://else.invalid/') ?? '', /is not docs\.invalid/);
  });
  it('are chosen by their folder', async () => {
    const { result } = await audit(['https://docs.invalid/setup/'], '--root', 'manual');
    assert.deepEqual(targets(result), ['https://docs.invalid/setup/ /install/']);
  });
  it('are named where no row is about them', async () => {
    const { out } = await audit(['https://docs.invalid/setup/'], '--site', 'https://docs.invalid/');
    assert.match(
      out,
      /note: Another site of this repository was not asked about: https:\/\/blog\.invalid\/ \(blog\)\./,
    );
  });
});

// https://docs.netlify.com/routing/redirects/: a site reads the file in its own publish directory.
describe('redirects of sites on hosts of their own', () => {
  const formats = {
    'docs/_redirects': '/a /start/ 301\n/b /start/ 301\n',
    'netlify.toml': '[[redirects]]\nfrom = "/a"\nto = "/start/"\n',
    'vercel.json': '{ "redirects": [{ "source": "/a", "destination": "/start/", "permanent": true }] }\n',
  };
  const moved = (site: string, address: string, file: string, text: string) => ({
    [`${site}/mkdocs.yml`]: mkdocs(address),
    [`${site}/docs/index.md`]: '# Home\n',
    [`${site}/docs/setup.md`]: longPage(site),
    [`${site}/${file}`]: text,
  });
  for (const [file, text] of Object.entries(formats)) {
    for (const asked of [['docs'], ['blog'], ['blog', 'docs']]) {
      it(`are written into ${file} of the site that is asked about: ${asked.join(' and ')}`, async () => {
        const repository = gitRepository();
        const { folder } = repository;
        try {
          repository.commit({
            ...moved('blog', 'https://blog.invalid/', file, text),
            ...moved('docs', 'https://docs.invalid/', file, text),
          });
          repository.commit(
            Object.fromEntries(
              ['blog', 'docs'].flatMap((site) => [
                [`${site}/docs/setup.md`, undefined],
                [`${site}/docs/start.md`, `${longPage(site)}More.\n`],
              ]),
            ),
          );
          const rows = asked.map((site) => pageRow(`https://${site}.invalid/setup/`));
          writeFileSync(join(folder, '..', `${basename(folder)}.json`), savedBody(rows));
          const source = join(folder, '..', `${basename(folder)}.json`);
          const ran = await runCommand([
            'audit',
            '--repo',
            folder,
            '--no-recheck',
            '--source',
            source,
            '--fix',
            'safe',
          ]);
          assert.equal(ran.code, 0, ran.err + ran.out);
          for (const site of ['blog', 'docs']) {
            const now = readFileSync(join(folder, site, file), 'utf8');
            assert.equal(now.split('/setup').length - 1, asked.includes(site) ? 1 : 0, `${site}: ${now}`);
          }
        } finally {
          removeFolder(folder);
        }
      });
    }
  }
});

describe('a word that is no option', () => {
  const unread = { cwd: '/nowhere' };
  for (const { name } of commands.filter(({ takesAddresses }) => takesAddresses !== true)) {
    it(`is a mistake to ${name}, which does nothing then`, async () => {
      const { code, out, err } = await runCommand([name, 'https://other.invalid/'], unread);
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(err, /does not know what to do with https:\/\/other\.invalid\/, so nothing was done\. .*--help/);
    });
  }
  it('may be meant as the site', async () => {
    const { err } = await runCommand(['audit', 'https://other.invalid/'], unread);
    assert.match(err, /To name a site, write --site https:\/\/other\.invalid\/\./);
  });
});
