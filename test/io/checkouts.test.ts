/** What git and a disk may disagree about: line endings, the case of names and how their accents are composed. */
import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { diagnose } from '../../src/core/audit/diagnose.ts';
import { askedPage } from '../../src/core/audit/explain.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) removeFolder(folder);
});

function repository(): TestRepository {
  const made = gitRepository();
  folders.push(made.folder);
  return made;
}

type Files = Parameters<TestRepository['commit']>[0];

/** Writes the redirect of `/old/`; what the command complained of. */
async function fix(folder: string): Promise<string> {
  const answer = join(folder, '.git', 'answer.json');
  writeFileSync(answer, savedBody([pageRow('/old/')]));
  const { err } = await runCommand(['audit', '--repo', folder, '--no-recheck', '--fix', 'safe', '--source', answer]);
  return err;
}

/** What is said of addresses: the code, and the page that is suggested first. */
async function asked(folder: string, ...urls: readonly string[]) {
  const directory = realpathSync(folder);
  const repo = await openDiskRepo(directory);
  const [detected] = await detectSites(repo);
  assert.ok(detected !== undefined);
  const now = '2026-01-01T00:00:00Z';
  const site = await openSite(detected, repo, { now });
  const pages = urls.map(askedPage);
  const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
  const snapshot = await createSnapshotReader().open({ site, now, others: [], repo, directory, asked: pages }, task);
  return pages.map((page) => {
    const { code, suggestions } = diagnose(page, snapshot);
    return [code, suggestions[0]?.url];
  });
}

const filesOf = async (folder: string) =>
  (await openDiskRepo(folder)).files.filter((file) => file.startsWith('docs/') || file.startsWith('Docs/'));

describe('a checkout with the line endings of Windows', () => {
  const frontMatter = (lines: string, body: string) => `---\n${lines}---\n${body}`;
  const hugo = {
    '.gitattributes': '* text=auto\n',
    'hugo.toml': 'baseURL = "http://docs.invalid/"\ntitle = "Tides"\n',
    'content/_index.md': frontMatter('title: Home\n', 'Home.\n'),
    'content/named.md': frontMatter('title: Named\nslug: other-name\naliases:\n  - /alias-of-old/\n', 'Text.\n'),
    'content/old.md': longPage('tide'),
    'static/_redirects': '# Moved\n/ruled/ /other-name/ 301\n/gone-rule/ /nowhere/ 301\n',
  };
  const moved = { 'content/old.md': undefined, 'content/new.md': longPage('tide') };
  /** The same history; the working tree with LF, or as git for Windows checks it out. */
  function checkout(autocrlf: 'false' | 'true', site: Files = hugo, move: Files = moved): TestRepository {
    const made = repository();
    made.commit(site);
    made.commit(move);
    made.git('config', 'core.autocrlf', autocrlf);
    made.git('rm', '-rq', '--cached', '.');
    made.git('reset', '-q', '--hard');
    return made;
  }
  const urls = ['/old/', '/alias-of-old/', '/ruled/', '/gone-rule/', '/named/', '/other-name/', '/never/'];

  it('has them in every file, and git sees no change', () => {
    const { folder, git } = checkout('true');
    for (const file of ['hugo.toml', 'content/new.md', 'content/named.md', 'static/_redirects']) {
      assert.match(readFileSync(join(folder, file), 'utf8'), /^[^\n]*\r\n/);
    }
    assert.equal(git('status', '--porcelain'), '');
  });

  it('reads pages, front matter, redirects and history alike', async () => {
    const [lf, crlf] = [await asked(checkout('false').folder, ...urls), await asked(checkout('true').folder, ...urls)];
    assert.deepEqual(crlf, lf);
    assert.deepEqual(lf[0], ['moved', '/new/']);
  });

  const mkdocs = {
    '.gitattributes': '* text=auto\n',
    'mkdocs.yml': 'site_name: x\nsite_url: http://docs.invalid/\n',
    'docs/index.md': '# Home\n',
    'docs/old.md': longPage('tide'),
    'docs/_redirects': '# Moved\n/ruled/ / 301\n',
  };
  const { 'static/_redirects': _, ...alone } = hugo;
  const writers = [
    { file: 'content/new.md', site: alone, move: moved },
    { file: 'docs/_redirects', site: mkdocs, move: { 'docs/old.md': undefined, 'docs/new.md': longPage('tide') } },
  ] as const;
  for (const { file, site, move } of writers) {
    it(`keeps them in the redirect that is written to ${file}`, async () => {
      const write = async (autocrlf: 'false' | 'true') => {
        const { folder, git } = checkout(autocrlf, site, move);
        const err = await fix(folder);
        assert.equal(git('diff', '--name-only').trim(), file, err);
        return readFileSync(join(folder, file), 'utf8');
      };
      const [lf, crlf] = [await write('false'), await write('true')];
      assert.doesNotMatch(lf, /\r/);
      assert.doesNotMatch(crlf, /(?<!\r)\n/);
      assert.equal(crlf.replaceAll('\r\n', '\n'), lf);
    });
  }

  it('of which one was edited to LF keeps each line as it is', async () => {
    const [, { file, site, move }] = writers;
    const { folder } = checkout('true', site, move);
    const before = '# Moved\r\n/ruled/ / 301\n/more/ / 301\r\n';
    writeFileSync(join(folder, file), before);
    const err = await fix(folder);
    assert.match(readFileSync(join(folder, file), 'utf8').replace(before, ''), /^\/old\/? .*\r\n$/, err);
  });
});

/**
 * Disks that do not tell case apart are not to be had everywhere. On one that does, this is a repository that came from
 * such a disk with its settings; where the folder for temporary files lies on one that does not, the same tests run there.
 */
describe('a folder whose names are spelt in another case than git has them', () => {
  function site(ignorecase: 'true' | 'false') {
    const made = repository();
    const { folder, git } = made;
    made.commit({
      'mkdocs.yml': 'site_name: x\nsite_url: https://x.example/\n',
      'docs/index.md': '# Home\n',
      'docs/Guide/old.md': longPage('guide'),
      'docs/Guide/stays.md': longPage('harbour'),
    });
    made.commit({ 'docs/Guide/old.md': undefined, 'docs/Guide/new.md': longPage('guide') });
    git('config', 'core.ignorecase', ignorecase);
    renameSync(join(folder, 'docs/Guide'), join(folder, 'docs/moving'));
    renameSync(join(folder, 'docs/moving'), join(folder, 'docs/guide'));
    const isReal = existsSync(join(folder, 'docs/Guide'));
    // Some of these disks change the case of names when they are made: there, what git has of them counts.
    const tracked = git('ls-files').includes('docs/Guide/') ? 'Guide' : 'guide';
    return { ...made, isReal, guide: isReal ? tracked : 'guide' };
  }

  for (const ignorecase of ['true', 'false'] as const) {
    it(`has each page once, and can read it, with core.ignorecase=${ignorecase}`, async () => {
      const { folder, guide } = site(ignorecase);
      assert.deepEqual(
        await filesOf(folder),
        [`docs/${guide}/new.md`, `docs/${guide}/stays.md`, 'docs/index.md'].sort(),
      );
      const repo = await openDiskRepo(folder);
      assert.equal(await repo.read(`docs/${guide}/stays.md` as RepoPath), longPage('harbour'));
    });

    it(`leads an address of its past to the page of today, with core.ignorecase=${ignorecase}`, async () => {
      const { folder, guide } = site(ignorecase);
      const [old] = await asked(folder, '/Guide/old/');
      assert.deepEqual(old, ['moved', `/${guide}/new/`]);
    });
  }

  it('keeps what git ignores away, in whichever case', async () => {
    const { folder } = site('true');
    writeFileSync(join(folder, '.gitignore'), 'Drafts/\n');
    mkdirSync(join(folder, 'docs/drafts'));
    writeFileSync(join(folder, 'docs/drafts/secret.md'), '# Secret\n');
    assert.ok(!(await filesOf(folder)).some((file) => file.includes('secret')));
  });

  it('has two pages where two files differ by case alone', async function () {
    const { folder, isReal, commit } = site('false');
    if (isReal) this.skip();
    commit({ 'docs/a.md': '# a\n', 'docs/A.md': '# A\n' });
    assert.deepEqual(
      (await filesOf(folder)).filter((file) => /^docs\/a\.md$/i.test(file)),
      ['docs/A.md', 'docs/a.md'],
    );
  });

  for (const ignorecase of ['true', 'false'] as const) {
    it(`has a page once that has two names, tracked and not, with core.ignorecase=${ignorecase}`, async () => {
      const { folder, guide, git, isReal } = site(ignorecase);
      const other = guide === 'guide' ? 'GUIDE' : 'guide';
      git('-c', 'core.ignorecase=false', 'add', '-A');
      if (!isReal) {
        mkdirSync(join(folder, 'docs', other));
        linkSync(join(folder, 'docs', guide, 'stays.md'), join(folder, 'docs', other, 'stays.md'));
      }
      const found = (await filesOf(folder)).filter((file) => file.includes('stays'));
      assert.equal(found.length, 1, found.join(' '));
    });
  }

  it('has a page no more that was removed', async () => {
    const { folder } = site('true');
    rmSync(join(folder, 'docs/guide/stays.md'));
    assert.ok(!(await filesOf(folder)).some((file) => file.includes('stays')));
  });
});

/** A Mac names files by what is typed or, on older disks, in decomposed form; git's index may have either. */
describe('a folder whose names are composed in another way than git has them', () => {
  const forms = ['NFC', 'NFD'] as const;
  for (const index of forms) {
    for (const disk of forms) {
      function site() {
        const made = repository();
        const { folder, git } = made;
        const name = (text: string) => text.normalize(index);
        made.commit({
          'mkdocs.yml': 'site_name: x\nsite_url: https://x.example/\n',
          'docs/index.md': '# Home\n',
          [name('docs/café/öffnung.md')]: longPage('opening'),
          [name('docs/café/über.md')]: longPage('about'),
        });
        made.commit({
          [name('docs/café/öffnung.md')]: undefined,
          [name('docs/café/zürich.md')]: longPage('opening'),
        });
        git('config', 'core.precomposeunicode', 'true');
        if (index !== disk) {
          const full = (text: string) => join(folder, text);
          renameSync(full(name('docs/café')), full('docs/moving'));
          for (const page of ['zürich.md', 'über.md']) {
            renameSync(full(`docs/moving/${page.normalize(index)}`), full(`docs/moving/${page.normalize(disk)}`));
          }
          renameSync(full('docs/moving'), full('docs/café'.normalize(disk)));
        }
        return folder;
      }

      it(`has each page once, and can read it: ${index} in the index, ${disk} on the disk`, async () => {
        const folder = site();
        const files = await filesOf(folder);
        assert.deepEqual(
          files.map((file) => file.normalize('NFC')).sort(),
          ['docs/café/zürich.md', 'docs/café/über.md', 'docs/index.md'].map((file) => file.normalize('NFC')).sort(),
        );
        const repo = await openDiskRepo(folder);
        for (const file of files) assert.ok(await repo.read(file), file);
      });

      it(`serves and remembers addresses in either form: ${index} in the index, ${disk} on the disk`, async () => {
        const folder = site();
        const found = await asked(
          folder,
          ...forms.flatMap((form) => [
            `/${encodeURI('café/öffnung'.normalize(form))}/`,
            `/${encodeURI('café/über'.normalize(form))}/`,
          ]),
        );
        const [old, live, oldNfd, liveNfd] = found;
        assert.deepEqual(old, ['moved', '/café/zürich/'.normalize('NFC')]);
        assert.deepEqual(oldNfd, old);
        assert.deepEqual(liveNfd, live);
      });
    }
  }

  for (const [index, disk] of [forms, [...forms].reverse()] as const) {
    it(`has a page once that both forms lead to: ${index} in the index, ${disk} listed by the disk`, async () => {
      const { folder, commit } = repository();
      const [tracked, listed] = [`docs/café.md`.normalize(index), `docs/café.md`.normalize(disk)];
      commit({ [tracked]: '# Café\n' });
      // A disk that takes both for one gives git the file by either name, as a hard link does here.
      if (!existsSync(join(folder, listed))) linkSync(join(folder, tracked), join(folder, listed));
      assert.deepEqual(await filesOf(folder), [tracked]);
    });
  }
});
