/** What the working tree did to the pages of the last commit, and nobody committed: each address was published, and is told so. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { explained } from '../support/explained.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const page = (title: string, more = '') => `---\ntitle: ${title}\n${more}---\n${longPage(title)}`;

const files = {
  'hugo.toml': 'baseURL = "https://example.org/"\n[permalinks]\nnews = "/news/:slugorfilename/"\n',
  'content/docs/setup.md': page('Setup'),
  'content/docs/moved.md': page('Moving house'),
  'content/docs/slugged.md': page('Slugged', 'slug: first-name\n'),
  'content/docs/hidden.md': page('Hidden'),
  'content/docs/kept.md': page('Kept'),
  'content/news/launch.md': page('Launch'),
  'static/files/guide.pdf': '%PDF-1.4 guide',
};

describe('what is not committed yet', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const temporary = (): string => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'uncommitted-')));
    folders.push(folder);
    return folder;
  };
  /** A repository of one commit, and what is said of an address in it: the same cold, warm, and without a store. */
  function site(commits = 1) {
    const repository = gitRepository(temporary());
    const { folder } = repository;
    repository.commit(files);
    for (let i = 1; i < commits; i++) repository.commit({ 'content/docs/kept.md': page('Kept', `weight: ${i}\n`) });
    const cache = temporary();
    const ask = async (url: string, store?: string) => {
      const [found] = await explained(folder, [url], { cache: store });
      assert.ok(found !== undefined && 'diagnosis' in found);
      return found;
    };
    const told = async (url: string) => {
      const found = await ask(url);
      for (const state of ['cold', 'warm']) assert.deepEqual(await ask(url, cache), found, state);
      const { code, past, suggestions } = found.diagnosis;
      const [best] = suggestions;
      return { code, file: past?.file, fate: past?.fate.kind, best: best?.confident ? best.url : undefined };
    };
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const move = (from: string, to: string) => {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      renameSync(join(folder, from), join(folder, to));
    };
    return { ...repository, ask, told, write, move, remove: (path: string) => rmSync(join(folder, path)) };
  }

  for (const [how, take] of Object.entries({
    'from the disk': ({ remove }: ReturnType<typeof site>) => remove('content/docs/setup.md'),
    'from the index, too': ({ git }: ReturnType<typeof site>) => git('rm', '-q', 'content/docs/setup.md'),
  })) {
    it(`a deleted page was published: ${how}`, async () => {
      const here = site();
      take(here);
      const told = await here.told('/docs/setup/');
      assert.deepEqual(told, { code: 'removed', file: 'content/docs/setup.md', fate: 'deleted', best: undefined });
    });
  }

  it('a page that only its index gave up is still there', async () => {
    const here = site();
    here.git('rm', '-q', '--cached', 'content/docs/setup.md');
    assert.equal((await here.told('/docs/setup/')).code, 'published');
  });

  it('a renamed page is followed to its new file, staged or not', async () => {
    const [staged, plain] = [site(), site()];
    staged.git('mv', 'content/docs/moved.md', 'content/docs/relocated.md');
    plain.move('content/docs/moved.md', 'content/docs/relocated.md');
    for (const { told } of [staged, plain]) {
      const found = await told('/docs/moved/');
      assert.deepEqual(found, {
        code: 'moved',
        file: 'content/docs/moved.md',
        fate: 'renamed',
        best: '/docs/relocated/',
      });
    }
  });

  it('a page that was moved and rewritten in part is found by its text', async () => {
    const here = site();
    here.remove('content/docs/moved.md');
    here.write('content/guides/house.md', `${page('Moving house')}\nOne more line.\n`);
    const found = await here.told('/docs/moved/');
    assert.equal(found.file, 'content/docs/moved.md');
    assert.equal((await here.ask('/docs/moved/')).diagnosis.suggestions[0]?.url, '/guides/house/');
  });

  it('a page with another slug had the old one', async () => {
    const here = site();
    here.write('content/docs/slugged.md', page('Slugged', 'slug: second-name\n'));
    const found = await here.told('/docs/first-name/');
    assert.deepEqual(found, {
      code: 'moved',
      file: 'content/docs/slugged.md',
      fate: 'readdressed',
      best: '/docs/second-name/',
    });
  });

  it('a page of another configuration had the address of the last commit', async () => {
    for (const commits of [1, 3]) {
      const here = site(commits);
      here.write('hugo.toml', files['hugo.toml'].replace('/news/:slug', '/updates/:slug'));
      const found = await here.told('/news/launch/');
      assert.deepEqual(found, {
        code: 'moved',
        file: 'content/news/launch.md',
        fate: 'readdressed',
        best: '/updates/launch/',
      });
    }
  });

  it('a draft is one, and a page that is there is published', async () => {
    const here = site();
    here.write('content/docs/hidden.md', page('Hidden', 'draft: true\n'));
    assert.equal((await here.told('/docs/hidden/')).code, 'draft');
    assert.equal((await here.told('/docs/kept/')).code, 'published');
    assert.equal((await here.told('/docs/nowhere/')).code, 'never-existed');
  });

  it('a download that was deleted was published', async () => {
    const here = site();
    here.remove('static/files/guide.pdf');
    assert.deepEqual(await here.told('/files/guide.pdf'), {
      code: 'removed',
      file: 'static/files/guide.pdf',
      fate: 'deleted',
      best: undefined,
    });
  });

  it('files that a sparse checkout leaves out were not deleted', async () => {
    const here = site();
    here.git('sparse-checkout', 'set', '--no-cone', '/*', '!content/docs/setup.md');
    assert.ok(!existsSync(join(here.folder, 'content/docs/setup.md')));
    assert.equal((await here.told('/docs/setup/')).code, 'unknown-past');
  });

  it('a file in the place of a folder took its pages away', async () => {
    const here = site();
    rmSync(join(here.folder, 'content/docs'), { recursive: true });
    here.write('content/docs', 'No folder any more.');
    const told = await here.told('/docs/setup/');
    assert.deepEqual(told, { code: 'removed', file: 'content/docs/setup.md', fate: 'deleted', best: undefined });
  });

  it('what is typed and not saved counts as well', async () => {
    const { folder } = site();
    const analyst = createAnalyst('b');
    const overlay = new Map([['content/docs/slugged.md' as RepoPath, page('Slugged', 'slug: typed-name\n')]]);
    const request = { root: folder, overlay, site: '', cache: undefined, now: '2026-01-01T00:00:00Z' };
    assert.ok((await analyst.open(request, task)).ok);
    const asked = { url: '/docs/first-name/', options: defaultAuditOptions };
    assert.match(
      JSON.stringify(await analyst.explain(asked, task)),
      /"code":"moved".*slug in its front matter was changed/,
    );
  });

  it('is among the addresses that are lost', async () => {
    const here = site();
    here.remove('content/docs/setup.md');
    here.write('content/docs/slugged.md', page('Slugged', 'slug: second-name\n'));
    here.write('hugo.toml', files['hugo.toml'].replace('/news/:slug', '/updates/:slug'));
    const analyst = createAnalyst('b');
    const request = { root: here.folder, overlay: new Map(), site: '', cache: undefined, now: '2026-01-01T00:00:00Z' };
    assert.ok((await analyst.open(request, task)).ok);
    const { pages } = await analyst.lost({ today: '2026-01-01' }, task);
    assert.deepEqual(pages.map(({ path }) => path).sort(), ['/docs/first-name/', '/docs/setup/', '/news/launch/']);
  });

  it('is said in words without a commit', async () => {
    const here = site();
    here.remove('content/docs/setup.md');
    const text = JSON.stringify(await here.ask('/docs/setup/'));
    assert.match(text, /not committed/);
  });
});
